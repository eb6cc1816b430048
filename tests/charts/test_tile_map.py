"""Tiles: place, contrast, symbols, and the key."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dashboard.charts.draw import draw
from dashboard.charts.roles import resolve
from dashboard.charts.theme import contrast, luminance
from dashboard.charts.tile_map import category_looks, tile_lines
from tests.charts.builders import ROLES, chart, layers, said, tiles


def looks(names: list[str], **options: object) -> tuple:
    rows = tuple((0, row, "x", "x", name) for row, name in enumerate(names))
    table = replace(tiles(), rows=rows)
    spec = chart("tile_map", **options)
    return category_looks(spec, resolve(spec, table, required=ROLES["tile_map"], optional=()))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_text_can_be_read_on_every_tile_and_tiles_differ_without_colour(count: int) -> None:
    found = looks([*"abcde"[:count], ""])
    assert all(contrast(look.text, look.fill) >= 4.5 for look in found)
    assert len({look.symbol for look in found}) == len(found)
    lightness = [luminance(look.fill) for look in found]
    steps = [contrast(one.fill, two.fill) for one, two in pairwise(found)]
    assert lightness == sorted(lightness)
    assert min(steps) > 1.1


def test_categories_come_in_the_order_asked_for_with_the_symbols_asked_for() -> None:
    found = looks(["b", "a"], category_order="a|b|c", symbols="ABC")
    assert [(look.name, look.symbol) for look in found] == [("a", "A"), ("b", "B"), ("c", "C")]


def test_the_blank_category_is_white() -> None:
    found = looks(["rated", "not inspected"], blank="not inspected")
    assert {look.name: look.fill for look in found}["not inspected"] == "#FFFFFF"


def test_too_many_categories_are_refused() -> None:
    with pytest.raises(ValueError, match="6 categories; at most five"):
        looks(list("abcdef"))


def test_a_missing_category_says_not_known() -> None:
    spec = draw(chart("tile_map"), tiles())
    assert "'not known'" in said(layers(spec, "rect")[0])
    key = [row["name_"] for row in layers(spec, "rect")[-1]["data"]["values"]]
    assert key == ["new rate", "old rate", "not known"]


def test_a_tile_without_a_place_is_refused() -> None:
    row = (None, 1, "Kent", "Kent", "new rate")
    with pytest.raises(ValueError, match="every row needs a column and a row"):
        draw(chart("tile_map"), replace(tiles(), rows=(row, (1, 1, "Essex", "Essex", "new rate"))))


def test_a_click_on_a_tile_gives_the_name_of_the_force() -> None:
    (pick,) = draw(chart("tile_map"), tiles())["params"]
    assert pick["name"] == "pick"
    assert pick["select"]["fields"] == ["force"]


@pytest.mark.parametrize(
    ("word", "characters", "whole", "lines"),
    [
        ("Kent", 7, False, ["Kent"]),
        ("Derbyshire", 7, False, ["Derby-", "shire"]),
        ("Northumbria", 9, True, ["Northumbria"]),
        ("Northants", 7, False, ["North-", "ants"]),
        ("Avon & Som", 7, False, ["Avon &", "Som"]),
        ("Dyfed-Powys", 9, True, ["Dyfed-", "Powys"]),
    ],
)
def test_short_names_fit_their_tile(word: str, characters: int, whole: bool, lines: list[str]) -> None:
    assert tile_lines(word, characters, whole=whole) == lines
