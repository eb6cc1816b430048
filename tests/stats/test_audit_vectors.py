"""Every reference value is given again by the method it names, to six decimals or as many as it has."""

from __future__ import annotations

import json
import pkgutil
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

import dashboard.stats
from tests.stats.audit_methods import METHODS
from tests.stats.vectors_file import audit_vectors

ROWS = audit_vectors()
# What a row's parameters give a method, as against what it should give back.
INPUTS = {"x", "n", "N", "x2", "n2", "strata", "weights", "margin1", "margin2", "p1", "p2", "hmicfrs_margin"} | {
    *("hmicfrs_rate", "formula", "recording_rate", "effects_pp", "margins_pp", "order", "average", "month_index"),
    *("table", "display", "power"),
}
# Found there by a search that stops early; the root itself is 21.5433566 (checked in test_pooling.py).
NOT_TO_THE_LAST_DIGIT = {("pool8_paule_mandel", "tau2")}


def test_there_are_247_reference_values_each_with_a_source_and_a_name_of_its_own() -> None:
    assert len(ROWS) == 247
    assert len({row["case_id"] for row in ROWS}) == 247
    assert all(row["source"] for row in ROWS)
    assert {row["method"] for row in ROWS} == set(METHODS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case_id"])
def test_each_reference_value_is_given_again(row: dict[str, str]) -> None:
    found = METHODS[row["method"]](row)
    for name in ("estimate", "lower", "upper"):
        if row[name]:
            assert float(found[name]) == pytest.approx(float(row[name]), abs=0.51e-6), name
    if row["method"] in ("sample_size_half_width", "sample_size_per_audit_two_sample", "xmr_limits"):
        assert int(found["n"]) == int(row["n"])
    if row["method"] == "undefined":
        assert found == {}
    given = json.loads(row["params"], parse_float=Decimal) if row["params"] else {}
    for name in given.keys() - INPUTS - ({"p"} if "adjusted" in given else set()):
        loose = (row["case_id"], name) in NOT_TO_THE_LAST_DIGIT
        _assert_same(found[name], given[name], name, last_digit=1.0 if loose else 0.51)


def test_the_interval_that_must_never_be_shown_is_in_no_module_and_fails_where_it_matters() -> None:
    names = [name for one in pkgutil.iter_modules(dashboard.stats.__path__) for name in dir(_module(one.name))]
    assert not [name for name in names if "wald" in name.lower()]
    by_case = {row["case_id"]: METHODS["wald"](row) for row in audit_vectors("wald")}
    assert by_case["edge_all_pass_10__wald"]["lower"] == 1
    assert by_case["kent_rape_2018__wald"]["upper"] == 1
    for row in audit_vectors("wald"):
        wilson, never = METHODS["wilson"](row), by_case[row["case_id"]]
        assert max(abs(float(wilson[end]) - never[end]) for end in ("lower", "upper")) > 1e-3


def _module(name: str) -> Any:
    return import_module(f"dashboard.stats.{name}")


def _assert_same(found: Any, expected: Any, name: str, *, last_digit: float = 0.51) -> None:
    """Equal to as many decimals as the expected value is written with."""
    if isinstance(expected, list):
        assert len(found) == len(expected), name
        for one, other in zip(found, expected, strict=True):
            _assert_same(one, other, name)
    elif isinstance(expected, bool | str):
        assert found == expected, name
    else:
        decimals = -int(expected.as_tuple().exponent) if isinstance(expected, Decimal) else 0
        assert float(found) == pytest.approx(float(expected), abs=last_digit * 10.0**-decimals), name
