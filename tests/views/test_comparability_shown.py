"""Views that set years beside each other ask the register of events what lies between them."""

from tests.views.asking import ask


def about(view):
    return {w.event_id for w in view.warnings if w.event_id}


def test_audits_of_several_years_name_the_changes_of_rules_between_them(bundled_store):
    assert "2017-01-inspection" in about(ask(bundled_store, "audits"))
    assert "2017-01-inspection" not in about(ask(bundled_store, "audits", to="2014-12-31"))
    assert "2017-01-inspection" not in about(ask(bundled_store, "audits", "2016-12-31"))


def test_the_tile_map_names_the_changes_between_the_rates_it_holds(bundled_store):
    assert "2021-inspection" in about(ask(bundled_store, "overview"))
    assert "2021-inspection" not in about(ask(bundled_store, "overview", "2019-12-31"))


def test_a_funnel_of_one_year_has_no_change_of_rules_inside_it(bundled_store):
    assert about(ask(bundled_store, "funnel")) == set()


def test_a_force_s_line_says_where_it_ends_and_why(bundled_store):
    line = ask(bundled_store, "force", force="E23000032").chart("recorded_crime").subtitle
    assert "ends with the year ending March 2018, the last held of its publication on 23 November 2026." in line
    assert "Later figures are of other publications" in line
    before = ask(bundled_store, "force", "2016-12-31", force="E23000032")
    assert all("March 2018" not in chart.subtitle for chart in before.charts)
