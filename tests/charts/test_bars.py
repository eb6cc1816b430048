"""Bars: from zero, in order, with their figures."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.draw import draw
from tests.charts.builders import chart, layers, rates, said


def test_bars_start_at_zero_even_where_all_are_large() -> None:
    (bar,) = layers(draw(chart("bars"), rates()), "bar")
    assert bar["encoding"]["x"]["scale"]["domain"] == [0, 100]


def test_figures_stand_beside_the_bars_with_a_short_unit_only() -> None:
    assert 'format(datum[\\"recorded_pct\\"], \\",.1f\\") + \\" %\\"' in said(draw(chart("bars"), rates()))
    long = draw(chart("bars", unit="offences a year"), rates())
    assert '\\" offences a year\\"' not in said(long)
    assert "Share of reported crime recorded (offences a year)" in said(layers(long, "bar"))


def test_a_missing_value_is_words_and_a_zero_is_a_zero() -> None:
    rows = (("A", 0, None, None, None, None, None, None), ("B", None, None, None, None, None, None, None))
    spec = draw(chart("bars"), replace(rates(), rows=rows))
    words = layers(spec, "text")[-1]
    assert words["mark"]["fontStyle"] == "italic"
    assert "not measured" in said(words)
    assert '!isValid(datum["recorded_pct"])' in [t.get("filter") for t in words["transform"]]


def test_negative_values_reach_to_the_left_of_zero() -> None:
    rows = (("A", -12.0, None, None, None, None, None, None), ("B", 4.0, None, None, None, None, None, None))
    domain = layers(draw(chart("bars"), replace(rates(), rows=rows)), "bar")[0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0] <= -12
    assert domain[1] >= 4


def test_one_bar_in_focus_leaves_the_others_grey() -> None:
    colour = layers(draw(chart("bars", focus="Essex"), rates()), "bar")[0]["encoding"]["color"]
    assert "Essex" in colour["condition"]["test"]


def test_many_rows_have_their_scale_where_the_reader_starts() -> None:
    many = replace(rates(), rows=rates().rows * 4)
    assert layers(draw(chart("bars"), many), "bar")[0]["encoding"]["x"]["axis"]["orient"] == "top"


def test_no_bar_layer_where_nothing_was_measured() -> None:
    assert not layers(draw(chart("bars"), replace(rates(), rows=rates().rows[4:])), "bar")
