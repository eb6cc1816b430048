"""Lines over time: breaks, gaps, events, and names at the ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.draw import draw
from dashboard.charts.event_marks import mark_levels
from dashboard.charts.line_ends import readable, spread
from dashboard.charts.series import break_count
from dashboard.charts.theme import TEXT
from dashboard.domain.view_model import ChartMark
from tests.charts.builders import chart, layers, said, yearly

BREAK = ChartMark(1, date(2015, 4, 1), "Counting rules changed", is_break=True)
EVENT = ChartMark(2, date(2017, 11, 1), "Report published", precision="month")


def test_a_line_stops_and_starts_again_at_every_break_and_at_no_other_event() -> None:
    (line,) = layers(draw(chart("series", marks=(BREAK, EVENT)), yearly()), "line")
    assert line["encoding"]["detail"]["field"] == "segment_"
    segment = next(t["calculate"] for t in line["transform"] if t.get("as") == "segment_")
    assert "datetime(2015, 3, 1)" in segment
    assert "2017" not in segment


def test_breaks_are_counted_once_a_day() -> None:
    assert break_count("d", (BREAK, replace(BREAK, number=3), EVENT)).count("datetime") == 1
    assert break_count("d", ()) == "0"


def test_a_given_segment_breaks_the_line_too() -> None:
    (line,) = layers(draw(chart("series", roles={"segment": "series"}), yearly()), "line")
    assert 'datum["series"]' in next(t["calculate"] for t in line["transform"] if t.get("as") == "segment_")


def test_a_gap_breaks_line_and_band() -> None:
    spec = draw(chart("series", interval="band"), yearly())
    for mark in ("line", "area"):
        (layer,) = layers(spec, mark)
        assert layer["mark"]["invalid"] == "break-paths-show-path-domains"
        assert not any("filter" in step for step in layer["transform"])


def test_few_points_have_bars_and_many_a_band() -> None:
    assert not layers(draw(chart("series"), yearly()), "area")
    many = replace(
        yearly(("Police",)),
        rows=tuple(("Police", date(year, 3, 31), 5.0, 4.0, 6.0) for year in range(2000, 2020)),
    )
    assert layers(draw(chart("series"), many), "area")


def test_the_axis_takes_in_zero_when_asked_and_says_so_when_not() -> None:
    from_zero = layers(draw(chart("series", zero=True), yearly()), "line")[0]["encoding"]["y"]
    assert from_zero["scale"]["domain"][0] == 0
    assert from_zero["axis"]["title"] == ["Offences, thousand"]
    ranged = layers(draw(chart("series"), yearly()), "line")[0]["encoding"]["y"]
    assert ranged["scale"]["domain"][0] > 0
    assert ranged["axis"]["title"][-1].startswith("(axis starts at ")


def test_lines_are_told_apart_by_dash_shape_and_a_name_at_the_end_and_not_by_a_legend() -> None:
    spec = draw(chart("series"), yearly())
    encoding = layers(spec, "line")[0]["encoding"]
    assert encoding["color"]["legend"] is None
    assert encoding["strokeDash"]["scale"]["range"] == [[1, 0], [7, 3]]
    assert layers(spec, "point")[0]["encoding"]["shape"]["scale"]["range"] == ["circle", "square"]
    ends = [layer["data"]["values"][0]["words_"] for layer in layers(spec, "text")]
    assert ends == [["● Survey"], ["■ Police"]]


def test_one_series_needs_no_name_at_its_end() -> None:
    roles = {role: name for role, name in chart("series").roles.items() if role != "series"}
    spec = draw(replace(chart("series"), roles=roles), yearly(("Police",)))
    assert not layers(spec, "text")


def test_a_series_in_focus_leaves_the_others_grey() -> None:
    colour = layers(draw(chart("series", focus="Police"), yearly()), "line")[0]["encoding"]["color"]
    assert colour["scale"]["range"] == ["#8A8A8A", "#12436D"]


def test_more_than_four_series_are_refused() -> None:
    with pytest.raises(ValueError, match="5 series; at most 4"):
        draw(chart("series"), yearly(tuple("abcde")))


def test_half_an_interval_is_refused() -> None:
    roles = {role: name for role, name in chart("series").roles.items() if role != "upper"}
    with pytest.raises(ValueError, match="together"):
        draw(replace(chart("series"), roles=roles), yearly())


def test_no_values_at_all_is_the_tables_own_sentence() -> None:
    row = ("Police", date(2020, 3, 31), None, None, None)
    assert yearly().empty_message in said(draw(chart("series"), replace(yearly(), rows=(row,))))


def test_events_are_numbers_and_only_a_break_crosses_the_plot() -> None:
    spec = draw(chart("series", marks=(BREAK, EVENT)), yearly())
    rules = [layer for layer in layers(spec, "rule") if "values" in layer.get("data", {})]
    ends = {layer["data"]["values"][0]["number_"]: layer["encoding"]["y2"]["value"] for layer in rules}
    assert ends == {"1": "height", "2": 6}
    assert "Break in method 1, 1 April 2015: Counting rules changed" in said(spec)
    assert "Event 2, November 2017: Report published" in said(spec)


def test_an_event_outside_the_data_still_has_its_place() -> None:
    early = ChartMark(1, date(2002, 4, 1), "Standard began", is_break=True)
    domain = layers(draw(chart("series", marks=(early,)), yearly()), "line")[0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0]["year"] <= 2002


def test_close_events_are_put_on_different_levels_whatever_their_order() -> None:
    span = (date(2000, 1, 1), date(2020, 1, 1))
    marks = [ChartMark(n, day, "x") for n, day in enumerate([date(2015, 1, 2), date(2015, 1, 1), date(2019, 1, 1)])]
    assert mark_levels(marks, span) == [1, 0, 0]


def test_names_at_line_ends_never_touch_and_keep_their_order() -> None:
    middles = spread([100.0, 101.0, 269.0], [20.0, 20.0, 20.0], 270.0)
    assert middles == [100.0, 120.0, 260.0]


def test_pale_lines_have_dark_names() -> None:
    assert readable("#28A197") == TEXT
    assert readable("#12436D") == "#12436D"
