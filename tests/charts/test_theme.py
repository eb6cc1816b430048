"""Colours, formats and settings: legible, told apart without colour, and known to the installed Streamlit."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit import config

from dashboard.charts import theme
from dashboard.charts.scales import date_domain, number_domain, round_step, time_axis
from dashboard.charts.wording import listed, wrap

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def mixed(front: str, back: str, share: float) -> str:
    """The colour seen where `front` lies over `back` with an opacity of `share`."""
    pairs = [(int(front[i : i + 2], 16), int(back[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * one + (1 - share) * two):02X}" for one, two in pairs)


def test_text_and_marks_have_the_contrast_that_accessibility_rules_ask_for() -> None:
    for colour in (theme.TEXT, theme.QUIET_TEXT):
        assert theme.contrast(colour, theme.BACKGROUND) >= 7
    for colour in (theme.FOCUS, theme.CONTEXT, theme.AXIS):
        assert theme.contrast(colour, theme.BACKGROUND) >= 3


def test_steps_of_lightness_are_apart_in_greyscale_and_readable() -> None:
    steps = theme.LIGHTNESS_STEPS
    assert [theme.luminance(c) for c in steps] == sorted(theme.luminance(c) for c in steps)
    assert all(theme.contrast(a, b) > 1.1 for a, b in pairwise(steps))
    assert all(theme.contrast(theme.text_on(c), c) >= 4.5 for c in steps)


def test_colours_of_one_lightness_always_come_with_another_shape() -> None:
    assert len(set(theme.SHAPES)) == len(set(theme.SHAPE_CHARACTERS)) == len(theme.CATEGORICAL)
    assert len(set(theme.DASHES)) == 4


def test_every_status_has_its_own_mark() -> None:
    assert len(set(theme.STATUS_MARKS.values())) == len(theme.STATUS_MARKS)


@pytest.mark.parametrize(
    ("values", "unit", "decimals", "expected"),
    [
        ([83.8, 90], "%", None, ",.1f"),
        ([1, 2, None], "", None, ",.0f"),
        ([1234.5], "", None, ",.0f"),
        ([0.93, 1.63], "", None, ",.2f"),
        ([12.5], "thousand", None, ",.1f"),
        ([83.8], "%", 0, ",.0f"),
        ([], "", None, ",.0f"),
    ],
)
def test_numbers_of_a_column_share_one_format(values: list, unit: str, decimals: int | None, expected: str) -> None:
    assert theme.number_format(values, unit, decimals=decimals) == expected


@given(st.lists(st.integers(-(10**8), 10**8).map(lambda n: n / 100), min_size=1), st.booleans())
def test_an_axis_holds_every_figure(figures: list[float], zero: bool) -> None:
    low, high = number_domain(figures, zero=zero)
    assert low <= min(figures) + 1e-6
    assert high >= max(figures) - 1e-6
    assert low < high
    if zero:
        assert low <= 0 <= high


def test_no_figures_at_all_still_make_an_axis() -> None:
    assert number_domain([None]) == (0.0, 100.0)
    assert round_step(0) == 1.0


@pytest.mark.parametrize(("last", "unit"), [(2014, "month"), (2018, "year"), (2035, "year"), (2060, "year")])
def test_an_axis_of_time_has_ticks_that_suit_its_span(last: int, unit: str) -> None:
    axis = time_axis("d", date_domain([date(2014, 1, 1), date(last, 9, 1)]), title=None).to_dict()["axis"]
    assert axis["tickCount"]["interval"] == unit


def test_wrapped_words_keep_their_breaks_and_say_when_they_are_cut() -> None:
    assert wrap("one two\nthree", 20) == ["one two", "three"]
    assert wrap("one two three four", 7, max_lines=2) == ["one two", "three …"]


@pytest.mark.parametrize(("option", "words"), [(None, ()), ("a| b |", ("a", "b")), (("a", "b"), ("a", "b"))])
def test_options_of_several_words_can_be_written_in_two_ways(option: object, words: tuple) -> None:
    assert listed(option) == words


def test_an_option_that_is_not_words_is_refused() -> None:
    with pytest.raises(ValueError, match="separated by"):
        listed(3)


@pytest.mark.parametrize("name", [f"{section}.{key}" for section, keys in CONFIG.items() for key in keys])
def test_every_setting_is_one_that_streamlit_knows(name: str) -> None:
    section, key = name.split(".")
    assert name in config.get_config_options()
    template = config.get_config_options()[name]
    assert not template.deprecated
    assert CONFIG[section][key] is not None


def test_captions_can_be_read_on_page_and_sidebar() -> None:
    colours = CONFIG["theme"]
    for back in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
        # Streamlit draws a caption in the colour of text with an opacity of 60 per cent (seen in 1.67).
        assert theme.contrast(mixed(colours["textColor"], back, 0.6), back) >= 4.5
        assert theme.contrast(colours["linkColor"], back) >= 4.5


def test_streamlits_own_charts_would_have_our_colours() -> None:
    assert tuple(CONFIG["theme"]["chartCategoricalColors"]) == theme.CATEGORICAL
    assert CONFIG["theme"]["primaryColor"] == theme.FOCUS
    assert CONFIG["theme"]["font"] == theme.FONT


def test_nothing_is_sent_anywhere_and_only_this_machine_is_served() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["client"]["showErrorDetails"] == "none"


def test_dates_of_a_short_axis_have_room_at_both_ends() -> None:
    first, last = date_domain([date(2020, 1, 1)])
    assert first < date(2020, 1, 1) < last
