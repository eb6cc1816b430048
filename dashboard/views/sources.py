"""Every edition held: what it is, what it feeds, how old it is, under what licence."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.kinds import BY_NAME
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.fetches import dead_links
from dashboard.store.queries.editions import editions, rows_by_edition
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_from

COLUMNS = (
    c.SOURCE_ID,
    Column("title", "Title"),
    Column("publication", "Publication"),
    Column("publisher", "Publisher"),
    Column("edition_label", "Edition"),
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    Column("retrieved_on", "Retrieved"),
    Column("age_days", "Age", "days"),
    Column("feeds", "What it feeds"),
    Column("rows", "Rows", "count"),
    c.FIGURE_CLASS,
    Column("reading", "How read"),
    Column("reading_note", "Note on reading"),
    Column("change_kind", "First, revision or correction"),
    Column("change_reason", "Why it changed"),
    Column("licence", "Licence"),
    Column("url", "Link"),
    Column("link_dead_on", "Link dead when tried on", missing="nothing known against it"),
    Column("file_name", "File"),
    Column("sha256", "SHA-256"),
    c.KNOWN_FROM,
)


def build(question: Question) -> View:
    """Editions held.

    Tables
        sources  one row an edition known by the day
    """
    held = editions(question.connection, as_at=question.as_at)
    for name, field in (("publication", "publication_title"), ("publisher", "publisher")):
        if wanted := question.wants(name):
            held = [e for e in held if e[field] == wanted]
    fed = rows_by_edition(question.connection, as_at=question.as_at)
    dead = dead_links(question.connection, question.as_at.day)
    rows = []
    for e in held:
        counts = fed.get(e["source_id"], {})
        rows.append(
            {
                **e,
                "publication": e["publication_title"],
                "age_days": (question.as_at.day - e["published_on"]).days if e["published_on"] else None,
                "feeds": "; ".join(BY_NAME[kind].title for kind in counts),
                "rows": sum(counts.values()),
                "class": e["figure_class"],
                "reading": "secondary" if e["is_secondary"] else "from the publisher",
                "reading_note": e["secondary_note"],
                "link_dead_on": dead.get(e["url"]),
            }
        )
    secondary = sum(bool(e["is_secondary"]) for e in held)
    return View(
        name="sources",
        title="Sources and editions",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=f"{count_of(len(rows), 'edition')} held by this date, {secondary} of them secondary "
        "(press accounts, transcriptions and parsed copies).",
        tables=(
            Table.from_records(
                "sources",
                "Editions held",
                COLUMNS,
                rows,
                empty_message="No edition was known for this choice on this date.",
                page_columns=(
                    "title",
                    "publisher",
                    "edition_label",
                    "published_on",
                    "age_days",
                    "feeds",
                    "rows",
                    "reading",
                    "source_id",
                ),
            ),
        ),
        notes=(
            Note(
                "Where a day of publication is not known, a source counts as known from the day it was retrieved. A date "
                "known only to the month or year counts from the last day it could have been.",
                "definition",
            ),
            Note(
                "Retrieved is the day the record's compilers last checked their copy of the source. The SHA-256 is of the "
                "rows taken from it, as they stand in the file named."
            ),
        ),
        sources=tuple(source_from(e, dead.get(e["url"])) for e in held),
    )


SOURCES = ViewDefinition(
    name="sources",
    title="Sources and editions",
    answers="Where does every figure come from, and how old is it?",
    filters=(
        FilterDefinition("publisher", "Publisher", "choice", choices_from="publications.publisher"),
        FilterDefinition("publication", "Publication", "choice", choices_from="publications.title"),
    ),
    build=build,
)
