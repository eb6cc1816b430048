"""Survey and recorded crime: published ratios, pairs of ours marked as ours, and what is refused."""

from __future__ import annotations

import pytest

from dashboard.domain.errors import ReaderError, UnknownName
from tests.views.asking import ask, rows

OURS = "our raw pairing, not the ONS subset"
ISSUE_COLUMNS = [
    "year_ending",
    "offence_type",
    "subset",
    "recorded",
    "estimate",
    "estimate_lower",
    "estimate_upper",
    "share_known",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "interval_basis",
    "published",
    "events",
]


def own(view):
    """Rows of the pair worked out here, by year ending."""
    return {r["year_ending"].isoformat(): r for r in rows(view, "ratios") if not r["published"]}


def test_scenario_59_the_published_ratio_stands_with_its_meaning_its_caveat_and_its_source(bundled_store):
    view = ask(bundled_store, "divergence")
    (headline,) = view.headlines
    assert (headline.code, headline.value, headline.period) == ("comparable_ratio", 1.63, "year ending March 2024")
    assert view.source(headline.source_id)
    meaning = next(note.text for note in view.notes if note.text.startswith("A ratio of 1 would mean"))
    assert "not over-recording: coverage" in meaning
    (row,) = (r for r in rows(view, "ratios") if r["ratio"] == 1.63)
    assert row["published"] is True
    assert row["interval_basis"] == "no interval can be given: none was published with it"
    assert row["source_id"] == headline.source_id


def test_the_ratio_was_not_known_the_day_before_it_was_published(bundled_store):
    assert ask(bundled_store, "divergence", "2025-02-02").headlines == ()
    assert ask(bundled_store, "divergence", "2025-02-03").headlines[0].value == 1.63


def test_the_columns_come_in_the_order_agreed(bundled_store):
    columns = [column.name for column in ask(bundled_store, "divergence").table("ratios").columns]
    assert columns[: len(ISSUE_COLUMNS)] == ISSUE_COLUMNS


def test_a_pair_of_ours_says_so_and_has_no_ratio_without_a_share(bundled_store):
    found = own(ask(bundled_store, "divergence"))
    assert {r["subset"] for r in found.values()} == {OURS}
    assert all(r["ratio"] is not None or r["ratio_missing"] for r in found.values())
    assert {year for year, r in found.items() if r["ratio"]} == {"2012-03-31", "2016-03-31", "2017-03-31"}
    (chart,) = (c for c in ask(bundled_store, "divergence").charts if c.name == "paired")
    assert "Our own pairing" in chart.subtitle


def test_violence_in_the_year_ending_march_2016_by_hand(bundled_store):
    row = own(ask(bundled_store, "divergence"))["2016-03-31"]
    # 431,708 with injury and 399,638 without; 1,468 thousand incidents; 52 % known: 831.346 / 763.36
    assert (row["recorded"], row["estimate"], row["share_known"]) == (831.346, 1468, 0.52)
    assert row["ratio"] == pytest.approx(1.0891, abs=1e-4)
    assert row["recorded_per_estimate"] == pytest.approx(0.5663, abs=1e-4)
    assert row["ratio_lower"] < row["ratio"] < row["ratio_upper"]
    assert row["interval_basis"].startswith("bound: at most 8.0 % of the estimate, from published significance flags")
    assert "design factor 2.22 assumed" in row["interval_basis"]


def test_theft_from_the_person_in_the_year_ending_march_2024_has_a_ratio_and_no_interval(bundled_store):
    row = own(ask(bundled_store, "divergence", offence_type="Theft from the person"))["2024-03-31"]
    assert (row["recorded"], row["estimate"], row["share_known"]) == (131.584, 347, 0.259)
    assert row["ratio"] == pytest.approx(1.4641, abs=1e-4)
    assert (row["ratio_lower"], row["ratio_upper"]) == (None, None)
    assert row["interval_basis"].startswith("no interval can be given")


def test_robbery_has_its_published_error_and_fieller_limits(bundled_store):
    row = own(ask(bundled_store, "divergence", offence_type="Robbery (personal)"))["2022-09-30"]
    assert row["cv_pct"] == pytest.approx(29.48, abs=0.01)
    assert row["method"] == "Fieller"
    assert row["interval_basis"] == "published standard error of the rate per 1,000 adults"
    # 64.240 / 138.183 = 0.46489; over 1.57785 and over 0.42215
    assert row["recorded_per_estimate"] == pytest.approx(0.4649, abs=2e-4)
    assert row["recorded_per_estimate_lower"] == pytest.approx(0.2946, abs=3e-4)
    assert row["recorded_per_estimate_upper"] == pytest.approx(1.1013, abs=2e-3)


def test_the_crosswalk_adds_up_to_the_counts_the_record_sets_beside_the_survey(bundled_store):
    """Two roads to one number: codes summed here, and groups summed when the record was made."""
    from dashboard.domain.asat import AsAt
    from dashboard.store.queries.facts import facts
    from tests.views.asking import TODAY

    with bundled_store.reading() as connection:
        stated = facts(connection, "comparable_ratios", as_at=AsAt.parse(TODAY), is_ours="yes")
    tried = 0
    for offence in sorted({r["offence_type"] for r in stated} - {"All CSEW crime excluding fraud and computer misuse"}):
        found = own(ask(bundled_store, "divergence", offence_type=offence))
        for told in (r for r in stated if r["offence_type"] == offence):
            ours = found[told["year_ending"].isoformat()]
            assert ours["recorded"] == pytest.approx(told["recorded_thousands"], abs=5e-4), told
            assert ours["estimate"] == pytest.approx(told["survey_thousands"], abs=0.051), told
            tried += 1
    assert tried > 150


def test_no_line_and_no_value_crosses_the_years_ending_march_2021_and_2022(bundled_store):
    view = ask(bundled_store, "divergence")
    for name, series in (("paired", "Crime Survey estimate"), ("indexed", "Crime Survey estimate"), ("band", None)):
        drawn = [r for r in rows(view, name) if series is None or r["series"] == series]
        years = {r["year_ending"].isoformat(): r["segment"] for r in drawn}
        assert "2021-03-31" not in years
        assert "2022-03-31" not in years
        assert years["2020-03-31"] != years["2022-09-30"], name
    missing = own(view)["2021-03-31"]
    assert missing["estimate"] is None
    assert missing["ratio_missing"] == "no survey value for the year ending March 2021"


def test_scenario_60_changes_of_rules_are_marked_with_their_text(bundled_store):
    view = ask(bundled_store, "divergence")
    marks = view.chart("paired").marks
    assert [mark.number for mark in marks] == list(range(1, len(marks) + 1))
    assert marks
    assert sum("must not be compared" in w.text for w in view.warnings) == sum(mark.is_break for mark in marks)
    for mark in marks:
        (event,) = (e for e in rows(view, "events") if e["event"] == mark.text)
        assert event["scope"] == "National"
        assert mark.on <= event["happened_on"], "a month or year is marked where it begins"
        assert mark.on == event["happened_on"] or event["happened_precision"] != "day"


def test_scenario_61_codes_that_were_renamed_are_followed_and_the_break_is_shown(bundled_store):
    view = ask(bundled_store, "divergence", offence_type="Domestic burglary")
    found = own(view)
    assert found["2017-03-31"]["recorded"] == 206.048  # 28A to 28D and 29
    assert found["2018-03-31"]["recorded"] == 309.869  # 28E to 28H and 29A
    assert "2017-04-counting-rules" in found["2018-03-31"]["events"]
    segments = {r["year_ending"].year: r["segment"] for r in rows(view, "band")}
    assert segments[2017] != segments[2018], "no line across the change of April 2017"
    codes = {
        r["offence_code"]
        for r in rows(ask(bundled_store, "crosswalk", offence_type="Domestic burglary", subset=OURS), "crosswalk")
    }
    assert {"28A", "28E", "29", "29A"} <= codes, "both the code before and the one after are listed"


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
    assert {r["offence_type"] for r in own(view).values()} == {"Robbery (personal)"}


def test_the_headline_total_is_refused_as_a_pair_whatever_is_asked(bundled_store):
    for anyway in ("no", "yes"):
        view = ask(
            bundled_store,
            "divergence",
            offence_type="All CSEW crime including fraud and computer misuse",
            anyway=anyway,
        )
        assert (
            "Refused: All CSEW crime including fraud and computer misuse is not set beside recorded crime"
            in view.statement
        )
        assert own(view) == {}
        assert view.charts == ()
        assert any("never divided" in w.text for w in view.warnings)


def test_an_offence_without_a_pair_names_those_there_are(bundled_store):
    with pytest.raises(UnknownName, match=r"no offence_type 'Shoplifting'.*Theft from the person"):
        ask(bundled_store, "divergence", offence_type="Shoplifting")
    view = ask(bundled_store, "divergence", subset="comparable subset of the 2011 guide, as far as it was read")
    assert "Refused: Violence has no pair in this set" in view.statement
    assert "Wounding" in view.statement


def test_six_months_lag_sets_an_earlier_recorded_year_beside_the_survey(bundled_store):
    found = own(ask(bundled_store, "divergence", lag="6"))
    # Survey year ending September 2022 beside recorded crime for the year ending March 2022: 566,618 + 811,283.
    assert found["2022-09-30"]["recorded"] == 1377.901
    assert found["2022-09-30"]["recorded_year_ending"].isoformat() == "2022-03-31"
    # Survey year ending March 2020 beside the year ending September 2019, whose only edition lacks a force.
    assert "without Greater Manchester" in found["2020-03-31"]["warning"]


def test_an_edition_shows_the_figures_as_they_stood_in_it(bundled_store):
    then = own(ask(bundled_store, "divergence", edition="ons-appendix-ye-2022-09"))
    assert max(then) == "2022-09-30"
    named = own(ask(bundled_store, "divergence", edition="year ending September 2022"))
    assert named.keys() == then.keys()
    with pytest.raises(UnknownName, match="no edition 'nonsense'"):
        ask(bundled_store, "divergence", edition="nonsense")


def test_the_base_year_may_be_chosen_and_must_have_both_sides(bundled_store):
    at = {
        (r["series"], r["year_ending"].year): r["index"]
        for r in rows(ask(bundled_store, "divergence", base="2014"), "indexed")
    }
    assert at["Crime Survey estimate", 2014] == at["Police recorded crime", 2014] == 100
    assert at["Police recorded crime", 2020] == pytest.approx(222.64, abs=0.01)  # 1,271.249 / 570.978
    with pytest.raises(ReaderError, match=r"filter base is '2021'.*2020-03-31"):
        ask(bundled_store, "divergence", base="2021")


CODE = {"period_start": "2019-04-01", "period_end": "2020-03-31", "area_code": "K04000001", "offence_group": "Theft"}
PAIR = {
    "subset": OURS,
    "offence_type": "Bicycle theft",
    "offence_code": "44",
    "used_from": "2002-04-01",
    "offence_name": "Bicycle theft",
    "level": "code",
    "survey_type": "Bicycle theft",
    "share_types": "Bicycle theft",
    "event_kinds": "theft",
    "status": "our pairing",
}
ESTIMATE = {
    "period_start": "2019-04-01",
    "period_end": "2020-03-31",
    "measure": "incidents",
    "offence_type": "Bicycle theft",
    "estimate": 200,
    "unit": "thousand incidents",
    "unweighted_base": 30000,
    "value_status": "published",
}
SHARE = {"year_ending": "2020-03-31", "offence_type": "Bicycle theft", "survey": "CSEW", "known_pct": 50}


def small(loaded, *, estimate=None, share=None, **more):
    """A store with one pair and one year: 88,000 recorded, 200 thousand incidents, half of them known."""
    return loaded(
        crosswalk=[PAIR],
        recorded_crime=[{**CODE, "offence_code": "44", "offences": 88000}],
        survey_estimates=[{**ESTIMATE, **(estimate or {})}],
        survey_shares=[{**SHARE, **(share or {})}],
        **more,
    )


def test_published_limits_of_the_year_are_carried_into_the_ratio(loaded):
    store = small(loaded, estimate={"lower": 180.4, "upper": 219.6}, share={"unweighted_base": 400})
    (row,) = own(ask(store, "divergence", offence_type="Bicycle theft")).values()
    assert row["ratio"] == 0.88
    assert row["interval_basis"].startswith("no interval can be given for the ratio: the share known")
    assert row["recorded_per_estimate_lower"] == pytest.approx(0.44 * 2.718281828 ** (-0.098), abs=1e-4)
    assert (row["estimate_lower"], row["estimate_upper"]) == (180.4, 219.6)


@pytest.mark.parametrize(
    ("estimate", "share", "said"),
    [
        ({"unweighted_base": 49}, {}, "a survey estimate on a base of 49, under 50"),
        ({}, {"unweighted_base": 12}, "a share known to the police on a base of 12, under 50"),
        ({"period_start": "2019-07-01"}, {}, "a partial year: the survey estimate rests on 9 months of interviews"),
    ],
)
def test_what_should_not_be_used_is_refused_and_shown_only_with_its_warning(loaded, estimate, share, said):
    store = small(loaded, estimate=estimate, share=share)
    refused = ask(store, "divergence", offence_type="Bicycle theft")
    (row,) = own(refused).values()
    assert row["ratio"] is None
    assert said in row["ratio_missing"]
    assert any(said in w.text and "set 'anyway' to yes" in w.text for w in refused.warnings)
    anyway = ask(store, "divergence", offence_type="Bicycle theft", anyway="yes")
    (row,) = own(anyway).values()
    assert row["ratio"] == 0.88
    assert row["warning"] == f"compared anyway: {said}", "the warning goes with the row into every export"
    assert any(said in w.text for w in anyway.warnings)


def test_a_share_above_100_per_cent_is_refused_even_anyway(loaded):
    store = small(loaded, share={"known_pct": 120})
    for anyway in ("no", "yes"):
        (row,) = own(ask(store, "divergence", offence_type="Bicycle theft", anyway=anyway)).values()
        assert row["ratio"] is None
        assert "120 %, above 100 %" in row["ratio_missing"]


def test_revisions_are_shown_by_edition(loaded):
    from tests.builders import source_row

    store = loaded(
        sources=[source_row("source-1", "2020-07-01"), source_row("second", "2021-07-01", change_kind="revision")],
        crosswalk=[{**PAIR, "source_id": "source-1"}],
        recorded_crime=[
            {**CODE, "offence_code": "44", "offences": 88000, "source_id": "source-1"},
            {**CODE, "offence_code": "44", "offences": 90000, "source_id": "second"},
        ],
        survey_estimates=[{**ESTIMATE, "source_id": "source-1"}],
    )
    found = rows(ask(store, "divergence", offence_type="Bicycle theft"), "spread")
    assert [(r["recorded"], r["recorded_per_estimate"]) for r in found] == [(88, 0.44), (90, 0.45)]
    assert [r["difference_pct"] for r in found] == [-2.22, 0]
    then = ask(store, "divergence", offence_type="Bicycle theft", edition="source-1")
    assert [r["recorded"] for r in own(then).values()] == [88]


def test_the_ratio_is_drawn_with_its_limits_and_no_line_joins_years_apart(bundled_store):
    view = ask(bundled_store, "divergence")
    drawn = {(r["series"], r["year_ending"].year): r for r in rows(view, "ratio")}
    assert drawn["Published, all comparable offences", 2024]["ratio"] == 1.63
    ours = drawn["Violence, our pairing", 2016]
    assert (ours["ratio"], ours["lower"], ours["upper"]) == (1.0891, 0.8917, 1.3301)
    segments = [r["segment"] for (series, _), r in drawn.items() if series.startswith("Violence")]
    assert len(set(segments)) == len(segments) == 3, "each share comes from an edition of its own"
    assert "Violence, our pairing: 1.53 (1.23 to 1.90; year ending March 2017)" in view.chart("ratio").title


@pytest.mark.parametrize(
    ("first_day", "second_day", "second_hand", "answers"),
    [
        ("2020-07-01", "2021-07-01", False, 210),  # known last
        ("2020-07-01", "2021-07-01", True, 210),  # known last, although second hand
        ("2020-07-01", "2020-07-01", True, 200),  # known on one day: first hand
        ("2021-07-01", "2020-07-01", False, 200),
    ],
)
def test_of_several_editions_the_estimate_known_last_answers_and_the_row_says_so(
    loaded, first_day, second_day, second_hand, answers
):
    from tests.builders import publication_row, source_row

    kind = "yes" if second_hand else "no"
    store = loaded(
        publications=[publication_row(), publication_row("publication-2")],
        sources=[
            source_row("source-1", first_day),
            source_row("source-2", second_day, publication_id="publication-2", is_secondary=kind, secondary_note="x"),
        ],
        crosswalk=[PAIR],
        recorded_crime=[{**CODE, "offence_code": "44", "offences": 88000}],
        survey_estimates=[ESTIMATE, {**ESTIMATE, "estimate": 210, "source_id": "source-2"}],
    )
    (row,) = own(ask(store, "divergence", offence_type="Bicycle theft")).values()
    assert row["estimate"] == answers
    passed_over = "source-2" if answers == 200 else "source-1"
    assert f"also stated by {passed_over} (known from" in row["edition_chosen"]


def test_the_events_on_a_chart_go_with_it_into_json(bundled_store):
    from dashboard.exports.view_json import view_as_data

    view = ask(bundled_store, "divergence", offence_type="Domestic burglary", from_="2014-01-01", anyway="yes")
    (chart,) = (c for c in view_as_data(view)["charts"] if c["name"] == "band")
    assert [mark["text"][:22] for mark in chart["marks"] if mark["is_break"]] == ["Burglary reclassified "]
    assert chart["marks"][0]["on"] == "2017-04-01"


def test_pairs_of_the_published_subset_are_not_called_ours(bundled_store):
    subset = "comparable subset of the 2011 guide, as far as it was read"
    view = ask(bundled_store, "divergence", subset=subset, offence_type="Domestic burglary")
    assert "Domestic burglary, worked out here: 0.48" in view.statement
    assert f"Worked out here with the {subset}" in view.chart("paired").subtitle
    assert not any("Our own" in chart.subtitle or "our pairing" in chart.title for chart in view.charts)
