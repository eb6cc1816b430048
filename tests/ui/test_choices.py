from __future__ import annotations

from dashboard.domain.asat import AsAt
from dashboard.domain.filters import FilterDefinition
from dashboard.ui import ask


def test_two_filters_of_one_name_keep_their_own_values(bundled_store, monkeypatch):
    monkeypatch.setattr(ask, "the_store", lambda: bundled_store)
    day = AsAt.parse("2026-11-23")
    charts = FilterDefinition("method", "Kind of chart", "choice", choices=("p", "xmr"))
    intervals = FilterDefinition("method", "Kind of interval", "choice", choices=("wilson", "jeffreys"))
    assert ask.choices(charts, day) == ("p", "xmr")
    assert ask.choices(intervals, day) == ("wilson", "jeffreys")
