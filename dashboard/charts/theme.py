"""How every chart looks: colours, fonts, number and date formats, and status marks that need no colour.

Colours are those of the Government Analysis Function's guidance on charts.  Several of them share one
lightness, so nothing in a chart is told by colour alone: shape, dash or words always say it as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', system-ui, sans-serif"

TEXT = "#0B0C0C"
QUIET_TEXT = "#3D3D3D"
GRID = "#E3E3E3"
AXIS = "#767676"
BACKGROUND = "#FFFFFF"

CATEGORICAL = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
FOCUS = "#12436D"
# The guidance gives #BFBFBF for the background of a focus chart; a point of that grey has only 1.8:1
# against white, so points and lines use this darker one, which has the 3:1 that WCAG 1.4.11 asks for.
CONTEXT = "#8A8A8A"
CONTEXT_AREA = "#BFBFBF"

# From dark to light, each step clearly apart in greyscale; for ordered or fixed categories of area.
LIGHTNESS_STEPS = ("#12436D", "#2073BC", "#6BACE6", "#B4D6F3", "#E9F2FA", "#FFFFFF")

# One of each per series or category, in step with CATEGORICAL; the characters are for words beside a chart.
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
SHAPE_CHARACTERS = ("●", "■", "▲", "◆", "✚", "▼")
DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3))

STATUS_MARKS = MappingProxyType(
    {
        "late": "■",
        "due within 28 days": "▲",
        "on time": "●",
        "disputed": "◇",
        "unknown": "○",
        "closed by the issuer": "✓",
        "force says complete": "◐",
    }
)

# Vega's way to write 7 Sep 2017; dates worked out beforehand are written by domain.dates.british.
DATE_FORMAT = "%-d %b %Y"


def number_format(values: Iterable[float | None], unit: str = "", *, decimals: int | None = None) -> str:
    """The d3 format for a set of values: whole numbers with commas, per cent to one decimal, ratios to two.

    `decimals` overrules the choice.  All values of one column share one format, so that they line up.
    """
    held = [value for value in values if value is not None]
    if decimals is None:
        if unit == "%":
            decimals = 1
        elif all(float(value).is_integer() for value in held) or max(map(abs, held), default=0) >= 1000:
            decimals = 0
        else:
            decimals = 1 if unit else 2
    return f",.{decimals}f"


def unit_suffix(unit: str) -> str:
    """What follows a number in words: " %", " thousand", or nothing for a number without unit."""
    return f" {unit}" if unit else ""


def luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour, from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """White or near-black, whichever is easier to read on this colour."""
    return max((BACKGROUND, TEXT), key=lambda candidate: contrast(candidate, colour))


def config() -> dict[str, Any]:
    """The Vega-Lite configuration put inside each chart; nothing global is changed."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": QUIET_TEXT, "titleColor": QUIET_TEXT}
    return {
        "background": BACKGROUND,
        "font": FONT,
        "view": {"stroke": None},
        "axis": words
        | {
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": AXIS,
            "tickColor": AXIS,
        },
        "legend": words | {"labelFontSize": 12, "labelLimit": 260, "symbolStrokeWidth": 2, "title": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "font": FONT,
            "fontSize": 15,
            "fontWeight": "bold",
            "color": TEXT,
            "subtitleFont": FONT,
            "subtitleFontSize": 13,
            "subtitleColor": QUIET_TEXT,
            "subtitlePadding": 6,
            "lineHeight": 19,
            "subtitleLineHeight": 17,
        },
        "text": {"font": FONT, "fontSize": 12, "color": TEXT},
    }
