"""The accessibility statement: what was tested and how, what falls short, and whom to tell.  Linked from every page."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from dashboard.domain.dates import british

REVIEWED_ON = date(2026, 11, 25)
WORKS = (
    "Every page can be used with the keyboard alone; the first Tab offers a way past the navigation.",
    "Every chart has its finding in words and its figures as a table directly after it.",
    "Status is given by words and by shape, never by colour alone, and stays readable in grey.",
    "At 400 per cent (320 pixels wide) nothing is lost and only tables of figures scroll sideways, inside themselves.",
    "Each page as plain HTML without scripts, in English or in Welsh where words are translated, is under /plain.",
)
TESTED = (
    "Every page is scanned with axe-core against WCAG 2.0, 2.1 and 2.2, levels A and AA, at 1,280 and 400 pixels, with "
    "everything unfolded, each time the program is built; the build fails on any finding but the first one below. "
    "No audit by people who use screen readers every day has been made."
)
GAPS = (
    "The list of pages at the side puts each group into an element that a list may not hold. Screen readers still read "
    "every link in order; the number of entries may be announced wrongly. It is made by the library under the pages.",
    "After a filter is changed, that the page is new is not announced on its own; the heading says the choice.",
    "The points of a chart are named one by one, which is long to listen to; the table after it is quicker.",
    "Columns that are not shown at first have to be opened with More columns above the table.",
    "Free text quoted from reports is in English only.",
)
CONTACT = (
    "Tell whoever runs this dashboard for you, in the way you reach them; they answer for it. Say which page, what you "
    "were doing, and what you use to read it."
)


def page() -> None:
    """The statement as a page."""
    st.title("Accessibility", anchor=False)
    st.html(
        f'<div class="rcq-words"><p class="rcq-statement">It aims at WCAG 2.2, level AA, and meets it but for the gaps '
        f"below. Last reviewed on {british(REVIEWED_ON)}.</p>"
        f"<h2>What works</h2>{_list(WORKS)}<h2>How it was tested</h2><p>{escape(TESTED)}</p>"
        f"<h2>Known gaps</h2>{_list(GAPS)}<h2>If something does not work for you</h2><p>{escape(CONTACT)}</p></div>"
    )


def _list(items: tuple[str, ...]) -> str:
    return f'<ul class="rcq-notes">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>'
