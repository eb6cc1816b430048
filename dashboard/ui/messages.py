"""Messages to the reader, in which nothing that came by the address can turn into a link or a picture."""

from __future__ import annotations

import re

import streamlit as st


def problem(words: str) -> None:
    """Something that stops the page."""
    st.error(plain(words))


def complaint(words: str) -> None:
    """Something that was left out."""
    st.warning(plain(words))


def plain(words: str) -> str:
    """The words with everything that Markdown would take for more than words made harmless."""
    return re.sub(r"([\\`*_\[\]<>$~|#])", r"\\\1", words).replace("://", "&#58;//")
