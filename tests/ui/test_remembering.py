"""Which browser it is that comes back, by the token that Streamlit masks anew each time."""

from types import SimpleNamespace

import pytest

from dashboard.ui import editing

# Two answers of the server to one browser, and one to another.
FIRST = "2|d4c7fd1f|c1edbdc0a22f032b01b2b30e06d1082e|1795635677"
AGAIN = "2|997f4333|8c5503ecef97bd074c0a0d224b69b602|1795635677"
ANOTHER = "2|4da3e2a8|0000a2773b4b1c9c98d6acb99fb51799|1795635677"


def browser(monkeypatch, value):
    cookies = {editing.BROWSERS_OWN: value} if value else {}
    monkeypatch.setattr(editing.st, "context", SimpleNamespace(cookies=cookies))
    return editing._browser()


def test_one_browser_is_known_again_and_no_other_is_taken_for_it(monkeypatch):
    known = browser(monkeypatch, FIRST)
    assert known
    assert browser(monkeypatch, AGAIN) == known
    assert browser(monkeypatch, ANOTHER) != known


@pytest.mark.parametrize("value", ["", "x", "2|zz|00|1", "2||aa|1"])
def test_a_token_that_cannot_be_read_is_nobody_s(monkeypatch, value):
    assert browser(monkeypatch, value) == ""
