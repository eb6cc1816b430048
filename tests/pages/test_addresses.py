"""What an address asks for is what the page shows; what it asks for wrongly is said, and nothing breaks."""

from __future__ import annotations

import pytest

from dashboard.navigation import PAGES
from tests.pages.conftest import run
from tests.pages.reading import Shown

BY_NAME = {page.address: page for page in PAGES}
# Page, parameter as a person writes it, words that its widget then shows.
OWN_FILTERS = [
    ("inspections", "programme", "CDI2016-20", "CDI2016-20"),
    ("inspections", "measure", "sexual offences", "sexual offences"),
    ("inspections", "judgement", "Outstanding", "Outstanding"),
    ("recommendations", "issuer", "OSR", "OSR"),
    ("recommendations", "owner", "ONS", "ONS"),
    ("recommendations", "status", "closed", "closed"),
    ("divergence", "offence_type", "Violence", "Violence"),
    ("sources", "publisher", "HMICFRS", "HMICFRS"),
]
BAD = [
    ("inspections", {"programme": "nonsense"}, "programme 'nonsense'"),
    ("inspections", {"programme": "nonsense", "force": "Kent", "as_at": "2018-01-15"}, "programme 'nonsense'"),
    ("inspections", {"from_": "last Tuesday"}, "'last Tuesday' is not a date"),
    ("audits", {"to": "31/02/2020"}, "'31/02/2020' is not a date"),
    ("recommendations", {"status": "forgotten"}, "status 'forgotten'"),
    ("sources", {"publisher": "nobody"}, "publisher 'nobody'"),
    ("divergence", {"offence_type": "piracy"}, "'piracy'"),
]


@pytest.mark.parametrize(("name", "filter_name", "words", "label"), OWN_FILTERS)
def test_a_filter_in_the_address_is_shown_in_its_widget_and_honoured(
    name, filter_name, words, label, open_page, view_of
):
    page = BY_NAME[name]
    shown, plain = open_page(page, **{filter_name: words}), open_page(page)
    view = view_of(page, **{filter_name: words})
    assert shown.faults == []
    assert shown.messages == plain.messages == []
    assert shown.script.selectbox(key=filter_name).value.replace("_", " ") == label
    counted = {table.title: len(table.rows) for table in view.tables if table.rows and table.title in shown.tables}
    assert counted
    for title, count in counted.items():
        assert f"{count:,}" in shown.tables[title].caption
    if filter_name != "offence_type":  # the survey page starts with its first type already chosen
        assert {t: table.caption for t, table in shown.tables.items()} != {
            t: table.caption for t, table in plain.tables.items()
        }


def test_dates_in_the_address_are_honoured_however_they_are_written(open_page, view_of):
    page = BY_NAME["audits"]
    shown = open_page(page, from_="1 January 2017", to="31/12/2018")
    expected = len(view_of(page, **{"from": "2017-01-01", "to": "2018-12-31"}).table("audits").rows)
    assert 0 < expected < len(view_of(page).table("audits").rows)
    assert len(shown.tables["Audits"].rows) == expected


@pytest.mark.parametrize("words", ["kent", "E23000032", "KENT"])
def test_a_code_or_another_case_opens_the_same_force(words, open_page):
    shown = open_page(BY_NAME["force"], force=words)
    assert shown.messages == []
    assert "Kent" in shown.band
    assert shown.script.selectbox(key="force").value == "E23000032"


@pytest.mark.parametrize("words", ["London, City of", "City of London Police", "city-of-london"])
def test_an_alias_opens_the_force_it_stands_for(words, open_page):
    shown = open_page(BY_NAME["inspections"], force=words)
    assert shown.messages == []
    assert "City of London" in shown.band


def test_a_region_in_the_address_narrows_the_page(open_page):
    shown = open_page(BY_NAME["overview"], region="Wales")
    (forces,) = [table for title, table in shown.tables.items() if "in alphabetical order" in title]
    assert {row[0].words for row in forces.rows} == {"Dyfed-Powys", "Gwent", "North Wales", "South Wales"}
    assert "Wales" in shown.band


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_all_that_a_page_is_asked_for_wrongly_is_said_at_once_and_the_rest_is_shown(page, open_page):
    shown = open_page(page, force="Camelot", region="Atlantis", as_at="the day before yesterday")
    assert shown.faults == []
    for said in ("force 'Camelot'", "region 'Atlantis'", "'the day before yesterday' is not a date"):
        assert any(said in message for message in shown.messages)
    assert "all forces" in shown.band
    assert "as known today" in shown.band
    assert shown.title


def test_a_day_that_is_not_in_the_calendar_is_said(open_page):
    shown = open_page(PAGES[0], as_at="2018-02-30")
    assert any("'2018-02-30' is not a date" in message for message in shown.messages)
    assert "as known today" in shown.band


@pytest.mark.parametrize(("name", "address", "said"), BAD)
def test_a_filter_that_cannot_be_honoured_is_said_and_nothing_breaks(name, address, said, open_page):
    shown = open_page(BY_NAME[name], **address)
    assert shown.faults == []
    assert any(said in message for message in shown.messages)


def test_a_date_that_cannot_be_read_is_left_out_and_the_rest_is_shown(open_page):
    page = BY_NAME["inspections"]
    shown, plain = (
        open_page(page, from_="last Tuesday", programme="CDI2016-20"),
        open_page(page, programme="CDI2016-20"),
    )
    (said,) = shown.messages
    assert "It was left out" in said
    assert shown.tables["Inspection results"].caption == plain.tables["Inspection results"].caption


def test_a_stretch_that_contradicts_itself_and_an_unknown_force_to_compare_are_left_out(open_page):
    shown = open_page(BY_NAME["inspections"], from_="2020-01-01", to="2019-01-01")
    assert any("1 January 2020 lies after" in said and "Both were left out" in said for said in shown.messages)
    assert shown.tables["Inspection results"].rows
    shown = open_page(BY_NAME["force"], force="Kent", compare="Essx; Essex")
    assert any("no force 'Essx'" in said and "It was left out" in said for said in shown.messages)
    assert shown.title == "Kent: what is held"
    assert any(row[0].words == "Essex" for row in shown.tables["Beside forces of your choosing"].rows)


def test_a_force_outside_the_region_is_said_and_the_force_is_shown(open_page):
    shown = open_page(BY_NAME["inspections"], force="Kent", region="Wales")
    (said,) = shown.messages
    assert "Kent does not lie in the region Wales" in said
    assert {row[0].words for row in shown.tables["Inspection results"].rows} == {"Kent"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_scenario_95_every_page_leads_to_the_accessibility_statement(page, open_page):
    shown = open_page(page)
    if page.address == "accessibility":
        for part in ("Known gaps", "Last reviewed on", "How it was tested", "Tell whoever runs this dashboard"):
            assert part in shown.words
    assert any('href="accessibility"' in body for body in shown.bodies if "rcq-band" in body)


def test_a_complaint_about_an_address_names_what_is_allowed(open_page):
    (said,) = open_page(BY_NAME["recommendations"], issuer="Nobody").messages
    assert "HMICFRS" in said
    assert "OSR" in said


def test_a_choice_made_on_the_page_replaces_the_one_in_the_address(use_page):
    shown = use_page(BY_NAME["inspections"], programme="CDI2016-20")
    script = shown.script.selectbox(key="programme").select("PEEL2021-22").run()
    programmes = {row[1].words for row in Shown(script).tables["Inspection results"].rows}
    assert programmes == {"PEEL2021-22"}


def test_markup_in_an_address_is_shown_as_words(open_page):
    shown = open_page(BY_NAME["overview"], as_at="<b>now</b>")
    assert shown.faults == []
    assert not any("<b>now" in body for body in shown.bodies)


def test_the_second_page_of_a_long_table_goes_on_where_the_first_ends(use_page, view_of):
    page = BY_NAME["inspections"]
    first = use_page(page)
    second = Shown(first.script.button_group(key="inspections_results_page").select(2).run())
    records = view_of(page).table("results").records()
    assert "rows 51 to 100" in second.tables["Inspection results"].caption
    assert second.tables["Inspection results"].rows[0][0].words == records[50]["force"]


def test_the_script_alone_opens_the_first_page(kept_store, standing_clock, view_of):
    assert Shown(run(PAGES[0])).title == view_of(PAGES[0]).title
