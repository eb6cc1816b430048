"""Taking in a force's own audits: a dry run first, then all of a file in one transaction, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.commands.audit_corrections import changes_of, with_withdrawals
from dashboard.commands.publications import LoadOutcome, LoadRefused, own_audits_title
from dashboard.domain.access import Person, Role, entry_refusal
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.dates import LATEST, british
from dashboard.domain.editions import Edition, EditionContent, Publication
from dashboard.domain.ledger import AccessRefused
from dashboard.store import editions, loads
from dashboard.store.engine import Connection, Store
from dashboard.store.files import keeping
from dashboard.store.ledger import add_refusal
from dashboard.store.queries.facts import facts
from dashboard.store.queries.force_audits import held_audit_ids
from loaders.errors import PersonalDataFound
from loaders.force_audit_rows import check_rows, rows_to_store, sort_faults
from loaders.force_audits import ReadAudits, read_audits
from loaders.marked_copy import faults_by_row, sheets_of
from loaders.report import EditionFacts

AUDITS = "force_audits"  # what the log of loads calls such a file
MAY_LOAD = (Role.FORCE, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class AuditWishes:
    """What the person sending a file adds to it.

    `published_on` is the day from which the figures count as known, today where it is left out; `correction` is the
    reason where audits that are held already are put right.
    """

    published_on: date | None = None
    correction: str = ""


def publication_of(force_code: str, force: str) -> Publication:
    """The publication under which a force's own audits are held."""
    return Publication(
        f"force-audits-{force_code}",
        own_audits_title(force),
        f"{force} (the force)",
        figure_class="management information",
        frequency="as audited",
        note="Sent in by the force as totals. Not published unless a row says so.",
    )


def load_force_audits(
    store: Store,
    *,
    content: bytes,
    file_name: str,
    clock: Clock,
    person: Person,
    wishes: AuditWishes = AuditWishes(),
    commit: bool,
) -> tuple[LoadOutcome, ReadAudits]:
    """Read a file of audits and, if `commit`, take it in; a dry run reads and compares exactly as a commit does.

    The same file again changes nothing and says so.

    Raises:
        the errors of `loaders.force_audits.read_audits`: it cannot be opened.
        PersonalDataFound: `commit` was asked for and cells look like personal data; a dry run tells them as faults.
        AccessRefused: the person may not send in audits for this force; the refusal is logged.
        LoadRefused: `commit` was asked for and something stops it; the message names it.
    """
    read = read_audits(content, file_name)
    checksum = hashlib.sha256(content).hexdigest()
    with store.reading() as connection:
        names = {f["force_code"]: f["name"] for f in facts(connection, "forces", as_at=AsAt(clock.today()))}
        check_rows(read, _areas(connection, read, clock))
    if commit and read.personal:
        raise PersonalDataFound(str(cell) for cell in read.personal)
    if commit:  # before anything is said of what the force holds
        _refuse_if_not_allowed(store, clock, person, read)
    with store.reading() as connection:
        before = loads.load_with(connection, checksum)
        if before is None:
            _check_held(connection, read, wishes)
        _check_days(read, clock)
    sort_faults(read.report)
    rows = {} if read.report.faults else rows_to_store(read)
    force = names.get(read.force_code, read.force_code)
    _describe(read, rows, force)
    if before is not None:
        return LoadOutcome(read.report, load_id=before, already_loaded=True), read
    with store.reading() as connection:
        changes = changes_of(connection, publication_of(read.force_code, force).publication_id, rows)
    stops = _stops(read, wishes, clock)
    if not commit:
        return LoadOutcome(read.report, changes, stops=stops), read
    if stops:
        raise LoadRefused(f"{file_name} was not loaded, and nothing was changed: {' '.join(stops)}")
    # Kept only now: a file that is refused for what it says of people must not lie anywhere.
    with keeping(store.files, content), store.writing() as connection:
        if (quicker := loads.load_with(connection, checksum)) is not None:
            return LoadOutcome(read.report, load_id=quicker, already_loaded=True), read
        load_id = _commit(connection, read, rows, content, checksum, force, clock, wishes)
    return LoadOutcome(read.report, changes, load_id=load_id), read


def rows_of(content: bytes, file_name: str) -> dict[str, list[dict[str, Any]]]:
    """The rows by kind that a file states which was checked when it was taken in."""
    return rows_to_store(read_audits(content, file_name))


def marked_sheets(read: ReadAudits) -> tuple[dict[str, list[list[str]]], dict[str, dict[int, list[str]]]]:
    """The sheets as they were sent, and the faults by sheet and row, for a copy to be mended.

    A cell of personal data holds a marker of its kinds, and nothing of what it contained.
    """
    sheets = sheets_of(read.grids)
    for cell in read.personal:
        sheets[cell.grid.name[:31]][cell.row][cell.column] = cell.marker
    return sheets, faults_by_row(read.report.faults, read.grids)


def _areas(connection: Connection, read: ReadAudits, clock: Clock) -> dict[str, list[tuple[date | None, date | None]]]:
    """Names of business areas that this force may use, with the days of each: the usual ones and its own."""
    force = next((row.values["force"] for row in read.rows if row.values["force"]), "")
    found: dict[str, list[tuple[date | None, date | None]]] = defaultdict(list)
    for area in facts(connection, "business_areas", as_at=AsAt(clock.today()), force_code=["", force]):
        found[area["area_name"]].append((area["valid_from"], area["valid_until"]))
    return found


def _check_held(connection: Connection, read: ReadAudits, wishes: AuditWishes) -> None:
    """An audit that is held already may only come again as a correction."""
    if wishes.correction or not read.force_code:
        return
    held = held_audit_ids(connection, read.force_code, as_at=AsAt(LATEST))
    told: set[str] = set()
    for row in read.rows:
        audit_id = row.values["audit_id"]
        if audit_id in held and audit_id not in told:
            told.add(audit_id)
            read.report.fault(
                row.place("audit_id"),
                f"an audit of this name is held already, from load {held[audit_id]}; give it another name, or send it as a "
                "correction with a reason (--correction)",
            )


def _check_days(read: ReadAudits, clock: Clock) -> None:
    today = clock.today()
    for row in read.rows:
        end = row.values["period_end"]
        if end and end > today:
            read.report.fault(row.place("period_end"), f"the period ends after today, {british(today)}")


def _describe(read: ReadAudits, rows: dict[str, list[dict[str, Any]]], force: str) -> None:
    report = read.report
    starts = [row.values["period_start"] for row in read.rows if row.values["period_start"]]
    ends = [row.values["period_end"] for row in read.rows if row.values["period_end"]]
    report.rows_by_kind = {kind: len(found) for kind, found in rows.items()}
    if read.force_code:
        report.edition = EditionFacts(
            f"force-audits-{read.force_code}",
            f"{force}: own audits, {report.file_name}",
            "",
            min(starts, default=None),
            max(ends, default=None),
        )
    audits = {row.values["audit_id"] for row in read.rows}
    report.sums = {
        "audits": len(audits),
        "crimes due": sum(r["crimes_due"] or 0 for r in rows.get("force_audits", ()) if r["breakdown"] == "total"),
    }
    derived = sum(row["basis"] == "derived" for row in rows.get("force_audits", ()))
    if derived:
        report.notes.append(f"{derived:,} totals that the file leaves out are added up from its rows.")


def _stops(read: ReadAudits, wishes: AuditWishes, clock: Clock) -> tuple[str, ...]:
    stops = []
    if read.report.faults:
        number = len(read.report.faults)
        shown = "; ".join(str(fault) for fault in read.report.faults[:10])
        more = f"; and {number - 10} more, which `rcq audits check` lists" if number > 10 else ""
        stops.append(f"{number} {'cell is' if number == 1 else 'cells are'} wrong: {shown}{more}. Mend the file.")
    if wishes.published_on and wishes.published_on > clock.today():
        stops.append(f"The day it became known, {british(wishes.published_on)}, has not come yet.")
    return tuple(stops)


def _refuse_if_not_allowed(store: Store, clock: Clock, person: Person, read: ReadAudits) -> None:
    why = entry_refusal(person, what="A force's own audits", roles=MAY_LOAD, scope=read.force_code)
    if not why:
        return
    with store.writing() as connection:
        add_refusal(
            connection,
            {
                "actor": person.account,
                "role": person.role.value,
                "force_code": person.force_code,
                "subject_kind": "force_audits",
                "subject_id": "",
                "action": "load",
                "why": why,
            },
            clock.now(),
        )
    raise AccessRefused(why)


def _commit(
    connection: Connection,
    read: ReadAudits,
    rows: dict[str, list[dict[str, Any]]],
    content: bytes,
    checksum: str,
    force: str,
    clock: Clock,
    wishes: AuditWishes,
) -> int:
    known = wishes.published_on or clock.today()
    publication = publication_of(read.force_code, force)
    edition = Edition(
        source_id=f"{publication.publication_id}-{checksum[:12]}",
        publication_id=publication.publication_id,
        title=f"{publication.title}, {read.report.file_name}",
        published_on=known,
        published_precision="day",
        retrieved_on=clock.today(),
        known_from=known,
        file_name=read.report.file_name,
        sha256=checksum,
        change_kind="correction" if wishes.correction else "first",
        change_reason=wishes.correction,
    )
    editions.put_publications(connection, [publication])
    name = read.report.file_name
    loads.note_file(connection, sha256=checksum, file_name=name, size=len(content), kept_at=clock.now())
    asked = {"as_kind": AUDITS, "published_on": known.isoformat(), "correction": wishes.correction}
    load_id = editions.note_load(
        connection,
        what=publication.title,
        file_name=name,
        sha256=checksum,
        loaded_at=clock.now(),
        asked=json.dumps(asked),
    )
    if wishes.correction:
        rows = with_withdrawals(connection, publication.publication_id, rows)
    editions.add_editions(connection, load_id=load_id, contents=[EditionContent(edition, rows)])
    return load_id
