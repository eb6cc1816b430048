"""The pages for reminders and for bringing in a tracker, as they are used."""

from __future__ import annotations

from tests.builders import KENT
from tests.pages.reading import Shown
from tests.pages.test_entering import BY_ADDRESS, as_role, entered, run

__all__ = ["as_role"]
TRACKER = (
    "Reference,Report,Report date,Text,Lead,Latest update\n"
    'K-1,Crime data,2024-03-01,Train officers,"Chief Inspector Jane Smith",Begun\n'
    "K-2,Crime data,2024-03-01,Check records,Registrar,\n"
)


def upload(script, content, name="tracker.csv"):
    script.file_uploader[0].set_value((name, content.encode(), "text/csv"))
    return script.run()


def test_a_tracker_is_looked_at_and_then_entered_whole_with_roles_for_names(as_role):
    store = as_role("pcc_office", "Kent")
    script = upload(run(BY_ADDRESS["tracker"]), TRACKER)
    words = Shown(script).words
    assert "Train officers" in words
    assert entered(store) == []
    next(b for b in script.button if b.label.startswith("Enter all 3")).click()
    script.run()
    assert "Entered 3 entries" in " ".join(one.value for one in script.success)
    assert {r["subject_id"] for r in entered(store)} == {"K-1", "K-2"}
    assert "Jane" not in str(entered(store))


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_offered(as_role):
    store = as_role("pcc_office", "Kent")
    script = upload(run(BY_ADDRESS["tracker"]), TRACKER.replace("K-2,Crime data,2024-03-01", "K-2,Crime data,soon"))
    assert "row 3: published_on" in Shown(script).words
    assert [b.label for b in script.button if b.label.startswith("Enter all")] == []
    assert entered(store) == []


def test_scenario_80_a_reader_is_offered_no_tracker_to_bring_in(as_role):
    as_role("reader")
    assert len(run(BY_ADDRESS["tracker"]).file_uploader) == 0


def test_the_reminders_of_a_force_link_its_calendar_and_tell_its_clocks(as_role):
    as_role("reader")
    script = run(BY_ADDRESS["reminders"], force=KENT)
    shown = Shown(script)
    assert shown.faults == []
    assert "Calendar of Kent" in shown.words
    assert "Kent: changes since 26 October 2026" in " ".join(one.value for one in script.code)
