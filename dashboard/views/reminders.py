"""The views behind the reminders of one body: its force's, or the national ones."""

from __future__ import annotations

from datetime import date

from dashboard.domain.access import READER, Person
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import UnknownName
from dashboard.domain.view_model import View
from dashboard.store.engine import Store
from dashboard.store.queries import bodies
from dashboard.store.queries.facts import facts
from dashboard.views import answer

NATIONAL = "national"


def body_named(store: Store, words: str, as_at: AsAt) -> tuple[str, str]:
    """Name and force code of the body that the words name: a force by any name or code, its local policing body, or
    "national" (code ""), which is the ten national recommendations.  UnknownName names the forces there are."""
    if words.strip().casefold() == NATIONAL:
        return "National recommendations", ""
    with store.reading() as connection:
        names = {f["force_code"]: f["name"] for f in bodies.forces(connection, as_at=as_at, kind=None)}
        try:
            code = bodies.force_code(connection, words, as_at=as_at)
            return names[code], code
        except UnknownName:
            wanted = words.strip().casefold()
            for body in facts(connection, "local_policing_bodies", as_at=as_at):
                if wanted in (body["body_id"].casefold(), body["name"].casefold()):
                    return body["name"], body["force_code"]
            raise


def clocks_of(store: Store, code: str, as_at: AsAt) -> tuple[View | None, View]:
    """The views responses (None for national bodies) and recommendations of a body."""
    if not code:
        return None, answer(store, "recommendations", {"issuer": "OSR"}, as_at)
    asked = {"force": code}
    return answer(store, "responses", asked, as_at), answer(store, "recommendations", asked, as_at)


def entries_since(store: Store, code: str, since: date, as_at: AsAt, person: Person = READER) -> View:
    """The view ledger of a body since a day, as the person may read it; for national bodies, of all."""
    asked = {"since": since.isoformat()} | ({"force": code} if code else {})
    return answer(store, "ledger", asked, as_at, person)
