"""Which periods answer for recorded crime: the newest kind, never overlapping, and years made of four quarters."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.asat import AsAt
from dashboard.domain.revised import dates_of, revised_since
from dashboard.store.queries.published_counts import Stated
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from dashboard.views.count_choice import answering, chosen
from tests.builders import KENT
from tests.loaders_published.writing import open_data_row
from tests.views.asking import ask, rows
from tests.views.test_recorded_crime import FIRST, ROBBERY, YEAR, filled, quarters, take_in

__all__ = ["filled"]


def stated(start, end, publication="a", *, areas=44, secondary=False, whole=False):
    days = date.fromisoformat(start), date.fromisoformat(end)
    known = date(2026, 1, 1)
    return Stated(publication, publication, *days, publication, known, known, whole, areas, is_secondary=secondary)


MARCH_2019 = stated("2018-04-01", "2019-03-31")
SEPTEMBER_2019 = stated("2018-10-01", "2019-09-30")
SEPTEMBER_2018 = stated("2017-10-01", "2018-09-30")
JUNE_2025 = stated("2024-07-01", "2025-06-30")
PART = stated("2025-04-01", "2025-12-31")


def ends(found):
    return [str(one.period_end) for one in found]


def test_without_dates_the_newest_years_answer_and_none_of_them_overlap():
    found = chosen([MARCH_2019, SEPTEMBER_2019, SEPTEMBER_2018, JUNE_2025, PART], is_dated=False)
    assert ends(found.periods) == ["2018-09-30", "2019-09-30", "2025-06-30"]
    assert (found.words, found.stretches()) == ("years", [1, 1, 2])
    assert found.others == ["year ending March 2019, which overlaps with those given", "9 months ending December"]


def test_a_part_of_a_year_answers_only_where_there_is_nothing_else():
    assert ends(chosen([PART, JUNE_2025], is_dated=True).periods) == ["2025-06-30"]
    assert ends(chosen([PART], is_dated=True).periods) == ["2025-12-31"]


@pytest.mark.parametrize(
    ("others", "answers"),
    [
        ([stated("2018-04-01", "2019-03-31", "z", secondary=True)], "a"),
        ([stated("2018-04-01", "2019-03-31", "z", areas=43)], "a"),
        ([stated("2018-04-01", "2019-03-31", "z", areas=1, whole=True)], "z"),
        ([stated("2018-04-01", "2019-03-31", "z")], "z"),
    ],
)
def test_one_publication_answers_first_hand_before_second(others, answers):
    assert [one.publication_id for one in answering([MARCH_2019, *others])] == [answers]
    assert [one.publication_id for one in answering([*others, MARCH_2019])] == [answers]


def test_a_force_read_at_first_hand_does_not_stand_for_all_read_at_second():
    one_force = stated("2018-04-01", "2019-03-31", "one", areas=1)
    everybody = stated("2018-04-01", "2019-03-31", "all", secondary=True)
    assert [one.publication_id for one in answering([one_force, everybody])] == ["all"]


def totals(store, area):
    with store.reading() as connection:
        found = yearly_totals(connection, as_at=AsAt(date(2026, 1, 1)), area_codes=[area])
    return {
        str(t["period_end"]): (t["offences"], t["coverage"])
        for t in found
        if (t["period_end"] - t["period_start"]).days > 360
    }


def test_four_quarters_make_a_year_that_nobody_prints_and_three_do_not(filled):
    later = [open_data_row(7, year="2018/19", quarter=q, **ROBBERY) for q in (1, 2, 3, 4)]
    take_in(filled, FIRST, *quarters(10, **ROBBERY), *later[:3])
    assert totals(filled, KENT) == {"2018-03-31": (60, "whole force")}  # printed elsewhere; the quarters add to 40
    assert totals(filled, ENGLAND_AND_WALES) == {"2018-03-31": (40, "without West Midlands")}
    take_in(filled, date(2020, 7, 16), *quarters(10, **ROBBERY), *later)
    assert totals(filled, KENT)["2019-03-31"] == (28, "One force")
    assert totals(filled, ENGLAND_AND_WALES)["2019-03-31"] == (28, "without West Midlands")


def test_coverage_counts_periods_that_nobody_gives_as_missing(filled):
    take_in(filled, FIRST, *(open_data_row(1, force="West Midlands", quarter=q, **ROBBERY) for q in (1, 4)))
    view = ask(filled, "data_coverage", force="West Midlands", **YEAR)
    states = {row["period_end"].month: (row["state"], row["source_id"] is None) for row in rows(view, "coverage")}
    assert states[9] == states[12] == ("missing", True)
    assert states[6] == states[3] == ("present", False)
    assert "No edition held gives counts by force for July to December 2017." in view.statement
    asked = ask(filled, "data_coverage", force="West Midlands", from_="2017-01-01", to="2018-06-30")
    assert len(rows(asked, "coverage")) == 6


def test_a_force_with_a_fraction_of_the_counts_of_others_is_given_in_part(filled):
    groups = [ROBBERY, {"group": "Theft offences", "subgroup": "Shoplifting", "code": "46"}, {}]
    take_in(filled, FIRST, *(open_data_row(1, **g) for g in groups), open_data_row(1, force="West Midlands", **ROBBERY))
    view = ask(filled, "data_coverage", from_="2017-04-01", to="2017-06-30")
    states = {row["force"]: row["state"] for row in rows(view, "coverage")}
    assert states == {"Kent": "present", "West Midlands": "partial"}


def test_a_figure_of_a_past_default_is_marked_as_revised_though_newer_periods_answer_today(filled):
    take_in(filled, FIRST, *(open_data_row(10, force="West Midlands", quarter=q, **ROBBERY) for q in (1, 2, 3, 4)))
    later = [open_data_row(5, force="West Midlands", year="2024/25", quarter=q, **ROBBERY) for q in (1, 2, 3, 4)]
    revised = [open_data_row(12, force="West Midlands", quarter=q, **ROBBERY) for q in (1, 2, 3, 4)]
    take_in(filled, date(2025, 7, 17), *revised, *later)
    asked = {"force": "West Midlands", "to": "2018-06-30"}
    then = ask(filled, "recorded_crime", "2019-12-31", force="West Midlands")
    assert dates_of(then, ["force", "from", "to"]) == {"from": "2017-04-01", "to": "2018-03-31"}
    assert not dates_of(then, ["force"])
    assert not dates_of(ask(filled, "recorded_crime", "2019-12-31", **asked), ["from", "to"])
    now = ask(filled, "recorded_crime", force="West Midlands", from_="2017-04-01", to="2018-03-31")
    assert {(one.then, one.now) for one in revised_since(then, now)} == {(10, 12)}
