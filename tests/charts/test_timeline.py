"""Records over time: lanes, dots that do not hide each other, rows without a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.draw import draw
from tests.charts.builders import chart, entries, layers, said


def dots(spec: dict) -> dict:
    return layers(spec, "point")[0]


def test_two_things_on_one_day_stand_on_different_lines() -> None:
    slot = next(t["calculate"] for t in dots(draw(chart("timeline"), entries()))["transform"] if t.get("as") == "slot_")
    assert slot.startswith("[0, 1, 0, ")


def test_a_row_without_a_date_is_not_drawn() -> None:
    assert 'isValid(datum["happened_on"])' in [
        t.get("filter") for t in dots(draw(chart("timeline"), entries()))["transform"]
    ]


def test_lanes_follow_the_order_asked_for() -> None:
    axis = dots(draw(chart("timeline", lane_order="Systems|Recommendations"), entries()))["encoding"]["y"]["axis"]
    assert axis["labelExpr"].startswith('["Systems"')


def test_kinds_are_told_by_shape_and_colour_with_a_key() -> None:
    encoding = dots(draw(chart("timeline", kind_order="closed by the issuer"), entries()))["encoding"]
    assert encoding["shape"]["scale"]["domain"] == ["closed by the issuer", "issued", "changed"]
    assert encoding["color"]["legend"]["orient"] == "top"


def test_kinds_that_are_the_lanes_need_no_key() -> None:
    assert "shape" not in dots(draw(chart("timeline", roles={"kind": "lane"}), entries()))["encoding"]


def test_too_many_kinds_are_refused() -> None:
    rows = tuple((date(2020, 1, 1), "Lane", "text", kind) for kind in "abcdefg")
    with pytest.raises(ValueError, match="7 kinds; at most 6"):
        draw(chart("timeline"), replace(entries(), rows=rows))


def test_the_as_at_date_is_a_rule_with_words() -> None:
    spec = draw(chart("timeline", as_at=date(2024, 6, 1)), entries())
    assert "as at 1 June 2024" in said(spec)


def test_a_date_known_in_words_is_said_in_those_words() -> None:
    tips = dots(draw(chart("timeline", roles={"date_words": "text"}), entries()))["encoding"]["tooltip"]
    assert tips[0]["field"] == "text"
