"""The national picture in two minutes: words that claim no more than the interval allows, and figures that may be quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.domain.change import change_between, points_words
from dashboard.domain.errors import ReaderError
from dashboard.exports.answer_text import answer_text, is_quotable, quotable
from dashboard.exports.cells import cell_words
from tests.builders import KENT, WEST_MIDLANDS
from tests.views.asking import ask, rows

BRIEFING = [
    "position_quarter",
    "position_edition",
    "got_worse",
    "late",
    "monitoring",
    "forces_without_rate",
    "sources_behind",
]


def said(view, code):
    return next(h for h in view.headlines if h.code == code).sentence


def test_scenario_70_the_national_page_says_all_six_things_each_with_its_figure(bundled_store):
    view = ask(bundled_store, "overview")
    assert [h.code for h in view.headlines if h.code in BRIEFING] == BRIEFING
    for code in BRIEFING:
        headline = next(h for h in view.headlines if h.code == code)
        assert headline.value is not None
        assert headline.sentence.endswith(".")
        assert len(headline.sentence) < 420, code
    assert "Nottinghamshire since 11 March 2024" in said(view, "monitoring")
    assert "West Midlands since 15 January 2019, not measurable" in said(view, "forces_without_rate")
    assert "9.3 million, year ending September 2025" in said(view, "position_edition")


@pytest.mark.parametrize(
    ("earlier", "earlier_half", "later", "later_half", "reading"),
    [
        (91.0, 1.0, 87.0, 1.0, "lower, outside the interval"),
        (87.0, 1.0, 91.0, 1.0, "higher, outside the interval"),
        (91.0, 1.67, 90.0, 1.81, "no clear change"),
        (90.0, 3.0, 85.8, 3.0, "no clear change"),
        (90.0, None, 80.0, 1.0, "no interval for both, so no change is claimed"),
        (90.0, None, 90.0, None, "the same figure"),
        (None, None, 90.0, 1.0, "one of the two figures is not held"),
    ],
)
def test_a_change_is_called_one_only_outside_its_interval(earlier, earlier_half, later, later_half, reading):
    limits = [
        (None, None) if h is None or v is None else (v - h, v + h)
        for v, h in ((earlier, earlier_half), (later, later_half))
    ]
    assert change_between(earlier, limits[0], later, limits[1]).reading == reading


def test_a_clear_change_is_said_in_points_with_its_limits():
    assert points_words(change_between(87.5, (85.69, 89.31), 91.0, (89.33, 92.67))) == "3.5 points higher (1.0 to 6.0)"


def two_rates(loaded, first, second, **more):
    later = {"inspection_id": "later", "published_on": "2019-06-15", "programme": "CDI-reinspection", **more}
    return loaded(
        inspections=[{}, later],
        inspection_measures=[
            {"recorded_pct": first, "margin_pct": 2},
            {"inspection_id": "later", "recorded_pct": second, "margin_pct": 2},
        ],
    )


def test_scenario_72_a_fall_inside_its_interval_is_not_called_a_fall(loaded):
    view = ask(two_rates(loaded, 90, 88), "overview")
    (change,) = rows(view, "rate_changes")
    assert (change["difference_pct"], change["reading"]) == (-2, "no clear change")
    assert said(view, "got_worse").startswith("No force has a newest rate that is below")
    for words in (view.statement, *(h.sentence for h in view.headlines)):
        assert not {"fell", "rose", "fall", "rise", "dropped", "worse"} & set(
            words.casefold().replace(",", " ").split()
        )


def test_a_rate_outside_its_interval_is_named_with_its_difference(loaded):
    view = ask(two_rates(loaded, 90, 80), "overview")
    assert "Kent, 10.0 points lower (7.2 to 12.8)" in said(view, "got_worse")


def test_rates_of_programmes_that_audit_differently_are_not_compared(loaded):
    (change,) = rows(ask(two_rates(loaded, 90, 80, programme="PEEL2021-22"), "overview"), "rate_changes")
    assert change["difference_pct"] is None
    assert change["reading"].startswith("not comparable: CDI2016-20 and PEEL2021-22")


def test_scenario_100_the_page_says_which_source_is_behind_as_the_release_calendar_has_it(bundled_store):
    view = ask(bundled_store, "overview")
    calendar = {r["title"]: r["status"] for r in rows(ask(bundled_store, "releases"), "calendar")}
    assert {r["title"]: r["status"] for r in rows(view, "behind")} == calendar
    behind = next(h for h in view.headlines if h.code == "sources_behind")
    assert behind.value == sum(status == "late" for status in calendar.values())
    assert ("may be out and not yet loaded" in behind.sentence) == (behind.value > 0)


@pytest.mark.parametrize("day", ["2020-05-01", "2026-11-23"])
def test_what_changed_tells_of_the_same_late_editions_as_the_release_calendar(bundled_store, day):
    calendar = {r["title"]: r for r in rows(ask(bundled_store, "releases", day), "calendar") if r["status"] == "late"}
    told = rows(ask(bundled_store, "changes", day, since="1990-01-01"), "changes")
    told = {r["what"]: r for r in told if r["kind"] == "edition late here"}
    assert told.keys() == calendar.keys()
    for title, row in told.items():
        assert (row["known_from"] - calendar[title]["due_on"]).days == 1


def test_what_is_late_names_the_clock_and_counts_as_the_view_of_answers_does(bundled_store):
    answers = rows(ask(bundled_store, "responses"), "responses")
    late = sum(r["state"] == "late" for r in answers)
    words = said(ask(bundled_store, "overview"), "late")
    assert words.startswith(f"56-day answers: {late} of {len(answers)} late")
    assert "Action plan: 7 of 26 windows past" in words
    items = rows(ask(bundled_store, "recommendations"), "recommendations")
    counts = [sum(r["category"] == name for r in items) for name in ("overdue", "unknown")]
    assert f"Due dates: {counts[0]} of {len(items)} recommendations overdue (All chief constables 1)" in words
    assert words.endswith(f"{counts[1]} past theirs, status not known.")


def test_scenario_71_a_copied_figure_holds_everything_an_answer_needs(bundled_store):
    view = ask(bundled_store, "overview")
    for headline in quotable(view):
        text = answer_text(view, headline, base="https://example.org/")
        parts = dict(line.split(": ", 1) for line in text.splitlines())
        assert list(parts) == [
            "Figure", "Value", "Interval", "Period", "Definition", "Class", "Source", "Link", "Caveat", "As at",
        ]  # fmt: skip
        assert all(parts.values())
        assert "as_at=2026-11-23" in parts["As at"]
        assert parts["Link"].startswith("https://")
    assert {h.code for h in quotable(view)} == {
        "national_accuracy",
        "comparable_ratio",
        "recorded_crime",
        "survey_headline",
    }


def test_scenario_71_what_was_not_published_cannot_be_copied(bundled_store):
    view = ask(bundled_store, "overview")
    for headline in view.headlines:
        if headline.code in BRIEFING:
            assert not is_quotable(view, headline)
            with pytest.raises(ReaderError, match="worked out here and not published"):
                answer_text(view, headline)


@pytest.mark.parametrize("figure_class", ["management information", "unpublished", "illustrative", ""])
def test_only_official_and_inspectorate_figures_can_be_copied(bundled_store, figure_class):
    view = ask(bundled_store, "overview")
    figure = next(h for h in view.headlines if h.code == "recorded_crime")
    assert is_quotable(view, figure)
    assert not is_quotable(view, replace(figure, figure_class=figure_class))


def test_a_rounded_figure_is_copied_as_roundly_as_it_was_published(bundled_store):
    view = ask(bundled_store, "overview")
    figure = next(h for h in view.headlines if h.code == "recorded_crime")
    assert "Value: about 5.2 million offences" in answer_text(view, figure)


def test_forces_of_a_region_leave_the_national_sentences_as_they_are(loaded):
    store = two_rates(loaded, 90, 80)
    whole, part = ask(store, "overview"), ask(store, "overview", force="West Midlands")
    assert said(whole, "got_worse") == said(part, "got_worse")
    assert rows(part, "rate_changes") == []


def test_a_force_is_counted_once_and_only_in_the_enhanced_stage(loaded):
    def stage(force, name, day):
        return {"force_code": force, "stage": name, "started_on": day}

    rows = [
        stage(KENT, "Engage", "2019-01-01"),
        stage(KENT, "Engage", "2020-01-01"),
        stage(WEST_MIDLANDS, "Scan", "2020-01-01"),
    ]
    view = ask(loaded(monitoring_stages=rows), "overview")
    assert said(view, "monitoring").startswith("1 force is under enhanced monitoring as far as is held: Kent since")
    assert "West Midlands" not in said(view, "monitoring")


def test_a_ratio_keeps_its_two_decimals_in_the_table_of_national_figures(bundled_store):
    table = ask(bundled_store, "overview").table("position")
    (value,) = (column for column in table.columns if column.name == "value")
    said_in_cells = {cell_words(value, row)[0] for row in table.records() if row["unit"] == "ratio"}
    assert said_in_cells == {"1.63"}
