"""Recorded crime: one publication answers for a period, a sum counts nothing twice, and what is missing is said."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import Wishes, load_publication
from dashboard.views.count_choice import without_double_counts
from tests.builders import FORCES, KENT, WEST_MIDLANDS, clock_at, publication_row, write_record
from tests.loaders_published.test_force_area_tables import NOTES as PFA_NOTES
from tests.loaders_published.test_force_area_tables import old_layout
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row, xlsx
from tests.views.asking import ask, rows

ROLLING, YEAR_END = "ho-ons-rolling-recorded-crime", "30-09-2019"
OPEN_DATA = "ho-recorded-crime-open-data"
FIRST, SECOND = date(2019, 7, 18), date(2020, 7, 16)
CLOCK = clock_at("2026-01-31")
KENT_ROW = [KENT, "Kent", 11, 4, 2, 2, 2, 1]
ROBBERY = {"group": "Robbery", "subgroup": "Robbery of personal property", "code": "34B"}
FRAUD = {"group": "Fraud offences", "subgroup": "Fraud: action fraud", "code": "AF", "force": "Action Fraud"}
YEAR = {"from_": "2017-04-01", "to": "2018-03-31"}
BUNDLED = {
    "period_start": "2017-04-01",
    "period_end": "2018-03-31",
    "area_code": KENT,
    "offence_group": "Robbery",
    "offences": 60,
}


@pytest.fixture
def filled(store, tmp_path):
    publications = [publication_row(), publication_row(publication_id=OPEN_DATA, title="Open data")]
    record = write_record(tmp_path / "data", publications=publications, forces=FORCES, recorded_crime=[BUNDLED])
    load_bundled_record(store, record, CLOCK)
    return store


def take_in(store, day, *given, commit=True, correction=""):
    wishes = Wishes(published_on=day, correction=correction)
    content = csv_bytes(open_data(*given))
    return load_publication(store, content=content, file_name="t.csv", clock=CLOCK, wishes=wishes, commit=commit)


def quarters(count, **more):
    return [open_data_row(count, quarter=q, **more) for q in (1, 2, 3, 4)]


def summed(view):
    return sum(row["offences"] or 0 for row in rows(view, "counts"))


def test_quarters_answer_for_a_year_that_another_publication_gives_whole(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY))
    view = ask(filled, "recorded_crime", force="Kent", **YEAR)
    assert summed(view) == 40
    assert {row["publication"] for row in rows(view, "counts")} == {"Open data"}
    assert {row["edition"] for row in rows(view, "counts")} == {view.sources[0].source_id}
    assert any("years ending March" in note.text for note in view.notes)


def test_before_the_file_was_published_the_other_publication_answers(filled):
    take_in(filled, date(2024, 7, 18), *quarters(10, **ROBBERY))
    assert summed(ask(filled, "recorded_crime", "2024-07-17", force="Kent", **YEAR)) in (0, 60)
    assert summed(ask(filled, "recorded_crime", "2024-07-18", force="Kent", **YEAR)) == 40


def test_each_edition_can_be_asked_for_and_the_newest_answers(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY))
    take_in(filled, SECOND, open_data_row(12, **ROBBERY), *quarters(10, **ROBBERY)[1:])
    now = ask(filled, "recorded_crime", force="Kent", **YEAR)
    then = ask(filled, "recorded_crime", "2020-07-15", force="Kent", **YEAR)
    assert (summed(now), summed(then)) == (42, 40)
    first = rows(then, "counts")[0]["edition"]
    named = ask(filled, "recorded_crime", force="Kent", edition=first, **YEAR)
    assert summed(named) == 40
    assert {row["edition"] for row in rows(named, "counts")} == {first}
    days = {row["period_end"].month: (row["published_on"], row["known_from"]) for row in rows(now, "counts")}
    assert days == {6: (SECOND, SECOND), 9: (SECOND, FIRST), 12: (SECOND, FIRST), 3: (SECOND, FIRST)}


def test_a_year_asked_for_is_stated_as_the_sum_of_its_quarters_and_other_periods_as_the_last(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY))
    asked = {"force": "Kent", "detail": "code"}
    year = ask(filled, "recorded_crime", **asked, **YEAR).statement
    assert "40 recorded in year ending March 2018, the sum of 4 quarters" in year
    part = ask(filled, "recorded_crime", **asked, from_="2017-05-01", to="2018-03-31").statement
    assert "10 recorded in January to March 2018, the last of 3 periods, which are not added" in part


def test_england_and_wales_answers_alone_and_where_nobody_gives_a_period_by_force(store, tmp_path):
    nation = {"area_code": "K04000001", "period_start": "2021-10-01", "period_end": "2022-09-30"}
    fraud = {**nation, "offence_group": "Fraud and computer misuse offences", "offences": 7}
    given = [
        {**nation, "offence_group": "Robbery", "offences": 90},
        fraud,
        {**nation, "offence_group": "All offences including fraud", "offences": 97},
        {**BUNDLED, "area_code": "K04000001", "offences": 80},
        BUNDLED,
    ]
    record = write_record(tmp_path / "data", publications=[publication_row()], forces=FORCES, recorded_crime=given)
    load_bundled_record(store, record, CLOCK)
    later = {"from_": "2021-10-01", "to": "2022-09-30"}
    assert summed(ask(store, "recorded_crime", **later)) == 90
    whole = ask(store, "recorded_crime", include_fraud="yes", force="England and Wales", **later)
    assert summed(whole) == 97
    assert "England and Wales as a whole: 97 recorded" in whole.statement
    assert {row["force"] for row in rows(whole, "counts")} == {"England and Wales"}
    assert [(row["forces"], row["missing"]) for row in rows(whole, "totals")] == [(None, None)]
    assert summed(ask(store, "recorded_crime", **YEAR)) == 60  # by force: the nation never stands beside
    assert summed(ask(store, "recorded_crime", force="K04000001", **YEAR)) == 80


def test_fraud_is_left_out_unless_asked_for(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY), *quarters(100, **FRAUD))
    assert summed(ask(filled, "recorded_crime", **YEAR)) == 40
    assert summed(ask(filled, "recorded_crime", include_fraud="yes", **YEAR)) == 440


def test_a_force_without_counts_is_missing_and_not_zero(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY), open_data_row("N/a", force="West Midlands", **ROBBERY))
    view = ask(filled, "recorded_crime", **YEAR)
    missing = {row["period_end"].month: row["missing"] for row in rows(view, "totals")}
    assert missing == dict.fromkeys((6, 9, 12, 3), "West Midlands")
    assert "1 force left out" in view.statement
    assert "Missing is not zero" in view.warnings[0].text
    (empty,) = (row for row in rows(view, "counts") if row["force_code"] == WEST_MIDLANDS)
    assert (empty["offences"], empty["offences_missing"]) == (None, "not published")


def test_a_force_that_a_later_edition_leaves_out_is_missing_from_then_on(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY), *quarters(5, force="West Midlands", **ROBBERY))
    outcome = take_in(filled, SECOND, *quarters(10, **ROBBERY))
    assert outcome.changes["recorded_crime"].withdrawn == 4
    assert summed(ask(filled, "recorded_crime", "2020-07-15", **YEAR)) == 60
    later = ask(filled, "recorded_crime", **YEAR)
    assert summed(later) == 40
    assert rows(later, "totals")[0]["missing"] == "West Midlands"


def test_many_counts_are_summed_to_groups_and_the_view_says_so(filled, monkeypatch):
    monkeypatch.setattr("dashboard.views.recorded_crime.MOST_CODES", 3)
    take_in(filled, FIRST, *quarters(10, **ROBBERY), *quarters(3, **{**ROBBERY, "code": "34A"}))
    view = ask(filled, "recorded_crime", **YEAR)
    assert (summed(view), {row["offence_code"] for row in rows(view, "counts")}) == (52, {None})
    assert any("summed to offence groups" in note.text for note in view.notes)
    assert summed(ask(filled, "recorded_crime", detail="code", **YEAR)) == 52


def part(value, subgroup="", code=""):
    return {
        "area_code": KENT,
        "period_start": date(2017, 4, 1),
        "period_end": date(2018, 3, 31),
        "offence_group": "Theft offences",
        "offence_subgroup": subgroup,
        "offence_code": code,
        "offences": value,
    }


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([part(10), part(6, "Burglary"), part(4, "Shoplifting")], [6, 4]),
        ([part(10), part(6, "Burglary"), part(6, "Residential burglary"), part(4, "Shoplifting")], [10]),
        ([part(6, "Burglary"), part(4, "Shoplifting")], [6, 4]),
        ([part(10), part(6, "Burglary", "28A"), part(4, "Burglary", "28B")], [6, 4]),
        ([part(10), part(None, "Burglary"), part(10, "Shoplifting")], [10]),
    ],
)
def test_a_group_is_given_by_its_parts_only_where_they_add_up_to_it(given, kept):
    assert [row["offences"] for row in without_double_counts(given, by_code=False)] == kept


def test_scenario_28_revisions_say_first_later_size_and_kind(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY))
    take_in(filled, SECOND, open_data_row(12, **ROBBERY), *quarters(10, **ROBBERY)[1:], correction="Two were found.")
    view = ask(filled, "revisions", force="Kent", offence="robbery")
    (change,) = rows(view, "revisions")
    assert (change["first_value"], change["previous_value"], change["value"], change["size"]) == (10, 10, 12, 2)
    assert (change["size_pct"], change["change_kind"], change["change_reason"]) == (
        20.0,
        "correction",
        "Two were found.",
    )
    assert (change["first_published_on"], change["known_from"]) == (FIRST, SECOND)
    table = next(table for table in view.tables if table.name == "revisions")
    assert set(table.page_columns[:3]) == {"period", "about", "known_from"}  # what tells one row from the next
    assert change["about"] == f"{change['offence']}, Kent"
    assert rows(view, "largest")[0]["label"] == f"{change['offence']}, April to June 2017"
    states = [row["state"] for row in rows(view, "triangle") if row["period_end"].month == 6]
    assert states == ["first published", "revised up"]
    assert rows(ask(filled, "revisions", "2020-07-15", force="Kent"), "revisions") == []
    assert len(rows(ask(filled, "revisions", period="June 2017"), "revisions")) == 1


def test_a_force_missing_from_an_edition_is_no_revision_of_the_sum(filled):
    take_in(filled, FIRST, *quarters(10, **ROBBERY), *quarters(5, force="West Midlands", **ROBBERY))
    take_in(filled, SECOND, *quarters(10, **ROBBERY))
    assert rows(ask(filled, "revisions"), "revisions") == []
    gone = rows(ask(filled, "revisions", force="West Midlands"), "revisions")
    assert {row["change_kind"] for row in gone} == {"withdrawn"}


def newest_count(store, as_at="2026-01-31"):
    held = rows(ask(store, "coverage", as_at), "coverage")
    return {
        row["force"]: (row["newest_on"], row["source_id"] or "")
        for row in held
        if row["evidence_code"] == "recorded_crime" and row["newest_on"]
    }


def test_the_newest_count_of_a_force_may_come_from_a_whole_publication(filled):
    assert newest_count(filled)["Kent"][0] == date(2018, 3, 31)
    old = open_data_row(4, year="2014/15", quarter=1, force="West Midlands", **ROBBERY)
    years = [
        open_data_row(10, year=f"{year}/{year - 1999}", quarter=q, **ROBBERY)
        for year in (2015, 2016, 2018)
        for q in (1, 2, 3, 4)
    ]
    take_in(filled, FIRST, old, *years)
    found = newest_count(filled)
    assert found["Kent"][0] == date(2019, 3, 31)
    assert found["Kent"][1].startswith(OPEN_DATA)
    assert found["West Midlands"][0] == date(2014, 6, 30)  # thirteen periods back, and still its newest
    assert "Kent" not in newest_count(filled, "2019-07-17")


def test_coverage_tells_present_partial_and_missing_apart(filled):
    take_in(
        filled,
        FIRST,
        open_data_row(10, **ROBBERY),
        open_data_row("N/a"),
        open_data_row(3, quarter=2, **ROBBERY),
        open_data_row(4, force="West Midlands", **ROBBERY),
    )
    view = ask(filled, "data_coverage", from_="2017-04-01", to="2017-09-30")
    states = {(row["force"], row["period_end"].month): row["state"] for row in rows(view, "coverage")}
    assert states == {
        ("Kent", 6): "partial",
        ("Kent", 9): "present",
        ("West Midlands", 6): "present",
        ("West Midlands", 9): "missing",
    }
    assert "1 partial" in view.statement
    assert "1 missing" in view.statement


def test_figures_that_a_footnote_calls_estimates_are_estimated_in_the_coverage(store, tmp_path):
    force = {"force_code": "E23000003", "name": "Lancashire", "short_name": "Lancs", "slug": "lancashire"}
    record = write_record(
        tmp_path / "data",
        publications=[
            publication_row(),
            publication_row(publication_id="ons-pfa-tables", title="Area tables"),
            publication_row(publication_id=ROLLING, title="Rolling years"),
        ],
        forces=[*FORCES, {**force, "region": "North West"}],
    )
    load_bundled_record(store, record, CLOCK)
    lancashire = ["E23000003", "Lancashire8", 11, 4, 2, 2, 2, 1]
    sheet = old_layout([["K04000001", "ENGLAND AND WALES", 22, 8, 4, 4, 4, 2], KENT_ROW, lancashire])
    sheet.append(
        [
            "8. Lancashire Police were unable to provide police recorded crime data for November and December 2018. "
            "Therefore totals for the year were produced using an estimate for these months."
        ]
    )
    load_publication(
        store,
        content=xlsx({"Notes": PFA_NOTES, "Table P1": sheet}),
        file_name="pfa.xlsx",
        clock=CLOCK,
        wishes=Wishes(published_on=SECOND, accept_totals="A test leaves most forces out."),
        commit=True,
    )
    view = ask(store, "data_coverage", from_="2018-10-01", to="2019-09-30")
    states = {row["force"]: (row["state"], row["why"]) for row in rows(view, "coverage")}
    assert states["Lancashire"] == ("estimated", "the edition says that figures are estimated")
    assert states["Kent"][0] == "present"
    assert "1 estimated" in view.statement
    many = "".join(f"{YEAR_END},{force},North,Robbery,5\r\n" for force in ("Kent", "Lancashire", "West Midlands"))
    load_publication(
        store,
        content=f"12 months ending,PFA,Region,Offence,Rolling year total number of offences\r\n{many}".encode(),
        file_name="rolling.csv",
        clock=CLOCK,
        wishes=Wishes(published_on=date(2020, 7, 17)),
        commit=True,
    )
    year = {"from_": "2018-10-01", "to": "2019-09-30"}
    kept = {row["force"]: row for row in rows(ask(store, "data_coverage", **year), "coverage")}
    assert kept["Lancashire"]["publication"] == "Rolling years"
    assert kept["Lancashire"]["state"] == "estimated"
    assert "Police Force Area data tables" in kept["Lancashire"]["why"]
    assert kept["Kent"]["state"] == "present"
    notes = {row["force"]: row["note"] for row in rows(ask(store, "recorded_crime", **year), "counts")}
    assert "Called estimated in ONS, Crime in England and Wales" in notes["Lancashire"]
    assert "estimated" not in (notes["Kent"] or "")
    before = rows(ask(store, "data_coverage", "2020-07-16", **year), "coverage")
    assert {row["state"] for row in before if row["force"] == "Lancashire"} == {"estimated"}
