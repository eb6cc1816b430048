"""Minutes: decisions, actions, drivers and questions, each against the item of the agenda that was on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from dashboard.domain.dates import british, parse_day
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.ledger import Held
from dashboard.domain.subjects.meetings import MINUTE_KINDS
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import standing
from dashboard.views.question import Question, ViewDefinition

COLUMNS = (
    Column("meeting", "Meeting"),
    Column("item", "Item", "count", missing="no item"),
    Column("item_title", "Title of the item", missing="no item"),
    Column("kind", "Kind"),
    Column("words", "Minute"),
    Column("owner", "Owner", missing="none stated"),
    Column("earliest", "Window opens", missing="not stated"),
    Column("latest", "Last day of the window", missing="not stated"),
    Column("window", "Window", missing="none"),
    Column("recommendation", "Recommendation", missing="none"),
    Column("evidence", "Evidence", missing="none"),
    Column("link", "Page on screen", missing="none"),
    Column("minuted_on", "Minuted on"),
    Column("role", "Entered as"),
    Column("entry_id", "Entry", "count"),
)
SHOWN = ("meeting", "item", "kind", "words", "owner", "latest", "window", "recommendation", "evidence", "minuted_on")


def build(question: Question) -> View:
    """All minutes that stand, of one meeting or all, in the order of meeting, item and entry."""
    wanted, kind = question.wants("meeting"), question.wants("kind")
    agendas = {name: held[-1] for name, held in standing(question.connection, "agenda", as_at=question.as_at).items()}
    held = [h for group in standing(question.connection, "minute", as_at=question.as_at).values() for h in group]
    held = [h for h in held if (not wanted or h.body["meeting"] == wanted) and (not kind or h.body["kind"] == kind)]
    held.sort(key=lambda h: (h.body["meeting"], h.body.get("item", 0), h.entry_id))
    rows = [_row(question, h, agendas) for h in held]
    counts = Counter(row["kind"] for row in rows)
    said = "; ".join(
        f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in MINUTE_KINDS if counts[name]
    )
    statement = (
        f"{count_of(len(rows), 'minute')}: {said}." if rows else "There is no minute for this choice as at this day."
    )
    return View(
        name="minutes",
        title="Minutes",
        as_at=question.as_at.day,
        filters=question.filters.as_dict(),
        store_version=question.store_version,
        statement=statement,
        tables=(
            Table.from_records(
                "minutes",
                "Minutes",
                COLUMNS,
                rows,
                page_columns=SHOWN,
                empty_message="Nothing was minuted for this choice.",
            ),
        ),
        notes=(
            Note(
                "An action has an owner, a window, the recommendation it serves and evidence; without them it is not taken.",
                "definition",
            ),
        ),
    )


ACTION_COLUMNS = tuple(column for column in COLUMNS if column.name not in ("kind", "link"))
ACTIONS_SHOWN = (
    "meeting",
    "words",
    "owner",
    "earliest",
    "latest",
    "window",
    "recommendation",
    "evidence",
    "minuted_on",
)


def minuted_actions(question: Question, rec_ids: Collection[str]) -> Table:
    """The table `minuted`: actions that meetings minuted for these recommendations, by recommendation and day."""
    agendas = {name: held[-1] for name, held in standing(question.connection, "agenda", as_at=question.as_at).items()}
    held = [h for group in standing(question.connection, "minute", as_at=question.as_at).values() for h in group]
    rows = [
        _row(question, h, agendas)
        for h in held
        if h.body["kind"] == "action" and h.body.get("recommendation") in rec_ids
    ]
    rows.sort(key=lambda row: (row["recommendation"], row["minuted_on"], row["entry_id"]))
    return Table.from_records(
        "minuted",
        "Actions minuted at meetings",
        ACTION_COLUMNS,
        rows,
        page_columns=ACTIONS_SHOWN,
        empty_message="No meeting has minuted an action for this choice by this date.",
    )


def _row(question: Question, held: Held, agendas: dict[str, Held]) -> Record:
    body = held.body
    items = agendas[body["meeting"]].body.get("items", []) if body["meeting"] in agendas else []
    number = body.get("item")
    title = items[number - 1]["title"] if number and number <= len(items) else None
    latest = parse_day(body["latest"]) if body.get("latest") else None
    window = None
    if latest is not None:
        day = question.as_at.day
        window = f"passed on {british(latest)}" if day > latest else "last day today" if day == latest else "open"
    return {
        **{name: body.get(name) for name in ("meeting", "item", "kind", "words", "owner", "recommendation", "link")},
        "item_title": title,
        "earliest": parse_day(body["earliest"]) if body.get("earliest") else None,
        "latest": latest,
        "window": window,
        "evidence": "; ".join(
            filter(
                None, (" ".join(filter(None, (e.get("title"), e.get("url"), e.get("extract")))) for e in held.evidence)
            )
        ),
        "minuted_on": held.happened_on,
        "role": held.role.replace("_", " "),
        "entry_id": held.entry_id,
    }


MINUTES = ViewDefinition(
    name="minutes",
    title="Minutes",
    answers="What was decided, agreed, named or asked at a meeting, by whom is it done and until when?",
    filters=(
        FilterDefinition("meeting", "Meeting", "text"),
        FilterDefinition("kind", "Kind", "choice", choices=MINUTE_KINDS),
    ),
    build=build,
)
