"""Which reports need an answer from which policing body, by when, and what is recorded of it."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.responses import ON_RECORD, PAST_UNRECORDED, STATES
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.responses import explanations, reports
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used, within_dates
from dashboard.views.response_rows import STATE_WORDS, cover_each_other, shown_response, urgency, waiting_on

FILTERS = (
    FilterDefinition("force", "Force", "force"),
    FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
    FilterDefinition("state", "State", "choice", choices=STATES),
    FilterDefinition("on_record", "Answer on record", "choice", choices=ON_RECORD),
    FilterDefinition("from", "Reports published from", "date"),
    FilterDefinition("to", "Reports published to", "date"),
)
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    c.REPORT_TITLE,
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    Column("duty_applies", "Duty to answer", missing="not known"),
    Column("last_day", "Last day", missing="no last day"),
    Column("response_published_on", "Answer published", missing="not recorded"),
    Column("day_of_56", "Day of 56", "day", missing="none"),
    Column("days_in_hand", "Days in hand", "days", missing="none"),
    Column("days_late", "Days late", "days", missing="none known"),
    Column("state", "State"),
    Column("state_words", "State in words"),
    Column("on_record", "Answer on record"),
    Column("days_past_last_day", "Past the last day with nothing on record", "days", missing="not past it"),
    Column("clock", "Clock"),
    Column("responder", "Answered by", missing="not recorded"),
    Column("response_kind", "What the date is the date of", missing="not recorded"),
    Column("asked", "Recommendations to explain", "count"),
    Column("explained", "Explained", "count"),
    Column("unexplained", "Without an explanation", missing="none"),
    Column("elements", "Elements", missing="none held"),
    Column("elements_answered", "Elements answered", "count", missing="none held"),
    Column("elements_unanswered", "Elements not answered", "count", missing="none held"),
    Column("invited_on", "Chief's comments invited", missing="not entered"),
    Column("comments_due_on", "Asked for by", missing="not entered"),
    Column("comments_received_on", "Received", missing="not entered"),
    Column("copied_to_inspectorate_on", "Copied to the inspectorate", missing="not entered"),
    Column("copied_to_secretary_of_state_on", "Copied to the Secretary of State", missing="not entered"),
    Column("steps", "Steps", missing="none to take"),
    Column("covered_by", "Covered by", missing="none"),
    Column("covers", "Covers", missing="none"),
    Column("is_national", "National report"),
    Column("response_id", "Number here"),
    Column("last_entry_id", "Last entry"),
    c.NOTE,
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """The answers to inspection reports.

    Tables
        responses   one row a report and force that had, or would have had, a duty to answer it
        waiting     what the office waits for: comments, explanations, copies
        statements  what is recorded as said about a report, whether or not it was the answer
        states      how many stand where
    """
    names = question.force_names()
    regions = {f["force_code"]: f["region"] for f in question.forces(kind=None)}
    with_body = {b["force_code"] for b in facts(question.connection, "local_policing_bodies", as_at=question.as_at)}
    explained = explanations(question.connection, as_at=question.as_at)
    elements = facts(question.connection, "recommendation_elements", as_at=question.as_at)
    found = reports(question.connection, as_at=question.as_at, force_code=question.wants("force") or None)
    found = [
        r for r in found if not question.wants("region") or regions.get(r["force_code"]) == question.wants("region")
    ]
    found, undated = within_dates(question, found, "published_on")
    held = (explained, elements, with_body)
    rows = [shown_response(r, question.as_at.day, names, held) for r in found]
    whole = list(rows)
    for name in ("state", "on_record"):
        rows = [r for r in rows if question.wants(name) in ("", r[name])]
    cover_each_other(rows, whole)
    rows.sort(key=urgency)
    kept = {r["response_id"] for r in rows}
    waiting = [w for r in rows for w in waiting_on(r, question.as_at.day)]
    statements = [
        {
            **s,
            "force": names.get(s["force_code"] or ""),
            "published_on": r["published_on"],
            "published_precision": r["published_precision"],
        }
        for r in found
        if r["response_id"] in kept
        for s in r["statements"]
    ]
    states = _states(rows)
    return View(
        name="responses",
        title="Answers to inspection reports",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows),
        tables=(
            Table.from_records(
                "responses",
                "Reports and their answers",
                COLUMNS,
                rows,
                empty_message="No report was known for this choice on this date.",
                page_columns=(
                    "force",
                    "state_words",
                    "clock",
                    "unexplained",
                    "response_published_on",
                    "day_of_56",
                    "report_title",
                    "last_day",
                    "elements",
                    "steps",
                    "published_on",
                    "source_id",
                ),
            ),
            Table.from_records(
                "waiting",
                "Waiting on",
                (
                    Column("response_id", "Number here"),
                    c.FORCE,
                    c.REPORT_TITLE,
                    Column("waits_for", "Waiting for"),
                    Column("since", "Since", missing="not entered"),
                    Column("asked_by", "Asked for by", missing="no date given"),
                ),
                waiting,
                empty_message="Nothing entered is waited for. A response appears here once its office has begun it.",
            ),
            Table.from_records(
                "statements",
                "What was said about these reports, the answer or not",
                (
                    c.FORCE,
                    c.REPORT_TITLE,
                    c.PUBLISHED_ON,
                    c.PUBLISHED_PRECISION,
                    Column("response_published_on", "Date", missing="not recorded"),
                    Column("response_published_precision", "Precision of date"),
                    Column("response_date_kind", "What the date is", missing="not stated"),
                    Column("responder", "By", missing="not stated"),
                    Column("addressee", "To", missing="not stated"),
                    c.NOTE,
                    c.SOURCE_ID,
                ),
                statements,
                empty_message="No statement about these reports is held.",
            ),
            states,
        ),
        charts=_charts(states, rows),
        notes=_notes(undated),
        sources=sources_used(question, source_ids_of(rows, statements)),
    )


def _states(rows: list[Record]) -> Table:
    counts = {state: sum(r["state"] == state for r in rows) for state in STATES}
    return Table.from_records(
        "states",
        "How many stand where",
        (Column("state", "State"), Column("words", "In words"), Column("reports", "Reports", "count")),
        ({"state": s, "words": STATE_WORDS[s], "reports": n} for s, n in counts.items() if n),
    )


def _charts(states: Table, rows: list[Record]) -> tuple[ChartSpec, ...]:
    if not rows:
        return ()
    said = ", ".join(f"{number} {words}" for _, words, number in states.rows)
    unknown = sum(r["state"] == "unknown" for r in rows)
    return (
        ChartSpec(
            name="states",
            kind="bars",
            table="states",
            title=f"Of {count_of(len(rows), 'report')}, the day of the answer is not recorded for {unknown}",
            subtitle="Number of reports by what is recorded of the policing body's answer. Not recorded is not late.",
            alt=f"Bars by state: {said}.",
            roles={"label": "words", "value": "reports"},
            options={"unit": "reports", "decimals": 0},
        ),
    )


def _statement(rows: list[Record]) -> str:
    if not rows:
        return "No report was known for this choice on this date."
    open_now = [r for r in rows if r["state"] == "open"]
    count = {state: sum(r["state"] == state for r in rows) for state in STATES}
    past = sum(r["on_record"] == PAST_UNRECORDED for r in rows)
    first = (
        f"{count_of(len(open_now), 'report')} {'is' if len(open_now) == 1 else 'are'} open, the next with its last day on "
        f"{british(min(r['last_day'] for r in open_now))}"
        if open_now
        else "No report is open"
    )
    if len(rows) == 1:
        row = rows[0]
        return f"{row['report_title']}: {row['clock']}."
    return (
        f"{first}. Of {count_of(len(rows), 'report')}, {count_of(count['published'], 'was', 'were')} answered in time and {count['late']} late; "
        f"for {count['unknown']} the day of the answer is not recorded ({past} of them past their last day, the others without "
        f"a day of their report), and {count['no_duty']} carried no duty."
    )


def _notes(undated: int) -> tuple[Note, ...]:
    notes = [
        Note(
            "The 56 days begin with the day of publication as day 1 (section 55(5A) of the Police Act 1996), so the last day "
            "is 55 days later, in calendar days. The clock applies to reports published on or after 2 May 2017; the "
            "transitional wording was not read.",
            "definition",
        ),
        Note(
            "Not recorded is neither in time nor late: nobody publishes a list of answers, and the record holds those that "
            "were found. A letter's or statement's date is read as the day of publication; whether a policing body's public "
            "statement was its statutory answer is not always said. Statements of a force and meetings are not answers.",
            "coverage",
        ),
        Note(
            "Every policing body owes an answer to a national report, unless its force is plainly not the subject. Choose a force "
            "to see those it owes with their clocks; over all forces such a report stands once, beside the answers that offices "
            "have entered. An office whose answer to a force report covers a national one enters that once; both rows say so.",
            "coverage",
        ),
        Note("British Transport Police has no local policing body under the Police Act 1996.", "coverage"),
    ]
    if undated:
        notes.append(Note(f"{count_of(undated, 'report')} left out: the day of publication is not known.", "coverage"))
    return tuple(notes)


RESPONSES = ViewDefinition(
    name="responses",
    title="Answers to inspection reports",
    answers="Which reports need an answer from which policing body, by when, and what is recorded of it?",
    filters=FILTERS,
    build=build,
)
