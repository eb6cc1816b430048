"""What the terms of the rules stand for on a day."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.asat import AsAt
from dashboard.views.rule_words import rules_on
from tests.views.asking import ask, rows


@pytest.mark.parametrize(
    ("day", "limit"),
    [("2018-06-01", "24 hours"), ("2013-06-01", "72 hours"), ("2014-06-01", "not found")],
)
def test_scenario_96_the_time_limit_is_that_of_the_day(bundled_store, day, limit):
    said = rules_on(bundled_store, AsAt(date.fromisoformat(day)))["NCRS"]
    assert said[0].endswith(f": {limit}.")
    assert any("24 hours" in words for words in said[1:]) == (day > "2015-10-01"), "nothing from later shows"


def test_scenario_96_an_audit_names_the_limit_of_its_own_time(bundled_store):
    audits = rows(ask(bundled_store, "audits"), "audits")
    limits = {a["time_limit_hours"] for a in audits if a["period_end"] and a["period_end"] < date(2013, 12, 31)}
    assert limits == {72}
    assert {a["time_limit_hours"] for a in audits if a["period_end"] and a["period_end"] > date(2016, 1, 1)} == {24}


def test_scenario_96_the_counting_rules_are_those_changed_last_by_the_day(bundled_store):
    words = rules_on(bundled_store, AsAt(date(2018, 6, 1)))
    assert "April 2018" in words["HOCR"][0]
    assert words["N100"] == words["HOCR"]
    assert "held" in rules_on(bundled_store, AsAt(date(1990, 1, 1)))["HOCR"][0]
