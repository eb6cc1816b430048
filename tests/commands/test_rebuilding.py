"""Building the store again: the same in every table, whatever came and went, and nothing changed where a file is lost."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dashboard.cli.opened import opened_store
from dashboard.commands.force_audits import AuditWishes, load_force_audits
from dashboard.commands.illustration import switch_illustration
from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import Wishes, load_publication, undo_load
from dashboard.commands.rebuilding import rebuild
from dashboard.domain.access import Person, Role
from dashboard.domain.errors import FileLost
from dashboard.settings import read_settings
from dashboard.store import schema
from dashboard.store.files import path_of
from tests.builders import FORCES, clock_at, publication_row, write_record
from tests.force_audits.conftest import AREAS, BANDS, SETTINGS, as_csv, audit
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row

OPEN_DATA, ROLLING = "ho-recorded-crime-open-data", "ho-ons-rolling-recorded-crime"
CLOCK = clock_at("2026-01-31")
FIRST = date(2019, 7, 18)
PUBLICATIONS = [
    publication_row(),
    publication_row(publication_id=OPEN_DATA, title="Open data"),
    publication_row(publication_id=ROLLING, title="Rolling years"),
]
QUALITY = {"measure": "cv", "offence_type": "Burglary", "year_ending": "2017-03-31"}
YEARS = "12 months ending,PFA,Region,Offence,Rolling year total number of offences\r\n31-03-2018,Kent,South East,Robbery,{}\r\n"


def everything(store):
    """Every table but the running numbers of rows, which nobody sees, and the count of changes."""
    tables = [table for table in schema.metadata.tables.values() if table.name != "store_facts"]
    with store.reading() as connection:
        return {
            table.name: sorted(
                tuple(map(str, row))
                for row in connection.execute(sa.select(*(c for c in table.c if c.name != "row_id")))
            )
            for table in tables
        }


def take_in(store, content, day, name="t.csv", **wishes):
    return load_publication(
        store, content=content, file_name=name, clock=CLOCK, wishes=Wishes(published_on=day, **wishes), commit=True
    )


@pytest.fixture
def filled(store, tmp_path):
    """The record, corrected once; three editions of counts, one come late and one taken out; and single statements."""
    folder = tmp_path / "data"
    write_record(folder, publications=PUBLICATIONS, forces=FORCES, survey_quality=[{**QUALITY, "value": 84}])
    load_bundled_record(store, folder, CLOCK)
    editions = [csv_bytes(open_data(open_data_row(n), open_data_row(7, code="57", quarter=2))) for n in (5, 6, 7, 5)]
    take_in(store, editions[0], FIRST)
    take_in(store, editions[1], FIRST + timedelta(365))
    gone = take_in(store, editions[2], FIRST + timedelta(180), correction="One was counted twice.")
    take_in(store, csv_bytes(open_data(open_data_row(9, force="Essex"))), FIRST + timedelta(90))
    undo_load(store, gone.load_id, CLOCK)
    write_record(folder, publications=PUBLICATIONS, forces=FORCES, survey_quality=[{**QUALITY, "value": 85}])
    load_bundled_record(store, folder, CLOCK)
    take_in(store, YEARS.format(60).encode(), FIRST, name="rolling.csv")
    return store


def test_the_store_comes_out_identical_in_every_table(filled):
    before, version = everything(filled), filled.version()
    assert len(before["count_cells"]) > 3
    assert len(before["survey_quality"]) == 2
    done = rebuild(filled, CLOCK)
    assert everything(filled) == before
    assert (done.loads, filled.version() > version) == (6, True)
    rebuild(filled, CLOCK)
    assert everything(filled) == before


def test_a_file_taken_in_without_its_day_keeps_the_day_it_was_entered(filled):
    take_in(filled, csv_bytes(open_data(open_data_row(8, year="2018/19"))), None)
    before = everything(filled)
    assert sum("unknown" in edition and str(CLOCK.today()) in edition for edition in before["editions"]) == 1
    rebuild(filled, clock_at("2026-03-01"))
    assert everything(filled) == before


def test_a_damaged_fact_is_put_right(filled):
    before = everything(filled)
    with filled.writing() as connection:
        connection.execute(sa.update(schema.count_cells).values(offences=1))
        connection.execute(sa.delete(schema.FACTS["survey_quality"]))
    assert everything(filled) != before
    rebuild(filled, CLOCK)
    assert everything(filled) == before


@pytest.mark.parametrize("how", ["lost", "altered"])
def test_where_a_kept_file_is_not_what_it_was_nothing_is_changed(filled, how):
    before = everything(filled)
    with filled.reading() as connection:
        checksum = connection.scalar(sa.select(schema.loads.c.sha256).where(schema.loads.c.file_name == "rolling.csv"))
    path = path_of(filled.files, checksum)
    path.unlink() if how == "lost" else path.write_bytes(b"something else")
    with pytest.raises(FileLost, match=checksum[:12]):
        rebuild(filled, CLOCK)
    assert everything(filled) == before


def test_files_are_kept_in_the_folder_that_the_setting_names_and_the_store_is_built_from_it(store_url, tmp_path):
    shared = tmp_path / "shared"
    settings = read_settings(database_url=store_url, files_dir=str(shared))
    with opened_store(settings) as store:
        content = csv_bytes(open_data(open_data_row(5)))
        take_in(store, content, FIRST)
        before = everything(store)
    assert path_of(shared, hashlib.sha256(content).hexdigest()).is_file()
    with opened_store(settings) as store:
        rebuild(store, CLOCK)
        assert everything(store) == before
    elsewhere = read_settings(database_url=store_url, files_dir=str(tmp_path / "elsewhere"))
    with opened_store(elsewhere) as store, pytest.raises(FileLost, match="RCQ_FILES_DIR"):
        rebuild(store, CLOCK)


def test_forces_own_audits_and_the_invented_set_come_back_as_they_were(loaded):
    store = loaded(business_areas=AREAS, audit_settings=SETTINGS, audit_bands=BANDS)

    def send(rows, **wishes):
        load_force_audits(
            store, content=as_csv(rows), file_name="audits.csv", clock=CLOCK, person=Person(Role.ADMINISTRATOR),
            wishes=AuditWishes(**wishes), commit=True,
        )  # fmt: skip

    send([audit(reason_know=21)])
    send([audit(crimes_recorded=120)], correction="two were found")
    switch_illustration(store, CLOCK, on=True)
    before = everything(store)
    assert len(before["force_audits"]) > 2
    rebuild(store, CLOCK)
    assert everything(store) == before
