"""Run the measurements: `python tasks.py bench`, with `--quick` for a short run and `--only NAME` for some of them."""

import sys
from pathlib import Path

# Modules are imported as `benchmarks.…`, so that no file here can stand in for a library of the same name.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.main import main  # noqa: E402 - the import path is put right first

if __name__ == "__main__":
    sys.exit(main())
