"""The page of reminders: an address for calendars, and a digest of changes as text to send."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from urllib.parse import quote

import streamlit as st

from dashboard.domain.dates import british
from dashboard.exports.digest import digest_of
from dashboard.ui import ask
from dashboard.ui import page as the_page
from dashboard.ui.editing import signed_in
from dashboard.views.reminders import clocks_of, entries_since

NATIONAL = "national"
SINCE = "digest_since"
DEFAULT_DAYS = 28


def page() -> None:
    """The whole page, for the force chosen above or, without one, for the national recommendations."""
    asked = the_page.asked()
    code = asked.shared.get("force", "")
    name = ask.frame(asked.as_at).forces.get(code, code) if code else ""
    about = name or "the national recommendations"
    st.title("Reminders", anchor=False)
    st.html(
        f'<p class="rcq-statement">For {escape(about)}, as at {escape(british(asked.as_at.day))}. Choose a force above for '
        "its policing body's answers and its recommendations; without one, the national recommendations are meant.</p>"
    )
    _calendar(name or NATIONAL, about)
    _digest(code, about)


def _calendar(body: str, about: str) -> None:
    address = f"calendar/{quote(body)}.ics"
    st.header("Calendar", anchor=False)
    st.html(
        f'<p><a href="{address}">Calendar of {escape(about)}</a>: last days of the 56 and due dates, kept up to date. Copy the '
        "link into a calendar program under “subscribe” or “add from address”; or open it to take the dates over once.</p>"
    )


def _digest(code: str, about: str) -> None:
    asked = the_page.asked()
    st.header("What changed since a day", anchor=False)
    since = st.date_input(
        "Since",
        asked.as_at.day - timedelta(days=DEFAULT_DAYS),
        key=SINCE,
        format="DD/MM/YYYY",
        max_value=asked.as_at.day,
        min_value=date(1900, 1, 1),
    )
    store = ask.the_store()
    responses, recommendations = clocks_of(store, code, asked.as_at)
    ledger = entries_since(store, code, since, asked.as_at, signed_in())
    text = digest_of(about[:1].upper() + about[1:], since, ledger, recommendations, responses)
    st.code(text, language=None, wrap_lines=True)
    st.download_button("Download as text", text.encode(), file_name=f"changes-since-{since.isoformat()}.txt")
