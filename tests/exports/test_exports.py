"""Every export of a view shows the same figures as the view."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.view_model import Column, Table, View
from dashboard.exports.cells import rows_words
from dashboard.exports.flat_csv import harmless, table_as_csv
from dashboard.exports.plain_text import view_as_text
from dashboard.exports.reduced_dates import reducer
from dashboard.exports.view_json import view_as_json
from dashboard.views import VIEWS
from tests.views.asking import ask

NEEDED = {"force": {"force": "Kent"}}


@pytest.fixture(params=VIEWS)
def view(request, bundled_store):
    return ask(bundled_store, request.param, **NEEDED.get(request.param, {}))


def iso(value):
    return value.isoformat() if isinstance(value, date) else value


def test_json_has_the_promised_shape(view):
    data = json.loads(view_as_json(view))
    promised = {"view", "title", "as_at", "filters", "store_version", "tables", "notes", "sources"}
    assert promised <= data.keys()
    assert (data["view"], data["as_at"], data["store_version"]) == (view.name, "2026-11-23", view.store_version)
    assert data["filters"] == dict(view.filters)
    for table in data["tables"].values():
        assert table.keys() == {"title", "columns", "rows"}
        names = [column["name"] for column in table["columns"]]
        assert all(column.keys() == {"name", "label", "unit"} for column in table["columns"])
        assert all(list(row) == names for row in table["rows"])
    promised = {"id", "title", "publisher", "published_on", "url", "retrieved_on", "sha256"}
    assert all(promised <= source.keys() for source in data["sources"])
    assert all(isinstance(note, str) for note in data["notes"])


def test_json_holds_the_rows_of_the_view_with_iso_dates_and_real_numbers(view):
    data = json.loads(view_as_json(view), parse_constant=pytest.fail)
    assert list(data["tables"]) == [table.name for table in view.tables]
    for table in view.tables:
        names = [column.name for column in table.columns]
        told = [dict(zip(names, row, strict=True)) for row in map(reducer(table), table.rows)]
        expected = [{name: iso(value) for name, value in row.items()} for row in told]
        assert data["tables"][table.name]["rows"] == expected


def test_csv_holds_the_rows_of_the_view_under_one_header_row(view):
    for table in view.tables:
        header, *lines = csv.reader(io.StringIO(table_as_csv(table)))
        assert header == [column.name for column in table.columns]
        assert len(lines) == len(table.rows)
        for line, row in zip(lines, map(reducer(table), table.rows), strict=True):
            for cell, value in zip(line, row, strict=True):
                assert cell == ("" if value is None else str(harmless(value)))


def test_text_says_the_statement_every_headline_and_how_many_rows_there_are(view):
    text = view_as_text(view)
    assert view.statement in text
    assert "As at 23 November 2026." in text
    for headline in view.headlines:
        assert headline.sentence in text
    for table in view.tables:
        assert f"{table.title} ({rows_words(len(table.rows))}; table {table.name!r})" in text
    for source in view.sources:
        assert f"{source.source_id}: {source.publisher}" in text


def made(*rows, columns=("name", "value")):
    table = Table("t", "A table", tuple(Column(name, name.title()) for name in columns), rows)
    return View("v", "A view", date(2020, 1, 1), {}, 3, "Said.", tables=(table,))


@pytest.mark.parametrize(
    "words", ["=1+1", "+44", "-5", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", " =1+1", "\n=1+1", "＝1+1"]
)
def test_text_that_a_spreadsheet_would_run_cannot_run(words):
    (table,) = made((words, 1)).tables
    _, (cell, one) = csv.reader(io.StringIO(table_as_csv(table), newline=""))
    assert one == "1", "the row is whole"
    assert cell.startswith("'")
    assert cell.endswith(words.strip())


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5.25, "-5.25"),
        (-3, "-3"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (date(2018, 1, 15), "2018-01-15"),
        ("a, b", "a, b"),
    ],
)
def test_numbers_stay_numbers_and_dates_are_iso(value, cell):
    (table,) = made(("a", value)).tables
    assert list(csv.reader(io.StringIO(table_as_csv(table))))[1][1] == cell


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_json_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match="JSON"):
        view_as_json(made(("a", value)))


def test_text_tells_yes_from_no_and_missing_from_nought():
    text = view_as_text(made(("a", True), ("b", None), ("c", 0), ("d", 0.5)))
    lines = [line.split() for line in text.splitlines() if line.startswith("  ") and line.strip()]
    assert lines[2:] == [["a", "yes"], ["b", "[not", "held]"], ["c", "0"], ["d", "0.5"]]


def test_text_shows_an_empty_tables_own_message_and_counts_rows_it_leaves_out():
    assert "Nothing is held for this choice." in view_as_text(made())
    assert "and 40 more; --format csv or json gives all of them" in view_as_text(
        made(*((f"r{n}", n) for n in range(100)))
    )


def test_an_export_of_the_same_view_is_the_same(view):
    twin = replace(view)
    assert view_as_json(view) == view_as_json(twin)
    assert view_as_text(view) == view_as_text(twin)
