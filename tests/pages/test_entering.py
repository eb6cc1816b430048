"""Forms on a page about one item: faults beside fields, drafts, both texts where two enter at once, and undoing."""

from __future__ import annotations

import pytest

from dashboard import paths
from dashboard.commands.loading import load_bundled_record
from dashboard.navigation import PAGES
from dashboard.store.engine import open_store
from dashboard.ui import ask
from tests.builders import KENT, clock_at, source_row, write_record
from tests.pages.conftest import TODAY, forget_everything, run
from tests.pages.reading import Shown
from tests.views.asking import ask as asked
from tests.views.asking import rows
from tests.views.entering import BODY, THE_FORCE, enter

BY_ADDRESS = {page.address: page for page in PAGES}
ITEM = BY_ADDRESS["recommendation"]


@pytest.fixture
def as_role(tmp_path, monkeypatch):
    """A small store with one recommendation, and the pages opened over it as somebody."""
    folder = write_record(tmp_path / "data", sources=[source_row()], local_policing_bodies=[BODY], recommendations=[{}])
    url = f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}"
    store = open_store(url)
    load_bundled_record(store, folder, clock_at())
    monkeypatch.setattr(paths, "DATA_DIR", folder)
    monkeypatch.setattr(ask, "CLOCK", clock_at(TODAY.isoformat()))
    monkeypatch.setenv("RCQ_DATABASE_URL", url)

    def acting(role, force=""):
        monkeypatch.setenv("RCQ_ROLE", role)
        monkeypatch.setenv("RCQ_FORCE", force)
        forget_everything()
        return store

    yield acting
    forget_everything()
    store.close()


def form_of(script, action):
    """The fields and buttons of one action's form, by the end of their keys."""
    key = f"recommendation|KENT-1|{action}"
    fields = {
        element.key.removeprefix(f"{key}|"): element
        for element in (*script.text_area, *script.selectbox, *script.text_input)
        if element.key and element.key.startswith(f"{key}|")
    }
    buttons = {b.label: b for b in script.button if b.key and f"form_{key}-" in b.key}
    return fields, buttons


def entered(store):
    return rows(asked(store, "ledger"), "ledger")


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(as_role):
    store = as_role("force", "Kent")
    script = run(ITEM, id="KENT-1")
    fields, buttons = form_of(script, "claim")
    fields["words"].input("Two hundred officers trained.")
    buttons["Enter"].click()
    script.run()
    words = Shown(script).words
    assert "✗ Progress is needed" in words
    assert "✗ Words" not in words
    assert form_of(script, "claim")[0]["words"].value == "Two hundred officers trained."
    assert entered(store) == []


def test_a_draft_is_kept_and_enters_later(as_role):
    store = as_role("force", "Kent")
    script = run(ITEM, id="KENT-1")
    fields, buttons = form_of(script, "claim")
    fields["words"].input("Half way.")
    buttons["Keep as draft"].click()
    script.run()
    assert "Kept as a draft" in " ".join(one.value for one in script.info)
    assert entered(store) == []
    fields, buttons = form_of(script, "claim")
    assert fields["words"].value == "Half way."
    fields["progress"].select("in progress")
    buttons["Enter"].click()
    script.run()
    assert [r["new"] for r in entered(store)] == ["progress: in progress; words: Half way."]


def test_two_who_enter_at_once_see_both_texts_and_lose_neither(as_role):
    store = as_role("force", "Kent")
    script = run(ITEM, id="KENT-1")
    enter(store, THE_FORCE, "KENT-1", "claim", {"progress": "not started", "words": "Theirs."}, on=TODAY.isoformat())
    fields, buttons = form_of(script, "claim")
    fields["words"].input("Mine.")
    fields["progress"].select("in progress")
    buttons["Enter"].click()
    script.run()
    words = Shown(script).words
    assert "Theirs." in words
    assert "progress: in progress; words: Mine." in words
    assert len(entered(store)) == 1
    next(b for b in script.button if b.label.startswith("I have read theirs")).click()
    script.run()
    fields, buttons = form_of(script, "claim")
    assert fields["words"].value == "Mine."
    buttons["Enter"].click()
    script.run()
    assert [r["new"] for r in entered(store)] == [
        "progress: in progress; words: Mine.",
        "progress: not started; words: Theirs.",
    ]


def test_an_entry_of_ones_own_is_undone_by_a_further_one(as_role):
    store = as_role("force", "Kent")
    number = enter(
        store, THE_FORCE, "KENT-1", "claim", {"progress": "not started", "words": "Wrong."}, on=TODAY.isoformat()
    )
    script = run(ITEM, id="KENT-1")
    script.text_input(key=f"undo_{number}_reason").input("Wrong item.")
    script.button(key=f"undo_{number}").click()
    script.run()
    undoing, first = entered(store)
    assert (undoing["undoes"], undoing["reason"], first["undone_by"]) == (number, "Wrong item.", undoing["entry_id"])
    assert f"Entered as entry {undoing['entry_id']}." in " ".join(one.value for one in script.success)


@pytest.mark.parametrize("address", ["recommendation", "recommendations", "responses", "action_plan", "ledger"])
def test_scenario_80_an_official_who_reads_sees_no_edit_control(as_role, address):
    as_role("reader")
    script = run(BY_ADDRESS[address], **({"id": "KENT-1"} if address == "recommendation" else {}))
    assert Shown(script).faults == []
    assert [b.label for b in script.button if b.label in ("Enter", "Keep as draft", "Undo it")] == []
    assert [area.label for area in script.text_area] == []


def test_scenario_80_the_same_page_offers_forms_to_the_force(as_role):
    as_role("force", "Kent")
    script = run(ITEM, id="KENT-1", force=KENT)
    assert form_of(script, "claim")[1].keys() == {"Enter", "Keep as draft", "Throw the draft away"}
