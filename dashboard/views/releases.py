"""The release calendar: which edition is expected when, which is late, and what the last look at its page brought."""

from __future__ import annotations

from typing import Any

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, Column, Note, Table, View
from dashboard.store.fetches import dead_links, last_looks
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_from
from dashboard.views.release_rows import LATE_MEANS, release_rows

STATES = ("late", "due this month", "not due yet", "no rule")
COLUMNS = (
    Column("title", "Publication"),
    Column("publication_id", "Identifier"),
    Column("status", "Status"),
    Column("last_edition", "Newest edition held"),
    Column("last_published_on", "Published", "date", missing="not known"),
    Column("due_on", "In time until", "date", missing="no rule and no announcement"),
    Column("due_basis", "Basis", missing="none"),
    Column("days_late", "Days late", "days", missing="not late"),
    Column("rule", "How often editions come"),
    Column("announced_in", "Where it is announced"),
    Column("last_look_at", "Day of the last look", "date", missing="not looked at by this day"),
    Column("last_look", "Last look at its page", missing="not looked at yet"),
    Column("page", "Release page"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Releases expected as things stood on the day.

    Tables
        calendar  one row a publication: newest edition held, last day in time, status, last look at its page
    """
    on = question.as_at.day
    looks, dead = last_looks(question.connection, on), dead_links(question.connection, on)
    rows: list[dict[str, Any]] = []
    used, without = [], []
    for found in release_rows(question):
        release, newest, due = found["release"], found["newest"], found["due"]
        if newest is None:
            without.append(release.title)
            continue
        if question.wants("status") not in ("", found["status"]):
            continue
        look = looks.get(release.publication)
        used.append(newest)
        rows.append(
            {
                "title": release.title,
                "publication_id": release.publication,
                "status": found["status"],
                "last_edition": newest["edition_label"] or newest["title"],
                "last_published_on": newest["published_on"],
                "due_on": due.on if due else None,
                "due_basis": due.basis if due else "",
                "days_late": found["days_late"],
                "rule": release.rule,
                "announced_in": due.source if due else "",
                "last_look_at": look["checked_at"].date() if look else None,
                "last_look": f"{look['result']}. {look['words']}".strip() if look else "",
                "page": release.page,
                "source_id": newest["source_id"],
            }
        )
    rows.sort(key=lambda row: (STATES.index(row["status"]), row["title"]))
    late = [row for row in rows if row["status"] == "late"]
    return View(
        name="releases",
        title="Release calendar",
        as_at=on,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, without, british(on)),
        tables=(
            Table.from_records(
                "calendar",
                "Editions expected",
                COLUMNS,
                rows,
                empty_message="No edition of any publication followed was known for this choice on this date.",
                page_columns=(
                    "title",
                    "status",
                    "last_edition",
                    "last_published_on",
                    "due_on",
                    "due_basis",
                    "last_look",
                    "source_id",
                ),
            ),
        ),
        warnings=tuple(Caution(_caution(row)) for row in late),
        notes=(
            Note(
                "By rule means: in time until the end of the first month, after the newest edition held, in which "
                "editions have come so far. A day counts as announced only where its source is given. " + LATE_MEANS,
                "definition",
            ),
        ),
        sources=tuple(source_from(e, dead.get(e["url"])) for e in used),
    )


def _caution(row: dict[str, Any]) -> str:
    return (
        f"{row['title']}: the edition after that of {british(row['last_published_on'])} was expected by "
        f"{british(row['due_on'])} ({row['due_basis']}) and is not held. Figures may be older than they look."
    )


def _statement(rows: list[dict[str, Any]], without: list[str], day: str) -> str:
    late = sum(1 for row in rows if row["status"] == "late")
    missing = f" No edition with a day of publication is held of: {'; '.join(without)}." if without else ""
    if not rows:
        return f"No edition of the publications followed and chosen was known on {day}, so none is late."
    if not late:
        return f"None of {count_of(len(rows), 'publication')} followed is late here as at {day}.{missing}"
    return f"{late} of {count_of(len(rows), 'publication')} followed {'is' if late == 1 else 'are'} late here as at {day}.{missing}"


RELEASES = ViewDefinition(
    name="releases",
    title="Release calendar",
    answers="Which new editions are due, which are late here, and where do they appear?",
    filters=(FilterDefinition("status", "Status", "choice", choices=STATES),),
    build=build,
)
