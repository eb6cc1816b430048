"""Who audited what, and when: a calendar of forces and years.  A blank is "no audit known", never zero."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.measured import Window
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import audited_years
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import INVENTED_FORCE
from dashboard.views.programme_rates import COLUMNS as RATE_COLUMNS
from dashboard.views.programme_rates import programme_chart, programme_rates
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

NOT_HELD = "dates not held"
OWN, INSPECTED, BOTH = "own audits", "inspectorate", "own audits and inspectorate"
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("year", "Year of the period's end"),
    Column("state", "Audited by", missing="no audit known"),
    Column("own_audits", "Own audits known", "audits", missing="none known"),
    Column("inspections", "Inspections known", "inspections", missing="none known"),
    c.SOURCE_ID,
)
FORCE_COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("own_audits", "Own audits known", "audits", missing="none known"),
    Column("newest_own", "Newest own audit ends", missing="no audit known"),
    Column("inspections", "Inspections known", "inspections", missing="none known"),
    Column("newest_inspection", "Newest inspection's audit ends"),
    Column("newest_inspection_missing", "Why no date"),
    c.SOURCE_ID,
)
PROGRAMME = FilterDefinition("programme", "Programme", "choice", choices_from="inspections.programme")
Cell = dict[tuple[str, str], Record]


def build(question: Question) -> View:
    """The calendar of audits.

    Tables
        forces    one row a force: how many audits of each kind are known, and the newest
        rates     the newest rate of each force in one programme, with the published margin
        calendar  one row a force and year with an audit; years without one have no row
    """
    names = _names(question)
    cells = _cells(question, names)
    calendar = [
        {**cells[key], "state": _state(cells[key]), "year": key[1]}
        for key in sorted(cells, key=lambda k: (names[k[0]], k[1]))
    ]
    forces = _forces(names, cells)
    rates = [] if filters.is_illustration(question) else programme_rates(question)
    mark = filters.mark(question)
    without = sum(row["own_audits"] is None for row in forces)
    return View(
        name="audit_coverage",
        title=f"{mark}All forces: who audited what, and when",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=mark + _statement(forces, without),
        tables=(
            Table.from_records(
                "forces", "Audits known for each force", FORCE_COLUMNS, forces,
                empty_message="No force fits the choice.",
            ),
            Table.from_records(
                "calendar", "Audits by force and year", COLUMNS, calendar,
                empty_message="No audit and no inspection was known for this choice on this date.",
            ),
            Table.from_records(
                "rates", "Rates of one programme", RATE_COLUMNS, rates,
                empty_message="No inspection of this programme with a rate was known for this choice on this date.",
                page_columns=("force", "window_end", "rate_pct", "lower_pct", "upper_pct", "source_id"),
            ),
        ),
        charts=(*_charts(calendar, forces, mark), *programme_chart(rates)),
        notes=(
            Note("A blank means that no audit is known to this product, not that none was made; it is never zero.", "coverage"),
            Note(
                f"Audits and inspections count in the year in which the period audited ends; where that is not held they stand "
                f"under \"{NOT_HELD}\", and the day of the report is not taken for it. Forces stand in alphabetical order.",
            ),
        ),
        warnings=(
            Caution(
                "Audits of different programmes, rules, time limits, scopes and years stand here side by side to show what "
                "there is. Their rates are compared only inside one programme, year, rule edition and scope: see the funnel."
            ),
        ) if calendar else (),
        sources=sources_used(question, source_ids_of(forces, calendar, rates)),
    )  # fmt: skip


def _names(question: Question) -> dict[str, str]:
    if filters.is_illustration(question):
        return {row["force_code"]: INVENTED_FORCE for row in _own_years(question)}
    codes = filters.codes_chosen(question)
    return {
        f["force_code"]: f["name"]
        for f in question.forces(kind="territorial" if codes is None else None)
        if codes is None or f["force_code"] in codes
    }


def _own_years(question: Question) -> list[Record]:
    return audited_years(question.connection, as_at=question.as_at, illustrative=filters.is_illustration(question))


def _cells(question: Question, names: dict[str, str]) -> Cell:
    cells: Cell = defaultdict(
        lambda: {"own_audits": None, "inspections": None, "newest_own": None, "newest_inspection": None}
    )
    for row in _own_years(question):
        if row["force_code"] in names:
            cells[row["force_code"], str(row["year"] or NOT_HELD)].update(
                own_audits=row["audits"], newest_own=row["newest"], source_id=row["source_id"]
            )
    if not filters.is_illustration(question):
        for (code, _), (end, source_id) in _inspections(question).items():
            if code in names:
                cell = cells[code, str(end.year) if end else NOT_HELD]
                cell["inspections"] = (cell["inspections"] or 0) + 1
                cell["newest_inspection"] = max(filter(None, (cell["newest_inspection"], end)), default=None)
                cell.setdefault("source_id", source_id)
    for (code, _), cell in cells.items():
        cell.update(force=names[code], force_code=code)
    return cells


def _inspections(question: Question) -> dict[tuple[str, str], tuple[date | None, str]]:
    """Inspections that audited recording, and published audits, each once: the end of the window, if held, and a source."""
    found: dict[tuple[str, str], tuple[date | None, str]] = {}
    for row in inspection_results(question.connection, as_at=question.as_at):
        if row["value_status"] != "not published":
            end = Window.of_inspection(row).end
            found.setdefault((row["force_code"], row["inspection_id"]), (end, row["source_id"]))
    for row in facts(question.connection, "audits", as_at=question.as_at):
        found.setdefault((row["force_code"], row["audit_id"]), (row["period_end"], row["source_id"]))
    return found


def _state(cell: Record) -> str:
    if cell["own_audits"] and cell["inspections"]:
        return BOTH
    return OWN if cell["own_audits"] else INSPECTED


def _forces(names: dict[str, str], cells: Cell) -> list[Record]:
    rows = []
    for code, name in sorted(names.items(), key=lambda pair: pair[1]):
        own = [cell for (force, _), cell in cells.items() if force == code]
        row: Record = {"force": name, "force_code": code}
        for number in ("own_audits", "inspections"):
            row[number] = sum(cell[number] or 0 for cell in own) or None
        for newest in ("newest_own", "newest_inspection"):
            row[newest] = max((cell[newest] for cell in own if cell[newest]), default=None)
        none = "audit dates not held" if row["inspections"] else "no inspection known"
        row["newest_inspection_missing"] = None if row["newest_inspection"] else none
        row["source_id"] = own[-1]["source_id"] if own else None
        rows.append(row)
    return rows


def _statement(forces: list[Record], without: int) -> str:
    inspected = [row for row in forces if row["inspections"]]
    newest = max((row["newest_own"] for row in forces if row["newest_own"]), default=None)
    if not inspected and without == len(forces):
        return "No audit and no inspection was known for this choice on this date."
    own = len(forces) - without
    if own:
        own_words = (
            f"Own audits are known for {own} of {count_of(len(forces), 'force')}, the newest to {british(newest)}"
        )
    else:
        own_words = f"No own audits are known for any of {count_of(len(forces), 'force')}"
    return f"{own_words}; inspections of recording for {len(inspected)}."


def _charts(calendar: list[Record], forces: list[Record], mark: str) -> tuple[ChartSpec, ...]:
    if not calendar:
        return ()
    years = sorted({row["year"] for row in calendar} - {NOT_HELD})
    undated = sum(row["year"] == NOT_HELD for row in calendar)
    span = f"years {years[0]} to {years[-1]}" if years else "year"
    more = f", {undated} of them without the dates of the audit" if undated else ""
    return (
        ChartSpec(
            name="calendar",
            kind="calendar_grid",
            table="calendar",
            title=f"{mark}Which force was audited in which year, and by whom",
            subtitle="By the year in which the period audited ends; blank where no audit is known",
            alt=f"{mark}{count_of(len(forces), 'force')} by {span}: {len(calendar)} of the squares hold "
            f"an audit or inspection{more}, the others are blank because none is known.",
            roles={"row": "force", "column": "year", "state": "state"},
            options={
                "row_order": "|".join(row["force"] for row in forces),
                "state_order": f"{OWN}|{INSPECTED}|{BOTH}",
            },
        ),
    )


AUDIT_COVERAGE = ViewDefinition(
    name="audit_coverage",
    title="All forces: who audited what, and when",
    answers="Which forces were audited by whom in which year, and for which is nothing known?",
    filters=(filters.FORCE, filters.REGION, PROGRAMME, filters.FIGURES),
    build=build,
)
