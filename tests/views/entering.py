"""Making entries in tests, in the words of `rcq record`."""

from __future__ import annotations

from datetime import date

from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import Entry, Evidence
from tests.builders import KENT, clock_at

OFFICE = Person(Role.PCC_OFFICE, KENT)
THE_FORCE = Person(Role.FORCE, KENT)
INSPECTORATE = Person(Role.INSPECTORATE)
GROUP = Person(Role.WORKING_GROUP)
LETTER = Evidence(title="Letter", url="https://example.org/letter", published_on=date(2017, 9, 1))
BODY = {
    "body_id": "kent-pcc",
    "force_code": KENT,
    "name": "Kent PCC",
    "kind": "commissioner",
    "started_on": "2012-11-22",
}


def enter(store, person, subject_id, action, body, on="2024-06-01", kind="recommendation", happened=None, **more):
    """One entry made on the day `on`."""
    happened_on = date.fromisoformat(happened) if happened else None
    entry = Entry(kind, subject_id, action, body, happened_on=happened_on, **more)
    return record(store, clock_at(on), person, entry).entry_id
