"""Makes publications, editions, rows and whole bundled records; a test states only what matters to it."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

from dashboard import paths
from dashboard.domain.clock import FixedClock
from dashboard.domain.editions import Edition, EditionContent, Publication
from dashboard.domain.kinds import BY_NAME, COMMON, KINDS
from dashboard.store import editions
from loaders.bundled import PUBLICATION_COLUMNS, SOURCE_COLUMNS

KENT, WEST_MIDLANDS, THAMES_VALLEY, LONDON_CITY = "E23000032", "E23000014", "E23000029", "E23000034"
RECORD_DATE = date(2024, 1, 31)
RELEASES = paths.DATA_DIR / "releases.toml"

FORCES = (
    {"force_code": KENT, "name": "Kent", "short_name": "Kent", "slug": "kent", "region": "South East"},
    {
        "force_code": WEST_MIDLANDS,
        "name": "West Midlands",
        "short_name": "W Midlands",
        "slug": "west-midlands",
        "region": "West Midlands",
    },
)

# What a row of a kind says where a test does not care; fields not named here are blank unless they must not be.
DEFAULTS = {
    "forces": {
        "country": "England",
        "kind": "territorial",
        "started_precision": "unknown",
        "tile_column": 5,
        "tile_row": 5,
    },
    "inspections": {
        "inspection_id": "kent-2017",
        "force_code": KENT,
        "programme": "CDI2016-20",
        "report_title": "Crime Data Integrity inspection",
        "published_on": "2017-06-15",
        "published_precision": "day",
    },
    "inspection_measures": {
        "inspection_id": "kent-2017",
        "measure": "all_crime",
        "approximate": "no",
        "value_status": "published",
    },
    "recommendations": {
        "rec_id": "KENT-1",
        "issuer": "HMICFRS",
        "kind": "recommendation",
        "force_code": KENT,
        "addressee": "Kent Police",
        "report_title": "Crime Data Integrity inspection",
        "published_on": "2017-06-15",
        "published_precision": "day",
        "summary": "Put the recording of rape right.",
    },
    "recommendation_events": {"rec_id": "KENT-1", "sequence": 1, "happened_on": "2017-06-15", "event": "issued"},
    "recommendation_positions": {"rec_id": "KENT-1", "holder": "force", "position": "accepted"},
    "responses": {
        "response_id": "kent-response",
        "force_code": KENT,
        "report_title": "Crime Data Integrity inspection",
        "report_published_precision": "day",
        "response_published_precision": "day",
        "response_date_kind": "letter date",
        "responder": "Police and Crime Commissioner",
    },
    "audits": {
        "audit_id": "kent-audit",
        "force_code": KENT,
        "audited_by": "HMIC",
        "audit_type": "incident to crime",
        "measure": "all_crime",
    },
    "recorded_crime": {
        "period_start": "2018-04-01",
        "period_end": "2019-03-31",
        "area_code": KENT,
        "offence_group": "Theft offences",
        "coverage": "whole force",
        "value_status": "published",
    },
}


def make_publication(publication_id="p", **said):
    """A publication of the inspectorate."""
    return Publication(
        **{
            "publication_id": publication_id,
            "title": f"Publication {publication_id}",
            "publisher": "HMICFRS",
            "figure_class": "inspectorate finding",
            **said,
        }
    )


def make_edition(source_id="p-1", **said):
    """An edition of the publication "p", known from 1 June 2020 unless told otherwise."""
    known_from = said.get("known_from", date(2020, 6, 1))
    return Edition(
        **{
            "source_id": source_id,
            "publication_id": "p",
            "title": f"Edition {source_id}",
            "published_on": known_from,
            "published_precision": "day",
            "retrieved_on": date(2026, 1, 1),
            "known_from": known_from,
            "file_name": "data/test.csv",
            "sha256": "0" * 64,
            **said,
        }
    )


def make_content(kind_name, rows, source_id="p-1", **edition):
    """An edition that states rows of one kind."""
    return EditionContent(make_edition(source_id, **edition), {kind_name: tuple(rows)})


def clock_at(day="2024-02-01"):
    """A clock that stands still at noon of the day."""
    from datetime import UTC, datetime

    return FixedClock(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC))


def add(connection, *contents, publications=("p", "q"), what="test"):
    """Take editions in as one load; returns the load's number."""
    editions.put_publications(connection, [make_publication(name) for name in publications])
    load_id = editions.note_load(connection, what=what, file_name="", sha256="", loaded_at=clock_at().now())
    editions.add_editions(connection, load_id=load_id, contents=list(contents))
    return load_id


def source_row(source_id="source-1", published_on="2020-06-01", **said):
    """A line of sources.csv."""
    return {
        "source_id": source_id,
        "publication_id": "publication-1",
        "title": f"Report {source_id}",
        "url": f"https://example.org/{source_id}",
        "published_on": published_on,
        "published_precision": "day" if published_on else "unknown",
        "retrieved_on": "2024-01-15",
        "is_secondary": "no",
        "change_kind": "first",
        **said,
    }


def publication_row(publication_id="publication-1", **said):
    """A line of publications.csv."""
    return {
        "publication_id": publication_id,
        "title": "Crime data integrity inspections",
        "publisher": "HMICFRS",
        "figure_class": "inspectorate finding",
        "licence": "Open Government Licence v3.0",
        **said,
    }


def kind_row(kind_name, **said):
    """A line of a kind's file: what the test says, then the defaults, then whatever must not be blank."""
    kind = BY_NAME[kind_name]
    row = {"source_id": "source-1", "basis": "as published", **DEFAULTS.get(kind_name, {}), **said}
    for field in kind.fields:
        if field.required and field.name not in row:
            plain = {"date": "2020-03-31", "integer": 1, "number": 1}.get(field.type, field.name)
            row[field.name] = field.choices[0] if field.choices else plain
    return row


def write_record(folder, *, record_date=RECORD_DATE, sources=None, publications=None, **kinds):
    """Write a complete bundled record: every file, with the rows given by kind and Kent and West Midlands as forces."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "record.toml").write_text(f'title = "A test record"\nrecord_date = {record_date}\n', encoding="utf-8")
    # The list of release pages is no part of the record; pages read it from the same folder.
    shutil.copy(RELEASES, folder / "releases.toml")
    _write(folder / "publications.csv", PUBLICATION_COLUMNS, publications or [publication_row()])
    _write(folder / "sources.csv", SOURCE_COLUMNS, sources or [source_row()])
    kinds.setdefault("forces", FORCES)
    assert kinds.keys() <= BY_NAME.keys(), "a kind is misspelt"
    for kind in KINDS:
        columns = [field.name for field in (*kind.fields, *COMMON)]
        _write(folder / f"{kind.name}.csv", columns, [kind_row(kind.name, **row) for row in kinds.get(kind.name, ())])
    return folder


def _write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
