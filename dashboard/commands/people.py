"""Who is acting, from the words in which a person or a setting says so."""

from __future__ import annotations

from dashboard.domain.access import OF_ONE_FORCE, Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.errors import ReaderError, UnknownName, unknown_name
from dashboard.store.engine import Connection, Store
from dashboard.store.queries import bodies
from dashboard.store.queries.facts import facts


def person_from(store: Store, clock: Clock, words: str, *, name: str = "") -> Person:
    """The person that "pcc_office:Kent", "working_group" and the like name.

    After the colon stands a force by any name or code, or a local policing body by its name or identifier.
    ReaderError says what is missing or not known.
    """
    role_words, _, whose = (part.strip() for part in words.partition(":"))
    try:
        role = Role(role_words.replace("-", "_").casefold())
    except ValueError:
        raise unknown_name("role", role_words, [r.value for r in Role]) from None
    if role not in OF_ONE_FORCE:
        if whose:
            raise ReaderError(f"The role {role.value} belongs to no single force; leave out {whose!r}.")
        return Person(role, name=name)
    if not whose:
        raise ReaderError(f"The role {role.value} needs a force: write {role.value}:Kent, for instance.")
    with store.reading() as connection:
        return _of_force(connection, role, whose, name, AsAt(clock.today()))


def _of_force(connection: Connection, role: Role, whose: str, name: str, today: AsAt) -> Person:
    try:
        return Person(role, bodies.force_code(connection, whose, as_at=today), name)
    except UnknownName:
        wanted = whose.casefold()
        for body in facts(connection, "local_policing_bodies", as_at=today):
            if role is Role.PCC_OFFICE and wanted in (body["body_id"].casefold(), body["name"].casefold()):
                return Person(role, body["force_code"], name, body["body_id"])
        raise
