"""What is this file?  Decided from what stands in it; when nothing fits, says what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.domain.errors import unknown_name
from dashboard.domain.templates import TEMPLATES
from loaders import (
    appendix_tables,
    boundaries,
    cancelled_records,
    crosswalk_file,
    force_area_tables,
    recorded_crime,
    rolling_recorded_crime,
    survey_open_data,
    survey_tables,
    templates,
)
from loaders.errors import UnknownPublication
from loaders.grids import Grid, words
from loaders.reading import ReadPublication
from loaders.report import LoadReport
from loaders.workbook import Workbook


@dataclass(frozen=True)
class Loader:
    """One publication: its name for `--as`, its publication, and the functions that know and read it."""

    kind: str
    publication_id: str
    title: str
    matches: Callable[[Workbook], int]
    read: Callable[[Workbook, LoadReport], ReadPublication]


LOADERS: dict[str, Loader] = {
    loader.kind: loader
    for loader in (
        Loader(
            "recorded_crime",
            recorded_crime.PUBLICATION,
            "Home Office police recorded crime open data, police force area tables",
            recorded_crime.matches,
            recorded_crime.read,
        ),
        Loader(
            "rolling_recorded_crime",
            rolling_recorded_crime.PUBLICATION,
            "Recorded crime data at police force area level, rolling years",
            rolling_recorded_crime.matches,
            rolling_recorded_crime.read,
        ),
        Loader(
            "cancelled_records",
            cancelled_records.PUBLICATION,
            "Home Office cancelled or transferred records (no-crimes)",
            cancelled_records.matches,
            cancelled_records.read,
        ),
        Loader(
            "force_area_tables",
            force_area_tables.PUBLICATION,
            "ONS police force area data tables",
            force_area_tables.matches,
            force_area_tables.read,
        ),
        Loader(
            "appendix_tables",
            appendix_tables.PUBLICATION,
            "ONS appendix tables",
            appendix_tables.matches,
            appendix_tables.read,
        ),
        Loader(
            "survey_open_data",
            survey_open_data.PUBLICATION,
            "Crime Survey open data tables with standard errors",
            survey_open_data.matches,
            survey_open_data.read,
        ),
        Loader(
            "survey_tables",
            survey_tables.PUBLICATION,
            "ONS annual trend and demographic tables: share reported to the police, confidence intervals, standard errors",
            survey_tables.matches,
            survey_tables.read,
        ),
        Loader(
            "crosswalk",
            crosswalk_file.PUBLICATION,
            "an edited crosswalk of survey offence types and recorded offence codes (`rcq crosswalk write`)",
            crosswalk_file.matches,
            crosswalk_file.read,
        ),
        Loader(
            "template",
            templates.PUBLICATION,
            "a filled template of this product (`rcq template`)",
            templates.matches,
            templates.read,
        ),
    )
}
SHEETS_SHOWN = 8
HEADINGS_SHOWN = 8


def recognise(book: Workbook, *, as_kind: str | None = None) -> tuple[Loader, str]:
    """The loader for a file and why; `as_kind` (a loader's or publication's name) overrides.

    Raises UnknownName for an `as_kind` nobody knows and UnknownPublication, with what was found, for such a file.
    """
    if as_kind is not None:
        by_publication = {loader.publication_id: loader for loader in LOADERS.values()}
        loader = LOADERS.get(as_kind) or by_publication.get(as_kind)
        if loader is None and as_kind in TEMPLATES:
            loader = LOADERS["template"]
        if loader is None:
            raise unknown_name("kind of publication", as_kind, (*LOADERS, boundaries.KIND))
        return loader, "chosen by the reader"
    scores = {loader.kind: loader.matches(book) for loader in LOADERS.values()}
    best = max(scores, key=lambda kind: scores[kind])
    if not scores[best]:
        raise UnknownPublication(what_was_found(book))
    sheets = f"{scores[best]} sheet{'s' if scores[best] > 1 else ''}"
    return LOADERS[best], f"its headings stand on {sheets}"


def what_was_found(book: Workbook) -> str:
    """One sentence on the sheets of a file no loader knows, and what can be read."""
    shown = "; ".join(_describe(grid) for grid in book.grids[:SHEETS_SHOWN])
    more = f"; and {len(book.grids) - SHEETS_SHOWN} more sheets" if len(book.grids) > SHEETS_SHOWN else ""
    known = "; ".join((*(loader.title for loader in LOADERS.values()), boundaries.TITLE))
    return (
        f"{book.file_name} is none of the publications that can be read. Found: {shown}{more}. "
        f"Can be read: {known}. If it is one of these in a new layout, name it with --as "
        f"({', '.join(LOADERS)})."
    )


def _describe(grid: Grid) -> str:
    """`sheet 'Table_1' headed Rank, Male, Female`: the first row with several texts, else the first text."""
    texts = [[words(cell)[:40] for cell in row if isinstance(cell, str) and cell.strip()] for row in grid.head]
    header = next((row for row in texts if len(row) >= 3), None)
    name = "the table" if grid.is_csv else f"sheet '{grid.sheet}'"
    if header:
        more = ", ..." if len(header) > HEADINGS_SHOWN else ""
        return f"{name} headed {', '.join(header[:HEADINGS_SHOWN])}{more}"
    first = next((row[0] for row in texts if row), "")
    return f"{name} beginning {first!r}" if first else f"{name}, empty"
