"""How a figure changed from edition to edition: what was first published, each later value, and why."""

from __future__ import annotations

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.revisions import MEASURED, History, Said, single_histories, whole_histories
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

NATIONAL = "K04000001"
STATES = ("revised up", "revised down", "unchanged", "first published", "withdrawn")
SYMBOLS = "▲▼=●×"
MOST_DRAWN = 20  # periods in the chart; the table holds all
MOST_EDITIONS = 24
LARGEST = 12
COLUMNS = (
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
    largest = _largest(rows)
    return View(
        name="revisions",
        title="Revisions",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, triangle),
        tables=(
            Table.from_records(
                "revisions",
                "Changes from edition to edition",
                COLUMNS,
                rows,
                empty_message="No figure of this choice had been revised by this date.",
                page_columns=(
                    "offence",
                    "force",
                    "period",
                    "first_value",
                    "previous_value",
                    "value",
                    "known_from",
                    "size",
                    "size_pct",
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
                _newest(triangle),
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
        charts=(*_largest_chart(largest), *_charts(_newest(triangle))),
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
        "offence": ", ".join(history.about) or "All offences excluding fraud",
        "period": _period(history),
        "period_start": history.period_start,
        "period_end": history.period_end,
        "unit": history.unit,
        "note": f"{history.left_out} areas are not in every edition and left out." if history.left_out else None,
    }


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


def _statement(rows: list[Record], triangle: list[Record]) -> str:
    if not rows:
        return (
            "No figure of this choice had been revised by this date."
            if not triangle
            else "No revision: every edition known on this date repeats what the one before it says."
        )
    corrections = sum(row["change_kind"] == "correction" for row in rows)
    sized = [row for row in rows if row["size_pct"] is not None]
    largest = max(sized, key=lambda row: abs(row["size_pct"]), default=None)
    words = (
        f" The largest is {largest['size_pct']:+.1f} %, {largest['offence']}, {largest['force']}, {largest['period']}, "
        f"published {british(largest['known_from'])}."
        if largest
        else ""
    )
    return f"{count_of(len(rows), 'change')} of published figures, {corrections:,} of them called corrections.{words}"


def _largest(rows: list[Record]) -> list[Record]:
    sized = [row for row in rows if row["size_pct"] is not None]
    ranked = sorted(sized, key=lambda row: (-abs(row["size_pct"]), row["offence"], str(row["period_end"])))
    return [{**row, "label": f"{row['offence']}, {row['force']}, {row['period']}"} for row in ranked[:LARGEST]]


def _largest_chart(largest: list[Record]) -> tuple[ChartSpec, ...]:
    if not largest:
        return ()
    first = largest[0]
    return (
        ChartSpec(
            name="largest",
            kind="bars",
            table="largest",
            title=f"Largest change: {first['size_pct']:+.1f} %, {first['label']}",
            subtitle="Per cent of the figure before; an edition beside the one before it",
            alt=f"Bars for the {count_of(len(largest), 'change')} that are largest in per cent; the largest is "
            f"{first['size_pct']:+.1f} per cent. The table holds every change.",
            roles={"label": "label", "value": "size_pct"},
            options={"unit": "%", "axis_title": "Change (%)"},
        ),
    )


def _newest(triangle: list[Record]) -> list[Record]:
    """The newest periods, as many as a chart can show."""
    ends = sorted({row["period_end"] for row in triangle})[-MOST_DRAWN:]
    return [row for row in triangle if row["period_end"] in ends]


def _charts(triangle: list[Record]) -> tuple[ChartSpec, ...]:
    periods = list(dict.fromkeys(row["period"] for row in triangle))
    editions = list(dict.fromkeys(row["edition"] for row in sorted(triangle, key=lambda r: r["known_from"])))
    if not triangle or len(editions) > MOST_EDITIONS:
        return ()
    moved = sum(row["state"].startswith("revised") for row in triangle)
    return (
        ChartSpec(
            name="triangle",
            kind="matrix",
            table="drawn",
            title=f"{triangle[0]['offence']}: {count_of(moved, 'revision')} in {count_of(len(editions), 'edition')}",
            subtitle="A row for each period, a column for each edition by its day of publication",
            alt=f"Grid of {count_of(len(periods), 'period')} and {count_of(len(editions), 'edition')} with a sign in each "
            f"square; {count_of(moved, 'figure')} changed from the edition before. The table holds the figures.",
            roles={"row": "period", "column": "edition", "category": "state"},
            options={
                "category_order": "|".join(STATES),
                "symbols": SYMBOLS,
                "blank": "withdrawn",
                "column_order": "|".join(editions),
            },
        ),
    )


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
