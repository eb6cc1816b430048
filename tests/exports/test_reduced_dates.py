"""A date known to its month or year is written as that in data, never as the day it is held under."""

from __future__ import annotations

import csv
import io
from datetime import date

from dashboard.domain.view_model import Column, Table
from dashboard.exports.flat_csv import table_as_csv
from dashboard.exports.reduced_dates import reducer
from dashboard.exports.view_json import view_as_data
from tests.views.asking import ask

COLUMNS = ("published_on", "published_precision", "known_from", "ended_on", "precision")


def test_each_date_is_cut_to_its_own_precision_and_whole_days_stay():
    day = date(2025, 8, 31)
    table = Table("t", "T", tuple(Column(name, name) for name in COLUMNS), ((day, "month", day, day, "year"),))
    assert list(reducer(table)(table.rows[0])) == ["2025-08", "month", day, "2025", "year"]
    assert table_as_csv(table).splitlines()[1] == "2025-08,month,2025-08-31,2025,year"
    none = Table("t", "T", table.columns, ((None, "month", day, day, "day"),))
    assert list(reducer(none)(none.rows[0])) == [None, "month", day, day, "day"]


def test_json_and_csv_of_a_view_say_months_as_months(bundled_store):
    view = ask(bundled_store, "sources")
    rows = view_as_data(view)["tables"]["sources"]["rows"]
    lengths = {"day": 10, "month": 7, "year": 4}
    dated = [r for r in rows if r["published_on"]]
    assert {r["published_precision"] for r in dated} >= {"day", "month"}
    assert all(len(r["published_on"]) == lengths[r["published_precision"]] for r in dated)
    written = list(csv.DictReader(io.StringIO(table_as_csv(view.table("sources")))))
    assert [r["published_on"] or None for r in written] == [r["published_on"] for r in rows]
