"""A store that cannot be opened: a sentence that says what is wrong and what to do, and never a traceback."""

from __future__ import annotations

import pytest

from dashboard.navigation import PAGES
from tests.pages.conftest import forget_everything, run
from tests.pages.reading import Shown


@pytest.fixture
def page_on(monkeypatch, standing_clock):
    """Opens a page on the store at an address, as a server that was just started."""

    def opened(url, page=PAGES[0]):
        monkeypatch.setenv("RCQ_DATABASE_URL", url)
        forget_everything()
        return Shown(run(page))

    yield opened
    forget_everything()


def check(shown, *words):
    assert shown.faults == []
    assert shown.title == "The store cannot be opened"
    (said,) = shown.messages
    for word in words:
        assert word in said
    assert "Traceback" not in said
    assert shown.tables == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_a_damaged_file_is_named_on_every_page(page, page_on, tmp_path):
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    check(page_on(f"sqlite:///{damaged.as_posix()}", page), "damaged.sqlite3")


def test_a_file_of_another_kind_is_named(page_on, tmp_path):
    other = tmp_path / "letter.sqlite3"
    other.write_text("Dear Chief Constable", encoding="utf-8")
    check(page_on(f"sqlite:///{other.as_posix()}"), "letter.sqlite3")
    assert other.read_text(encoding="utf-8") == "Dear Chief Constable"


def test_an_address_of_no_store_is_said_without_its_password(page_on):
    shown = page_on("nonsense://user:secret@nowhere/x")
    check(shown)
    assert "secret" not in shown.messages[0]
