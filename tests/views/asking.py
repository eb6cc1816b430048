"""Asking views in tests."""

from __future__ import annotations

from datetime import date

from dashboard.domain.asat import AsAt
from dashboard.views import answer

TODAY = "2026-11-23"


def ask(store, name, as_at=TODAY, **filters):
    """The view, with filters given as words; today is the day asked of, so that a test may stand on a day to come."""
    asked = {filter_name.rstrip("_"): value for filter_name, value in filters.items()}
    day = date.fromisoformat(as_at)
    return answer(store, name, asked, AsAt(day), today=day)


def rows(view, table):
    """The rows of one of its tables as mappings."""
    return view.table(table).records()
