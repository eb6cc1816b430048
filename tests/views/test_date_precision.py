"""A date known to the month or the year is never shown as a day, in whichever view it stands."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.views import VIEWS
from tests.views.asking import ask

# Days that are the end of a stretch, or the last moment of a window, whatever is known of them.
ENDS = (
    "period_end",
    "period_start",
    "audit_end",
    "audit_start",
    "window_end",
    "newest_inspection",
    "year_ending",
    "known_from",
    "latest",
    "due_",
)
FORCES = ("West Midlands", "Metropolitan")


def needed(name):
    return [f.name for f in VIEWS[name].filters if f.required and f.kind == "force"]


@pytest.mark.parametrize(
    "name", [n for n, v in VIEWS.items() if all(f.kind == "force" for f in v.filters if f.required)]
)
def test_the_end_of_a_year_has_a_precision_beside_it(bundled_store, name):
    for force in FORCES if needed(name) else ("",):
        view = ask(bundled_store, name, **dict.fromkeys(needed(name), force))
        for table in view.tables:
            names = {column.name for column in table.columns}
            for column in names - {n for n in names if any(part in n for part in ENDS)}:
                days = {r[column] for r in table.records() if isinstance(r[column], date)}
                if any((day.month, day.day) == (12, 31) for day in days):
                    own = f"{column.removesuffix('_on')}_precision"
                    assert names & {own, "precision"}, f"{name}, {table.name}: {column}"
