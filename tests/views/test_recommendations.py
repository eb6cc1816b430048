"""Recommendations: three holders, three columns; and the clock of the issuer's own register."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.errors import UnknownName
from dashboard.domain.recommendations import ISSUER_STATUSES
from tests.views.asking import ask, rows

COMPLETE = {"sequence": 2, "happened_on": "2018-05-17", "event": "complete"}


def only(view):
    (row,) = rows(view, "recommendations")
    return row


def test_what_the_force_or_the_policing_body_says_never_moves_the_issuers_status(loaded):
    store = loaded(
        recommendations=[{}],
        recommendation_events=[{}],
        recommendation_positions=[
            {"position": "accepted", "position_words": "complete"},
            {"holder": "local policing body", "position": "supports the force"},
        ],
    )
    row = only(ask(store, "recommendations"))
    three = (row["force_position"], row["body_position"], row["issuer_status"])
    assert three == ("accepted", "supports the force", "issued")


def test_a_position_nobody_has_stated_is_not_known_and_a_national_one_does_not_apply(loaded):
    store = loaded(recommendations=[{}, {"rec_id": "NAT-1", "force_code": "", "issuer": "OSR"}])
    said = {
        r["rec_id"]: (r["force_position"], r["body_position"], r["issuer_status"])
        for r in rows(ask(store, "recommendations"), "recommendations")
    }
    assert said == {
        "KENT-1": ("not known", "not known", "not known"),
        "NAT-1": ("not applicable", "not applicable", "not known"),
    }


def test_a_status_that_goes_back_within_a_day_is_the_later_entry(loaded):
    store = loaded(
        recommendations=[{}],
        recommendation_events=[
            {"sequence": 9, "happened_on": "2017-12-28", "event": "being progressed"},
            {"sequence": 10, "happened_on": "2017-12-28", "event": "awaiting review"},
            {"sequence": 1, "happened_on": "2017-02-09", "event": "issued"},
        ],
    )
    row = only(ask(store, "recommendations"))
    assert (row["issuer_status"], row["issuer_status_on"]) == ("awaiting review", date(2017, 12, 28))


def test_a_comment_in_the_register_changes_no_status(loaded):
    comment = {
        "sequence": 2,
        "happened_on": "2018-01-01",
        "event": "comment",
        "event_words": "complete, says the force",
    }
    store = loaded(recommendations=[{}], recommendation_events=[{}, comment])
    assert only(ask(store, "recommendations"))["issuer_status"] == "issued"


@pytest.mark.parametrize(
    ("due", "days"), [("2018-05-16", 1), ("2018-05-17", 0), ("2018-05-18", 0), ("2017-08-09", 281)]
)
def test_days_late_run_from_the_due_date_to_the_issuers_own_end(loaded, due, days):
    store = loaded(
        recommendations=[{"due_earliest": "2017-02-09", "due_latest": due}], recommendation_events=[{}, COMPLETE]
    )
    row = only(ask(store, "recommendations"))
    assert (row["days_late"], row["days_late_missing"]) == (days, None)


def test_an_item_without_an_end_or_a_due_date_is_not_called_late(loaded):
    store = loaded(
        recommendations=[{"due_latest": "2017-08-09"}, {"rec_id": "B"}],
        recommendation_events=[{}, {**COMPLETE, "rec_id": "B"}],
    )
    said = {
        r["rec_id"]: (r["days_late"], r["days_late_missing"])
        for r in rows(ask(store, "recommendations"), "recommendations")
    }
    assert said == {"KENT-1": (None, "no end held"), "B": (None, "no due date")}


@pytest.mark.parametrize(("reference", "days"), [("7319", 281), ("6989", 261)])
def test_the_registers_items_closed_as_late_as_the_published_dates_say(bundled_store, reference, days):
    (row,) = (r for r in rows(ask(bundled_store, "recommendations"), "recommendations") if r["issuer_ref"] == reference)
    assert (row["days_late"], row["issuer_status"]) == (days, "complete")


def test_before_it_was_closed_the_same_item_was_open(bundled_store):
    view = ask(bundled_store, "recommendations", "2018-05-16")
    (row,) = (r for r in rows(view, "recommendations") if r["issuer_ref"] == "7319")
    assert row["issuer_status"] not in ("complete", "closed", "superseded")
    assert row["days_late"] is None


def test_west_midlands_2_is_rejected_by_the_force_and_its_elements_are_listed(bundled_store):
    view = ask(bundled_store, "recommendations", force="West Midlands")
    row = next(r for r in rows(view, "recommendations") if r["rec_id"] == "WMP-2017-2")
    assert row["force_position"] == "rejected"
    assert row["body_position"] in ("supports the force", "differs from the force")
    assert (row["elements"], row["elements_unanswered"]) == (2, 1)
    assert {e["rec_id"] for e in rows(view, "elements")} == {f"WMP-2017-{n}" for n in (1, 2, 3, 4)}


def test_every_status_filter_keeps_its_own_and_together_they_keep_all(bundled_store):
    whole = rows(ask(bundled_store, "recommendations"), "recommendations")
    parts = [rows(ask(bundled_store, "recommendations", status=s), "recommendations") for s in ISSUER_STATUSES]
    assert sum(map(len, parts)) == len(whole)
    for status, part in zip(ISSUER_STATUSES, parts, strict=True):
        assert {r["issuer_status"] for r in part} <= {status}


def test_the_regulators_ten_come_with_their_26_actions(bundled_store):
    view = ask(bundled_store, "recommendations", issuer="OSR")
    assert len(rows(view, "recommendations")) == 10
    assert len(rows(view, "actions")) == 26


def test_an_owner_keeps_only_actions_that_name_it(bundled_store):
    view = ask(bundled_store, "recommendations", owner="Home Office")
    actions = rows(view, "actions")
    assert actions
    assert all("Home Office" in action["owner"] for action in actions)


@pytest.mark.parametrize(
    ("day", "window"),
    [
        ("2025-05-31", "window not yet open"),
        ("2025-06-01", "window open"),
        ("2025-08-31", "window open"),
        ("2025-09-01", "window has passed"),
    ],
)
def test_a_window_has_passed_only_after_its_last_day_and_never_says_whether_it_was_done(loaded, day, window):
    store = loaded(
        recommendations=[{}],
        actions=[{"action_id": "A", "rec_id": "KENT-1", "due_earliest": "2025-06-01", "due_latest": "2025-08-31"}],
    )
    (action,) = rows(ask(store, "recommendations", day), "actions")
    assert action["window"] == window


@pytest.mark.parametrize(
    ("number", "item"), [("7319", "MER-2017-01"), ("6989", "DAC-2017-01"), ("wmp-2017-1", "WMP-2017-1")]
)
def test_an_item_is_found_by_its_number_in_the_issuers_register(bundled_store, number, item):
    (found,) = rows(ask(bundled_store, "recommendation", "2026-01-31", id=number), "item")
    assert found["rec_id"] == item


def test_an_unknown_number_names_the_five_nearest_and_a_shared_one_its_items(bundled_store):
    with pytest.raises(UnknownName) as caught:
        ask(bundled_store, "recommendation", "2026-01-31", id="MER-2017-99")
    assert "MER-2017-01" in str(caught.value)
    assert str(caught.value).count(",") == 4
    with pytest.raises(UnknownName, match="covers several items; choose one: DER-2019-01, DER-2019-02"):
        ask(bundled_store, "recommendation", "2026-01-31", id="9424")
