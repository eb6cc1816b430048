"""What came by the address must not turn into a link or a picture in a message."""

from __future__ import annotations

import pytest

from dashboard.ui.messages import plain


@pytest.mark.parametrize(
    "hostile",
    ["[click](https://example.org)", "![x](https://example.org/x.png)", "https://example.org", "<b>bold</b>", "`code`"],
)
def test_nothing_in_a_message_is_read_as_markup(hostile):
    said = plain(f"There is no force {hostile!r}.")
    assert "://" not in said
    for mark in "[]<>`":
        assert said.count(mark) == said.count("\\" + mark)


def test_ordinary_words_stay_as_they_are():
    words = "The as-at date 'x' is not a date; write it as 2018-01-15 or 15 January 2018."
    assert plain(words) == words
