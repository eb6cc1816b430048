"""Squares and stretches of time: what a square says, and how a stretch without an end is told from one that ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.charts.draw import draw
from tests.charts.builders import chart, layers, said, squares, stages


def test_a_square_says_row_column_and_category_and_has_a_sign_besides_its_shade() -> None:
    spec = draw(chart("matrix", blank="none held"), squares())
    (square, _key) = layers(spec, "rect")
    words = next(t["calculate"] for t in square["transform"] if t.get("as") == "said_")
    assert "force" in words
    assert "evidence" in words
    signs = next(t["calculate"] for t in square["transform"] if t.get("as") == "symbol_")
    assert len(set(signs.split('"')[3::4])) == 4, "each category has a sign of its own"


def test_the_key_of_the_squares_stands_under_the_grid() -> None:
    assert draw(chart("matrix"), squares())["height"] > 18 * 2 + 22 * 3


def test_a_stretch_without_an_end_is_hollow_at_its_end_and_says_so() -> None:
    spec = draw(chart("stretches", as_at=date(2026, 1, 1)), stages())
    assert [p["mark"]["filled"] for p in layers(spec, "point")] == [True, False]
    assert "no end held" in said(spec)


def test_only_the_looks_that_occur_are_drawn() -> None:
    ended = replace(stages(), rows=stages().rows[:1])
    assert [p["mark"]["filled"] for p in layers(draw(chart("stretches"), ended), "point")] == [True]
