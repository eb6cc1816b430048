"""A meeting on a shared screen: next and previous on the keyboard, day, filters and cautions always in sight."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import Entry
from dashboard.store.engine import open_store
from tests.browser.conftest import serving, settled
from tests.builders import clock_at

ITEMS = [
    {"title": "Rates by force", "link": "inspections?as_at=2018-01-15"},
    {"title": "A page that is gone", "link": "no-such-page"},
    {"title": "Audits", "link": "audits?force=Kent", "note": "One of them is rape."},
]


@pytest.fixture
def meeting(bundled_store, chromium_path, tmp_path):
    """A dashboard on a copy of the record in which a meeting is called."""
    copy = tmp_path / "meeting.sqlite3"
    with closing(sqlite3.connect(bundled_store.engine.url.database)) as whole, closing(sqlite3.connect(copy)) as part:
        whole.backup(part)
    url = f"sqlite:///{copy.as_posix()}"
    store = open_store(url)
    body = {"title": "Working group", "meeting_on": "2026-11-20", "items": ITEMS}
    record(store, clock_at("2026-11-20"), Person(Role.WORKING_GROUP), Entry("agenda", "jwg", "agenda", body))
    store.close()
    with serving(url, tmp_path / "log.txt") as server:
        yield server


def test_scenario_91_a_meeting_is_presented_by_keyboard_with_day_filters_and_cautions_in_sight(meeting, browser):
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto(f"{meeting.address}/meeting")
    settled(page)
    page.get_by_role("button", name="Present").press("Enter")
    strip = page.locator(".rcq-strip")
    strip.get_by_text("Item 1 of 3").wait_for()
    assert "as it was known on 15 January 2018" in strip.inner_text()
    assert "Take care:" in strip.inner_text()
    assert "as known today" not in page.locator("body").inner_text(), "one day on the screen and no other"
    page.keyboard.press("ArrowRight")
    strip.get_by_text("Item 2 of 3").wait_for()
    page.get_by_text("This item's page cannot be shown").wait_for()
    page.keyboard.press("ArrowRight")
    strip.get_by_text("Item 3 of 3").wait_for()
    assert "Force: Kent" in strip.inner_text()
    page.get_by_text("One of them is rape.").wait_for()
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(300)
    box = strip.bounding_box()
    assert box
    assert 0 <= box["y"] < 300, "the strip stays where it is while figures move under it"
    page.keyboard.press("ArrowLeft")
    strip.get_by_text("Item 2 of 3").wait_for()
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.keyboard.press("ArrowLeft")
    strip.get_by_text("Item 1 of 3").wait_for()
    page.locator('[data-testid="stVegaLiteChart"] svg.marks').first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stVegaLiteChart\"] svg.marks').getBoundingClientRect().right <= 1920"
    )
    page.set_viewport_size({"width": 400, "height": 800})
    strip.get_by_text("Item 1 of 3").wait_for()
    page.wait_for_function(f"() => {fits}")
    assert not page.locator("details.rcq-controls").is_visible(), "only the meeting is on the screen"
    page.emulate_media(media="print")
    assert strip.is_visible(), "day, filters and cautions are on paper too"
    assert not page.get_by_role("button", name="Next").is_visible()
    context.close()
