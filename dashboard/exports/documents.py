"""Documents to edit: the statutory response of a local policing body, and a progress update, as headings, text and tables.

They are drafts.  What is held is filled in; what only a person can say stands in square brackets and is never invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.duty import last_day_to_respond
from dashboard.domain.errors import ReaderError, TooMuch
from dashboard.domain.view_model import Table, Value, View
from dashboard.exports.cells import cell_words, shown_columns
from dashboard.exports.particulars import particulars
from dashboard.locale import Words

MOST_ROWS = 2000
# What is held about a recommendation that helps whoever drafts the answer.
HELD = frozenset(
    {
        "rec_id",
        "due_words",
        "due_latest",
        "force_position",
        "body_position",
        "positions_words",
        "explanation_type",
        "issuer_status",
    }
)


@dataclass(frozen=True)
class Block:
    """One part of a document: a heading of a level from 1, a paragraph (level 0), or a table where there is a header."""

    text: str = ""
    level: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lang: str = ""


@dataclass(frozen=True)
class Document:
    """A document: its title, the day it is dated, its language, and its parts in order."""

    title: str
    day: date
    lang: str
    blocks: tuple[Block, ...]


def response_letter(views: Sequence[View], base: str, words: Words) -> Document:
    """A draft of the response of a local policing body to a report, from a view that lists recommendations to one force.

    Raises ReaderError where the views list none.
    """
    view = _with_table(
        views,
        "recommendations",
        "A response letter is made from the view recommendations or force, with the filter force.",
    )
    whose = dict(view.chosen).get("Force", "")
    if not whose:
        raise ReaderError("A response letter is about one force: choose it with the filter force.")
    title = f"{words.say('Response to inspection')}: {whose}"
    return Document(title, view.as_at, words.html_lang, tuple(_letter_blocks(view, whose, title, base, words)))


def _letter_blocks(view: View, whose: str, title: str, base: str, words: Words) -> Iterator[Block]:
    yield Block(title, 1)
    yield Block(f"[Name of the local policing body for {whose}]")
    yield Block("[Address]   [Day of publication]")
    yield Block("To the Secretary of State for the Home Department; copy to HM Chief Inspector of Constabulary.")
    yield Block(
        "Under section 55 of the Police Act 1996 a local policing body comments on a report about its force within 56 days of "
        "its publication, publishes the chief officer's comments with its own, and says for each recommendation what action "
        "was taken or is proposed, or why none is."
    )
    yield Block("The report", 2)
    yield from _reports(view, words)
    yield Block("The chief officer's comments", 2)
    yield Block("[The chief officer's comments, or the day by which they were asked for]")
    yield Block("Each recommendation", 2)
    table = view.table("recommendations")
    records = table.records()
    if not records:
        yield Block(
            f"{table.empty_message} A report without a recommendation needs a short statement only: [statement]"
        )
    for number, record in enumerate(records, start=1):
        yield from _recommendation(table, record, number, words)
    yield Block("Comments of the local policing body", 2)
    yield Block("[Comments on the report as a whole]")
    yield Block("[Name and office]")
    yield from _about(view, base, words)


def _reports(view: View, words: Words) -> Iterator[Block]:
    """Each report that the recommendations come from, with the last day for the response where the duty applies."""
    reports = {(r.get("report_title"), r.get("published_on")): None for r in view.table("recommendations").records()}
    for title, published in reports:
        day = published if isinstance(published, date) else None
        last = last_day_to_respond(day) if day else None
        due = f" {words.say('Last day of the 56')}: {words.day(last)}." if last else ""
        yield Block(f"{title or '[title of the report]'}, {words.say('published')} {words.day(day)}.{due}")
    if not reports:
        yield Block("[Title and day of publication of the report]   [Last day of the 56]")


def _recommendation(table: Table, record: dict[str, Value], number: int, words: Words) -> Iterator[Block]:
    asked = record.get("summary") or record.get("rec_id") or ""
    yield Block(f"{number}. {asked}", 3, lang="" if words.has(str(asked)) else "en")
    columns = [column for column in table.columns if column.name in HELD and record.get(column.name) not in (None, "")]
    rows = tuple((words.say(c.label), cell_words(c, record, words)[0]) for c in columns)
    yield Block(header=(words.say("What is held"), words.say("As at this day")), rows=rows)
    if record.get("explanation_words"):
        # What the office entered, in its own words and whole; the signatory can still change the draft.
        kind = str(record.get("explanation_type") or "").capitalize()
        yield Block(f"{kind}: {record['explanation_words']}", lang="en")
        day = record.get("explanation_on")
        yield Block(f"[Entered as of {words.day(day if isinstance(day, date) else None)}; check that it still stands]")
        return
    yield Block("Action taken or proposed: [what, by whom, by when]. Or why no action is proposed: [reasons].")


def progress_update(views: Sequence[View], base: str, words: Words) -> Document:
    """A draft of a progress update: every table of actions and of changes in the views, with the words for each to be added.

    Raises ReaderError where the views have neither.
    """
    wanted = [
        (view, table) for view in views for table in view.tables if table.name in ("actions", "changes", "minutes")
    ]
    if not wanted:
        raise ReaderError("A progress update is made from the views recommendations, changes or minutes.")
    if sum(len(table.rows) for _, table in wanted) > MOST_ROWS:
        raise TooMuch(f"These are more than {MOST_ROWS:,} rows; choose filters, or a later day to count changes from.")
    day = max(view.as_at for view in views)
    title = f"{words.say('Progress update')}, {words.day(day)}"
    blocks = [Block(title, 1), Block("[Summary: what was done, what was not, what comes next]")]
    for view, table in wanted:
        blocks += [
            Block(words.say(table.title), 2),
            Block(view.statement, lang="" if words.has(view.statement) else "en"),
        ]
        blocks.append(_table(table, words))
        blocks.append(Block("[Words on each item that moved]"))
    for used in [view for view in views if any(view is of for of, _ in wanted)]:
        blocks += _about(used, base, words)
    return Document(title, day, words.html_lang, tuple(blocks))


def _table(table: Table, words: Words) -> Block:
    if not table.rows:
        return Block(table.empty_message)
    columns = [c for c in shown_columns(table) if not c.name.endswith("source_id")]
    rows = tuple(tuple(cell_words(c, record, words)[0] for c in columns) for record in table.records())
    return Block(header=tuple(words.say(c.label) for c in columns), rows=rows)


def _about(view: View, base: str, words: Words) -> Iterator[Block]:
    yield Block(words.say("Where this comes from"), 2)
    yield Block(
        header=(words.say("Particulars"), words.say("Value")), rows=tuple(particulars(view, base, words).lines(words))
    )
    yield from (Block(f"{words.say('Take care')}: {w.text}") for w in view.warnings)
    sources = tuple(
        (s.publisher, s.title, words.day(s.published_on, s.published_precision), s.url) for s in view.sources
    )
    if sources:
        heads = tuple(words.say(label) for label in ("Publisher", "Title", "Published", "Link"))
        yield Block(header=heads, rows=sources)


def _with_table(views: Sequence[View], name: str, otherwise: str) -> View:
    for view in views:
        if any(table.name == name for table in view.tables):
            return view
    raise ReaderError(otherwise)
