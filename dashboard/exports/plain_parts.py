"""The parts of a plain page: figures, tables, charts, notes and sources as HTML that needs no script.

What the reader's language has no words for is marked with its own, so that a screen reader changes its voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from urllib.parse import urlencode

from dashboard.domain.revised import Revised, lines, summary
from dashboard.domain.view_model import ChartSpec, Column, Headline, Source, Table, Value, View
from dashboard.exports.cells import cell_words, counted, is_figure, shown_columns
from dashboard.exports.chart_words import alt_words
from dashboard.exports.particulars import link_words, moment
from dashboard.exports.source_line import source_line
from dashboard.locale import Words

# A link to a page of ours, with or without this server's name; anything else stays text.
OWN_LINK = re.compile(r"^(https?://|[a-z_]+($|\?))")
WIDTH, HEIGHT = 900, 400  # of a chart before it has arrived, so that the page does not jump


@dataclass(frozen=True)
class Writer:
    """Writes text in one language and marks what stays in another."""

    words: Words

    def text(self, said: str) -> str:
        """The text as HTML, translated or marked."""
        escaped = escape(self.words.say(said))
        return f'<span lang="en">{escaped}</span>' if self.words.lang_of(said) else escaped

    def block(self, tag: str, said: str, css: str = "") -> str:
        """An element of text, which carries the mark itself."""
        lang = ' lang="en"' if self.words.lang_of(said) else ""
        return f"<{tag}{lang}{f' class={css}' if css else ''}>{escape(self.words.say(said))}</{tag}>"

    def list_of(self, said: Iterable[str], css: str = "") -> str:
        """An unordered list of texts."""
        return f"<ul{f' class={css}' if css else ''}>{''.join(self.block('li', one) for one in said)}</ul>"


@dataclass(frozen=True)
class Shown:
    """Which rows of a table are shown: from `first` on, at most `most` of them."""

    first: int
    most: int


def headlines(view: View, writer: Writer) -> str:
    """Every headline: label, figure with interval, and the sentence that says it."""
    if not view.headlines:
        return ""
    return f"<dl class=figures>{''.join(_headline(view, h, writer) for h in view.headlines)}</dl>"


def _headline(view: View, headline: Headline, writer: Writer) -> str:
    words = writer.words
    if headline.value is None:
        figure = writer.text(headline.missing_reason or "not known")
    else:
        about = f"{writer.text('about')} " if headline.approximate else ""
        figure = f"<strong>{about}{escape(words.figure(headline.value, headline.unit))}</strong>"
        if headline.unit not in ("ratio", ""):
            figure += f" {writer.text(counted(headline.value, headline.unit))}"
        if headline.lower is not None and headline.upper is not None:
            low, high = words.figure(headline.lower, headline.unit), words.figure(headline.upper, headline.unit)
            figure += f" ({low} {writer.text('to')} {high})"
    source = ""
    if headline.source_id and view.source(headline.source_id):
        source = f' <a href="#s-{escape(headline.source_id)}">{writer.text("Source")}</a>'
    facts = [part for part in (headline.period, headline.figure_class, headline.basis) if part]
    listed = " · ".join(writer.text(part) for part in facts)
    return (
        f"<div>{writer.block('dt', headline.label)}<dd>{figure}<br>{writer.text(headline.sentence)}"
        f"<br><small>{listed}{source}</small></dd></div>"
    )


def revised(found: Sequence[Revised], day: date, writer: Writer) -> str:
    """The figures of a page as at a past day that a later edition gives otherwise."""
    if not found:
        return ""
    return (
        f"<section class=care>{writer.block('h2', f'▲ {summary(found, day)}')}{writer.list_of(lines(found))}</section>"
    )


def warnings(view: View, writer: Writer) -> str:
    """What must not be concluded from figures standing together."""
    if not view.warnings:
        return ""
    heading = writer.block("h2", "Take care")
    return f"<section class=care>{heading}{writer.list_of(w.text for w in view.warnings)}</section>"


def table(view: View, held: Table, writer: Writer, shown: Shown, address: str) -> str:
    """A table with its caption, the rows asked for, the way to the others, and its source line.

    `address` is the page's own, with its filters, to which the choice of a table and page is added.
    """
    total = len(held.rows)
    if not total:
        return f"<h2>{writer.text(held.title)}</h2>{writer.block('p', held.empty_message, 'empty')}"
    columns = shown_columns(held)
    last = min(shown.first + shown.most, total)
    head = "".join(_head(column, writer) for column in columns)
    records = replace(held, rows=held.rows[shown.first : last]).records()
    body = "".join(_row(view, columns, record, writer) for record in records)
    said = writer.words.say("rows")
    counted = f"{total:,} {said}" if last - shown.first == total else f"{shown.first + 1:,}–{last:,} / {total:,} {said}"
    return (
        f'<div class=scroll tabindex=0 role=region aria-label="{escape(writer.words.say(held.title))}">'
        f"<table><caption>{writer.text(held.title)} <small>({counted})</small></caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f"<p><small>{escape(source_line(view, held.name, writer.words))}</small>"
        f"{_ways(held, shown, total, address, writer)}</p>"
    )


def _ways(held: Table, shown: Shown, total: int, address: str, writer: Writer) -> str:
    """Links to the rows before and after, and to the whole table as a file."""
    ways = []
    page, pages = shown.first // shown.most + 1, -(-total // shown.most)
    for words, number in (("Earlier rows", page - 1), ("Further rows", page + 1)):
        if 1 <= number <= pages and number != page:
            where = urlencode({"table": held.name, "page": number})
            ways.append(f'<a href="{escape(f"{address}&{where}")}">{writer.text(words)}</a>')
    query = address.partition("?")[2]
    name = address.partition("?")[0]
    csv = f"../api/v1/views/{name}?{query}&{urlencode({'table': held.name, 'format': 'csv'})}"
    ways.append(f'<a href="{escape(csv)}">CSV</a>')
    return " · " + " · ".join(ways)


def _head(column: Column, writer: Writer) -> str:
    unit = ""
    if is_figure(column) and column.unit != "count":
        unit = f" ({writer.text(column.unit)})"
    side = " class=n" if is_figure(column) else ""
    return f"<th scope=col{side}>{writer.text(column.label)}{unit}</th>"


def _row(view: View, columns: list[Column], record: dict[str, Value], writer: Writer) -> str:
    return f"<tr>{''.join(_cell(view, column, record, writer, n == 0) for n, column in enumerate(columns))}</tr>"


def _cell(view: View, column: Column, record: dict[str, Value], writer: Writer, is_first: bool) -> str:
    tag, close = ("th scope=row", "th") if is_first else ("td", "td")
    if column.name.endswith("source_id") and view.name != "sources":
        source_id = str(record[column.name] or "")
        said = f'<a href="#s-{escape(source_id)}">{writer.text("Source")}</a>' if view.source(source_id) else ""
        return f"<{tag}>{said or writer.text('worked out here')}</{close}>"
    said, is_missing = cell_words(column, record, writer.words)
    # The words are already those of the language; whether they were found is asked of the English.
    value = record[column.name]
    english = value if isinstance(value, str) and value else said
    lang = ' lang="en"' if writer.words.lang_of(english) and said == english and column.name != "link" else ""
    content = _linked(view, column, record, said, writer)
    if is_missing:
        content = f"<i>{content}</i>"
    side = " class=n" if is_figure(column) else ""
    return f"<{tag}{side}{lang}>{content}</{close}>"


def _linked(view: View, column: Column, record: dict[str, Value], said: str, writer: Writer) -> str:
    """The words of a cell as HTML, with a link where they name an address, a force or an item: to its twin without scripts."""
    words = escape(said)
    value = str(record[column.name] or "")
    lang = {"lang": writer.words.lang} if writer.words.lang != "en" else {}
    if column.name == "url" and said.startswith(("https://", "http://")):
        return f'<a href="{words}">{words}</a>'
    if column.name == "link" and OWN_LINK.match(value):
        return f'<a href="{escape(_with(value, lang))}">{writer.text(link_words(value))}</a>'
    if column.name == "force" and record.get("force_code") and value and view.name != "force":
        query = urlencode({"force": record["force_code"], **moment(view), **lang})
        return f'<a href="force?{escape(query)}">{words}</a>'
    if column.name == "rec_id" and value and view.name != "recommendation":
        return f'<a href="recommendation?{escape(urlencode({"id": value, **moment(view), **lang}))}">{words}</a>'
    return words


def _with(link: str, more: dict[str, str]) -> str:
    return f"{link}{'&' if '?' in link else '?'}{urlencode(more)}" if more else link


def chart(view: View, spec: ChartSpec, writer: Writer, address: str) -> str:
    """A chart as a picture of its own address, with its alternative text, the events marked on it, and its table named."""
    words = writer.words
    name, _, query = address.partition("?")
    where = f"{name}/{spec.name}.svg?{query}"
    alt = alt_words(view, spec, words)
    lang = ' lang="en"' if words.lang != "en" and words.has(spec.alt) and words.say(spec.alt) == spec.alt else ""
    marks = ""
    if spec.marks:
        items = "".join(
            f"<li value={mark.number}>{escape(words.day(mark.on, mark.precision))}: {writer.text(mark.text)}"
            f"{' (' + writer.text('break') + ')' if mark.is_break else ''}</li>"
            for mark in spec.marks
        )
        marks = f"<p>{writer.text('Events marked on the chart:')}</p><ol>{items}</ol>"
    shown = f"{writer.text('The figures of this chart')}: {writer.text(view.table(spec.table).title)}."
    return (
        f'<figure><img src="{escape(where)}" width={WIDTH} height={HEIGHT}{lang} alt="{escape(alt)}">'
        f"<figcaption><small>{shown}</small></figcaption>{marks}</figure>"
    )


def notes(view: View, writer: Writer) -> str:
    """Notes under the figures."""
    if not view.notes:
        return ""
    return f"<section>{writer.block('h2', 'Notes')}{writer.list_of(n.text for n in view.notes)}</section>"


def sources(view: View, writer: Writer) -> str:
    """Every source with what is needed to find it again; the view of sources is itself that list."""
    if not view.sources or view.name == "sources":
        return ""
    items = "".join(f'<li id="s-{escape(s.source_id)}">{_source(s, writer)}</li>' for s in view.sources)
    heading = f"{writer.text('Sources')} ({len(view.sources)})"
    return f"<section><h2>{heading}</h2><ol class=sources>{items}</ol></section>"


def _source(source: Source, writer: Writer) -> str:
    return ". ".join(_source_parts(source, writer)) + "."


def _source_parts(source: Source, writer: Writer) -> Iterator[str]:
    words = writer.words
    title = writer.text(source.title)
    if source.url.startswith(("https://", "http://")):
        title = f'<a href="{escape(source.url)}">{title}</a>'
    published = words.day(
        source.published_on, source.published_precision, unknown=words.say("date of publication not known")
    )
    yield f"{writer.text(source.publisher)}: {title}"
    yield escape(published)
    if source.dead_on:
        yield f"✗ {writer.text('the link was dead when tried on')} {escape(words.day(source.dead_on))}"
    if source.figure_class:
        yield writer.text(source.figure_class)
    if source.is_secondary:
        yield writer.text("secondary")
    if source.retrieved_on:
        yield f"{writer.text('retrieved')} {escape(words.day(source.retrieved_on))}"
