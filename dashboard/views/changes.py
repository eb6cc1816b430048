"""What became known since a day: new inspections and audits, register entries, responses, revisions, windows that closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from dashboard.domain.access import READER
from dashboard.domain.dates import british, parse_day
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.kinds import BY_NAME
from dashboard.domain.ledger import words_of
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import Record, facts, replaced
from dashboard.store.queries.ledger import entries
from dashboard.views.change_kinds import COPY, NOT_NEW, OLDER, SECTION_OF, SECTIONS, UNDATED
from dashboard.views.columns import FORCE, FORCE_CODE, SOURCE_ID
from dashboard.views.own_audit_rows import audit_news
from dashboard.views.question import Question, ViewDefinition, sources_used
from dashboard.views.release_rows import LATE_MEANS, release_rows

DAYS_BACK = 92  # a quarter, where no day is given
# Kinds of which each new row is worth a line, and what it is called; of all others only revisions are listed.
NEW = {
    "inspections": ("new inspection", "inspections", "report_title"),
    "audits": ("new audit", "audits", "audit_type"),
    "recommendations": ("new recommendation", "recommendations", "summary"),
    "recommendation_events": ("recommendation moved", "recommendations", "event_words"),
    "responses": ("response published", "force", "report_title"),
    "actions": ("new committed action", "recommendations", "action"),
    "events": ("change of rules, survey or systems", "divergence", "event"),
}
# Few statements a kind are compared field by field; of kinds held by the thousand revisions are counted by edition.
COUNTED = frozenset(
    {"recorded_crime", "cancelled_records", "survey_estimates", "survey_changes", "survey_quality", "survey_shares"}
)
# What forces return about themselves goes where small numbers are hidden: the lines of `audit_news`.
UNPUBLISHED = frozenset({"force_audits", "force_audit_reasons", "business_areas", "audit_settings", "audit_bands"})
OWN_AUDITS = "force-audits-"  # how the publication of a force's own audits begins
PUBLIC_ENTRIES = frozenset({"recommendation", "minute"})
UNTOLD = frozenset(
    {
        "known_from",
        "known_until",
        "source_id",
        "place",
        "note",
        "change_kind",
        "change_reason",
        "is_secondary",
        "is_withdrawn",
        "basis",
        "figure_class",
        "publication_id",
    }
)
COLUMNS = (
    Column("known_from", "Known from"),
    Column("kind", "What changed"),
    Column("section", "Section"),
    FORCE_CODE,
    FORCE,
    Column("what", "About", missing="not stated"),
    Column("before", "Before", missing="nothing before"),
    Column("now", "Now", missing="not stated"),
    Column("reason", "Why", missing="none stated"),
    Column("link", "Page"),
    SOURCE_ID,
)
SHOWN = ("known_from", "kind", "force", "what", "before", "now", "reason", "source_id")


def build(question: Question) -> View:
    """Everything that became known after the day `since` and by the as-at date, newest first.

    A window that closed is listed on the day after its last day; whether the thing was done is another question.
    """
    since = _since(question)
    names = question.force_names()
    rows = [
        *_facts_changed(question, since),
        *_windows_closed(question, since),
        *_entered(question, since),
        *_own_audits(question, since),
        *_editions(question, since),
        *_not_held_in_time(question, since),
    ]
    owners = {r["rec_id"]: r["force_code"] for r in facts(question.connection, "recommendations", as_at=question.as_at)}
    for row in rows:
        row["section"] = SECTION_OF[row["kind"]]
        row["force_code"] = (
            row.get("force_code") or owners.get(str(row["what"]).removeprefix("Recommendation ")) or None
        )
        row["force"] = names.get(str(row.get("force_code") or ""), None)
    wanted, section = question.wants("force"), question.wants("section")
    rows = [row for row in rows if not wanted or row.get("force_code") == wanted]
    rows = [row for row in rows if not section or row["section"] == section]
    rows.sort(
        key=lambda r: (
            -r["known_from"].toordinal(),
            r["kind"],
            str(r.get("force") or ""),
            str(r["what"]),
            str(r.get("source_id") or ""),
        )
    )
    table = Table.from_records(
        "changes",
        "What changed",
        COLUMNS,
        rows,
        page_columns=SHOWN,
        empty_message=f"Nothing became known after {british(since)}; choose an earlier day.",
    )
    counts = Counter(row["kind"] for row in rows)
    summary = Table.from_records(
        "kinds",
        "Changes by kind",
        (Column("kind", "What changed"), Column("changes", "Changes", "count")),
        [{"kind": kind, "changes": number} for kind, number in sorted(counts.items())],
        empty_message="No change of any kind.",
    )
    return View(
        name="changes",
        title="What changed",
        as_at=question.as_at.day,
        filters=question.filters.as_dict(),
        store_version=question.store_version,
        statement=_statement(counts, since, question.as_at.day),
        tables=(summary, table),
        notes=(
            Note(
                "A change is listed on the day from which it counts as known: its publication, or the day it was entered.",
                "method",
            ),
            Note(
                "A closed window says that its last day has passed, and nothing about whether the action was done.",
                "definition",
            ),
            Note(
                "What carries no date, or one before the day asked for, is listed where it was read since, and is not "
                "counted as new: nobody can say that it became known then.",
                "coverage",
            ),
            Note(LATE_MEANS, "definition"),
        ),
        sources=sources_used(question, [row.get("source_id") for row in rows]),
    )


def _since(question: Question) -> date:
    words = question.wants("since")
    return parse_day(words) if words else question.as_at.day - timedelta(days=DAYS_BACK)


def _statement(counts: Counter[str], since: date, day: date) -> str:
    besides = sum(counts[kind] for kind in NOT_NEW)
    rest = (
        f" Besides, {count_of(besides, 'line')} about what was read since and is undated, older or only our copy put right."
        if besides
        else ""
    )
    new = {kind: number for kind, number in sorted(counts.items()) if kind not in NOT_NEW}
    if not new:
        return f"There was no change between {british(since)} and {british(day)}.{rest}"
    said = "; ".join(f"{kind} {number}" for kind, number in new.items())
    changes = count_of(sum(new.values()), "change")
    return f"{changes} became known after {british(since)} and by {british(day)}: {said}.{rest}"


def _facts_changed(question: Question, since: date) -> Iterator[Record]:
    """New rows of the kinds worth a line each, and every statement that replaced another."""
    undated = {e["source_id"] for e in editions(question.connection, as_at=question.as_at) if not e["published_on"]}
    for kind_name, kind in BY_NAME.items():
        if kind.is_reference:
            continue
        if kind_name in COUNTED or kind_name in UNPUBLISHED:
            continue  # an edition of the former is a line of its own
        new = [r for r in facts(question.connection, kind_name, as_at=question.as_at) if r["known_from"] > since]
        if not new:
            continue
        old = {}
        for row in replaced(question.connection, kind_name, as_at=question.as_at):
            old[row["publication_id"], *(row[name] for name in kind.keys)] = row
        for row in new:
            before = old.get((row["publication_id"], *(row[name] for name in kind.keys)))
            if before is not None and before["known_until"] == row["known_from"]:
                yield _revision(kind_name, row, before)
            elif kind_name in NEW:
                new_line = _new(kind_name, row)
                yield (
                    new_line
                    if _is_new(row, since, undated)
                    else new_line | {"kind": OLDER, "reason": f"not counted as {new_line['kind']}"}
                )


def _is_new(row: Record, since: date, undated: set[str]) -> bool:
    """Whether the thing itself appeared after the day: by its own day of publication where it states one, which may be
    known although the document that says so has no date; otherwise by that of its edition."""
    own = next((name for name in ("response_published_on", "published_on") if name in row), None)
    if own is None:
        return row["source_id"] not in undated
    return row[own] is not None and row[own] > since


def _new(kind_name: str, row: Record) -> Record:
    words, view, field = NEW[kind_name]
    if kind_name == "recommendation_events":
        moved = f"{row['event']} on {british(row['happened_on'])}" if row["happened_on"] else row["event"]
        return _line(row, words, view, what=f"Recommendation {row['rec_id']}", now=f"{moved}: {row['event_words']}")
    now = row.get("judgement") or row.get("target_words") or ""
    return _line(row, words, view, what=str(row.get(field) or row.get("rec_id") or ""), now=str(now))


def _revision(kind_name: str, row: Record, before: Record) -> Record:
    differing = [n for n in BY_NAME[kind_name].fields if n.name not in UNTOLD and row.get(n.name) != before.get(n.name)]
    view = NEW.get(kind_name, ("", "inspections" if kind_name == "inspection_measures" else "sources", ""))[1]
    # The force stands in a column of its own, and by its name.
    what = " ".join(_said(row[name]) for name in BY_NAME[kind_name].keys if name != "force_code" or not row[name])
    words = "correction" if row["change_kind"] == "correction" else "revision"
    return _line(
        row,
        words,
        view,
        what=f"{BY_NAME[kind_name].title}: {what}",
        before="; ".join(f"{n.name} {_said(before.get(n.name))}" for n in differing),
        now="; ".join(f"{n.name} {_said(row.get(n.name))}" for n in differing)
        or "the same figures, described otherwise",
    )


def _windows_closed(question: Question, since: date) -> Iterator[Record]:
    """Actions and recommendations whose last day lies between the two days."""
    for kind_name, view, field in (
        ("actions", "recommendations", "action"),
        ("recommendations", "recommendations", "summary"),
    ):
        for row in facts(question.connection, kind_name, as_at=question.as_at):
            last = row["due_latest"]
            if last is not None and since <= last < question.as_at.day:
                line = _line(row, "window closed", view, what=str(row[field]), now=f"last day was {british(last)}")
                yield {**line, "known_from": last + timedelta(days=1)}


def _entered(question: Question, since: date) -> Iterator[Record]:
    """What people entered, of the sorts that everybody may read."""
    for held in entries(question.connection, as_at=question.as_at, entered_since=since + timedelta(days=1)):
        if held.subject_kind not in PUBLIC_ENTRIES or not held.stands:
            continue
        yield {
            "known_from": held.known_from,
            "kind": "minute" if held.subject_kind == "minute" else "entry",
            "force_code": held.scope or None,
            "what": f"{held.subject_kind} {held.subject_id}: {held.action.replace('_', ' ')}",
            "now": words_of(held.body),
            "reason": held.reason or None,
            "link": _link("minutes" if held.subject_kind == "minute" else "recommendations", held.scope),
        }


def _own_audits(question: Question, since: date) -> Iterator[Record]:
    """Forces' own audits sent in and put right, as anybody may see them."""
    anybody = replace(question, person=READER)  # the same for all who ask: minutes and snapshots keep these lines
    for news in audit_news(anybody, since, question.wants("force")):
        yield {**news, "link": _link("audits", news["force_code"])}


def _editions(question: Question, since: date) -> Iterator[Record]:
    """New issues of publications that appear again and again."""
    for edition in editions(question.connection, as_at=question.as_at):
        if edition["publication_id"].startswith(OWN_AUDITS) or edition["figure_class"] == "illustrative":
            continue  # the former has lines of its own, the latter is no news
        if edition["known_from"] > since and edition["frequency"]:
            # A page that names no day counts as known from the day our copy was made, which is no news of its publisher.
            kind = "new edition" if edition["published_on"] else UNDATED
            kind = COPY if edition["corrects_source_id"] else kind
            now = edition["edition_label"] or edition["title"]
            yield _line(edition, kind, "sources", what=edition["publication_title"], now=now)


def _not_held_in_time(question: Question, since: date) -> Iterator[Record]:
    """Publications of which the day for a newer edition passed between the two days, and none is held."""
    for found in release_rows(question):
        due, newest = found["due"], found["newest"]
        if found["status"] == "late" and due.on >= since:
            now = f"no newer edition held here by {british(due.on)} ({due.basis})"
            line = _line(newest, "edition late here", "releases", what=found["release"].title, now=now)
            before = f"newest held of {british(newest['published_on'], newest['published_precision'])}"
            yield {**line, "known_from": due.on + timedelta(days=1), "before": before, "reason": None}


def _line(row: Record, kind: str, view: str, **more: Any) -> Record:
    code = row.get("force_code") or None
    reason = row.get("change_reason") or None
    return {
        "known_from": row["known_from"],
        "kind": kind,
        "force_code": code,
        "reason": reason,
        "link": _link(view, code or ""),
        "source_id": row.get("source_id"),
        **more,
    }


def _link(view: str, force_code: str) -> str:
    if not force_code or view in ("sources", "releases"):
        return view if view != "force" else "overview"
    return f"{view}?{urlencode({'force': force_code})}" if view not in ("divergence", "minutes") else view


def _said(value: Any) -> str:
    if value is None or value == "":
        return "not stated"
    return british(value) if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)


CHANGES = ViewDefinition(
    name="changes",
    title="What changed",
    answers="What became known since a day: actions, windows, inspections, audits and revisions?",
    filters=(
        FilterDefinition("since", "Since (the last meeting)", "date"),
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("section", "Section", "choice", choices=tuple(SECTIONS)),
    ),
    build=build,
)
