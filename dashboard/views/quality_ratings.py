"""Reliability ratings by offence: series, edition, criteria, source, and what changed from one edition to the next."""

from __future__ import annotations

import itertools

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.ratings import NO_RATING

SCALE = ("good", "moderate", "poor")
OFFENCE = Column("offence_type", "Offence type")
SERIES = Column("series", "Series")
EDITION = Column("framework_edition", "Edition of the framework")
RATED = Column("rating", "Rating", missing="not seen")


def build(question: Question) -> View:
    """Reliability ratings.

    Tables
        ratings   one row an edition, series and offence type
        changes   offence types whose rating differs between two editions
        criteria  what each edition rates by, series by series
        counts    how many offence types have which rating, in the newest edition that rates them
    """
    every = facts(question.connection, "quality_ratings", as_at=question.as_at)
    rows = sorted(
        (r for r in every if _wanted(question, r)),
        key=lambda r: (r["series"] != "PRC", r["offence_type"], r["known_from"], r["framework_edition"]),
    )
    rated = [r for r in rows if r["rating"] in SCALE]
    return View(
        name="quality_ratings",
        title="How reliable the statisticians call each kind of figure",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, rated),
        tables=(
            Table.from_records(
                "ratings",
                "Ratings",
                (
                    OFFENCE,
                    SERIES,
                    RATED,
                    Column("preferred_source", "Preferred source", missing="none stated"),
                    EDITION,
                    Column("rating_basis", "Criteria"),
                    c.BASIS,
                    c.NOTE_SHOWN,
                    c.PLACE,
                    c.KNOWN_FROM,
                    c.SOURCE_ID,
                ),
                rows,
                empty_message="No rating was known for this choice on this date.",
                page_columns=(
                    "offence_type",
                    "series",
                    "rating",
                    "preferred_source",
                    "framework_edition",
                    "note",
                    "source_id",
                ),
            ),
            _changes(rated),
            _criteria(rows),
            _counts(rated),
        ),
        charts=_charts(rated),
        notes=(
            Note(
                "The framework's scale has three points: good, moderate and poor. It rates figures and not forces.",
                "definition",
            ),
            Note(
                "Ratings of recorded crime rest on known changes to recording and on variation in police activity; those of the survey "
                "mainly on the uncertainty of the estimates.",
                "definition",
            ),
            Note(
                "The ratings by offence come from a transcription by the regulator's staff of an earlier edition; those of the "
                "edition of July 2024 were not seen. Check against the user guide before quoting.",
                "coverage",
            ),
        )
        if rows
        else (),
        sources=sources_used(question, source_ids_of(rows)),
    )


def _wanted(question: Question, rating: Record) -> bool:
    wanted = ((question.wants(n), rating[n]) for n in ("framework_edition", "series", "offence_type", "rating"))
    return all(not words or words == value for words, value in wanted)


def _changes(rated: list[Record]) -> Table:
    by_offence: dict[tuple[str, str], list[Record]] = {}
    for r in rated:
        by_offence.setdefault((r["series"], r["offence_type"]), []).append(r)
    lines = [
        {
            "series": series,
            "offence_type": offence,
            "from_edition": before["framework_edition"],
            "from_rating": before["rating"],
            "to_edition": after["framework_edition"],
            "to_rating": after["rating"],
            "source_id": after["source_id"],
        }
        for (series, offence), ratings in by_offence.items()
        for before, after in itertools.pairwise(ratings)
        if before["rating"] != after["rating"]
    ]
    return Table.from_records(
        "changes",
        "Ratings that changed from one edition to the next",
        (
            OFFENCE,
            SERIES,
            Column("from_edition", "From edition"),
            Column("from_rating", "Rating before"),
            Column("to_edition", "To edition"),
            Column("to_rating", "Rating after"),
            c.SOURCE_ID,
        ),
        lines,
        empty_message="No change of a rating is held: two editions that rate the same offence are needed to see one.",
    )


def _criteria(rows: list[Record]) -> Table:
    seen: dict[tuple[str, str, str], Record] = {}
    for r in rows:
        if r["rating_basis"]:
            seen.setdefault((r["framework_edition"], r["series"], r["rating_basis"]), r)
    return Table.from_records(
        "criteria",
        "What each edition rates by",
        (EDITION, SERIES, Column("rating_basis", "Criteria"), c.SOURCE_ID),
        seen.values(),
        empty_message="No criteria were known for this choice on this date.",
    )


def _counts(rated: list[Record]) -> Table:
    newest: dict[tuple[str, str], Record] = {}
    for r in sorted(rated, key=lambda r: (r["known_from"], r["framework_edition"])):
        newest[(r["series"], r["offence_type"])] = r
    lines = []
    for rating in SCALE:
        of = [r for r in newest.values() if r["rating"] == rating]
        if of:
            lines.append(
                {
                    "rating": rating,
                    "offence_types": len(of),
                    "names": "; ".join(sorted(r["offence_type"] for r in of)),
                    "source_id": of[0]["source_id"],
                }
            )
    return Table.from_records(
        "counts",
        "How many offence types have which rating",
        (
            Column("rating", "Rating"),
            Column("offence_types", "Offence types", "offence types"),
            Column("names", "Which"),
            c.SOURCE_ID,
        ),
        lines,
        empty_message="No rating was known for this choice on this date, so there is nothing to count.",
    )


def _charts(rated: list[Record]) -> tuple[ChartSpec, ...]:
    counts = _counts(rated)
    if not counts.rows:
        return ()
    said = "; ".join(f"{r['offence_types']} {r['rating']} ({r['names']})" for r in counts.records())
    return (
        ChartSpec(
            name="counts",
            kind="bars",
            table="counts",
            title="How many offence types are rated good, moderate or poor?",
            subtitle="Newest rating seen of each offence type; a count of types, not of offences",
            alt=f"Bars by rating: {said}.",
            roles={"label": "rating", "value": "offence_types", "note": "names"},
            options={"unit": "offence types"},
        ),
    )


def _statement(rows: list[Record], rated: list[Record]) -> str:
    if not rows:
        return "No rating was known for this choice on this date."
    if not rated:
        return f"{count_of(len(rows), 'row')} of criteria; no rating by offence was seen for this choice."
    types = {(r["series"], r["offence_type"]) for r in rated}
    said = "; ".join(f"{row[1]} {row[0]}" for row in _counts(rated).rows)
    unseen = sum(r["rating"] == NO_RATING for r in rows)
    more = (
        f" {count_of(unseen, 'later statement gives', 'later statements give')} criteria and no rating."
        if unseen
        else ""
    )
    return f"A rating is held for {count_of(len(types), 'offence type')}: {said}.{more}"


QUALITY_RATINGS = ViewDefinition(
    name="quality_ratings",
    title="How reliable the statisticians call each kind of figure",
    answers="Which rating has each offence type, in which edition, by which criteria, and did it change?",
    filters=(
        FilterDefinition("offence_type", "Offence type", "choice", choices_from="quality_ratings.offence_type"),
        FilterDefinition("rating", "Rating", "choice", choices_from="quality_ratings.rating"),
        FilterDefinition("series", "Series", "choice", choices_from="quality_ratings.series"),
        FilterDefinition("framework_edition", "Edition", "choice", choices_from="quality_ratings.framework_edition"),
    ),
    build=build,
)
