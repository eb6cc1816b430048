"""A chart as a picture: the very definition of the screen, drawn without a browser, with its source and day inside."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType
from typing import Any

import vl_convert

from dashboard.charts.draw import draw
from dashboard.charts.frame import with_rows
from dashboard.charts.theme import BACKGROUND, FONT, QUIET_TEXT
from dashboard.charts.wording import wrap
from dashboard.domain.view_model import ChartSpec, Value, View
from dashboard.exports.chart_words import alt_words
from dashboard.exports.source_line import source_line
from dashboard.locale import ENGLISH, Words

WIDTH = 900  # pixels
# Where the typeface is not there, a reader's program writes with a wider one than the labels were measured in.
ROOM: Mapping[str, int] = MappingProxyType({"left": 28, "right": 28, "top": 6, "bottom": 6})
CHARACTERS = 140  # that fit into one line of the source at this width
LINE = 15  # pixels between two lines of it
PNG_SCALE = 2  # sharp on paper and on a large screen
PNG_HEAD = 8 + 25  # bytes: the signature, and the header that must come first
WELSH_TIME: Mapping[str, Any] = MappingProxyType(
    {
        "dateTime": "%A %-d %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["yb", "yh"],
        "days": ["Dydd Sul", "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn"],
        "shortDays": ["Sul", "Llun", "Maw", "Mer", "Iau", "Gwe", "Sad"],
        "months": [
            *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
            *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
        ],
        "shortMonths": ["Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"],
    }
)


def chart_svg(view: View, name: str, words: Words = ENGLISH, *, in_document: bool = False) -> str:
    """The chart as SVG; its alternative text is the picture's title and description.

    `in_document` leaves the source line out, for papers that print it as text under the picture.
    """
    spec = view.chart(name)
    svg: str = vl_convert.vegalite_to_svg(_drawn(view, spec, words), **_locale(words))
    alt = escape(alt_words(view, spec, words))
    head, end, rest = svg.partition(">")
    described = f'{head} role="img" lang="{words.html_lang}" aria-label="{alt}"{end}'
    described = f"{described}<title>{escape(words.say(spec.title))}</title><desc>{alt}</desc>{rest}"
    return described if in_document else _with_footer(described, source_line(view, spec.table, words))


def chart_png(view: View, name: str, words: Words = ENGLISH) -> bytes:
    """The chart as PNG at twice its size; its title and alternative text are kept inside as texts."""
    spec = view.chart(name)
    png: bytes = vl_convert.svg_to_png(chart_svg(view, name, words), scale=PNG_SCALE)
    return _with_texts(png, {"Title": words.say(spec.title), "Description": alt_words(view, spec, words)})


def _with_footer(svg: str, line: str) -> str:
    """The picture made taller by the lines of its source, which stand under the plot."""
    lines = wrap(line, CHARACTERS, max_lines=6)
    height = float(re.search(r'height="([\d.]+)"', svg)[1])  # type: ignore[index]  # Vega always writes it
    more = LINE * len(lines) + 14
    svg = svg.replace(f'height="{height:g}"', f'height="{height + more:g}"', 2)
    svg = re.sub(r'viewBox="0 0 ([\d.]+) [\d.]+"', rf'viewBox="0 0 \1 {height + more:g}"', svg, count=1)
    texts = "".join(
        f'<text x="6" y="{height + 12 + LINE * n:g}" font-family="{escape(FONT)}" font-size="11" fill="{QUIET_TEXT}">'
        f"{escape(words)}</text>"
        for n, words in enumerate(lines)
    )
    paper = f'<rect y="{height:g}" width="100%" height="{more}" fill="{BACKGROUND}"/>'
    return f"{svg.removesuffix('</svg>')}{paper}{texts}</svg>"


def _with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """The PNG with texts in it, as the international text chunks that the format provides for."""
    chunks = b""
    for keyword, text in texts.items():
        body = b"iTXt" + keyword.encode("latin-1") + b"\x00" * 5 + text.encode("utf-8")
        chunks += (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return png[:PNG_HEAD] + chunks + png[PNG_HEAD:]


def _drawn(view: View, spec: ChartSpec, words: Words) -> dict[str, Any]:
    table = view.table(spec.table)
    if words.lang != "en":
        table = replace(
            table,
            columns=tuple(replace(c, label=words.say(c.label), unit=words.say(c.unit)) for c in table.columns),
            rows=tuple(tuple(words.say(v) if isinstance(v, str) else v for v in row) for row in table.rows),
        )
        options = {name: _option(value, words) for name, value in spec.options.items()}
        marks = tuple(replace(mark, text=words.say(mark.text)) for mark in spec.marks)
        title, subtitle = words.say(spec.title), words.say(spec.subtitle)
        spec = replace(spec, title=title, subtitle=subtitle, options=options, marks=marks)
    return {**with_rows(draw(spec, table), table, spec), "width": WIDTH, "padding": dict(ROOM)}


def _option(value: Value, words: Words) -> Value:
    """Options name values of the table, several of them parted by a bar; they must change with the values."""
    return "|".join(words.say(part) for part in value.split("|")) if isinstance(value, str) else value


def _locale(words: Words) -> dict[str, Any]:
    return {"time_format_locale": dict(WELSH_TIME)} if words.lang == "cy" else {}
