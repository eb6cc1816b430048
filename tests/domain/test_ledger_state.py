"""The state is what the standing entries come to, as at any day, and a state worked out in advance is the same one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.ledger import Held
from dashboard.domain.ledger_state import known_by, state_of, states_over_time

START = date(2024, 1, 1)


def held(entry_id, action, known, happened, undoes=None):
    return Held(
        entry_id=entry_id,
        subject_kind="recommendation",
        subject_id="A",
        action="undo" if undoes else action,
        body={"words": str(entry_id)},
        happened_on=happened,
        happened_precision="day",
        entered_at=datetime.combine(known, datetime.min.time(), UTC),
        known_from=known,
        actor="x",
        role="force",
        scope="E1",
        reason="",
        evidence=(),
        undoes=undoes,
        expects=None,
        batch="",
    )


@st.composite
def histories(draw):
    """Entries as the ledger can hold them: known in their order, happened whenever, some undone once by a later one."""
    entries, day = [], START
    for number in range(1, draw(st.integers(1, 12)) + 1):
        day += timedelta(days=draw(st.integers(0, 3)))
        happened = day - timedelta(days=draw(st.integers(0, 9)))
        open_ones = [e.entry_id for e in entries if e.undoes is None and e.entry_id not in {u.undoes for u in entries}]
        undoes = draw(st.none() | st.sampled_from(open_ones)) if open_ones else None
        entries.append(held(number, draw(st.sampled_from(["claim", "comment", "due_date"])), day, happened, undoes))
    return entries


@given(histories(), st.integers(-1, 45))
def test_the_state_worked_out_in_advance_is_that_of_the_entries_known_on_the_day(entries, offset):
    day = START + timedelta(days=offset)
    found = [
        state for since, until, state in states_over_time(entries) if since <= day and (until is None or day < until)
    ]
    known = known_by(entries, day)
    assert found == ([state_of(known)] if known else [])


@given(histories())
def test_the_latest_of_an_action_is_the_last_that_happened_and_an_undone_one_never(entries):
    state = state_of(known_by(entries, date.max))
    undone = {e.undoes for e in entries}
    for action in ("claim", "comment", "due_date"):
        standing = [e for e in entries if e.action == action and e.entry_id not in undone]
        said = state["latest"].get(action)
        assert (said is None) == (not standing)
        if said:
            last = max(standing, key=lambda e: (e.happened_on, e.entry_id))
            assert (said["entry_id"], state["counts"][action]) == (last.entry_id, len(standing))
            first = min(standing, key=lambda e: (e.happened_on, e.entry_id))
            assert state["first"].get(action, said)["entry_id"] == first.entry_id
