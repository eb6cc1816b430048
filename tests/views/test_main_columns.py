"""What is asked of a table first is on a page 1,280 pixels wide without opening "More columns"."""

from __future__ import annotations

import pytest

from dashboard.exports.cells import shown_columns
from dashboard.ui.html_table import further_columns
from tests.views.asking import ask


@pytest.mark.parametrize("day", ["2018-01-15", "2026-11-23"])
@pytest.mark.parametrize(
    ("view", "filters", "table", "main"),
    [
        ("responses", {}, "responses", {"state_words", "clock", "unexplained", "day_of_56", "response_published_on"}),
        ("recommendations", {}, "recommendations", {"force_position", "body_position", "issuer_status"}),
        ("recommendation", {"id": "WMP-2017-1"}, "item", {"due_latest", "clock"}),
        ("force", {"force": "West Midlands"}, "recommendations", {"due_latest", "clock"}),
        (
            "inspections",
            {},
            "results",
            {"measure", "published_on", "recorded_pct", "lower_pct", "judgement", "source_id"},
        ),
        ("overview", {}, "forces", {"rate_published_on", "recorded_pct", "upper_pct", "judgement", "source_id"}),
        ("force", {"force": "West Midlands"}, "responses", {"last_day", "clock"}),
    ],
)
def test_the_main_columns_are_not_put_away(bundled_store, day, view, filters, table, main):
    shown = ask(bundled_store, view, as_at=day, **filters).table(table)
    columns = shown_columns(shown)
    away, _ = further_columns(columns, shown.records()[:50])
    assert main <= {c.name for c in columns} - away
