"""The words in a chart: titles that wrap to the room there is, and sentences worked out for each row."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from dashboard.charts.theme import unit_suffix
from dashboard.domain.view_model import ChartSpec

# Characters a line holds, by the least outer width in pixels it is for, widest first.  Worked out from
# the mean width of a character of the font (8 px in a bold 15 px title, 6.3 px in a 13 px subtitle), within the
# plot, beyond which Vega cuts words off.
_TITLE_STEPS = ((700, 76), (515, 52), (0, 35))
_SUBTITLE_STEPS = ((700, 98), (515, 68), (0, 46))


def wrap(text: str, characters: int, *, max_lines: int | None = None) -> list[str]:
    """Lines of at most `characters`, keeping line breaks in the text; the last is cut with … at `max_lines`."""
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, characters, break_long_words=False)]
    if max_lines is not None and len(lines) > max_lines:
        kept = " ".join(lines[max_lines - 1 :])
        lines = [*lines[: max_lines - 1], textwrap.shorten(kept, characters, placeholder=" …")]
    return lines


def title(spec: ChartSpec, *, inset: int, offset: int) -> dict[str, Any]:
    """Title and subtitle of a chart, wrapped anew when its width changes.

    `inset` is about how many pixels of the outer width lie beside the plot, for labels; `offset` is the gap
    in pixels between the words and the plot.  Vega draws an expression in the subtitle as well as in the
    title, though Vega-Lite's published schema names it for the title alone (seen with 5.21 and 6.1).
    """
    words: dict[str, Any] = {"text": _by_width(spec.title, _TITLE_STEPS, inset), "offset": offset}
    if spec.subtitle:
        words["subtitle"] = _by_width(spec.subtitle, _SUBTITLE_STEPS, inset)
    return words


def _by_width(text: str, steps: tuple[tuple[int, int], ...], inset: int) -> dict[str, str]:
    wrapped = [(least, wrap(text, characters)) for least, characters in steps]
    expression = literal(wrapped[-1][1])
    for least, lines in reversed(wrapped[:-1]):
        expression = f"width + {inset} >= {least} ? {literal(lines)} : {expression}"
    return {"expr": expression}


def literal(value: object) -> str:
    """A value as it is written in a Vega expression."""
    return json.dumps(value, ensure_ascii=False)


def field(name: str) -> str:
    """A field of the current row, in a Vega expression; safe for any column name."""
    return f"datum[{literal(name)}]"


def figure(name: str, number_format: str, unit: str = "") -> str:
    """Expression for a number in words with its unit; only for rows that hold one."""
    return f"format({field(name)}, {literal(number_format)}) + {literal(unit_suffix(unit))}"


def interval(lower: str, upper: str, number_format: str) -> str:
    """Expression for "82.0 to 85.7", or words that say that no interval was published."""
    both = f"isValid({field(lower)}) && isValid({field(upper)})"
    limits = " + ' to ' + ".join(f"format({field(name)}, {literal(number_format)})" for name in (lower, upper))
    return f"{both} ? {limits} : 'interval not published'"


def day(name: str) -> str:
    """Expression for a date as 7 Sep 2017, or "date not known"."""
    return f"isValid({field(name)}) ? timeFormat({field(name)}, '%-d %b %Y') : 'date not known'"


def listed(option: object) -> tuple[str, ...]:
    """An option that holds several words: "a|b|c", or a sequence of text; nothing given is no words."""
    if option is None:
        return ()
    if isinstance(option, str):
        return tuple(part.strip() for part in option.split("|") if part.strip())
    if isinstance(option, (list, tuple)):
        return tuple(str(part) for part in option)
    raise ValueError(f"expected words separated by |, not {option!r}")
