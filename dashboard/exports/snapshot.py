"""A snapshot of a view: its whole content, squeezed, so that a year later every figure can be set beside what it is then."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.domain.errors import ReaderError
from dashboard.domain.view_model import View
from dashboard.exports.particulars import content_of

MOST_COMPARED = 300  # rows of a table that are paired with each other; beyond that they are only counted


@dataclass(frozen=True)
class Difference:
    """One thing that is otherwise now: in which part of the view, which row or line, and both values in words."""

    part: str
    place: str
    before: str
    now: str


def squeezed(view: View) -> str:
    """The content of a view as a text that can be kept in an entry."""
    text = json.dumps(content_of(view), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def differences(kept: str, view: View) -> list[Difference]:
    """What a view says otherwise than the content kept of it; none where they are the same.

    ReaderError where what was kept cannot be read.
    """
    try:
        before: dict[str, Any] = json.loads(zlib.decompress(b64decode(kept)))
    except (ValueError, zlib.error) as error:
        raise ReaderError(f"What was kept of {view.name} cannot be read ({error}); take a new snapshot.") from error
    now: dict[str, Any] = json.loads(json.dumps(content_of(view), default=str))
    return [
        found for part in sorted(before.keys() | now.keys()) for found in _part(part, before.get(part), now.get(part))
    ]


def _part(part: str, before: Any, now: Any) -> Iterator[Difference]:
    if before == now:
        return
    if part.startswith("table ") and before and now:
        yield from _table(part, before, now)
    elif isinstance(before, list) and isinstance(now, list):
        yield from (Difference(part, "line", _said(line), "no longer said") for line in before if line not in now)
        yield from (Difference(part, "line", "not said", _said(line)) for line in now if line not in before)
    else:
        yield Difference(part, "", _said(before), _said(now))


def _table(part: str, before: Any, now: Any) -> Iterator[Difference]:
    (columns_before, rows_before), (columns, rows) = before, now
    if columns_before != columns:
        yield Difference(part, "columns", _said(columns_before), _said(columns))
        return
    names = [name for name, _ in columns]
    held_now, held_before = {_said(row) for row in rows}, {_said(row) for row in rows_before}
    gone = [row for row in rows_before if _said(row) not in held_now]
    new = [row for row in rows if _said(row) not in held_before]
    if len(gone) > MOST_COMPARED or len(new) > MOST_COMPARED:
        yield Difference(
            part, "rows", f"{len(gone):,} rows that are otherwise now", f"{len(new):,} rows that were otherwise"
        )
        return
    for row in gone:
        twin = max(new, key=lambda other: _alike(row, other), default=None)
        if twin is None or _alike(row, twin) * 2 < len(row):
            yield Difference(part, _said(row[:3]), _said(row), "no such row")
            continue
        new.remove(twin)
        for name, was, value in zip(names, row, twin, strict=True):
            if was != value:
                yield Difference(part, f"{_said(row[:3])}: {name}", _said(was), _said(value))
    yield from (Difference(part, _said(row[:3]), "no such row", _said(row)) for row in new)
    if not gone and not new and rows_before != rows:
        yield Difference(part, "order of rows", "as it was", "otherwise")


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def _said(value: Any) -> str:
    if value is None:
        return "no value"
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value)
    return str(value)
