"""Draws a view.  Chart, text alternative, event list, table, warnings, sources and downloads are one unit each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.domain.dates import british
from dashboard.domain.figures import thousands_as_words
from dashboard.domain.revised import Revised, lines, summary
from dashboard.domain.view_model import Headline, View
from dashboard.exports.cells import figure_words, rows_words
from dashboard.exports.flat_csv import table_as_csv
from dashboard.exports.guide_text import draft_named
from dashboard.exports.make import FORMS
from dashboard.exports.particulars import particulars, permalink
from dashboard.exports.source_line import source_line
from dashboard.exports.view_json import view_as_json
from dashboard.ui import ask, copying
from dashboard.ui.cells import source_button, source_details
from dashboard.ui.glossary import explained
from dashboard.ui.html_table import ROWS_ON_A_PAGE

# Units in which a rounded figure is said in millions: how many make a thousand, and what one is called.
ON_THE_PAGE = ("csv", "json")  # forms that have buttons of their own, which work without our own addresses too
MOST_OPENERS = 3  # sources named beside a sentence that rests on many
MOST_BUTTONS = 12  # pages of a table that get a button each; of more, the number is typed
SPOKEN_UNITS = {"offences": (1000, "offences"), "thousand incidents": (1, "incidents")}


# The views of which this run of the page has shown something that opens a source, by name.
SHOWN = "rcq_shown"


def heading(view: View) -> None:
    """The page's title and the sentence that answers its question."""
    st.title(view.title, anchor=False)
    st.html(f'<p class="rcq-statement">{explained(view.name, escape(view.statement))}</p>{_chosen(view)}')
    st.session_state[SHOWN][view.name] = view


def _chosen(view: View) -> str:
    """The page's own filters in words, for paper, where the widgets are left out; the band says the shared ones."""
    said = [f"{label} {words}" for label, words in view.chosen if label not in ("Force", "Region")]
    return f'<p class="rcq-chosen">Chosen: {escape("; ".join(said))}</p>' if said else ""


def revised(view: View, found: Sequence[Revised]) -> None:
    """The figures of the page that a later edition gives otherwise, for a page as at a past day."""
    if not found:
        return
    said = "".join(f"<li>▲ {escape(line)}</li>" for line in lines(found))
    st.html(
        f'<details class="rcq-figures"><summary>▲ {escape(summary(found, view.as_at))}</summary>'
        f"<ul class='rcq-notes'>{said}</ul></details>"
    )


def headlines(view: View, *codes: str) -> None:
    """Headline figures as blocks of fixed shape; `codes` chooses and orders them."""
    chosen = [h for h in view.headlines if not codes or h.code in codes]
    if chosen:
        st.html(f'<div class="rcq-cards">{"".join(_card(view, h) for h in chosen)}</div>')
        copying.listener()


def briefing(view: View, *codes: str) -> None:
    """Headline figures as short blocks of a label, the count and a sentence, for what must be taken in at one look."""
    chosen = [h for h in view.headlines if h.code in codes]
    if chosen:
        blocks = "".join(_block(view, h) for h in sorted(chosen, key=lambda h: codes.index(h.code)))
        st.html(f'<div class="rcq-briefing">{blocks}</div>')


def _block(view: View, headline: Headline) -> str:
    """One sentence with its figure and what it rests on; of many sources the first, the tables below have them all."""
    # The figures compared are in the sentence; how many there are is no figure that anybody asks for.
    figure = ""
    if headline.value is not None and headline.unit != "figures compared":
        figure = f"{figure_words(headline.value, '')} {headline.unit}"
    if headline.value == 1:
        figure = figure.removesuffix("s")
    openers = [source_button(view, source_id) for source_id in headline.rests_on[:MOST_OPENERS]]
    more = len(headline.rests_on) - MOST_OPENERS
    rest = f" and {more} more" if more > 0 else ""
    return (
        f"<section><h2>{escape(headline.label)} <span>{escape(figure)}</span></h2>"
        f"<p>{escape(headline.sentence)} {' '.join(openers)}{rest}</p></section>"
    )


def sentences(view: View, *codes: str) -> None:
    """Headline figures as sentences in a list, for those that say more in words than as a figure."""
    said = [h.sentence for h in view.headlines if h.code in codes]
    if said:
        st.html(f'<ul class="rcq-notes">{"".join(f"<li>{escape(words)}</li>" for words in said)}</ul>')


def _value_html(headline: Headline) -> str:
    """The figure with its interval and unit; a rounded figure is written as roundly as its source has it."""
    if headline.value is None:
        return f"<small>{escape(headline.missing_reason or 'not known')}</small>"
    if headline.approximate and headline.unit in SPOKEN_UNITS:
        scale, unit = SPOKEN_UNITS[headline.unit]
        return f"<small>about</small> {thousands_as_words(headline.value / scale)} <small>{unit}</small>"
    interval = ""
    if headline.lower is not None and headline.upper is not None:
        low, high = figure_words(headline.lower, headline.unit), figure_words(headline.upper, headline.unit)
        interval = f" <small>({low} to {high})</small>"
    unit = {"%": " %", "ratio": ""}.get(headline.unit, f" <small>{escape(headline.unit)}</small>")
    figure = figure_words(headline.value, headline.unit)
    if headline.approximate and float(headline.value).is_integer():
        figure = f"{headline.value:,.0f}"
    return f"{'<small>about</small> ' if headline.approximate else ''}{figure}{unit}{interval}"


def _card(view: View, headline: Headline) -> str:
    value = _value_html(headline)
    published = (
        f"published {british(headline.published_on, headline.published_precision)}"
        if headline.published_on
        else "date of publication not known"
    )
    if headline.figure_class == "unpublished":  # the day is that on which it became known here
        published = f"known from {british(headline.published_on)}" if headline.published_on else ""
    facts = [headline.period, published if headline.source_id else "", headline.figure_class, headline.basis]
    source = source_details(view.source(headline.source_id), headline.source_id) if headline.source_id else ""
    return (
        f'<section class="rcq-card"><h2>{escape(headline.label)}</h2><p class="rcq-value">{value}</p>'
        f"<p>{escape(' · '.join(part for part in facts if part))}</p><p>{escape(headline.sentence)}</p>{source}"
        f"{copying.copy_block(view, headline)}</section>"
    )


def chart(
    view: View, name: str, *, on_select: object = None, selection: str | None = None, figures: bool = True
) -> object:
    """A chart with its text alternative, the events marked on it, its source line, and its figures as a table.

    `figures` False leaves that table out, for a page that shows it in full anyway.  Draws nothing where the view has
    no such chart.  Returns what the reader picked, where `selection` names a selection.
    """
    if not any(c.name == name for c in view.charts):
        return None
    spec = view.chart(name)
    picking: dict[str, Any] = {"on_select": on_select, "selection_mode": selection} if selection else {}
    picked = st.vega_lite_chart(
        spec=ask.chart_of(view, name).sent(), theme=None, alt=spec.alt, key=f"chart_{view.name}_{name}", **picking
    )
    if spec.marks:
        items = "".join(
            f"<li value='{mark.number}'>{escape(british(mark.on, mark.precision))}: {escape(mark.text)}{' (break)' if mark.is_break else ''}</li>"
            for mark in spec.marks
        )
        st.html(f'<p class="rcq-caption">Events marked on the chart:</p><ol class="rcq-marks">{items}</ol>')
    st.html(f'<p class="rcq-caption">{escape(source_line(view, spec.table))}</p>')
    if figures:
        shown = view.table(spec.table)
        # The page may show the same table below as well; each region has a name of its own.
        table_html = ask.table_of(view, spec.table, rows=max(len(shown.rows), 1)).replace(
            'role="region" aria-label="', 'role="region" aria-label="Figures of the chart: ', 1
        )
        st.html(
            f'<details class="rcq-figures"><summary>The figures of this chart ({rows_words(len(shown.rows))})</summary>'
            f"{table_html}</details>"
        )
        st.session_state[SHOWN][view.name] = view
    return picked


def small_charts(view: View, names: Sequence[str]) -> None:
    """Several charts on one scale, two in a row where the screen is wide enough."""
    for first in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[first : first + 2], strict=False):
            with column:
                chart(view, name)


def table(view: View, name: str) -> None:
    """A table as real HTML, fifty rows at a time, with its rows as a sortable grid for those who ask."""
    shown = view.table(name)
    pages = -(-len(shown.rows) // ROWS_ON_A_PAGE)
    first = 0
    if pages > MOST_BUTTONS:
        chosen = st.number_input(
            f"Page of {shown.title.lower()}, 1 to {pages:,}",
            min_value=1,
            max_value=pages,
            value=1,
            key=f"{view.name}_{name}_page_number",
        )
        first = (int(chosen) - 1) * ROWS_ON_A_PAGE
    elif pages > 1:
        page = st.segmented_control(
            f"Page of {shown.title.lower()}",
            list(range(1, pages + 1)),
            default=1,
            key=f"{view.name}_{name}_page",
        )
        first = ((page or 1) - 1) * ROWS_ON_A_PAGE
    st.html(ask.table_of(view, name, first=first))
    st.session_state[SHOWN][view.name] = view


def draft(view: View, name: str, label: str) -> None:
    """A draft section of text made from the view, to take away."""
    _, made = draft_named(name)
    st.download_button(
        label,
        data=lambda: made(view),
        file_name=f"draft-{name}-as-at-{view.as_at.isoformat()}.txt",
        mime="text/plain",
        on_click="ignore",
        key=f"draft_{view.name}",
    )


def warnings(view: View) -> None:
    """What must not be concluded from figures standing together."""
    said = [explained(view.name, escape(warning.text)) for warning in view.warnings]
    if len(said) == 1:
        st.html(f'<p class="rcq-warning"><strong>Take care:</strong> {said[0]}</p>')
    elif said:
        items = "".join(f"<li>{words}</li>" for words in said)
        st.html(f'<div class="rcq-warning"><strong>Take care</strong><ul>{items}</ul></div>')


def notes_and_sources(view: View) -> None:
    """Notes, the sources of the page, its words, and the ways to take it away."""
    if foot := ask.foot_of(view):
        st.html(foot)
    _take_away(view)


def base_address() -> str:
    """The address a colleague can open: this server's own, whatever stands in front of it."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/" if here.netloc else ""


def _files(view: View, base: str) -> str:
    """The page as a file in every form, and its twin without scripts, as links that the server answers."""
    query = urlencode({**view.filters, "as_at": view.as_at.isoformat()})
    forms = [
        (f"files/{view.name}.{form.ending}", form.label) for name, form in FORMS.items() if name not in ON_THE_PAGE
    ]
    forms = [(address, said) for address, said in forms if view.charts or "Chart" not in said]
    links = [(f"plain/{view.name}", "This page without scripts"), *forms]
    items = "".join(f'<li><a href="{escape(f"{base}{path}?{query}")}">{said}</a></li>' for path, said in links)
    return f'<ul class="rcq-notes">{items}</ul>'


def begin() -> None:
    """Before a page is drawn: no view has been shown."""
    st.session_state[SHOWN] = {}


def source_boxes() -> None:
    """When a page has been drawn: what the sources named in its tables open."""
    if boxes := "".join(ask.boxes_of(view) for view in st.session_state[SHOWN].values()):
        st.html(boxes)


def _take_away(view: View) -> None:
    with st.container(key="rcq_downloads"), st.expander("Link and downloads"):
        base = base_address()
        st.markdown("This address reproduces the page as it is now, with its date:")
        # A link and not st.code, for which the browser would fetch a colourer of programs, a third of all it fetches.
        address = escape(permalink(view, base))
        st.html(f'<p class="rcq-address"><a href="{address}">{address}</a></p>')
        st.html(f'<p class="rcq-address">{escape(particulars(view, base).citation)}</p>{_files(view, base)}')
        stem = f"{view.name}-as-at-{view.as_at.isoformat()}"
        st.download_button(
            "Everything on this page (JSON)",
            data=lambda: view_as_json(view),
            file_name=f"{stem}.json",
            mime="application/json",
            on_click="ignore",
            key=f"json_{view.name}",
        )
        for shown in view.tables:
            if not shown.rows:
                continue
            st.download_button(
                f"{shown.title} (CSV, {rows_words(len(shown.rows))})",
                data=partial(table_as_csv, shown),
                file_name=f"{stem}-{shown.name}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"csv_{view.name}_{shown.name}",
            )
