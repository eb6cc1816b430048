"""Figures in words, the glossary, filters, errors, and the shape of an answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.errors import RecordDamaged, UnknownName, unknown_name
from dashboard.domain.figures import count_of, percent_with_interval, rounded, thousands_as_words, whole, years_between
from dashboard.domain.filters import FilterDefinition, Filters, match_choice
from dashboard.domain.glossary import GLOSSARY, terms_in
from dashboard.domain.recommendations import issuer_status, window_words
from dashboard.domain.view_model import Column, Table, View


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (81.95, 1, "82.0"),
        (84.85, 1, "84.9"),
        (0.05, 1, "0.1"),
        (2.5, 0, "3"),
        (83.8, 1, "83.8"),
        (-0.25, 1, "-0.3"),
        (83.6 + 1.85, 1, "85.5"),
    ],
)
def test_figures_are_rounded_half_up_as_written(value, decimals, said):
    assert str(rounded(value, decimals)) == said


@given(st.floats(0, 100), st.integers(0, 3))
def test_rounding_moves_a_figure_by_at_most_half_a_step(value, decimals):
    assert abs(float(rounded(value, decimals)) - value) <= 0.5 * 10**-decimals + 1e-9


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((83.8, 81.92, 85.68), "83.8 % (81.9 to 85.7)"),
        ((94.8, None, None), "94.8 % (interval not published)"),
        ((100, 72.2, 100), "100.0 % (72.2 to 100.0)"),
    ],
)
def test_a_rate_is_said_with_its_interval_or_with_the_want_of_one(figures, said):
    assert percent_with_interval(*figures) == said


def test_a_rounded_source_is_not_given_a_decimal_it_did_not_have():
    assert percent_with_interval(81, None, None, approximate=True) == "about 81 % (interval not published)"
    assert percent_with_interval(80.5, None, None, approximate=True).startswith("about 80.5 %")


def test_large_numbers_in_words():
    assert thousands_as_words(9600) == "9.6 million"
    assert thousands_as_words(425) == "425,000"
    assert whole(38800) == "38,800"


def test_one_is_singular_and_all_else_plural():
    assert [count_of(n, "force") for n in (0, 1, 43)] == ["0 forces", "1 force", "43 forces"]
    assert count_of(2, "entry", "entries") == "2 entries"


def test_years_between_to_one_decimal():
    assert years_between(date(2017, 9, 7), date(2026, 11, 22)) == 9.2


def test_the_glossary_finds_whole_words_only_and_keeps_its_order():
    found = [term.term for term in terms_in(["The N100 rule, NCRS.", "pccs and CSEWX"])]
    assert found == [term.term for term in GLOSSARY if term.term in ("N100", "NCRS")]
    assert len(found) == 2


def test_every_term_of_the_glossary_is_explained_once():
    terms = [term.term for term in GLOSSARY]
    assert len(set(terms)) == len(terms)
    assert all(term.meaning.endswith(".") for term in GLOSSARY)
    assert {"N100", "NCRS", "NDQIS"} <= set(terms)


def test_equal_choices_are_equal_keys_whatever_their_order():
    one, other = Filters.of({"force": "a", "region": "b", "to": ""}), Filters.of({"region": "b", "force": "a"})
    assert one == other
    assert hash(one) == hash(other)
    assert (one.get("force"), one.get("to"), one.as_dict()) == ("a", "", {"force": "a", "region": "b"})


def test_a_choice_is_matched_in_any_case_and_an_unknown_one_names_what_is_allowed():
    definition = FilterDefinition("measure", "Measure", "choice")
    assert match_choice(definition, " All_Crime ", ("rape", "all_crime")) == "all_crime"
    assert match_choice(definition, "all crime", ("all_crime",)) == "all_crime"
    with pytest.raises(UnknownName, match=r"no measure 'rap'; did you mean 'rape'.*allowed: rape, violence"):
        match_choice(definition, "rap", ("rape", "violence"))


def test_an_unknown_name_says_what_is_allowed_even_where_nothing_is():
    assert str(unknown_name("view", "x", [])) == "There is no view 'x'; allowed: none."


def test_a_damaged_record_keeps_every_fault():
    assert RecordDamaged(iter(["a", "b"])).faults == ("a", "b")


def test_the_issuers_status_is_not_known_until_the_issuer_says_one():
    status = issuer_status([{"event": "comment", "happened_on": date(2018, 1, 1)}])
    assert (status.status, status.since, status.has_ended) == ("not known", None, False)


@pytest.mark.parametrize("event", ["Complete", "closed", "SUPERSEDED"])
def test_an_item_has_ended_when_the_issuer_says_so_in_any_case(event):
    assert issuer_status([{"event": event, "happened_on": date(2018, 1, 1)}]).has_ended


def test_an_item_that_was_reopened_has_not_ended():
    events = [{"event": e, "happened_on": date(2018, 1, n)} for n, e in enumerate(("closed", "reopened"), start=1)]
    assert not issuer_status(events).has_ended


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("done", "stated as done"),
        ("ongoing", "ongoing, no date"),
        ("recurring", "repeats, no date"),
        ("", "no date stated"),
    ],
)
def test_an_action_without_a_window_says_which_kind_it_is(kind, said):
    assert window_words(due_earliest=None, due_latest=None, target_kind=kind, on=date(2026, 1, 1)) == said


TABLE = Table.from_records("t", "A table", (Column("a", "A"), Column("b", "B")), [{"a": 1}, {"b": 2, "c": 3}])


def test_a_table_holds_its_columns_and_nothing_else():
    assert TABLE.records() == [{"a": 1, "b": None}, {"a": None, "b": 2}]
    assert TABLE.column("b").label == "B"


def test_a_row_of_the_wrong_width_is_refused():
    with pytest.raises(ValueError, match="table t, row 1: 1 values for 2 columns"):
        Table("t", "A table", TABLE.columns, ((1, 2), (1,)))


def test_what_a_view_does_not_have_is_named_with_what_it_has():
    view = View("v", "A view", date(2020, 1, 1), {}, 0, "Said.", tables=(TABLE,))
    with pytest.raises(ValueError, match="no table x; it has t"):
        view.table("x")
    with pytest.raises(ValueError, match="no chart x"):
        view.chart("x")
    with pytest.raises(ValueError, match="no column c; it has a, b"):
        view.table("t").column("c")
    assert view.source("x") is None
