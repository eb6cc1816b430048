"""The collections on the National Data Quality Improvement Service: status, method, strengths, limitations, breaks."""

from __future__ import annotations

from datetime import date

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

# What may be stated about a collection or a force; the rest are kept as they come.
STARTS, ERRORS = "start", "error rate"
COLLECTION = Column("collection", "Collection")
STATEMENT_COLUMNS = (
    COLLECTION,
    Column("attribute", "What is stated"),
    Column("statement", "Number"),
    Column("value", "Statement"),
    Column("year", "Year", "year", missing="year not stated"),
    Column("year_on", "Year, as its last day", missing="year not stated"),
    Column("year_precision", "Precision"),
    Column("forces_covered", "Forces", missing="not stated"),
    c.BASIS,
    c.NOTE_SHOWN,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def ndqis_statements(question: Question) -> list[Record]:
    """Every statement known on the day, with its year as the last day of that year."""
    return [
        {
            **s,
            "year_on": date(s["year"], 12, 31) if s["year"] else None,
            "year_precision": "year" if s["year"] else None,
        }
        for s in facts(question.connection, "ndqis", as_at=question.as_at)
    ]


def ndqis_breaks(question: Question) -> list[Record]:
    """Events of the register that a collection on the service caused."""
    events = facts(question.connection, "events", as_at=question.as_at)
    return [e for e in events if "NDQIS" in f"{e['event']} {e['note'] or ''}"]


def build(question: Question) -> View:
    """Collections on the service.

    Tables
        collections  one row a collection: status, since when, editions of the method, strengths and limitations counted
        statements   every sourced statement about a collection
        starts       when single forces began, where a source says so
        error_rates  published error rates, when there are any
        breaks       events in the register that the service caused
    """
    every = ndqis_statements(question)
    rows = [s for s in every if _wanted(question, s)]
    breaks = ndqis_breaks(question) if rows else []
    collections = _collections(rows)
    return View(
        name="ndqis",
        title="Collections on the National Data Quality Improvement Service",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, collections),
        tables=(
            Table.from_records(
                "collections",
                "The collections",
                (
                    COLLECTION,
                    Column("status", "Status"),
                    Column("since_year", "Stated for", "year", missing="start not stated"),
                    Column("forces_covered", "Forces", missing="not stated"),
                    Column("methods", "Statements on method", "count"),
                    Column("strengths", "Strengths", "count"),
                    Column("limitations", "Limitations", "count"),
                    c.NOTE_SHOWN,
                    c.SOURCE_ID,
                ),
                collections,
                empty_message="No collection on the service was known for this choice on this date.",
            ),
            Table.from_records(
                "statements",
                "What sources state about them",
                STATEMENT_COLUMNS,
                rows,
                empty_message="No statement about the service was known for this choice on this date.",
                page_columns=("collection", "attribute", "value", "year", "forces_covered", "note", "source_id"),
            ),
            _of(rows, STARTS, "starts", "When single forces began", "No source that was read says when a force began."),
            _of(
                rows,
                ERRORS,
                "error_rates",
                "Published error rates",
                "No error rate has been published, as far as was read.",
            ),
            Table.from_records(
                "breaks",
                "Breaks in series that the service caused",
                c.EVENT_COLUMNS,
                breaks,
                empty_message="No break caused by the service was known for this choice on this date.",
                page_columns=("happened_on", "scope", "event", "expected_effect", "is_break", "source_id"),
            ),
        ),
        charts=_charts(rows),
        notes=_notes(rows),
        sources=sources_used(question, source_ids_of(rows, breaks)),
    )


def _wanted(question: Question, statement: Record) -> bool:
    wanted = ((question.wants(n), statement[n]) for n in ("collection", "attribute"))
    return all(not words or words == value for words, value in wanted)


def _collections(rows: list[Record]) -> list[Record]:
    counted = {"methods": "method", "strengths": "strength", "limitations": "limitation"}
    return [
        {
            "collection": s["collection"],
            "status": s["value"],
            "since_year": s["year"],
            "forces_covered": s["forces_covered"],
            **{
                name: sum(r["attribute"] == attribute and r["collection"] == s["collection"] for r in rows)
                for name, attribute in counted.items()
            },
            "note": s["note"],
            "source_id": s["source_id"],
        }
        for s in rows
        if s["attribute"] == "status"
    ]


def _of(rows: list[Record], attribute: str, name: str, title: str, empty: str) -> Table:
    return Table.from_records(
        name,
        title,
        STATEMENT_COLUMNS,
        [r for r in rows if r["attribute"] == attribute],
        empty_message=empty,
        page_columns=("collection", "forces_covered", "value", "year", "source_id"),
    )


def _charts(rows: list[Record]) -> tuple[ChartSpec, ...]:
    dated = [r for r in rows if r["year_on"]]
    if not dated:
        return ()
    said = "; ".join(
        f"{r['year']}: {r['collection']}, {r['attribute']}" for r in sorted(dated, key=lambda r: r["year"])
    )
    return (
        ChartSpec(
            name="statements",
            kind="timeline",
            table="statements",
            title="What is dated about the collections",
            subtitle="Statements with a year, marked on its last day; most of what is known has no year",
            alt=f"Timeline of {count_of(len(dated), 'dated statement')}: {said}.",
            roles={"date": "year_on", "lane": "collection", "text": "value", "kind": "collection"},
        ),
    )


def _statement(rows: list[Record], collections: list[Record]) -> str:
    if not rows:
        return "No statement about the service was known for this choice on this date."
    dated = [s for s in collections if s["since_year"]]
    starts = sum(r["attribute"] == STARTS for r in rows)
    errors = sum(r["attribute"] == ERRORS for r in rows)
    return (
        f"{count_of(len(collections), 'collection is', 'collections are')} stated as being on the service, "
        f"{len(dated)} with a year of start; start dates are held for {count_of(starts, 'force')} and "
        f"{count_of(errors, 'published error rate')} {'is' if errors == 1 else 'are'} held."
    )


def _notes(rows: list[Record]) -> tuple[Note, ...]:
    derived = [r["value"] for r in rows if r["basis"] == "derived"]
    gap = (Note(f"Not known: {' '.join(derived)}.", "coverage"),) if derived else ()
    return (
        Note(
            "The service scans the text of crime records to set flags by one rule for all forces. A flag set by a tool and one set by "
            "hand are not comparable, so a series breaks where a collection moves to the service.",
            "definition",
        ),
        *gap,
    )


NDQIS = ViewDefinition(
    name="ndqis",
    title="Collections on the National Data Quality Improvement Service",
    answers="Which collections are on the service since when, with which strengths, limitations and breaks?",
    filters=(
        FilterDefinition("collection", "Collection", "choice", choices_from="ndqis.collection"),
        FilterDefinition("attribute", "What is stated", "choice", choices_from="ndqis.attribute"),
    ),
    build=build,
)
