"""A paper as tagged PDF (PDF/UA-1): contents, statement, figures, charts with alternative text, tables, annex of sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from dashboard.domain.errors import TooMuch
from dashboard.domain.view_model import ChartSpec, Column, Headline, Source, Table, View
from dashboard.exports.cells import cell_words, counted, is_figure, shown_columns
from dashboard.exports.chart_image import chart_svg
from dashboard.exports.chart_words import alt_words
from dashboard.exports.particulars import PRODUCT, particulars
from dashboard.exports.source_line import source_line
from dashboard.locale import Words

TEMPLATE = Path(__file__).with_name("paper.typ")
MOST_ROWS = 5000  # of all tables; more belongs into a workbook, and would be a paper of hundreds of pages
UPRIGHT = 95  # characters of a row that fit across an upright page
SHORT = 18  # characters of a text that is kept on one line: a date, a name
LEAST, MOST = 6, 34  # characters that a column is given room for
Said = str | tuple[str, str]
Numbers = dict[str, int]


def paper(views: Sequence[View], base: str, words: Words, *, title: str = "") -> bytes:
    """The paper; the same views give the same bytes.

    Raises TooMuch where the tables have more rows than a paper should, and says what to take instead.
    """
    rows = sum(len(table.rows) for view in views for table in view.tables)
    if rows > MOST_ROWS:
        raise TooMuch(
            f"These are {rows:,} rows, and a paper holds at most {MOST_ROWS:,}; choose filters, or take the workbook or CSV."
        )
    pictures: dict[str, bytes] = {}
    numbers = _numbered(views)
    chapters = [_chapter(view, base, words, pictures, numbers) for view in views]
    day = max(view.as_at for view in views)
    heading = title or words.say(views[0].title)
    data = {
        "lang": words.lang,
        "title": heading,
        "author": words.say(PRODUCT),
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "footer": f"{words.say(PRODUCT)} · {heading} · {words.say('As at')} {words.day(day)}",
        "words": {
            "page": words.say("Page"),
            "contents": words.say("Contents"),
            "care": words.say("Take care"),
            "notes": words.say("Notes"),
            "annex": words.say("Annex: sources"),
        },
        "front": _front(views, words),
        "chapters": chapters,
        "annex": _annex(views, words),
    }
    files = {
        "main.typ": TEMPLATE.read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode("utf-8"),
        **pictures,
    }
    # Only the fonts that come with Typst are used, so that a paper is the same to the byte on every computer.
    # Its type hints know files only by name; a mapping from name to content is taken as well.
    made: bytes = typst.compile(files, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)  # type: ignore[call-overload]
    return made


def _front(views: Sequence[View], words: Words) -> list[tuple[str, str]]:
    """What stands under the title; the particulars of each part stand with it."""
    days = sorted({view.as_at for view in views})
    known = " / ".join(words.day(day) for day in days)
    return [(words.say("As at"), known), (words.say("Parts"), str(len(views)))]


def _chapter(view: View, base: str, words: Words, pictures: dict[str, bytes], numbers: Numbers) -> dict[str, Any]:
    charts = [_chart(view, spec, words, pictures) for spec in view.charts]
    lines = [(label, _breakable(value)) for label, value in particulars(view, base, words).lines(words)]
    return {
        "title": said(view.title, words),
        "statement": said(view.statement, words),
        "lines": lines,
        "headlines": [_headline(h, words) for h in view.headlines],
        "warnings": [said(w.text, words) for w in view.warnings],
        "charts": charts,
        "tables": [_table(view, table, words, numbers) for table in view.tables],
        "notes": [said(n.text, words) for n in view.notes],
    }


def said(text: str, words: Words) -> Said:
    """A text for the template: the words of the language, or the text with the language it stays in."""
    lang = words.lang_of(text)
    return (_breakable(text), lang) if lang else _breakable(words.say(text))


def headline_figure(headline: Headline, words: Words) -> str:
    """A headline's figure with unit and interval, or why there is none."""
    if headline.value is None:
        return words.say(headline.missing_reason or "not known")
    about = f"{words.say('about')} " if headline.approximate else ""
    unit = "" if headline.unit == "ratio" else f" {words.say(counted(headline.value, headline.unit))}"
    shown = f"{about}{words.figure(headline.value, headline.unit)}{unit}"
    if headline.lower is None or headline.upper is None:
        return shown
    low, high = words.figure(headline.lower, headline.unit), words.figure(headline.upper, headline.unit)
    return f"{shown} ({low} {words.say('to')} {high})"


def _headline(headline: Headline, words: Words) -> dict[str, Said]:
    published = words.day(headline.published_on, headline.published_precision) if headline.published_on else ""
    facts = [words.say(part) for part in (headline.period, headline.figure_class, headline.basis) if part]
    facts += [f"{words.say('published')} {published}"] if published else []
    return {
        "label": said(headline.label, words),
        "figure": headline_figure(headline, words),
        "sentence": said(headline.sentence, words),
        "facts": " · ".join(facts),
    }


def _chart(view: View, spec: ChartSpec, words: Words, pictures: dict[str, bytes]) -> dict[str, Any]:
    name = f"chart-{len(pictures)}.svg"
    pictures[name] = chart_svg(view, spec.name, words, in_document=True).encode("utf-8")
    marks = [
        f"{mark.number}. {words.day(mark.on, mark.precision)}: {words.say(mark.text)}"
        f"{' (' + words.say('break') + ')' if mark.is_break else ''}"
        for mark in spec.marks
    ]
    caption = source_line(view, spec.table, words)
    return {"file": name, "alt": alt_words(view, spec, words), "caption": _breakable(caption), "marks": marks}


def _numbered(views: Sequence[View]) -> Numbers:
    """The number of each source in the annex, by which tables refer to it."""
    held = dict.fromkeys(source.source_id for view in views for source in view.sources)
    return {source_id: number for number, source_id in enumerate(held, start=1)}


def _table(view: View, table: Table, words: Words, numbers: Numbers) -> dict[str, Any]:
    columns = shown_columns(table)
    records = table.records()
    numbers = {} if view.name == "sources" else numbers
    cells = [[_cell(column, record, words, numbers) for column in columns] for record in records]
    heads = [_head(column, words) for column in columns]
    widths = [_width(heads[n], [row[n] for row in cells]) for n in range(len(columns))]
    return {
        "title": said(table.title, words),
        "count": f"{len(table.rows):,} {words.say('rows')}",
        "source": _breakable(source_line(view, table.name, words)),
        "empty": said(table.empty_message, words),
        "heads": heads,
        "figures": [is_figure(column) for column in columns],
        "widths": widths,
        "wide": bool(cells) and sum(widths) > UPRIGHT,
        "rows": cells,
    }


def _head(column: Column, words: Words) -> Said:
    unit = f" ({words.say(column.unit)})" if is_figure(column) and column.unit != "count" else ""
    label = said(column.label, words)
    return (label[0] + unit, label[1]) if isinstance(label, tuple) else label + unit


def _cell(column: Column, record: dict[str, Any], words: Words, numbers: Numbers) -> Said:
    if column.name.endswith("source_id") and record[column.name] in numbers:
        return f"[{numbers[record[column.name]]}]"
    shown, is_missing = cell_words(column, record, words)
    value = record[column.name]
    if isinstance(value, str) and value and not is_missing and shown == value:
        return said(value, words)
    return _breakable(shown)


def _width(head: Said, cells: Sequence[Said]) -> int:
    """Characters of room for a column: enough for its words, and more for sentences, within limits."""
    texts = [cell[0] if isinstance(cell, tuple) else cell for cell in cells]
    label = head[0] if isinstance(head, tuple) else head
    longest_word = max(
        (len(word) for text in [label, *texts] for word in text.replace("\u200b", " ").split()), default=LEAST
    )
    mean = sum(map(len, texts)) // max(len(texts), 1)
    short = max((len(text) for text in texts if len(text) <= SHORT), default=LEAST)
    return max(LEAST, min(max(longest_word, mean // 2, short), MOST))


def _annex(views: Sequence[View], words: Words) -> list[str]:
    held: dict[str, Source] = {source.source_id: source for view in views for source in view.sources}
    return [_source(source, words) for source in held.values()] or [words.say("No source is used.")]


def _source(source: Source, words: Words) -> str:
    unknown = words.say("date of publication not known")
    parts = [
        f"{words.say(source.publisher)}: {words.say(source.title)}",
        words.day(source.published_on, source.published_precision, unknown=unknown),
        words.say(source.figure_class),
        words.say("secondary") if source.is_secondary else "",
        f"{words.say('retrieved')} {words.day(source.retrieved_on)}" if source.retrieved_on else "",
        source.licence,
        source.url,
        f"{words.say('the link was dead when tried on')} {words.day(source.dead_on)}" if source.dead_on else "",
        f"SHA-256 {source.sha256[:16]}…" if source.sha256 else "",
    ]
    return _breakable(". ".join(part for part in parts if part) + ".")


def _breakable(text: str) -> str:
    """Long addresses and codes may break after their signs; a paper has no scroll bar."""
    if not any(len(word) > 28 for word in text.split()):
        return text
    return "".join(c + "\u200b" if c in "/?&=_-." else c for c in text)
