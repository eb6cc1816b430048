"""How a figure changed from edition to edition: what was first published, each later value, and why."""

from __future__ import annotations

from dashboard.domain.dates import british, period_words
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.revisions import MEASURED, History, Said, single_histories, whole_histories
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.revisions_drawing import (
    largest_changes,
    largest_chart,
    newest_periods,
    statement_of,
    triangle_chart,
)

NATIONAL = "K04000001"
COLUMNS = (
    Column("about", "Figure"),
    Column("series", "Series"),
    Column("publication", "Publication"),
    Column("force", "Force"),
    c.FORCE_CODE,
    Column("offence", "Offence or measure"),
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("unit", "Unit"),
    Column("first_value", "First published", "figure"),
    Column("first_published_on", "On"),
    Column("previous_value", "Before", "figure", missing="withdrawn"),
    Column("value", "Published then", "figure", missing="withdrawn"),
    Column("known_from", "On that day"),
    Column("size", "Change", "figure", missing="no figure to set beside it"),
    Column("size_pct", "Change", "%", missing="no figure to set beside it"),
    Column("change_kind", "Revision or correction"),
    Column("change_reason", "Reason", missing="none given"),
    c.NOTE,
    c.SOURCE_ID,
)
TRIANGLE_COLUMNS = (
    Column("publication", "Publication"),
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("edition", "Edition"),
    Column("known_from", "Published"),
    Column("value", "Figure", "figure", missing="not published"),
    Column("first_value", "First published", "figure"),
    Column("from_first", "Change since the first", "figure", missing="no figure to set beside it"),
    Column("from_first_pct", "Change since the first", "%", missing="no figure to set beside it"),
    Column("state", "Beside the edition before"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Revisions of published figures.

    Tables
        revisions  one row a change: first published, before and after, the day, the size, revision or correction
        largest    the changes that are largest in per cent of the figure before, as the chart draws them
        drawn      the newest periods of the triangle, as the chart draws them
        triangle   for one thing at a time: each period in each edition that gives it
    """
    histories = [history for history in _histories(question) if _is_asked(question, history)]
    names = question.force_names()
    rows = [row for history in histories for row in _changes(history, names)]
    rows.sort(
        key=lambda r: (r["series"], r["publication"], r["force"], r["offence"], str(r["period_end"]), r["known_from"])
    )
    triangle = _triangle(histories)
    largest = largest_changes(rows)
    return View(
        name="revisions",
        title="Revisions",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=statement_of(rows, triangle),
        tables=(
            Table.from_records(
                "revisions",
                "Changes from edition to edition",
                COLUMNS,
                rows,
                empty_message="No figure of this choice had been revised by this date.",
                page_columns=(
                    "period",
                    "about",
                    "known_from",
                    "previous_value",
                    "value",
                    "size",
                    "size_pct",
                    "first_value",
                    "change_kind",
                    "source_id",
                ),
            ),
            Table.from_records(
                "largest",
                "Largest changes",
                (Column("label", "Figure"), Column("size_pct", "Change", "%"), c.KNOWN_FROM, c.SOURCE_ID),
                largest,
                empty_message="No figure of this choice had been revised by this date.",
            ),
            Table.from_records(
                "drawn",
                "Newest periods in each edition",
                (
                    Column("period", "Period"),
                    Column("edition", "Edition"),
                    Column("state", "Beside the edition before"),
                    c.SOURCE_ID,
                ),
                newest_periods(triangle),
                empty_message="Choose one series, force and offence to see each period in each edition.",
            ),
            Table.from_records(
                "triangle",
                "Each period in each edition",
                TRIANGLE_COLUMNS,
                triangle,
                empty_message="Choose one series, force and offence to see each period in each edition.",
                page_columns=("period", "edition", "value", "from_first", "from_first_pct", "state", "source_id"),
            ),
        ),
        charts=(*largest_chart(largest), *triangle_chart(newest_periods(triangle))),
        notes=(
            Note(
                "A revision was planned by the publisher; a correction puts a mistake right, its own or ours in reading it. "
                "An edition that repeats a figure is no change."
            ),
            Note(
                "Where no force is chosen, sums of recorded crime take in only the forces that every edition of a period has, "
                "so that a force missing from one does not look like a revision.",
                "coverage",
            ),
            Note("Recorded crime is given without fraud unless an offence is chosen.", "coverage"),
        ),
        sources=sources_used(question, source_ids_of(rows, triangle)),
    )


def _histories(question: Question) -> list[History]:
    series = question.wants("series")
    found = [
        history
        for kind in MEASURED
        if series in ("", kind)
        for history in single_histories(question.connection, kind, as_at=question.as_at)
    ]
    if series in ("", "recorded_crime"):
        found += whole_histories(
            question.connection,
            as_at=question.as_at,
            area_code=question.wants("force"),
            offence=question.wants("offence"),
        )
    return found


def _is_asked(question: Question, history: History) -> bool:
    force, offence, period = (question.wants(name) for name in ("force", "offence", "period"))
    if force and history.area_code != force:
        return False
    if offence and offence.casefold() not in {words.casefold() for words in history.about}:
        return False
    if period:
        words = f"{_period(history)} {history.period_start} {history.period_end}".casefold()
        return period.casefold() in words
    return True


def _period(history: History) -> str:
    if history.period_end and not history.period_start:
        return f"year ending {british(history.period_end, 'month')}"
    return period_words(history.period_start, history.period_end) if history.period_end else ""


def _common(history: History) -> Record:
    return {
        "series": history.kind,
        "publication": history.publication,
        "force_code": history.area_code,
        "offence": _offence(history),
        "period": _period(history),
        "period_start": history.period_start,
        "period_end": history.period_end,
        "unit": history.unit,
        "note": f"{history.left_out} areas are not in every edition and left out." if history.left_out else None,
    }


def _offence(history: History) -> str:
    return ", ".join(history.about) or "All offences excluding fraud"


def _whose(history: History, names: dict[str, str]) -> str:
    if history.area_code == NATIONAL:
        return "England and Wales"
    if history.area_code:
        return names.get(history.area_code, history.area_code)
    return "All forces held" if history.kind == "recorded_crime" else "England and Wales"


def _changes(history: History, names: dict[str, str]) -> list[Record]:
    first = history.said[0]
    rows = []
    for before, now in zip(history.said, history.said[1:], strict=False):
        if before.value == now.value:
            continue
        rows.append(
            {
                **_common(history),
                "about": f"{_offence(history)}, {_whose(history, names)}",
                "force": _whose(history, names),
                "first_value": first.value,
                "first_published_on": first.known_from,
                "previous_value": before.value,
                "value": now.value,
                "known_from": now.known_from,
                **_size(before.value, now.value, "size"),
                "change_kind": "withdrawn"
                if now.value is None
                else "revision"
                if now.change_kind == "first"
                else now.change_kind,
                "change_reason": now.change_reason or None,
                "source_id": now.source_id,
            }
        )
    return rows


def _size(before: float | None, now: float | None, name: str) -> Record:
    if before is None or now is None:
        return {name: None, f"{name}_pct": None}
    change = round(now - before, 6)
    return {name: change, f"{name}_pct": round(100 * change / before, 4) if before else None}


def _triangle(histories: list[History]) -> list[Record]:
    """Every edition of every period, where all of it is about one thing."""
    # One thing only: sums of several would hide who moved.
    about = {(h.kind, h.publication, h.area_code, h.about) for h in histories if len(h.said) > 1}
    if len(about) != 1:
        return []
    rows = []
    for history in sorted(histories, key=lambda h: str(h.period_end)):
        if (history.kind, history.publication, history.area_code, history.about) not in about:
            continue
        first = next((said for said in history.said if said.value is not None), history.said[0])
        for at, said in enumerate(history.said):
            rows.append(
                {
                    **_common(history),
                    "edition": british(said.known_from),
                    "known_from": said.known_from,
                    "value": said.value,
                    "first_value": first.value,
                    **_size(first.value, said.value, "from_first"),
                    "state": _state(history.said[at - 1] if at else None, said),
                    "source_id": said.source_id,
                }
            )
    return rows


def _state(before: Said | None, now: Said) -> str:
    if now.value is None:
        return "withdrawn"
    if before is None or before.value is None:
        return "first published"
    if now.value == before.value:
        return "unchanged"
    return "revised up" if now.value > before.value else "revised down"


REVISIONS = ViewDefinition(
    name="revisions",
    title="Revisions",
    answers="What was first published, what was it changed to, and when?",
    filters=(
        FilterDefinition("series", "Series", "choice", choices=tuple(MEASURED)),
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("offence", "Offence group, code or type", "text"),
        FilterDefinition("period", "Period", "text"),
    ),
    build=build,
)
