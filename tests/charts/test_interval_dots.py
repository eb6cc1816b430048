"""Dots with intervals: order, range, missing and approximate values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.draw import draw
from dashboard.domain.view_model import Column, Table
from tests.charts.builders import chart, layers, rates, said


def test_rows_stay_in_the_order_given_and_are_never_sorted_by_value() -> None:
    spec = draw(chart("interval_dots"), rates())
    labels = [row["label_"][0] for layer in layers(spec, "text") for row in layer.get("data", {}).get("values", [])]
    assert labels == ["Cheshire", "Derbyshire", "Essex", "Hertfordshire", "West Midlands"]
    assert all(layer["encoding"]["y"].get("sort") is None for layer in spec["layer"])


def test_it_grows_by_a_row_at_a_time() -> None:
    longer = replace(rates(), rows=rates().rows * 9)
    short, tall = (draw(chart("interval_dots"), table)["height"] for table in (rates(), longer))
    assert (short, tall) == (5 * 22, 45 * 22)


def test_the_range_has_room_and_the_axis_says_that_it_does_not_start_at_zero() -> None:
    (dots, _) = layers(draw(chart("interval_dots"), rates()), "point")
    assert dots["encoding"]["x"]["scale"]["domain"] == [60, 100]
    assert dots["encoding"]["x"]["axis"]["title"] == [
        "Share of reported crime",
        "recorded, %",
        "(axis starts at 60)",
        "hollow: approximate figure",
    ]


def test_the_range_can_be_widened_but_never_cuts_a_figure() -> None:
    wide = layers(draw(chart("interval_dots", x_min=0, x_max=50), rates()), "point")[0]
    assert wide["encoding"]["x"]["scale"]["domain"] == [0, 97.3]


def test_a_published_margin_past_100_is_drawn_whole() -> None:
    row = ("Kent", 99.0, 97.0, 101.0, None, None, "Good", None)
    spec = draw(chart("interval_dots"), replace(rates(), rows=(row,)))
    assert layers(spec, "point")[0]["encoding"]["x"]["scale"]["domain"][1] >= 101


def test_a_missing_value_is_words_and_not_a_dot() -> None:
    spec = draw(chart("interval_dots"), rates())
    filters = [[t["filter"] for t in layer["transform"] if "filter" in t] for layer in layers(spec, "point")]
    assert all('isValid(datum["recorded_pct"])' in held for held in filters)
    words = [layer for layer in layers(spec, "text") if layer["encoding"]["text"].get("field") == "missing_short_"]
    assert '!isValid(datum["recorded_pct"])' in said(words[0]).replace('\\"', '"')
    assert "not measured" in said(words[0])


def test_an_approximate_value_is_hollow_and_says_about() -> None:
    solid, hollow = layers(draw(chart("interval_dots"), rates()), "point")
    assert solid["mark"]["filled"] is True
    assert hollow["mark"]["fill"] == "#FFFFFF"
    assert "'about '" in said(hollow)


def test_no_published_interval_is_said_and_draws_no_line() -> None:
    spec = draw(chart("interval_dots"), rates())
    (line,) = layers(spec, "rule")
    assert "isValid" in said(line)
    assert "interval not published" in said(layers(spec, "point")[0])


def test_no_layer_is_drawn_for_a_look_that_no_row_has() -> None:
    whole = replace(rates(), rows=rates().rows[:3])
    assert len(layers(draw(chart("interval_dots"), whole), "point")) == 1
    missing = draw(chart("interval_dots"), replace(rates(), rows=rates().rows[4:]))
    assert not layers(missing, "point")
    assert not layers(missing, "rule")


def test_kinds_are_told_by_shape_as_well_as_colour() -> None:
    spec = draw(chart("interval_dots", roles={"colour_by": "judgement"}, colour_order="Outstanding|Good"), rates())
    encoding = layers(spec, "point")[0]["encoding"]
    assert encoding["color"]["scale"]["domain"] == ["Outstanding", "Good", "Inadequate"]
    assert encoding["shape"]["scale"]["domain"] == encoding["color"]["scale"]["domain"]
    assert encoding["shape"]["scale"]["range"] == ["circle", "square", "triangle-up"]


def test_more_kinds_than_can_be_told_apart_are_refused() -> None:
    order = "|".join("abcdefg")
    with pytest.raises(ValueError, match="at most 6"):
        draw(chart("interval_dots", roles={"colour_by": "judgement"}, colour_order=order), rates())


def test_one_force_in_focus_leaves_the_others_grey() -> None:
    colour = layers(draw(chart("interval_dots", focus="Essex"), rates()), "point")[0]["encoding"]["color"]
    assert "Essex" in colour["condition"]["test"]
    assert colour["value"] == "#8A8A8A"


def test_a_group_puts_a_bold_heading_before_its_rows() -> None:
    spec = draw(chart("interval_dots", roles={"group": "judgement"}), rates())
    bold = [layer for layer in layers(spec, "text") if layer["mark"].get("fontWeight") == "bold"]
    headings = [(row["label_"], row["position_"]) for layer in bold for row in layer["data"]["values"]]
    assert headings == [(["Inadequate"], 0), (["Outstanding"], 3), (["Good"], 5)]


def test_figures_at_the_right_can_be_left_out() -> None:
    assert "figures_" in said(draw(chart("interval_dots"), rates())["layer"][-1])
    without = draw(chart("interval_dots", figures=False), rates())
    assert without["layer"][-1]["encoding"]["text"]["field"] == "missing_short_"


def test_options_overrule_unit_and_axis_title() -> None:
    plain = Table("rates", "Rates", tuple(Column(c.name, c.label) for c in rates().columns), rates().rows)
    spec = draw(chart("interval_dots", unit="%", axis_title="Recorded (%)"), plain)
    dots = layers(spec, "point")[0]
    assert dots["encoding"]["x"]["axis"]["title"][0] == "Recorded (%)"
    assert 'datum.shown_ + " %"' in [t.get("calculate") for t in dots["transform"]]


def test_words_in_place_of_a_number_are_refused_by_column_and_row() -> None:
    row = ("Kent", "many", None, None, None, None, None, None)
    with pytest.raises(ValueError, match="column recorded_pct, row 0: 'many' is not a number"):
        draw(chart("interval_dots"), replace(rates(), rows=(row,)))


def test_limits_that_are_the_value_itself_are_said_in_the_words_asked_for() -> None:
    exact = said(draw(chart("interval_dots", no_error="full count"), rates()))
    assert "full count" in exact
    assert "full count" not in said(draw(chart("interval_dots"), rates()))
