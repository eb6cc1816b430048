"""Reads filled templates: sheets of any kinds of fact, each row with its source, every fault at once with its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.domain.kinds import BY_NAME, Kind
from dashboard.domain.kinds.together import doubts_together, faults_together
from dashboard.domain.templates import (
    ASKED_PUBLICATION,
    NAMED_LIST,
    ROW_FIELDS,
    SOURCE_FIELDS,
    TABLE_COLUMN,
    is_needed,
    publication_of,
)
from loaders.errors import UnknownPublication
from loaders.grids import Value, words
from loaders.reading import ReadPublication, Reference
from loaders.report import EditionFacts, LoadReport
from loaders.template_cells import Told, read_cell
from loaders.template_sheets import Sheet, field_name, nearest, sheet_of
from loaders.workbook import Workbook

PUBLICATION = "template"
_SOURCE = {field.name: field for field in SOURCE_FIELDS}


@dataclass(frozen=True)
class Source:
    """Where rows come from, as the file says it."""

    title: str
    publisher: str
    published_on: date | None
    precision: str
    url: str
    publication: str
    is_secondary: bool


@dataclass
class _State:
    report: LoadReport
    own: Source | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    rows: dict[Source, dict[str, list[dict[str, Any]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    keys: dict[tuple[Any, ...], str] = field(default_factory=dict)
    placed: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    unsound: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    references: list[Reference] = field(default_factory=list)
    percents: dict[tuple[str, str], list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))


def sheets_of(book: Workbook) -> list[Sheet]:
    """The sheets of a workbook that are filled templates, that of the sources included."""
    return [sheet for grid in book.grids if (sheet := sheet_of(grid))]


def matches(book: Workbook) -> int:
    """How many sheets look like a filled template."""
    return sum(1 for sheet in sheets_of(book) if sheet.kinds)


def read(book: Workbook, report: LoadReport, *, own: Source | None = None) -> ReadPublication:
    """Rows of whatever kinds the sheets are of, one edition for each source named.

    `own` stands for rows that spell out no source.  Forces may be named by code or by any of their names; dates in ISO form, as British dates or as dates of the
    spreadsheet.  Blank `basis` means as published.
    """
    state = _State(report, own)
    sheets = sheets_of(book)
    if not any(sheet.kinds for sheet in sheets):
        raise UnknownPublication(
            f"{book.file_name} is no filled template: no sheet is headed by the fields of a kind of fact. "
            f"`rcq template KIND` writes an empty one; kinds: {', '.join(BY_NAME)}."
        )
    for sheet in sheets:
        if not sheet.kinds:
            _read_sources(sheet, state)
    known = {id(sheet.grid) for sheet in sheets}
    for grid in book.grids:
        if id(grid) not in known:
            _read_cover(grid.head, state)
            report.skipped.append(f"Sheet '{grid.sheet}': no filled template in it.")
    for sheet in sheets:
        if sheet.kinds:
            _read_sheet(sheet, state)
    _refuse_parts_of_one(state)
    for kind_name in dict.fromkeys((*state.placed, *state.unsound)):
        placed = state.placed.get(kind_name, [])
        for place, fault in faults_together(kind_name, placed, state.unsound.get(kind_name, ())):
            state.report.fault(place, fault)
        state.report.notes += [f"{place}: {doubt}." for place, doubt in doubts_together(kind_name, placed)]
    return _put_together(book, state)


def _read_sources(sheet: Sheet, state: _State) -> None:
    _tell_headings(sheet, state)
    for number in range(sheet.header_row + 1, len(sheet.grid.rows)):
        row = sheet.grid.rows[number]
        if not any(cell not in ("", None) for cell in row):
            continue
        source = _source_in(sheet, number, state)
        name = words(sheet.cell(row, "source")) or (source.title if source else "")
        if source is None:
            state.report.fault(sheet.grid.row_address(number), "a source without a title; fill source_title")
        elif name in state.sources:
            state.report.fault(sheet.place(number, "source"), f"a second source named {name!r}")
        else:
            state.sources[name] = source


def _read_cover(rows: list[list[Value]], state: _State) -> None:
    """A cover with `Source title` in one column and the title beside it counts as a sheet of one source."""
    found: dict[str, Value] = {}
    for row in rows:
        name = field_name(words(row[0])) if row and isinstance(row[0], str) else ""
        if name in _SOURCE and len(row) > 1 and row[1] not in ("", None):
            found[name] = row[1]
    if "source_title" in found and not state.sources:
        told = {name: read_cell(_SOURCE[name], cell) for name, cell in found.items()}
        state.sources[words(found["source_title"])] = _source(told)


def _source_in(sheet: Sheet, number: int, state: _State) -> Source | None:
    """The source a row spells out, or None where it has no title."""
    row = sheet.grid.rows[number]
    told = {}
    for name, described in _SOURCE.items():
        told[name] = read_cell(described, sheet.cell(row, name))
        if told[name].fault:
            state.report.fault(sheet.place(number, name), told[name].fault)
    return _source(told) if told["source_title"].value else None


def _source(told: dict[str, Told]) -> Source:
    def say(name: str) -> str:
        return str(told[name].value or "") if name in told else ""

    published = told.get("source_published_on", Told())
    return Source(
        say("source_title"),
        say("source_publisher"),
        published.value,
        published.precision or "unknown",
        say("source_url"),
        say("source_publication"),
        say("source_is_secondary") == "yes",
    )


def _tell_headings(sheet: Sheet, state: _State) -> None:
    for column, heading in sheet.unknown.items():
        place = sheet.grid.address(sheet.header_row, column)
        state.report.fault(place, f"column {heading[:60]!r} is not known{nearest(heading, sheet.kinds[:1])}")
    for column, name in sheet.repeated.items():
        state.report.fault(sheet.grid.address(sheet.header_row, column), f"a second column for {name}")


def _read_sheet(sheet: Sheet, state: _State) -> None:
    _tell_headings(sheet, state)
    if len(sheet.kinds) == 1:
        for wanted in sheet.kinds[0].fields:
            if is_needed(wanted) and wanted.name not in sheet.columns:
                place = sheet.grid.row_address(sheet.header_row)
                state.report.fault(place, f"column {wanted.name} is missing ({wanted.meaning})")
    for number in range(sheet.header_row + 1, len(sheet.grid.rows)):
        row = sheet.grid.rows[number]
        if not any(words(cell) for cell in row):
            continue
        kind = _kind_of(sheet, number, state)
        if kind:
            _read_row(sheet, number, kind, state)


def _kind_of(sheet: Sheet, number: int, state: _State) -> Kind | None:
    if len(sheet.kinds) == 1:
        return sheet.kinds[0]
    said = words(sheet.cell(sheet.grid.rows[number], TABLE_COLUMN))
    kind = BY_NAME.get(field_name(said))
    if kind is None:
        state.report.fault(sheet.place(number, TABLE_COLUMN), f"names no kind of fact; allowed: {', '.join(BY_NAME)}")
    return kind


def _read_row(sheet: Sheet, number: int, kind: Kind, state: _State) -> None:
    before = len(state.report.faults)
    told = _cells(sheet, number, kind, state)
    values = {name: one.value for name, one in told.items()}
    _fill_in(kind, told, values)
    for wanted in (*kind.fields, *ROW_FIELDS):
        blank = values.get(wanted.name) in (None, "")
        if wanted.required and blank and not told[wanted.name].fault and wanted.name in sheet.columns:
            allowed = f"; one of {', '.join(wanted.choices)}" if wanted.choices else f" ({wanted.meaning})"
            state.report.fault(sheet.place(number, wanted.name), f"is blank, and must not be{allowed}")
    source = _source_of(sheet, number, state)
    if source and kind.name in ASKED_PUBLICATION and not source.publication:
        what = "is blank: say which publication these are of (`rcq template` lists them); none is taken for granted"
        state.report.fault(sheet.place(number, "source_publication"), what)
    _refer(sheet, number, kind, values, state)
    if source is None or len(state.report.faults) > before:
        state.unsound[kind.name].append((sheet.grid.row_address(number), values))
        return
    _refuse_repeats(sheet, number, kind, values, source, state)
    known_on = values.pop("known_on")
    if known_on:
        values["known_from"] = known_on
    values["place"] = values["place"] or sheet.grid.row_address(number)
    state.rows[source][kind.name].append(values)
    state.placed[kind.name].append((sheet.grid.row_address(number), values))


def _refer(sheet: Sheet, number: int, kind: Kind, values: dict[str, Any], state: _State) -> None:
    """What the row names that must be held; a row that is wrong elsewhere is asked too, so that all is told at once."""
    for wanted in kind.fields:
        target = NAMED_LIST.get((kind.name, wanted.name), wanted.refers_to)
        if target and target != "forces.force_code" and values[wanted.name] not in (None, ""):
            state.references.append(Reference(sheet.place(number, wanted.name), target, values[wanted.name]))


def _cells(sheet: Sheet, number: int, kind: Kind, state: _State) -> dict[str, Told]:
    row = sheet.grid.rows[number]
    told = {}
    for wanted in (*kind.fields, *ROW_FIELDS):
        one = told[wanted.name] = read_cell(wanted, sheet.cell(row, wanted.name))
        if one.fault:
            state.report.fault(sheet.place(number, wanted.name), one.fault)
        if one.repair:
            state.report.repairs.add(sheet.grid, number, sheet.columns[wanted.name], one.repair)
        if wanted.name.endswith("_pct") and isinstance(one.value, float):
            state.percents[sheet.grid.sheet, wanted.name].append((sheet.place(number, wanted.name), one.value))
    return told


def _fill_in(kind: Kind, told: dict[str, Told], values: dict[str, Any]) -> None:
    """What a template may leave out because something else says it."""
    values["basis"] = values["basis"] or "as published"
    for wanted in kind.fields:
        stem = wanted.name.removesuffix("_on")
        if wanted.type == "date" and f"{stem}_precision" in values and values[wanted.name] is not None:
            values[f"{stem}_precision"] = values[f"{stem}_precision"] or told[wanted.name].precision
    if "value_status" in values and not values["value_status"]:
        figures = [f.name for f in kind.fields if f.type in ("integer", "number") and not f.is_key]
        if any(values[name] is not None for name in figures):
            values["value_status"] = "published"


def _source_of(sheet: Sheet, number: int, state: _State) -> Source | None:
    row = sheet.grid.rows[number]
    spelled = _source_in(sheet, number, state)
    if spelled:
        return spelled
    name = words(sheet.cell(row, "source"))
    if name in state.sources:
        return state.sources[name]
    if not name and len(state.sources) == 1:
        return next(iter(state.sources.values()))
    if state.own:
        return state.own
    place = sheet.place(number, "source" if name else "source_title")
    if name:
        state.report.fault(place, f"no source named {name!r} on the sheet of sources")
    else:
        state.report.fault(place, "names no source; fill source_title and source_published_on, or the sheet of sources")
    return None


def _refuse_repeats(
    sheet: Sheet, number: int, kind: Kind, values: dict[str, Any], source: Source, state: _State
) -> None:
    key = (kind.name, source, values["known_on"], *(values[name] for name in kind.keys))
    place = sheet.grid.row_address(number)
    if key in state.keys:
        names = ", ".join(kind.keys)
        state.report.fault(place, f"says something about the same {names} as {state.keys[key]}, from the same source")
    state.keys.setdefault(key, place)


def _refuse_parts_of_one(state: _State) -> None:
    """A column of per cents none of which is over 1 was most likely written as parts of one."""
    for (_, name), found in state.percents.items():
        if len(found) > 1 and all(0 < abs(value) <= 1 for _, value in found):
            place = found[0][0]
            state.report.fault(place, f"{name} seems to be written in parts of one; write 79.5 for 79.5 per cent")


def _put_together(book: Workbook, state: _State) -> ReadPublication:
    report = state.report
    editions: list[tuple[EditionFacts, dict[str, Sequence[dict[str, Any]]]]] = []
    for source, rows in state.rows.items():
        publication = source.publication or publication_of(
            next(iter(rows)), source.title, is_secondary=source.is_secondary
        )
        facts = EditionFacts(
            publication,
            source.title,
            "",
            None,
            None,
            source.published_on,
            publisher=source.publisher,
            url=source.url,
            published_precision=source.precision if source.published_on else "day",
            is_secondary=source.is_secondary,
        )
        editions.append((facts, {kind: tuple(found) for kind, found in rows.items()}))
    if not editions and not report.faults:
        report.fault(book.file_name, "no row is filled in; write at least one under the headings and load it again")
    everything: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for stated in state.rows.values():
        for kind, found in stated.items():
            everything[kind] += found
    first = editions[0][0] if editions else EditionFacts(PUBLICATION, f"Template {book.file_name}", "", None, None)
    report.notes += [f"Source: {facts.title} ({facts.publication_id})." for facts, _ in editions]
    inside = {
        f"{kind}.{name}": {row[name] for row in found}
        for kind, found in everything.items()
        for name in BY_NAME[kind].keys
    }
    for kind, unsound in state.unsound.items():
        for name in BY_NAME[kind].keys:
            inside.setdefault(f"{kind}.{name}", set()).update(row[name] for _, row in unsound)
    outside = [one for one in state.references if one.value not in inside.get(one.target, ())]
    return ReadPublication(first, dict(everything), report, editions=tuple(editions), references=tuple(outside))
