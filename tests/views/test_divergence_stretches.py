"""Which years are compared unasked, in which other ways, and what a mixture of editions or of forces is called."""

from __future__ import annotations

import pytest

from dashboard.commands.loading import load_bundled_record
from tests.builders import clock_at, publication_row, source_row, write_record
from tests.views.asking import ask, rows
from tests.views.test_divergence import ESTIMATE, PAIR, small

EVERY_WAY = {
    "no lag",
    "recorded year six months earlier",
    "with stalking and harassment added to the recorded side",
    "without violence",
    "recorded counts of editions that lacked a force",
    "recorded counts of all forces only",
}


def ways(view):
    return {r["scenario"]: r for r in rows(view, "scenarios")}


def test_unasked_each_pair_opens_on_its_own_stretch_and_both_pages_on_the_same(bundled_store):
    view = ask(bundled_store, "divergence_change")
    found = {r["offence_type"]: r for r in rows(view, "changes")}
    assert not [r["refused"] for r in found.values() if r["refused"]]
    for offence in ("Violence", "Domestic burglary", "Bicycle theft"):
        split = rows(ask(bundled_store, "divergence_split", offence_type=offence), "split")[0]
        row = found[offence]
        assert (row["from_period"], row["to_period"]) == (split["from_period"], split["to_period"])
    assert len({(r["from_period"], r["to_period"]) for r in found.values()}) > 1
    assert view.statement.startswith("Each pair between the two years in its row: of 10 pairs")


def test_a_refused_pair_says_which_years_may_be_compared(bundled_store):
    view = ask(bundled_store, "divergence_change", from_="2014", to="2020")
    row = next(r for r in rows(view, "changes") if r["offence_type"] == "Violence")
    assert row["reading"].endswith("Years that may be compared: March 2018 to March 2020.")
    split = ask(bundled_store, "divergence_split", from_="2014", to="2020")
    assert split.statement.endswith("Years that may be compared: March 2018 to March 2020.")


def test_one_year_given_the_other_is_the_furthest_that_may_stand_beside_it(bundled_store):
    row = rows(ask(bundled_store, "divergence_change", offence_type="Violence", to="2019"), "changes")[0]
    assert row["refused"] is None
    assert (row["from_period"].year, row["to_period"].year) == (2018, 2019)


@pytest.mark.parametrize("offence", ["Violence", "Bicycle theft", "All paired offences", "Violence with injury"])
def test_every_way_of_comparing_is_listed_and_says_why_where_it_does_not_apply(bundled_store, offence):
    found = ways(ask(bundled_store, "divergence_change", offence_type=offence))
    assert found.keys() >= EVERY_WAY
    assert any(name.startswith(("as it stood in", "by edition")) for name in found)
    left_out = [r for r in found.values() if r["direction"] == "does not apply"]
    assert left_out
    assert all(r["note"].startswith("does not apply: ") and r["value_to"] is None for r in left_out)


def test_with_missing_forces_a_row_of_its_own_shows_the_difference(bundled_store):
    """The year ending September 2019 is held without Greater Manchester, beside the survey year ending March 2020."""
    found = ways(
        ask(
            bundled_store,
            "divergence_change",
            offence_type="Violence",
            lag="6",
            from_="2020",
            to="2022-09-30",
            anyway="yes",
        )
    )
    assert "without Greater Manchester" in found["recorded year six months earlier"]["note"]


def test_a_single_way_is_not_called_all_of_them(bundled_store):
    view = ask(bundled_store, "divergence_change", offence_type="Bicycle theft", from_="2014", to="2020")
    assert "Only one way of comparing can be worked out (no lag)" in view.statement
    assert "all of 1" not in view.statement
    late = ways(view)["recorded year six months earlier"]
    assert "year ending September 2013" in late["note"]
    assert "Rolling years of counts by police force area" in late["note"]


def test_one_comparison_alone_is_not_said_to_be_allowed_for(bundled_store):
    row = rows(ask(bundled_store, "divergence_change", offence_type="Criminal damage"), "changes")[0]
    assert row["tests"] == 1
    assert row["reading"].endswith("more than sampling error.")


def test_a_ratio_of_two_editions_says_so_in_its_row_on_every_chart_and_once_above(bundled_store):
    view = ask(bundled_store, "divergence", offence_type="Theft from the person")
    row = next(r for r in rows(view, "ratios") if r["year_ending"].year == 2024 and not r["published"])
    assert row["warning"].startswith("mixed editions: the recorded count comes from pa-news-agency")
    assert "(known from 24 July 2025)" in row["warning"]
    assert "(known from 24 July 2024)" in row["warning"]
    words = "Mixed editions: in the years ending March 2024 and March 2025"
    assert all(words in chart.subtitle for chart in view.charts)
    assert any(w.text.startswith(words) for w in view.warnings)
    one = next(r for r in rows(view, "ratios") if r["year_ending"].year == 2010)
    assert one["warning"] is None, "both sides from one edition"


def test_a_chart_carries_what_was_overridden_in_words(loaded):
    store = small(loaded, estimate={"unweighted_base": 49})
    assert not ask(store, "divergence", offence_type="Bicycle theft").charts
    view = ask(store, "divergence", offence_type="Bicycle theft", anyway="yes")
    assert any("base of 49" in w.text for w in view.warnings)


def test_a_chart_across_a_change_of_rules_names_it(bundled_store):
    asked = {"offence_type": "Violence", "from_": "2014", "to": "2020", "anyway": "yes"}
    for name in ("divergence_change", "divergence_split"):
        subtitle = ask(bundled_store, name, **asked).chart("split").subtitle
        assert "Compared anyway: " in subtitle
        assert "across a change of rules: April 2015, Two harassment-type offences" in subtitle
        assert "see the warnings" not in subtitle


def force_row(code, name, kind="territorial"):
    """A force as the record holds it."""
    return {
        "force_code": code,
        "name": name,
        "short_name": name,
        "slug": code.casefold(),
        "country": "England",
        "region": "South West",
        "kind": kind,
    }


def test_a_p_value_of_the_working_is_never_nothing(bundled_store):
    view = ask(bundled_store, "divergence_split", from_="2014", to="2020", anyway="yes")
    step = next(r for r in rows(view, "working") if r["step"] == "p-value")
    assert 0 < step["result"] < 0.0001
    assert step["numbers"].endswith("(p < 0.0001)")


FORCES = ("E23000036", "E23000026")
TOTAL = {**PAIR, "offence_code": "Bicycle theft", "level": "printed total"}


def test_forces_are_added_up_alike_in_both_stores(store, tmp_path):
    """On SQLite and on PostgreSQL, which asks more of a sum."""

    def load(**record):
        load_bundled_record(store, write_record(tmp_path / "data", **record), clock_at())
        return store

    row = year_to_march_2020(of_forces(load, *FORCES, "BTP"))
    assert (row["recorded"], row["recorded_per_estimate"]) == (90, 0.45)


def of_forces(loaded, *areas, printed=False):
    """A store with two forces and British Transport Police, whose counts to September 2019 are held for some of them."""
    row = {
        "period_start": "2018-10-01",
        "period_end": "2019-09-30",
        "offence_group": "Theft offences",
        "offence_subgroup": "Bicycle theft",
        "offences": 30000,
    }
    more = [{**row, "area_code": "K04000001", "offences": 95000}] if printed else []
    return loaded(
        publications=[publication_row()],
        sources=[source_row()],
        forces=[
            *(force_row(code, f"Force {code[-2:]}") for code in FORCES),
            force_row("BTP", "British Transport Police", kind="special"),
        ],
        crosswalk=[TOTAL],
        recorded_crime=[*more, *({**row, "area_code": area} for area in areas)],
        survey_estimates=[ESTIMATE],
    )


def year_to_march_2020(store, **asked):
    found = rows(ask(store, "divergence", offence_type="Bicycle theft", lag="6", **asked), "ratios")
    return next(r for r in found if r["year_ending"].isoformat() == "2020-03-31")


def test_a_year_nobody_prints_is_every_force_added_up(loaded):
    row = year_to_march_2020(of_forces(loaded, *FORCES, "BTP"))
    assert (row["recorded"], row["recorded_per_estimate"]) == (90, 0.45)
    assert "every force and British Transport Police added up here" in row["note"]


def test_forces_are_not_added_up_where_one_lacks_a_figure_and_it_is_named(loaded):
    row = year_to_march_2020(of_forces(loaded, FORCES[0], "BTP"))
    assert row["recorded"] is None
    assert "year ending September 2019: no figure of Force 26 is held" in row["ratio_missing"]


def test_a_printed_total_answers_before_a_sum(loaded):
    row = year_to_march_2020(of_forces(loaded, *FORCES, "BTP", printed=True))
    assert (row["recorded"], row["note"]) == (95, None)
