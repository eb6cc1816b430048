"""Drivers of the divergence: proposed, evidenced, agreed in a meeting, marked on the chart, and reopened."""

from __future__ import annotations

import pytest

from dashboard import paths
from dashboard.commands.loading import load_bundled_record
from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import AccessRefused, EntryRefused, read_entry
from tests.builders import clock_at
from tests.views.asking import ask, rows

GROUP = Person(Role.WORKING_GROUP, name="Secretariat")
MINUTES = {"title": "Minutes of 1 June", "url": "https://example.org/minutes"}
AGREEMENT = {
    "meeting": "Meeting of 1 June",
    "confidence": "medium",
    "owner": "Statistics office",
    "next_analysis": "Compare forces by wave of inspection",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A store with the record, in which a driver was proposed in May, evidenced in May and agreed in June."""
    from dashboard.store.engine import open_store

    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('drivers') / 'store.sqlite3').as_posix()}")
    load_bundled_record(store, paths.DATA_DIR, clock_at("2026-05-01"))
    proposal = {
        "driver": "The recording drive after the inspection of 2014",
        "offence_types": ["Violence"],
        "from": "2014-11-18",
        "direction": "raises recorded crime against the survey",
    }
    enter(store, "2026-05-02", "propose", proposal)
    seen = {"words": "Audited accuracy rose from 80.5 to 94.8 %", "speaks": "for"}
    enter(store, "2026-05-03", "evidence", seen, evidence=[MINUTES])
    enter(store, "2026-06-01", "agree", AGREEMENT, evidence=[MINUTES])
    yield store
    store.close()


def enter(store, day, action, body=None, person=GROUP, **more):
    data = {"subject_kind": "driver", "subject_id": "recording-drive", "action": action, "body": body or {}, **more}
    return record(store, clock_at(day), person, read_entry(data))


def driver(store, day):
    found = rows(ask(store, "drivers", day), "drivers")
    return found[0] if found else None


def test_scenario_63_an_agreed_driver_keeps_all_that_was_agreed_and_stands_on_the_chart(told):
    row = driver(told, "2026-06-02")
    assert row["driver"] == "The recording drive after the inspection of 2014"
    assert row["state"] == "agreed"
    assert (row["confidence"], row["owner"]) == ("medium", "Statistics office")
    assert row["agreed_on"].isoformat() == "2026-06-01"
    assert row["next_analysis"] == "Compare forces by wave of inspection"
    assert "Audited accuracy rose" in row["evidence"]
    assert "Minutes of 1 June" in row["evidence"]
    marks = ask(told, "divergence", "2026-06-02").chart("indexed").marks
    (mark,) = (m for m in marks if m.text.startswith("Agreed driver"))
    for said in (
        "confidence medium",
        "owner Statistics office",
        "1 June 2026",
        "Compare forces by wave",
        "Audited accuracy",
    ):
        assert said in mark.text
    assert [m.number for m in marks] == list(range(1, len(marks) + 1))
    assert [m.on for m in marks] == sorted(m.on for m in marks)


def test_what_was_known_on_each_day_stays_what_it_was(told):
    assert driver(told, "2026-05-01") is None
    assert driver(told, "2026-05-02")["state"] == "proposed"
    assert driver(told, "2026-05-31")["state"] == "evidenced"
    before = ask(told, "divergence", "2026-05-31").chart("indexed").marks
    assert not any(m.text.startswith("Agreed driver") for m in before)


def test_a_driver_marks_only_the_offences_it_bears_on(told):
    marks = ask(told, "divergence", "2026-06-02", offence_type="Bicycle theft").chart("indexed").marks
    assert not any(m.text.startswith("Agreed driver") for m in marks)


def test_a_driver_is_reopened_with_a_reason_and_agreed_once_at_a_time(told):
    with pytest.raises(EntryRefused, match="agreed already; reopen it first"):
        enter(told, "2026-07-01", "agree", AGREEMENT)
    with pytest.raises(EntryRefused, match="reason"):
        enter(told, "2026-07-01", "reopen")
    enter(told, "2026-07-01", "reopen", reason="New audit figures")
    row = driver(told, "2026-07-02")
    assert (row["state"], row["reopened_because"], row["owner"]) == ("reopened", "New audit figures", None)
    assert driver(told, "2026-06-30")["state"] == "agreed"
    history = rows(ask(told, "drivers", "2026-07-02"), "history")
    assert [h["action"] for h in history] == ["propose", "evidence", "agree", "reopen"]


@pytest.mark.parametrize("role", [Role.READER, Role.ADMINISTRATOR])
def test_only_the_group_and_the_inspectorate_enter_drivers(told, role):
    with pytest.raises(AccessRefused, match="working group or inspectorate only"):
        enter(told, "2026-05-05", "propose", {"driver": "x"}, person=Person(role), subject_id="other")


def test_what_is_wrong_with_a_driver_is_said_field_by_field(told):
    with pytest.raises(EntryRefused) as refused:
        enter(told, "2026-05-05", "propose", {"from": "2020-01-01", "direction": "sideways"}, subject_id="other")
    said = str(refused.value)
    assert "body.driver is needed" in said
    assert "body.direction is 'sideways'" in said
    body = {"driver": "x", "from": "2020-01-01", "to": "2019-01-01"}
    with pytest.raises(EntryRefused, match=r"body\.to lies before body\.from"):
        enter(told, "2026-05-05", "propose", body, subject_id="other")
