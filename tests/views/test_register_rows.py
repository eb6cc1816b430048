"""The register is worked out once a day and version: the answers are those of working it out each time."""

from __future__ import annotations

import pytest

from dashboard.views import register_rows
from tests.builders import KENT, WEST_MIDLANDS
from tests.views.asking import ask, rows
from tests.views.entering import BODY, THE_FORCE, enter


@pytest.fixture
def counted(loaded, monkeypatch):
    """A store with an item each of two forces, and how often its register was worked out."""
    made = []
    really = register_rows._worked_out

    def counting(question, force, *where):
        made.append((question.as_at.day.isoformat(), force))
        return really(question, force, *where)

    monkeypatch.setattr(register_rows, "_worked_out", counting)
    items = [{"summary": "Train every officer"}, {"rec_id": "WM-1", "force_code": WEST_MIDLANDS, "summary": "Other"}]
    return loaded(local_policing_bodies=[BODY], recommendations=items), made


def ids(store, on="2024-06-01", **filters):
    return [r["rec_id"] for r in rows(ask(store, "recommendations", on, **filters), "recommendations")]


def test_filters_of_one_day_share_one_working_out_and_a_force_gives_the_same_by_itself(counted):
    store, made = counted
    alone = rows(ask(store, "recommendations", "2024-06-01", force="Kent"), "recommendations")
    assert made == [("2024-06-01", KENT)]
    assert ids(store) == ["KENT-1", "WM-1"]
    assert ids(store, words="train EVERY") == ["KENT-1"]
    assert rows(ask(store, "recommendations", "2024-06-01", force="Kent"), "recommendations") == alone
    assert made == [("2024-06-01", KENT), ("2024-06-01", None)]


def test_an_entry_is_seen_at_once_and_not_on_an_earlier_day(counted):
    store, _ = counted
    rejected = {"position": "rejected", "words": "Not lawful."}
    assert ids(store, disputed="yes") == []
    enter(store, THE_FORCE, "KENT-1", "force_position", rejected, on="2024-06-01")
    assert ids(store, disputed="yes") == ["KENT-1"]
    assert ids(store, on="2024-05-31", disputed="yes") == []


def test_only_the_days_last_asked_for_are_kept(counted):
    store, made = counted
    days = [f"2024-06-{n:02d}" for n in range(1, register_rows.MOST_DAYS + 2)]
    for day in days:
        ids(store, on=day)
    ids(store, on=days[-1])
    assert [day for day, _ in made] == days
    ids(store, on=days[0])
    assert [day for day, _ in made] == [*days, days[0]]
