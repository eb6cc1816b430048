"""What else belongs to one force: its policing bodies over time, forces before and after it, returns, starts on the service."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import percent_with_interval
from dashboard.domain.view_model import ChartSpec, Column, Table
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.assurance_rows import answers, return_rows, standards, year_asked, years_entered
from dashboard.views.force_tables import nothing_held
from dashboard.views.inspection_rows import latest_rates, shown_result
from dashboard.views.monitoring_stages import COLUMNS as STAGE_COLUMNS
from dashboard.views.ndqis import STARTS
from dashboard.views.oversight import state_on
from dashboard.views.question import Question


def bodies_over_time(question: Question, code: str) -> list[Record]:
    """Local policing bodies of the force, oldest first, with whether each is in being on the day."""
    day = question.as_at.day
    held = facts(question.connection, "local_policing_bodies", as_at=question.as_at, force_code=code)
    # A name counts as known at every earlier date; a body that came later must not show before it began for that.
    shown = [b for b in held if b["known_from"] <= day or (b["started_on"] and b["started_on"] <= day)]
    rows = [{**b, "state": state_on(b, day)} for b in shown]
    return sorted(rows, key=lambda b: (str(b["started_on"] or ""), b["body_id"]))


def line_of_forces(question: Question, code: str) -> list[Record]:
    """Forces this one came from or went into, each with its own newest rate: separate lines, never joined.

    A rate of the past is recalculated for a merged force only from counts, and no counts are published that would allow it.
    """
    names = {f["force_code"]: f["name"] for f in facts(question.connection, "forces", as_at=question.as_at)}
    links = facts(question.connection, "force_successions", as_at=question.as_at)
    rows = []
    for link in links:
        if code not in (link["predecessor_code"], link["successor_code"]):
            continue
        is_before = link["successor_code"] == code
        other = link["predecessor_code"] if is_before else link["successor_code"]
        results = inspection_results(question.connection, as_at=question.as_at, force_codes=[other])
        rate = latest_rates([shown_result(r, {}) for r in results]).get(other)
        rows.append(
            {
                "relation": "came from" if is_before else "went into",
                "force": names.get(other, other),
                "force_code": other,
                "happened_on": link["happened_on"],
                "how": link["how"],
                "rate": percent_with_interval(rate["recorded_pct"], rate["lower_pct"], rate["upper_pct"])
                if rate
                else None,
                "rate_published_on": rate["published_on"] if rate else None,
                "note": link["note"],
                "source_id": link["source_id"],
            }
        )
    return sorted(rows, key=lambda r: (r["happened_on"], r["force"]))


def own_returns(question: Question, force: Record) -> list[Record]:
    """The force's answers on minimum standards for the newest year that anybody answered, or the year of the day."""
    year = year_asked(question, years_entered(question, "qa_return"))
    own = answers(question, [f"{force['force_code']}/{asked}" for asked in (year, year - 1)])
    return return_rows([force], standards(question), own, year)


def service_starts(question: Question, force: Record) -> list[Record]:
    """Statements of when this force began on the National Data Quality Improvement Service."""
    stated = facts(question.connection, "ndqis", as_at=question.as_at, attribute=STARTS)
    return [s for s in stated if force["name"].casefold() in (s["forces_covered"] or "").casefold()]


def more_tables(
    bodies: list[Record], line: list[Record], returns: list[Record], starts: list[Record]
) -> tuple[Table, ...]:
    """The tables of all four."""
    return (
        Table.from_records(
            "bodies",
            "Local policing bodies of this force over time",
            (
                Column("name", "Name"),
                Column("started_on", "From", missing="start not known"),
                Column("started_precision", "Precision of the start"),
                Column("ended_on", "To", missing="no end held"),
                Column("ended_precision", "Precision of the end"),
                Column("state", "On the day asked about"),
                c.NOTE,
                c.PLACE,
                c.SOURCE_ID,
            ),
            bodies,
            empty_message=nothing_held("Local policing bodies of this force over time"),
            page_columns=("name", "started_on", "ended_on", "state", "source_id"),
        ),
        Table.from_records(
            "line",
            "Forces it came from or went into",
            (
                Column("relation", "Relation"),
                c.FORCE,
                c.FORCE_CODE,
                Column("happened_on", "On"),
                Column("how", "How"),
                Column("rate", "That force's own newest rate", missing="none held"),
                Column("rate_published_on", "Published", missing="none held"),
                c.NOTE,
                c.SOURCE_ID,
            ),
            line,
            empty_message="No force is held that this one came from or went into.",
            page_columns=("relation", "force", "happened_on", "how", "rate", "rate_published_on", "source_id"),
        ),
        Table.from_records(
            "qa_returns",
            "Answers on minimum standards of quality assurance",
            (
                Column("year", "Year", "year"),
                Column("standard", "Standard"),
                Column("asks", "What it asks"),
                Column("outcome", "Answer"),
                Column("words", "What the force does", missing="not answered"),
                Column("change", "Change"),
            ),
            returns,
            empty_message="No minimum standard of this year is held, so there is nothing to answer.",
        ),
        Table.from_records(
            "ndqis_starts",
            "Starts on the National Data Quality Improvement Service",
            (
                Column("collection", "Collection"),
                Column("value", "What is stated"),
                Column("year", "Year", "year"),
                c.SOURCE_ID,
            ),
            starts,
            empty_message="No source that was read says when this force began on the service.",
        ),
    )


def stages_table(rows: list[Record]) -> Table:
    """Stages of monitoring of the force."""
    return Table.from_records(
        "monitoring",
        "Stages of monitoring",
        STAGE_COLUMNS,
        rows,
        empty_message=nothing_held("Stages of monitoring"),
        page_columns=("stage", "started_on", "ended_on", "days", "current", "note", "source_id"),
    )


def stages_chart(rows: list[Record], question: Question) -> tuple[ChartSpec, ...]:
    """The stages as a band over time."""
    if not rows:
        return ()
    said = "; ".join(f"{r['stage']}, {r['words']}" for r in rows)
    return (
        ChartSpec(
            name="monitoring",
            kind="stretches",
            table="monitoring",
            title="In which stage of monitoring was the force, from when to when?",
            subtitle=f"Stages other than the default; a hollow end is {british(question.as_at.day)}, with no end held",
            alt=f"Bars of time: {said}.",
            roles={"label": "label", "start": "started_on", "end": "ended_on", "words": "words"},
            options={"as_at": question.as_at.day},
        ),
    )
