"""Survey and recorded crime: published ratios, and pairings of ours marked as ours."""

from __future__ import annotations

from tests.views.asking import ask, rows


def test_the_published_ratio_stands_with_its_year_and_its_meaning(bundled_store):
    view = ask(bundled_store, "divergence")
    (headline,) = view.headlines
    assert (headline.code, headline.value, headline.period) == ("comparable_ratio", 1.63, "year ending March 2024")
    assert view.source(headline.source_id)
    assert any(note.text.startswith("A ratio of 1 would mean") for note in view.notes)


def test_the_ratio_was_not_known_the_day_before_it_was_published(bundled_store):
    assert ask(bundled_store, "divergence", "2025-02-02").headlines == ()
    assert ask(bundled_store, "divergence", "2025-02-03").headlines[0].value == 1.63


def test_a_pairing_of_ours_says_so_and_has_no_ratio_of_its_own_making(bundled_store):
    ours = [r for r in rows(ask(bundled_store, "divergence"), "ratios") if r["published"] != "yes"]
    assert ours
    assert {r["published"] for r in ours} == {"no: our pairing"}
    assert all(r["ratio"] is not None or r["ratio_missing"] for r in ours)
    assert all(r["known_pct"] is not None for r in ours if r["ratio"] is not None)
    (chart,) = ask(bundled_store, "divergence").charts
    assert "Our own pairing" in chart.subtitle


def test_marks_on_the_chart_are_numbered_national_events_of_the_table(bundled_store):
    view = ask(bundled_store, "divergence")
    marks = view.chart("paired").marks
    assert [mark.number for mark in marks] == list(range(1, len(marks) + 1))
    assert marks
    assert len(view.warnings) == sum(mark.is_break for mark in marks)
    for mark in marks:
        (event,) = (e for e in rows(view, "events") if e["event"] == mark.text)
        assert event["scope"] == "National"
        assert mark.on <= event["happened_on"], "a month or year is marked where it begins"
        assert mark.on == event["happened_on"] or event["happened_precision"] != "day"


def test_a_line_never_runs_across_a_year_without_a_value(loaded):
    pairs = [
        {
            "year_ending": f"{year}-03-31",
            "offence_type": "Violence",
            "subset": "ours",
            "is_ours": "yes",
            "recorded_thousands": 10 + n,
            "survey_thousands": "" if year == 2021 else 20,
        }
        for n, year in enumerate((2019, 2020, 2021, 2022))
    ]
    store = loaded(comparable_ratios=pairs)
    survey = [r for r in rows(ask(store, "divergence"), "paired") if r["series"].startswith("Crime Survey")]
    assert [(r["year_ending"].year, r["segment"]) for r in survey] == [(2019, "1"), (2020, "1"), (2022, "2")]


def test_another_offence_type_is_asked_for_in_any_case(bundled_store):
    view = ask(bundled_store, "divergence", offence_type="robbery (personal)")
    assert view.filters["offence_type"] == "Robbery (personal)"
    shown = {r["offence_type"].casefold() for r in rows(view, "ratios") if r["published"] != "yes"}
    assert shown == {"robbery (personal)"}
