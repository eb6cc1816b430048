"""Areas as they lie: the same looks as the tiles, a mark in the middle, and rows without a boundary left to the table."""

from __future__ import annotations

import altair as alt
import pytest

from dashboard.charts.area_map import middle_of
from dashboard.charts.draw import draw_areas
from tests.charts.builders import chart, tiles

SQUARE = [[[-1.0, 52.0], [-1.0, 53.0], [0.0, 53.0], [0.0, 52.0], [-1.0, 52.0]]]
SMALL = [[[3.0, 50.0], [3.0, 50.1], [3.1, 50.1], [3.0, 50.0]]]
AREA = {"type": "MultiPolygon", "coordinates": [SMALL, SQUARE]}


def test_the_mark_stands_in_the_middle_of_the_largest_part() -> None:
    assert middle_of(AREA) == pytest.approx((-0.5, 52.5))
    assert middle_of({"type": "Polygon", "coordinates": [[[1, 50], [1, 50], [1, 50]]]}) == (1, 50)


def test_areas_carry_name_state_and_mark_and_the_whole_is_a_sound_chart() -> None:
    table = tiles()
    name = table.rows[0][3]
    spec = draw_areas(chart("tile_map"), table, {str(name): AREA})
    alt.Chart.from_dict({part: said for part, said in spec.items() if part != "title"})
    areas, marks = (layer["data"]["values"] for layer in spec["layer"])
    assert [(a["type"], a["name"], a["geometry"]["type"]) for a in areas] == [("Feature", name, "MultiPolygon")]
    assert areas[0]["shown"].endswith(areas[0]["category"])
    assert areas[0]["shown"][0] == marks[0]["symbol"]
    assert spec["description"]


def test_no_boundary_at_all_is_said() -> None:
    with pytest.raises(ValueError, match="no row has a geometry"):
        draw_areas(chart("tile_map"), tiles(), {})
