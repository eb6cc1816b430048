"""Drafts for a user guide: every item with its source, in the order of the register, and marked as a draft."""

from __future__ import annotations

import re

import pytest

from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.errors import UnknownName
from dashboard.domain.ledger import Entry, Evidence
from dashboard.exports.guide_text import draft_named, systems_text, timeline_text
from tests.builders import KENT, clock_at
from tests.views.asking import ask


def test_every_event_is_an_item_with_a_source_in_time_order(bundled_store):
    view = ask(bundled_store, "timeline")
    text = timeline_text(view)
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(items) == len(view.table("timeline").rows)
    assert all(re.search(r"\[\d+\]$", item) for item in items)
    years = [int(line) for line in text.splitlines() if re.fullmatch(r"\d{4}", line)]
    assert years == sorted(years)
    listed = text.partition("\nSources\n")[2].splitlines()
    assert [line.split("]")[0] for line in listed] == [f"[{n + 1}" for n in range(len(listed))]
    assert "Draft made from the register as at 23 November 2026" in text


def test_a_break_says_that_figures_must_not_be_compared_across_it(bundled_store):
    text = timeline_text(ask(bundled_store, "timeline", category="Counting rules"))
    (item,) = (line for line in text.splitlines() if "National Crime Recording Standard came in" in line)
    assert "Figures before and after must not be compared." in item


def test_the_draft_on_systems_holds_the_register_and_names_the_forces_without_a_source(loaded):
    store = loaded(
        recording_systems=[{"system_id": "a", "name": "System A", "family": "Family A"}],
        force_systems=[{"force_code": KENT, "system_id": "a", "status": "in use", "as_at_year": 2020}],
    )
    before = systems_text(ask(store, "recording_systems", "2026-02-28"))
    remark = {"sort": "limitation", "words": "Nested crimes are not counted.", "offences": "violence"}
    entry = Entry("recording_system", "a", "remark", remark, evidence=(Evidence("Paper", "https://example.org/p"),))
    record(store, clock_at("2026-03-01"), Person(Role.WORKING_GROUP), entry)
    after = systems_text(ask(store, "recording_systems", "2026-03-01"))
    assert "No strength, limitation or effect is entered" in before
    assert (
        "- System A, limitation: Nested crimes are not counted. It touches violence. Evidence: Paper, https://example.org/p."
        in after
    )
    assert "- Kent: System A, in use, stated for 2020. [1]" in after
    assert "no source was found for 1 force (West Midlands)" in after


def test_a_draft_of_nothing_is_still_a_text(loaded):
    assert timeline_text(ask(loaded(), "timeline")).startswith("Changes in recording")
    assert "No statement about a recording system" in systems_text(ask(loaded(), "recording_systems"))


def test_an_unknown_draft_names_those_there_are():
    with pytest.raises(UnknownName, match="timeline"):
        draft_named("guide")
