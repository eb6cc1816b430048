"""Opening + new − closed + reopened = closing, in every period, whatever happened to the items."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.flow import changes_of, flow, quarters

D = date.fromisoformat
DAY = st.dates(date(2015, 1, 1), date(2020, 12, 31))
STATUS = st.sampled_from(
    [
        "issued",
        "awaiting review",
        "being progressed",
        "complete",
        "closed",
        "superseded",
        "withdrawn",
        "reopened",
        "open",
        "comment",
    ]
)
ITEM = st.tuples(
    st.none() | DAY,
    st.lists(st.tuples(DAY, STATUS), max_size=6).map(lambda pairs: sorted(pairs, key=lambda pair: pair[0])),
)


def moves(item):
    begun, statuses = item
    return changes_of(begun, [{"happened_on": day, "status": status} for day, status in statuses])


@given(st.lists(ITEM, max_size=12), DAY, DAY)
def test_the_balance_holds_in_every_period_and_from_one_to_the_next(items, one, other):
    first, last = min(one, other), max(one, other)
    periods = quarters(first, last)
    changed = [moves(item) for item in items]
    found = flow(changed, periods)
    for before, after in pairwise(found):
        assert after.opening == before.closing
        assert after.start == before.end + timedelta(days=1)
    for balance in found:
        assert balance.closing == balance.opening + balance.new - balance.closed + balance.reopened
        standing = sum(_is_open(item, balance.end) for item in changed)
        assert balance.closing == standing, "the balance counts exactly the items open on its last day"
    assert found[-1].end == last


def _is_open(item, on):
    known = [what for day, what in item if day <= on]
    return bool(known) and known[-1] != "closed"


@given(ITEM)
def test_an_item_is_closed_only_when_open_and_reopened_only_when_closed(item):
    kinds = [what for _, what in moves(item)]
    assert kinds == [] or kinds[0] == "new"
    assert all(a != b for a, b in pairwise(kinds))
    assert [day for day, _ in moves(item)] == sorted(day for day, _ in moves(item))


def test_an_item_that_went_back_within_a_day_was_never_closed():
    statuses = [
        {"happened_on": D("2017-12-28"), "status": "being progressed"},
        {"happened_on": D("2017-12-28"), "status": "awaiting review"},
        {"happened_on": D("2018-05-17"), "status": "complete"},
        {"happened_on": D("2019-01-01"), "status": "reopened"},
    ]
    assert changes_of(D("2017-02-09"), statuses) == [
        (D("2017-02-09"), "new"),
        (D("2018-05-17"), "closed"),
        (D("2019-01-01"), "reopened"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "number"), [("2019-01-01", "2019-12-31", 4), ("2019-02-10", "2019-02-10", 1)]
)
def test_quarters_follow_each_other_and_the_last_ends_on_the_day_asked(first, last, number):
    found = quarters(D(first), D(last))
    assert len(found) == number
    assert found[-1][1] == D(last)
