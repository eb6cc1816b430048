"""Messages to the reader, in which nothing that came by the address can turn into a link or a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.domain.figures import count_of


def problem(words: str) -> None:
    """Something that stops the page."""
    st.error(plain(words))


def complaint(words: str) -> None:
    """Something that was left out."""
    st.warning(plain(words))


def behind(late: Sequence[tuple[str, int]]) -> None:
    """Which publications are behind their calendar, on any page: each with its days."""
    if not late:
        return
    items = "".join(f"<li>{escape(title)}: {count_of(days, 'day')} late</li>" for title, days in late)
    of = "source is" if len(late) == 1 else "sources are"
    st.html(
        f'<details class="rcq-behind"><summary>▲ {len(late)} {of} behind the release calendar: '
        f"{escape(late[0][0])}{' and others' if len(late) > 1 else ''}</summary><ul class='rcq-notes'>{items}</ul>"
        '<p>A newer edition may be out and not yet loaded. <a href="releases">Release calendar</a></p></details>'
    )


def plain(words: str) -> str:
    """The words with everything that Markdown would take for more than words made harmless."""
    return re.sub(r"([\\`*_\[\]<>$~|#])", r"\\\1", words).replace("://", "&#58;//")
