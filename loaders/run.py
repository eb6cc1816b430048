"""The one route from the bytes of a published file to its rows: open, recognise, screen, read, check, report."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from dashboard.domain.kinds import BY_NAME, COMMON
from loaders import boundaries
from loaders.errors import UnknownPublication
from loaders.grids import Grid
from loaders.reading import ReadPublication
from loaders.recognise import recognise
from loaders.report import LoadReport
from loaders.screening import Screen
from loaders.workbook import read_workbook

LEFT_TO_COMMIT = ("source_id", "known_on")  # fields that the edition's commit adds


# Hears what is being done, the share of it that is done (0 to 1), and the rows so far.
Progress = Callable[[str, float, int], None]


def read_publication(
    content: bytes, filename: str, *, as_kind: str | None = None, progress: Progress | None = None
) -> ReadPublication:
    """Read a published file as it is; nothing is stored and nothing but `content` is read.

    Args:
        content: the file's bytes.
        filename: what to call it in messages; it plays no part in recognising the file.
        as_kind: a loader's or publication's name, to override what would be recognised.
        progress: told after each sheet.

    Returns:
        The edition's facts, the rows by kind and the report.  Faults and mismatched totals are in the report; whether
        they stop a commit is for the caller (`report.is_clean`).

    Raises:
        HostileFile, UnreadableFile: it cannot or must not be opened.
        PersonalDataFound: cells look like personal data; takes precedence over every other finding.
        UnknownPublication: no loader knows it, or the one named does not find its columns.
        UnknownName: `as_kind` is no kind.
    """
    with _without_pauses():
        return _read(content, filename, as_kind, progress)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile: millions of new cells and no garbage among them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(content: bytes, filename: str, as_kind: str | None, progress: Progress | None) -> ReadPublication:
    if as_kind == boundaries.KIND or (as_kind is None and boundaries.looks_like_geojson(content)):
        report = LoadReport(filename, boundaries.KIND, "it is GeoJSON")
        return _described(boundaries.read(content, filename, report))
    book = read_workbook(content, filename=filename)
    screen = Screen(book.grids)
    if progress:
        _tell(book.grids, progress)
    try:
        loader, why = recognise(book, as_kind=as_kind)
        report = LoadReport(filename, loader.kind, why)
        publication = loader.read(book, report)
    except UnknownPublication:
        screen.finish()  # its message tells headings, so personal data must be looked for before it is shown
        raise
    screen.finish()
    report.notes[:0] = book.notes
    return _described(publication)


def _described(publication: ReadPublication) -> ReadPublication:
    """With its edition and its numbers of rows in its report."""
    publication.report.edition = publication.edition
    publication.report.rows_by_kind = {kind: len(rows) for kind, rows in publication.rows.items()}
    return publication


def _tell(grids: list[Grid], progress: Progress) -> None:
    """Tell of each sheet when its rows are first there, after whoever is told already."""
    done = {"sheets": 0, "rows": 0}

    def told_too(grid: Grid, first: Callable[[Grid], None] | None) -> None:
        done["sheets"] += 1
        done["rows"] += len(grid.rows)
        progress("reading", done["sheets"] / len(grids), done["rows"])
        if first:
            first(grid)

    for grid in grids:
        grid.on_rows = partial(told_too, first=grid.on_rows)


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields a row of a kind has when it leaves this module, in the order of its declaration."""
    return tuple(field.name for field in (*BY_NAME[kind].fields, *COMMON) if field.name not in LEFT_TO_COMMIT)
