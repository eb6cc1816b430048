"""Every page of the navigation, on the real record: it says what its view says, today and on days in the past."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.domain.dates import british
from dashboard.navigation import PAGES
from dashboard.ui.html_table import ROWS_ON_A_PAGE, rows_words, shown_columns
from dashboard.views import VIEWS
from tests.pages.conftest import TODAY

BY_NAME = {page.address: page for page in PAGES}
WITH_VIEW = [page for page in PAGES if page.view]
DAYS = [TODAY.isoformat(), "2018-01-15", "1990-01-01"]
# Tables that a page shows in another way: headline figures are blocks and sentences.
NOT_AS_TABLES = {"map", "headlines", "strip"}  # the strip has a row a force and period, all under its chart
# Tables that only a chart draws: folded away under it, and gone with it.
# Tables that say of every force or kind of evidence that nothing is held.
EVERY_FORCE = {
    "Audits known for each force",
    "What is held and what is not",
    "What is known for each force",
    "Reading of the evidence: what conflicts, what is missing, what agrees",
}
FOR_CHARTS = {
    "strip",
    "rates",
    "states",
    "yearly",
    "chart",
    "paired",
    "indexed",
    "band",
    "part_rates",
    "quarters",
    "totals",
    "ratio",
}
# Tables of names and definitions, which count as known at every date.
OF_NAMES = {"Codes in each pair", "Pairs that are refused"}
# The overview lists the forces whatever is known of them; planning needs no figures but the reader's own.
NEVER_EMPTY = {"overview", "coverage", "qaad", "sample_size"}
# City of London (its name is turned round in many tables), the largest force, a Welsh one, and one that is not among the 43.
FORCES = ["City of London", "Metropolitan Police", "Dyfed-Powys", "British Transport Police"]


def named(page):
    return page.address


def address_for(page, day):
    address = {} if day == TODAY.isoformat() else {"as_at": day}
    return address | ({"force": "Kent"} if page.view == "force" else {})


def asked_of(page):
    return {"force": "Kent"} if page.view == "force" else {}


def is_shown_as(value, column, cell, record):
    """Whether a cell says a value, read back from its words without the code that wrote them."""
    said = cell.words
    if value is None or value == "":
        return "rcq-none" in cell.marks and len(said) > 2
    if isinstance(value, bool):
        return said == ("yes" if value else "no")
    if isinstance(value, date):
        return said in (british(value, "day"), british(value, "month"), british(value, "year"), "date not known")
    if column.unit == "p" and said.startswith("<"):
        return 0 <= value < float(said.removeprefix("<"))
    if isinstance(value, int | float):
        figure = float(said.replace(",", ""))
        decimals = len(said.partition(".")[2])
        return abs(figure - value) <= 0.5 * 10**-decimals + 1e-9
    return said in (str(value), str(value).replace("_", " "))


@pytest.mark.parametrize("address", ["inspections", "words", "releases"])
def test_scenario_100_a_page_says_which_source_is_behind(address, open_page, view_of):
    shown = open_page(BY_NAME[address])
    late = [r for r in view_of(BY_NAME["releases"], TODAY.isoformat()).table("calendar").records() if r["days_late"]]
    assert late
    for row in late:
        assert row["title"] in shown.words
    notice = f"{len(late)} sources are behind the release calendar"
    assert (notice in shown.words) == (address != "releases"), "the calendar itself says it at length"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", WITH_VIEW, ids=named)
def test_a_page_says_what_its_view_says(page, day, open_page, view_of):
    shown = open_page(page, **address_for(page, day))
    view = view_of(page, day, **asked_of(page))
    assert shown.faults == []
    assert shown.title == view.title
    assert view.statement in shown.words
    for warning in view.warnings:
        assert warning.text in shown.words
    for note in view.notes:
        assert note.text in shown.words


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", WITH_VIEW, ids=named)
def test_the_rows_on_a_page_are_the_rows_of_its_view(page, day, open_page, view_of):
    shown = open_page(page, **address_for(page, day))
    view = view_of(page, day, **asked_of(page))
    for table in view.tables:
        if table.name in NOT_AS_TABLES:
            continue
        if not table.rows:
            assert table.title not in shown.tables
            assert table.empty_message in shown.words or table.name in FOR_CHARTS, table.name
            continue
        seen = shown.tables[table.title]
        columns = shown_columns(table)
        assert len(seen.rows) == min(len(table.rows), ROWS_ON_A_PAGE)
        assert f"{len(table.rows):,}" in seen.caption
        for row, record in zip(seen.rows, table.records(), strict=False):
            assert len(row) == len(columns)
            for cell, column in zip(row, columns, strict=True):
                if not column.name.endswith("source_id") or page.view == "sources":
                    assert is_shown_as(record[column.name], column, cell, record), (table.name, column.name, cell)


@pytest.mark.parametrize("day", ["2018-01-15", "1990-01-01"])
@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_band_names_the_day_in_the_past(page, day, open_page):
    shown = open_page(page, **address_for(page, day))
    assert shown.faults == []
    assert f"as it was known on {british(date.fromisoformat(day))}" in shown.band
    assert "rcq-past" in next(body for body in shown.bodies if "rcq-band" in body and "<style>" not in body)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_band_names_today_and_no_force_where_nothing_was_chosen(page, open_page):
    shown = open_page(page)
    assert shown.faults == []
    assert f"as known today, {british(TODAY)}" in shown.band
    assert "all forces" in shown.band


@pytest.mark.parametrize("page", [p for p in WITH_VIEW if p.view not in NEVER_EMPTY], ids=named)
def test_before_anything_was_known_a_page_says_so_and_shows_no_figure(page, open_page, view_of):
    shown = open_page(page, **address_for(page, "1990-01-01"))
    view = view_of(page, "1990-01-01", **asked_of(page))
    empty = [table for table in view.tables if not table.rows and table.name not in FOR_CHARTS]
    assert empty, "nothing was published by 1990, so some table must be empty"
    for table in empty:
        assert len(table.empty_message) > 10
        assert shown.words.count(table.empty_message) >= 1
    assert "rcq-card" not in "".join(body for body in shown.bodies if "<style>" not in body)
    assert shown.tables.keys() <= EVERY_FORCE | OF_NAMES


def test_before_anything_was_known_no_force_has_a_rate(open_page):
    shown = open_page(BY_NAME["overview"], as_at="1990-01-01")
    forces = shown.tables["The 43 forces, in alphabetical order"]
    place = next(n for n, words in enumerate(forces.heads) if words.startswith("Recorded"))
    assert len(forces.rows) == 43
    assert all("rcq-none" in row[place].marks for row in forces.rows)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", WITH_VIEW, ids=named)
def test_every_chart_of_a_view_is_sent_with_its_own_words_for_those_who_cannot_see_it(page, day, open_page, view_of):
    shown = open_page(page, **address_for(page, day))
    view = view_of(page, day, **asked_of(page))
    assert sorted(chart.alt for chart in shown.charts) == sorted(chart.alt for chart in view.charts)
    for chart in shown.charts:
        assert len(chart.alt.split()) > 5
        assert json.loads(chart.spec)


def test_charts_are_sent_today_and_none_when_nothing_was_known(open_page):
    drawn = {page.address: len(open_page(page, **asked_of(page)).charts) for page in WITH_VIEW}
    assert {name for name, count in drawn.items() if count} >= {
        "overview", "force", "inspections", "recommendations", "audits", "divergence",
    }  # fmt: skip
    assert open_page(BY_NAME["inspections"], as_at="1990-01-01").charts == []


@pytest.mark.parametrize("force", FORCES)
@pytest.mark.parametrize(
    "page", [p for p in WITH_VIEW if "force" in {f.name for f in VIEWS[p.view].filters}], ids=named
)
def test_a_chosen_force_reaches_the_band_and_every_row(page, force, open_page, view_of):
    shown = open_page(page, force=force)
    view = view_of(page, force=force)
    assert shown.faults == []
    assert force in shown.band
    assert (shown.title, view.statement in shown.words) == (view.title, True)
    for table in view.tables:
        if table.rows and table.name not in NOT_AS_TABLES:
            caption, number = shown.tables[table.title].caption, len(table.rows)
            assert f"({rows_words(number)})" in caption or f" of {number:,})" in caption, table.name


def test_one_force_without_a_choice_asks_for_one(open_page):
    shown = open_page(BY_NAME["force"])
    assert shown.faults == []
    assert shown.title == "One force"
    assert "Choose a force" in shown.words
    assert len(shown.tables["The 43 forces, in alphabetical order"].rows) == 43


def test_the_words_page_explains_the_abbreviations_of_the_field(open_page):
    shown = open_page(BY_NAME["words"])
    for term in ("NCRS", "NDQIS", "N100"):
        assert term in shown.words


def test_figures_and_grades_published_later_are_not_on_the_page(open_page):
    now, then = (open_page(BY_NAME["inspections"], force="Kent", **more) for more in ({}, {"as_at": "2018-01-15"}))
    dates_now, dates_then = ({row[2].words for row in page.tables["Inspection results"].rows} for page in (now, then))
    assert "15 January 2019" in dates_now
    assert "15 January 2019" not in dates_then
    assert dates_then < dates_now
