"""The states kept beside the ledger are those of its entries, on both databases, however the entries came in."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.asat import AsAt
from dashboard.domain.ledger_state import state_of
from dashboard.store import ledger, ledger_states
from dashboard.store.queries import ledger as queries
from tests.store.test_migrations import ENTRY

D = date.fromisoformat
ACTIONS = ("claim", "comment", "due_date")


def filled(store):
    with store.writing() as connection:
        for n in range(30):
            known = date(2024, 1, 1 + n // 2)
            row = {
                **ENTRY,
                "subject_kind": "recommendation",
                "subject_id": f"R{n % 4}",
                "action": ACTIONS[n % 3],
                "body": {"words": "é" * 250 if n == 7 else str(n)},
                "happened_on": date(2023, 12, 31 - n),
                "known_from": known,
            }
            ledger.add_entry(connection, row)
        undo = {**row, "action": "undo", "body": {}, "undoes": 30, "known_from": date(2024, 2, 1)}
        ledger.add_entry(connection, undo)


def states(store, day, scope=None):
    with store.reading() as connection:
        found = queries.current_states(connection, "recommendation", as_at=AsAt(D(day)), scope=scope)
        entries = queries.entries(connection, as_at=AsAt(D(day)), subject_kind="recommendation")
    return found, entries


@pytest.mark.parametrize("day", ["2023-12-31", "2024-01-01", "2024-01-08", "2024-01-31", "2024-02-01"])
def test_the_states_kept_are_those_of_the_entries_known_on_the_day(store, day):
    filled(store)
    found, entries = states(store, day)
    subjects = {e.subject_id for e in entries}
    assert found.keys() == subjects
    for subject_id in subjects:
        worked_out = state_of([e for e in entries if e.subject_id == subject_id])
        kept = found[subject_id]
        assert kept["scope"] == "x"
        assert (kept["counts"], kept["last_entry_id"]) == (worked_out["counts"], worked_out["last_entry_id"])
        assert {a: s["entry_id"] for a, s in kept["latest"].items()} == {
            a: s["entry_id"] for a, s in worked_out["latest"].items()
        }
        assert kept["last_on"] == worked_out["last_on"].isoformat()


def test_working_them_out_again_changes_nothing_and_a_scope_keeps_its_own(store):
    filled(store)
    before, _ = states(store, "2024-02-01")
    with store.writing() as connection:
        assert ledger_states.rebuild(connection) > 4
    assert states(store, "2024-02-01")[0] == before
    assert states(store, "2024-02-01", scope="elsewhere")[0] == {}


@pytest.mark.parametrize("day", ["2023-12-31", "2024-01-01", "2024-01-08", "2024-01-31", "2024-02-01"])
def test_the_newest_entries_by_a_field_are_the_last_of_those_that_stand(store, day):
    filled(store)
    with store.writing() as connection:
        for n, area in enumerate(("a", "b", "a", "b", "a")):
            body, known = {"area": area, "words": str(n)}, date(2024, 1, 5 + n)
            happened = date(2023, 6, 1) if n == 4 else date(2023, 7, 1 + n)
            row = {**ENTRY, "subject_kind": "recommendation", "subject_id": "R0", "action": "claim", "body": body}
            ledger.add_entry(connection, row | {"happened_on": happened, "known_from": known})
    as_at = AsAt(D(day))
    with store.reading() as connection:
        found = queries.newest_standing(connection, "recommendation", as_at=as_at, by=("area",))
        of_one = queries.newest_standing(connection, "recommendation", as_at=as_at, by=("area",), subject_ids=["R0"])
        every = queries.standing(connection, "recommendation", as_at=as_at)
        counted = queries.count_standing(connection, "recommendation", as_at=as_at)
        known = queries.subjects_known(connection, "recommendation", as_at=as_at)
    last = {}
    for subject_id, entries in every.items():
        for held in entries:
            last[(subject_id, held.action, held.body.get("area"))] = held.entry_id
    assert sorted(h.entry_id for held in found.values() for h in held) == sorted(last.values())
    assert of_one == {name: held for name, held in found.items() if name == "R0"}
    assert counted == {name: len(held) for name, held in every.items()}
    assert known == every.keys()
