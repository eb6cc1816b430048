"""Files a command is given and writes, and what came of looking at or taking in one: told alike by every command."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.domain.errors import ReaderError, unknown_name

if TYPE_CHECKING:
    from dashboard.commands.publications import LoadOutcome


def content_of(path: Path) -> bytes:
    """What stands in the file; ReaderError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReaderError(f"The file {path} cannot be read ({error.strerror}).") from error


def write_out(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file, or to standard output where the path is `-`; ReaderError where one is there and `force` is not set."""
    if path == Path("-"):
        sys.stdout.buffer.write(content)
        return
    if path.exists() and not force:
        raise ReaderError(f"{path} is there already; name another file, or write over it with --force.")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ReaderError(f"{path} cannot be written ({error.strerror}); name another file.") from error


def tell_outcome(outcome: LoadOutcome, status: str, format_: str) -> None:
    """Print the report of a load as a table or as JSON; UnknownName for another format."""
    from dashboard.exports.load_text import load_as_text

    if format_ not in ("table", "json"):
        raise unknown_name("format", format_, ("table", "json"))
    report: dict[str, Any] = outcome.report.as_dict()
    changes = {kind: dataclasses.asdict(change) for kind, change in outcome.changes.items()}
    if format_ == "json":
        data = {"status": status, "load_id": outcome.load_id, "changes": changes, **report}
        print(json.dumps(data, indent=2, ensure_ascii=False, default=str))
    else:
        print(load_as_text(report, changes, status), end="")
