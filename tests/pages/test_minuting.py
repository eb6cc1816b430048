"""Minuting against the item on screen: it is in the register before the page is left."""

from __future__ import annotations

import shutil

import pytest

from dashboard import paths
from dashboard.commands.loading import load_bundled_record
from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import Entry
from dashboard.navigation import PAGES
from dashboard.store.engine import open_store
from dashboard.ui import ask
from tests.builders import KENT, clock_at, source_row, write_record
from tests.pages.conftest import TODAY, forget_everything, run
from tests.pages.reading import Shown
from tests.views.asking import ask as asked
from tests.views.asking import rows

MEETING = next(page for page in PAGES if page.address == "meeting")


@pytest.fixture
def own_store(tmp_path, monkeypatch):
    """A small store with an agenda, opened by the pages as the working group."""
    folder = write_record(
        tmp_path / "data", sources=[source_row()], inspections=[{}], inspection_measures=[{"recorded_pct": "83.6"}]
    )
    url = f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}"
    store = open_store(url)
    # An agenda made from what changed also asks which publications are late, by the product's own calendar.
    shutil.copy(paths.DATA_DIR / "releases.toml", folder)
    load_bundled_record(store, folder, clock_at())
    body = {
        "title": "Working group",
        "meeting_on": "2026-11-20",
        "items": [{"title": "Rates", "link": "inspections?force=Kent"}],
    }
    record(store, clock_at("2026-11-20"), Person(Role.WORKING_GROUP), Entry("agenda", "jwg", "agenda", body))
    monkeypatch.setattr(paths, "DATA_DIR", folder)
    monkeypatch.setattr(ask, "CLOCK", clock_at(TODAY.isoformat()))
    monkeypatch.setenv("RCQ_DATABASE_URL", url)
    monkeypatch.setenv("RCQ_ROLE", "working_group")
    forget_everything()
    yield store
    forget_everything()
    store.close()


def press(script, label):
    next(button for button in script.button if button.label == label).click()
    return script.run()


def test_a_minute_is_in_the_register_before_the_page_is_left(own_store):
    script = run(MEETING, item="1")
    shown = Shown(script)
    assert shown.faults == []
    assert "1. Rates" in shown.title
    next(area for area in script.text_area if area.label.startswith("What was decided")).input("Ask the forces.")
    script = press(script, "Enter")
    assert Shown(script).faults == []
    (minute,) = rows(asked(own_store, "minutes"), "minutes")
    assert (minute["meeting"], minute["item"], minute["kind"], minute["words"]) == (
        "jwg",
        1,
        "decision",
        "Ask the forces.",
    )
    assert minute["link"].startswith(f"inspections?force={KENT}")
    assert "Ask the forces." in Shown(script).words


def test_an_action_without_evidence_is_refused_beside_its_fields_and_nothing_typed_is_lost(own_store):
    script = run(MEETING, item="1")
    next(box for box in script.selectbox if box.label == "Kind").select("action")
    next(area for area in script.text_area if area.label.startswith("What was decided")).input("Write to them.")
    script = press(script, "Enter")
    assert rows(asked(own_store, "minutes"), "minutes") == []
    assert "evidence" in Shown(script).words.casefold()
    assert (
        next(area for area in script.text_area if area.label.startswith("What was decided")).value == "Write to them."
    )


def test_an_agenda_made_and_a_snapshot_taken_by_button_are_entries(own_store):
    script = run(MEETING)
    next(field for field in script.text_input if field.label == "Name of the meeting").input("jwg-next")
    script = press(script, "Make the agenda")
    assert Shown(script).faults == []
    assert {row["meeting"] for row in rows(asked(own_store, "meetings"), "meetings")} == {"jwg", "jwg-next"}
    script = press(run(MEETING, meeting="jwg"), "Take a snapshot")
    assert len(rows(asked(own_store, "meetings", meeting="jwg"), "snapshots")) == 1
    script = press(run(MEETING, meeting="jwg"), next(b.label for b in script.button if b.label.startswith("Reopen")))
    assert "1 of 1 views are the same to the last figure." in Shown(script).words


def test_the_form_is_filled_for_the_item_on_screen_also_after_next(own_store):
    items = [{"title": "Rates", "link": "inspections?force=Kent"}, {"title": "Audits", "link": "audits"}]
    body = {"title": "Two items", "meeting_on": "2026-11-20", "items": items}
    record(own_store, clock_at("2026-11-20"), Person(Role.WORKING_GROUP), Entry("agenda", "two", "agenda", body))
    script = press(run(MEETING, meeting="two", item="1"), "Next")
    assert "2. Audits" in Shown(script).title
    assert next(box for box in script.selectbox if box.label == "Kind").value == "decision"
    next(area for area in script.text_area if area.label.startswith("What was decided")).input("Audit again.")
    press(script, "Enter")
    (minute,) = rows(asked(own_store, "minutes", meeting="two"), "minutes")
    assert (minute["item"], minute["kind"], minute["words"]) == (2, "decision", "Audit again.")
    assert minute["link"].startswith("audits?")
