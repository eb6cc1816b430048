"""Published audit counts and their intervals, against values worked out by hand."""

from __future__ import annotations

import pytest

from tests.views.asking import ask, rows


def audited(loaded, due, recorded, **more):
    counts = {"crimes_due": due, "crimes_recorded": recorded, **more}
    return ask(loaded(audits=[counts]), "audits")


@pytest.mark.parametrize(
    ("recorded", "due", "rate", "lower", "upper"),
    [(118, 139, 84.9, 78.0, 89.9), (62, 63, 98.4, 91.5, 99.7), (10, 10, 100.0, 72.2, 100.0), (0, 12, 0.0, 0.0, 24.2)],
)
def test_the_interval_is_wilsons(loaded, recorded, due, rate, lower, upper):
    (row,) = rows(audited(loaded, due, recorded), "audits")
    found = tuple(round(row[name], 1) for name in ("rate_pct", "lower_pct", "upper_pct"))
    assert found == (rate, lower, upper)
    assert (row["method"], row["level"], row["rate_missing"]) == ("Wilson", 95, None)


def test_one_audit_is_said_in_words_with_both_denominators(loaded):
    view = audited(loaded, 139, 118, incidents_examined=156)
    assert "84.9 %" in view.statement
    assert "78.0 to 89.9, Wilson" in view.statement
    assert "118 of 139 crimes; 156 incidents examined" in view.statement


def test_no_crimes_due_gives_no_rate_and_no_zero(loaded):
    view = audited(loaded, 0, 0)
    (row,) = rows(view, "audits")
    assert (row["rate_pct"], row["lower_pct"], row["upper_pct"]) == (None, None, None)
    assert row["rate_missing"] == "no records audited"
    assert "no records audited" in view.statement
    assert view.charts == ()


def test_counts_that_were_not_published_give_no_rate(loaded):
    (row,) = rows(audited(loaded, 139, ""), "audits")
    assert (row["rate_pct"], row["rate_missing"]) == (None, "counts not published")


@pytest.mark.parametrize(("due", "judgeable"), [(29, "too few to judge"), (30, "yes")])
def test_below_thirty_crimes_an_audit_is_too_small_to_judge(loaded, due, judgeable):
    (row,) = rows(audited(loaded, due, 20), "audits")
    assert row["judgeable"] == judgeable
    assert row["rate_pct"] is not None, "the counts are shown all the same"


def test_several_audits_bring_a_warning_against_comparing_them(loaded):
    store = loaded(audits=[{"crimes_due": 50, "crimes_recorded": 40}, {"audit_id": "b", "crimes_due": 40}])
    assert "must not be compared" in ask(store, "audits").warnings[0].text


def test_thames_valley_2014_as_published(bundled_store):
    view = ask(bundled_store, "audits", force="thames valley")
    (row,) = rows(view, "audits")
    assert [row[n] for n in ("incidents_examined", "crimes_due", "crimes_recorded")] == [156, 139, 118]
    assert view.statement.startswith("Thames Valley: 84.9 % recorded (95 % interval 78.0 to 89.9, Wilson)")
