"""One way of loading a workbook, in a process of its own so that its memory can be told: prints seconds and megabytes."""

from __future__ import annotations

import io
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal


def bare(path: Path, url: str) -> int:
    """Every cell of every sheet with python-calamine, and nothing done with it."""
    assert url == "-", "it goes nowhere"
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def ours(path: Path, url: str) -> int:
    """Read, checked, compared and committed."""
    from dashboard.commands.publications import Wishes, load_publication
    from dashboard.domain.clock import SystemClock
    from dashboard.store.engine import open_store

    store = open_store(url)
    try:
        outcome = load_publication(
            store, content=path.read_bytes(), file_name=path.name, clock=SystemClock(), wishes=Wishes(), commit=True
        )
        return sum(outcome.report.rows_by_kind.values())
    finally:
        store.close()


def pandas(path: Path, url: str) -> int:
    """What a notebook does: read_excel for each sheet, then to_sql; nothing checked, nothing compared.

    With openpyxl, which pandas takes for a workbook of this kind unless told otherwise.
    """
    return _notebook(path, url, "openpyxl")


def pandas_calamine(path: Path, url: str) -> int:
    """The same notebook with the parser that we use."""
    return _notebook(path, url, "calamine")


def _notebook(path: Path, url: str, engine_name: Literal["openpyxl", "calamine"]) -> int:
    import pandas as pd
    import sqlalchemy as sa

    sheets = pd.read_excel(path, sheet_name=None, engine=engine_name)
    frame = pd.concat([sheet for name, sheet in sheets.items() if name[:2] == "20"])
    engine = sa.create_engine(url)
    frame.to_sql("notebook", engine, if_exists="replace", index=False)
    engine.dispose()
    return len(frame)


WAYS: dict[str, Callable[[Path, str], int]] = {
    "bare": bare,
    "ours": ours,
    "pandas": pandas,
    "pandas_calamine": pandas_calamine,
}


def main() -> None:
    """WAY PATH URL."""
    way, path, url = sys.argv[1:]
    run = WAYS[way]
    if way == "ours":
        import dashboard.commands.publications  # noqa: F401 (starting the program is not loading)
    started = time.perf_counter()
    rows = run(Path(path), url)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "rows": rows}))


if __name__ == "__main__":
    main()
