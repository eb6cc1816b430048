"""Planning an audit: sizes, changes that can be found, and shares, from the reader's figures alone."""

from __future__ import annotations

import pytest

from dashboard.domain.errors import ReaderError
from tests.views.asking import ask, rows


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"expected": "90", "half_width": "3"}, [385]),
        ({"expected": "90", "half_width": "3", "population": "400"}, [197]),
        ({"expected": "84", "alternative": "90"}, [574, 488]),
        ({"expected": "90", "alternative": "84"}, [385, 488]),
        ({"expected": "50", "half_width": "5"}, [385]),
        ({"expected": "90", "half_width": "2"}, [865]),
    ],
)
def test_50_the_next_audit(loaded, asked, expected):
    view = ask(loaded(), "sample_size", **asked)
    assert [row["sample"] for row in rows(view, "sample_size")] == expected
    for number in expected:
        assert f"{number:,}" in view.statement


def test_a_sample_is_shared_out_by_population_with_a_least_in_each(loaded):
    view = ask(
        loaded(), "sample_size", strata="Violence=400; Theft=900; Rape=20", minimum="15", incidents_per_crime="1.5"
    )
    shared = rows(view, "strata")
    (answer,) = rows(view, "sample_size")
    assert answer["population"] == 1320
    assert sum(row["sample"] for row in shared) == answer["sample"]
    assert shared[2] == {"stratum": "Rape", "population": 20, "sample": 15, "records": 23}


def test_a_change_that_needs_more_crimes_than_there_are_is_said(loaded):
    view = ask(loaded(), "sample_size", population="400", alternative="84")
    assert any("all of them would still be too small" in note.text for note in view.notes)


def test_at_a_census_nothing_is_left_to_chance(loaded):
    view = ask(loaded(), "sample_size", population="100")
    last = rows(view, "reach")[-1]
    assert (last["sample"], last["lower_pct"], last["upper_pct"]) == (100, 90.0, 90.0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"expected": "90", "alternative": "90"}, "no change to find"),
        ({"strata": "Violence"}, "cannot be read at 'Violence'"),
        ({"strata": "A=1; A=2"}, "cannot be read at 'A=2'"),
        ({"strata": "A=10", "population": "11"}, "make the two agree"),
        ({"power": "4"}, "must be above 100 less the level"),
        ({"expected": "100"}, "takes a number from 0.1 to 99.9"),
        ({"population": "0"}, "takes a whole number from 1"),
    ],
)
def test_what_cannot_be_planned_is_said_with_its_remedy(loaded, asked, said):
    with pytest.raises(ReaderError, match=said):
        ask(loaded(), "sample_size", **asked)
