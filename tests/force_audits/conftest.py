"""Files of audits as a registrar sends them, and a store with forces to load them into."""

from __future__ import annotations

import csv
import io
import sqlite3

import pytest

from dashboard.commands.force_audits import AuditWishes, load_force_audits
from dashboard.domain.access import Person, Role
from dashboard.exports.template_files import sheets_as
from dashboard.store.engine import open_store
from tests.builders import KENT, clock_at

ADMINISTRATOR = Person(Role.ADMINISTRATOR)
KENT_FORCE = Person(Role.FORCE, KENT)
BASE = {
    "force": "Kent",
    "audit_id": "2023-Q4",
    "audit_type": "incident to crime",
    "manual_edition": "2022",
    "period_start": "2023-10-01",
    "period_end": "2023-12-31",
    "sampling_method": "random",
    "incidents_examined": "156",
    "crimes_due": "139",
    "crimes_recorded": "118",
}
AREAS = [
    {"force_code": "", "area_name": name, "valid_from": "1900-01-01", "joined_as": name}
    for name in ("Force Contact", "Force CID", "Public Protection Unit")
]
SETTINGS = [
    {
        "force_code": "",
        "manual_edition": "",
        "valid_from": "1900-01-01",
        "valid_until": "2014-12-31",
        "time_limit_hours": 72,
        "least_to_judge": 30,
        "band_edition": "half-open",
    },
    {
        "force_code": "",
        "manual_edition": "",
        "valid_from": "2015-01-01",
        "time_limit_hours": 24,
        "least_to_judge": 30,
        "band_edition": "half-open",
    },
]
BANDS = [
    {"band_edition": "half-open", "band": band, "lower_pct": low}
    for band, low in (("Excellent", 95), ("Good", 90), ("Fair", 80), ("Poor", 0))
]


def table(rows):
    """Rows of mappings as a header and lines of text, in the order in which columns first come."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [names, *([str(row.get(name, "")) for name in names] for row in rows)]


def as_csv(rows):
    """The rows as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table(rows))
    return out.getvalue().encode()


def as_workbook(rows, form, **more):
    """The rows as a workbook in `form`, with further sheets by name."""
    return sheets_as({"Audits": table(rows), **{name: table(found) for name, found in more.items()}}, form)


def audit(**more):
    """One row, a quarter's incident audit unless told otherwise."""
    return {**BASE, **{name: str(value) for name, value in more.items()}}


@pytest.fixture
def audited(loaded):
    """A store with two forces, business areas, settings and bands."""
    return loaded(business_areas=AREAS, audit_settings=SETTINGS, audit_bands=BANDS)


@pytest.fixture
def bundled_copy(bundled_store, tmp_path):
    """A copy of the store with the bundled record, to be changed."""
    path = tmp_path / "copy.sqlite3"
    with sqlite3.connect(bundled_store.engine.url.database) as source, sqlite3.connect(path) as target:
        source.backup(target)
    store = open_store(f"sqlite:///{path.as_posix()}")
    yield store
    store.close()


@pytest.fixture
def send_to():
    """Sends rows in to a store as whoever keeps it."""

    def sent(store, rows):
        outcome, _ = load_force_audits(
            store, content=as_csv(rows), file_name="audits.csv", clock=clock_at(), person=ADMINISTRATOR, commit=True
        )
        return outcome

    return sent


@pytest.fixture
def send(audited):
    """Sends rows (or the bytes of a file) in; a commit unless told otherwise."""

    def sent(rows, *, commit=True, person=ADMINISTRATOR, file_name="audits.csv", on="2024-02-01", **wishes):
        content = rows if isinstance(rows, bytes) else as_csv(rows)
        outcome, _ = load_force_audits(
            audited,
            content=content,
            file_name=file_name,
            clock=clock_at(on),
            person=person,
            wishes=AuditWishes(**wishes),
            commit=commit,
        )
        return outcome

    return sent
