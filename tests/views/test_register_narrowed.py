"""What the database leaves out before the register is read: never an item that answers the filters."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.commands.loading import load_bundled_record
from dashboard.domain.recommendations import ISSUER_STATUSES
from dashboard.domain.standing import CATEGORIES
from dashboard.store import ledger
from dashboard.views.recommendations import WAITS_FOR
from tests.builders import KENT, clock_at, write_record
from tests.views.asking import ask, rows

FIRST = date(2022, 1, 1)
SAID = {
    "claim": ("force", [{"progress": p, "words": "x"} for p in ("in progress", "force says complete")]),
    "reported_claim": ("pcc_office", [{"progress": "force says complete", "words": "x"}]),
    "force_position": ("force", [{"position": p, "words": "x"} for p in ("accepted", "rejected")]),
    "body_position": ("pcc_office", [{"position": "supports the force", "explanation_type": "x", "words": "x"}]),
    "issuer_status": (
        "inspectorate",
        [{"status": s} for s in ("open", "with issuer for review", "closed", "reopened")],
    ),
    "due_date": ("inspectorate", [{"words": d, "latest": d} for d in ("2022-03-31", "2022-09-30", "2023-06-30")]),
    "comment": ("force", [{"words": "Discussed."}]),
}
CHOICES = (
    *({"due": name} for name in CATEGORIES),
    *({"status": name} for name in ISSUER_STATUSES),
    *({name: value} for name in ("disputed", "stale") for value in ("yes", "no")),
    *({"mine": name} for name in WAITS_FOR),
    {"issuer": "HMICFRS"},
    {"kind": "recommendation"},
    {"words": "ITEM 1"},
    {"words": '100% "quoted"'},
    {"due": "overdue", "mine": "inspectorate", "issuer": "HMICFRS"},
)


def entries_of():
    """Forty items with a dozen entries each over a year, by a fixed rule."""
    chance = random.Random(42)
    for n in range(40):
        published = FIRST + timedelta(days=chance.randrange(100))
        body = {
            "kind": chance.choice(("recommendation", "area for improvement")),
            "summary": f'Item {n}: 100% "quoted".',
            "issuer": chance.choice(("HMICFRS", "Internal audit")),
            "report_title": f"Report {n}",
            "published_on": published.isoformat(),
            **chance.choice(({}, {"due_words": "within three months"}, {"due_latest": "2022-06-30"})),
        }
        yield entry(n, published, "create", "inspectorate", body)
        for _ in range(12):
            action = chance.choice(tuple(SAID))
            role, bodies = SAID[action]
            yield entry(n, published + timedelta(days=chance.randrange(300)), action, role, chance.choice(bodies))
    yield entry("KENT-1", FIRST + timedelta(days=50), "force_position", "force", {"position": "rejected", "words": "x"})


def entry(item, day, action, role, body):
    return {
        "subject_kind": "recommendation",
        "subject_id": item if isinstance(item, str) else f"I-{item}",
        "action": action,
        "body": body,
        "happened_on": day,
        "happened_precision": "day",
        "entered_at": datetime.combine(day, datetime.min.time(), UTC),
        "known_from": day,
        "actor": "x",
        "role": role,
        "scope": KENT,
        "reason": "",
        "evidence": [],
        "undoes": None,
        "expects": None,
        "idempotency_key": None,
        "batch": "",
    }


@pytest.fixture
def filled(store, tmp_path):
    load_bundled_record(store, write_record(tmp_path / "data", recommendations=[{}]), clock_at())
    with store.writing() as connection:
        ledger.add_entries(connection, list(entries_of()))
    return store


def fits(row, filters):
    same = {"due": "category", "status": "issuer_status", "disputed": "is_disputed", "stale": "is_stale"}
    if filters.get("mine") and (row["category"] == "closed" or not WAITS_FOR[filters["mine"]](row)):
        return False
    words = filters.get("words", "").casefold()
    if words and not any(words in str(row[name] or "").casefold() for name in ("rec_id", "summary", "report_title")):
        return False
    exact = {same.get(name, name): value for name, value in filters.items() if name not in ("mine", "words")}
    return all(row[name] == value for name, value in exact.items())


@pytest.mark.parametrize("as_at", ["2022-03-15", "2022-07-01", "2023-01-15"])
def test_a_filter_keeps_what_fits_of_the_whole_register_on_either_database(filled, as_at):
    narrowed = {n: rows(ask(filled, "recommendations", as_at, **f), "recommendations") for n, f in enumerate(CHOICES)}
    whole = rows(ask(filled, "recommendations", as_at), "recommendations")
    for n, filters in enumerate(CHOICES):
        assert [r["rec_id"] for r in narrowed[n]] == [r["rec_id"] for r in whole if fits(r, filters)], filters
        assert narrowed[n] == [r for r in whole if fits(r, filters)]
    kept = [len(found) for found in narrowed.values()]
    assert 0 < min(k for k in kept if k) < len(whole)


def test_one_item_is_read_by_itself_with_what_belongs_to_it(filled):
    body = {"kind": "recommendation", "summary": "Part.", "issuer": "HMICFRS", "report_title": "R"}
    part = {**body, "published_on": "2022-05-01", "parent_rec_id": "I-3"}
    with filled.writing() as connection:
        ledger.add_entries(connection, [entry("I-3-a", date(2022, 6, 1), "create", "inspectorate", part)])
    view = ask(filled, "recommendation", "2023-01-15", id="I-3")
    assert [(r["rec_id"], r["relation"]) for r in rows(view, "related")] == [("I-3-a", "belongs to it")]
    (alone,), whole = rows(view, "item"), rows(ask(filled, "recommendations", "2023-01-15"), "recommendations")
    assert alone == next(r for r in whole if r["rec_id"] == "I-3")
    assert rows(ask(filled, "recommendation", "2023-01-15", id="i-3"), "item")[0]["rec_id"] == "I-3"
