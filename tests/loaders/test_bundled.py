"""Taking the bundled record in: damaged, the first time, again, and newer; on both databases."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa

from dashboard.commands import loading
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import RecordDamaged
from dashboard.domain.kinds import KINDS
from dashboard.store import schema
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import facts
from dashboard.store.record import record_date
from loaders.bundled import read_record, record_checksum
from tests.builders import RECORD_DATE, clock_at, publication_row, source_row, write_record

NEXT_RECORD = date(2024, 6, 30)
TODAY = AsAt(date(2026, 1, 1))
TWO = {
    "sources": [source_row(), source_row("source-2", "2021-02-03")],
    "inspections": [{}, {"inspection_id": "kent-2021", "source_id": "source-2"}],
    "inspection_measures": [
        {"recorded_pct": 83.6, "margin_pct": 1.85},
        {"measure": "rape", "recorded_pct": 96.4},
        {"inspection_id": "kent-2021", "recorded_pct": 90.0, "source_id": "source-2"},
    ],
}


@pytest.fixture
def folder(tmp_path):
    return write_record(tmp_path / "data", **TWO)


def everything(store):
    """Every row of every table, and the version with them."""
    with store.reading() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(table)))
            for table in schema.metadata.sorted_tables
        }


def rates(store, day):
    with store.reading() as connection:
        found = facts(connection, "inspection_measures", as_at=AsAt(day))
    return {(r["inspection_id"], r["measure"]): r["recorded_pct"] for r in found}


def faults_of(folder):
    with pytest.raises(RecordDamaged) as refused:
        read_record(folder)
    return list(refused.value.faults)


def test_a_sound_record_is_read_whole(folder):
    record = read_record(folder)
    assert record.record_date == RECORD_DATE
    counts = {content.edition.source_id: content.count() for content in record.contents}
    assert counts == {"source-1": 2 + 1 + 2, "source-2": 1 + 1}
    assert [c.edition.known_from for c in record.contents] == [date(2020, 6, 1), date(2021, 2, 3)]


def test_a_source_without_a_known_date_counts_from_the_day_it_was_retrieved(tmp_path):
    folder = write_record(tmp_path, sources=[source_row(published_on="")])
    assert read_record(folder).contents[0].edition.known_from == date(2024, 1, 15)


def test_a_row_may_be_known_on_a_day_of_its_own(tmp_path):
    folder = write_record(tmp_path, inspections=[{"known_on": "2017-06-15"}])
    (content,) = read_record(folder).contents
    assert content.rows["inspections"][0]["known_from"] == date(2017, 6, 15)


def test_the_order_of_rows_makes_no_difference_to_what_an_edition_says(tmp_path):
    turned = {**TWO, "inspection_measures": TWO["inspection_measures"][::-1]}
    one, other = (read_record(write_record(tmp_path / n, **rows)) for n, rows in (("a", TWO), ("b", turned)))
    assert one.sha256 != other.sha256
    assert [c.edition.sha256 for c in one.contents] == [c.edition.sha256 for c in other.contents]


def test_every_missing_file_is_named(folder):
    for name in ("forces.csv", "record.toml", "sources.csv"):
        (folder / name).unlink()
    with pytest.raises(RecordDamaged) as refused:
        record_checksum(folder)
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["record.toml", "sources.csv", "forces.csv"]


@pytest.mark.parametrize(
    "about", ["", "title = 1\nrecord_date = 2024-01-31\n", 'title = "x"\nrecord_date = "soon"\n', "\xff="]
)
def test_a_record_that_does_not_say_its_date_is_refused(folder, about):
    (folder / "record.toml").write_bytes(about.encode("latin-1"))
    assert faults_of(folder) == ["record.toml: must hold a title and a record_date written 2018-01-15"]


def test_every_fault_of_all_files_is_named_at_once(tmp_path):
    folder = write_record(
        tmp_path,
        publications=[publication_row(title="")],
        sources=[source_row(), source_row("source-2", publication_id="lost"), source_row("source-3", "2020-13-01")],
        inspections=[{"force_code": "E99"}, {"inspection_id": "b", "audit_start": "spring", "source_id": "source-1"}],
        inspection_measures=[{"value_status": "guessed"}, {"measure": "rape", "source_id": "source-9"}],
        audits=[{}, {}],
    )
    assert faults_of(folder) == [
        "publications.csv, line 2, column title: is blank, and must not be",
        "sources.csv, line 3, column publication_id: 'lost' is not in publications.csv",
        "sources.csv, line 4, column published_on: '2020-13-01' is not a date written 2018-01-15",
        "inspections.csv, line 3, column audit_start: 'spring' is not a date written 2018-01-15",
        "inspection_measures.csv, line 2, column value_status: 'guessed' is not one of published, not published, "
        "not measurable, not comparable, no records",
        "inspections.csv, line 2, column force_code: 'E99' is not in forces",
        "inspection_measures.csv, line 3, column source_id: 'source-9' is not in sources",
        "audits.csv, line 3: says something about the same audit_id as line 2, from the same source",
    ]


SOURCE_FAULTS = {
    "source_id": {"source_id": ""},
    "published_precision": {"published_precision": "about"},
    "published_on": {"published_on": "", "published_precision": "day"},
    "retrieved_on": {"retrieved_on": ""},
    "is_secondary": {"is_secondary": "perhaps"},
    "change_kind": {"change_kind": "update"},
}


@pytest.mark.parametrize(("column", "said"), SOURCE_FAULTS.items())
def test_a_fault_in_a_source_is_named_with_its_line_and_column(tmp_path, column, said):
    folder = write_record(tmp_path, sources=[source_row(), {**source_row("source-2"), **said}])
    assert any(fault.startswith(f"sources.csv, line 3, column {column}: ") for fault in faults_of(folder))


def test_the_message_shows_the_first_faults_and_counts_the_rest(tmp_path):
    folder = write_record(tmp_path, audits=[{"audit_id": str(n), "force_code": "E99"} for n in range(8)])
    with pytest.raises(RecordDamaged) as refused:
        read_record(folder)
    assert len(refused.value.faults) == 8
    said = str(refused.value)
    assert "audits.csv, line 2" in said
    assert "and 3 more" in said
    assert "nothing was changed" in said


@pytest.mark.parametrize("name", [f"{kind.name}.csv" for kind in KINDS] + ["publications.csv", "sources.csv"])
def test_a_file_in_another_encoding_is_named_whichever_it_is(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + "\nCaf\u00e9".encode("cp1252"))
    assert any(fault.startswith(name) and "UTF-8" in fault for fault in faults_of(folder))


def test_scenario_98_a_damaged_record_changes_nothing(store, folder):
    load_bundled_record(store, folder, clock_at())
    before = everything(store)
    text = (folder / "inspections.csv").read_text(encoding="utf-8")
    (folder / "inspections.csv").write_text(text.replace("2017-06-15", "15 June 2017"), encoding="utf-8")
    with pytest.raises(RecordDamaged, match=r"inspections\.csv, line 2, column published_on"):
        load_bundled_record(store, folder, clock_at())
    assert everything(store) == before


def test_a_second_start_changes_nothing(store, folder):
    first = load_bundled_record(store, folder, clock_at())
    before = everything(store)
    second = load_bundled_record(store, folder, clock_at("2025-01-01"))
    assert (first.changed, first.editions_added, first.rows_added) == (True, 2, 7)
    assert not second.changed
    assert everything(store) == before


def test_a_load_that_breaks_off_leaves_nothing(store, folder, monkeypatch):
    def power_cut(*_, **__):
        raise KeyboardInterrupt

    empty = everything(store)
    monkeypatch.setattr(loading, "note_record", power_cut)
    with pytest.raises(KeyboardInterrupt):
        load_bundled_record(store, folder, clock_at())
    assert everything(store) == empty
    monkeypatch.undo()
    assert load_bundled_record(store, folder, clock_at()).editions_added == 2


def test_of_two_programs_that_start_at_once_one_loads_and_the_other_finds_it_done(opening, store_url, folder):
    first, second = opening(store_url), opening(store_url)
    with ThreadPoolExecutor(1) as pool:
        with first.writing() as connection:
            waiting = pool.submit(load_bundled_record, second, folder, clock_at())
            time.sleep(0.3)  # the other has looked, found nothing loaded, and waits for its turn to write
            assert not waiting.done()
            loading._take_in(connection, read_record(folder), clock_at())
        assert not waiting.result(timeout=30).changed
    assert len(everything(first)["loads"]) == 1
    assert first.version() == 1


def newer(folder, **changes):
    return write_record(folder, **{"record_date": NEXT_RECORD, **TWO, **changes})


def test_a_changed_value_is_a_correction_from_the_newer_records_date_on(store, folder):
    load_bundled_record(store, folder, clock_at())
    measures = [{"recorded_pct": 83.8, "margin_pct": 1.85}, *TWO["inspection_measures"][1:]]
    outcome = load_bundled_record(store, newer(folder, inspection_measures=measures), clock_at("2024-07-01"))
    assert (outcome.editions_added, outcome.editions_corrected, outcome.rows_added) == (0, 1, 1)
    about = ("kent-2017", "all_crime")
    assert rates(store, date(2020, 6, 1))[about] == 83.6
    assert rates(store, date(2024, 6, 29))[about] == 83.6
    assert rates(store, NEXT_RECORD)[about] == 83.8
    with store.reading() as connection:
        now = facts(connection, "inspection_measures", as_at=TODAY, inspection_id="kent-2017", measure="all_crime")
        assert record_date(connection) == "2024-06-30"
    assert (now[0]["change_kind"], now[0]["known_from"]) == ("correction", NEXT_RECORD)
    assert "2024-06-30" in now[0]["change_reason"]


def test_a_removed_row_is_withdrawn_from_the_newer_records_date_on(store, folder):
    load_bundled_record(store, folder, clock_at())
    measures = [m for m in TWO["inspection_measures"] if m.get("measure") != "rape"]
    load_bundled_record(store, newer(folder, inspection_measures=measures), clock_at())
    about = ("kent-2017", "rape")
    assert rates(store, date(2024, 6, 29))[about] == 96.4
    assert about not in rates(store, NEXT_RECORD)
    assert len(rates(store, NEXT_RECORD)) == 2


def test_a_source_no_longer_in_the_record_is_withdrawn_with_all_it_stated_and_nothing_else_is(store, folder):
    load_bundled_record(store, folder, clock_at())
    one = {name: [row for row in rows if row.get("source_id") != "source-2"] for name, rows in TWO.items()}
    outcome = load_bundled_record(store, newer(folder, **one), clock_at())
    assert (outcome.editions_added, outcome.editions_corrected) == (0, 1)
    assert ("kent-2021", "all_crime") in rates(store, date(2024, 6, 29))
    assert set(rates(store, NEXT_RECORD)) == {("kent-2017", "all_crime"), ("kent-2017", "rape")}
    again = load_bundled_record(store, newer(folder, **one, record_date=date(2024, 12, 31)), clock_at())
    assert not again.editions_corrected
    load_bundled_record(store, newer(folder, record_date=date(2025, 6, 30)), clock_at())
    assert ("kent-2021", "all_crime") in rates(store, date(2025, 6, 30))


def test_a_source_described_anew_is_shown_so_from_the_newer_records_date_on(store, folder):
    load_bundled_record(store, folder, clock_at())
    mended = [{**source_row(), "url": "https://example.org/mended"}, TWO["sources"][1]]
    load_bundled_record(store, newer(folder, sources=mended), clock_at())
    with store.reading() as connection:
        told = [
            next(e["url"] for e in editions(connection, as_at=AsAt(day)) if e["source_id"] == "source-1")
            for day in (date(2024, 6, 29), NEXT_RECORD)
        ]
    assert told == ["https://example.org/source-1", "https://example.org/mended"]


def test_a_publication_described_anew_raises_the_version_so_that_nothing_old_is_kept_in_memory(store, folder):
    load_bundled_record(store, folder, clock_at())
    version = store.version()
    load_bundled_record(store, newer(folder, publications=[publication_row(licence="Another")]), clock_at())
    assert store.version() > version


def test_a_withdrawn_row_that_comes_back_is_known_again_from_then(store, folder):
    load_bundled_record(store, folder, clock_at())
    without = [m for m in TWO["inspection_measures"] if m.get("measure") != "rape"]
    load_bundled_record(store, newer(folder, inspection_measures=without), clock_at())
    back = newer(folder, record_date=date(2024, 12, 31))
    load_bundled_record(store, back, clock_at())
    about = ("kent-2017", "rape")
    seen = [about in rates(store, day) for day in (date(2024, 6, 29), NEXT_RECORD, date(2024, 12, 31))]
    assert seen == [True, False, True]


def test_a_row_that_was_overlooked_counts_from_the_day_its_source_was_published(store, folder):
    load_bundled_record(store, folder, clock_at())
    measures = [*TWO["inspection_measures"], {"measure": "violence", "recorded_pct": 80.1}]
    load_bundled_record(store, newer(folder, inspection_measures=measures), clock_at())
    about = ("kent-2017", "violence")
    assert about not in rates(store, date(2020, 5, 31))
    assert rates(store, date(2020, 6, 1))[about] == 80.1


def test_an_added_source_is_a_new_edition_known_from_its_publication(store, folder):
    load_bundled_record(store, folder, clock_at())
    added = {"inspection_id": "kent-2022", "source_id": "source-3"}
    outcome = load_bundled_record(
        store,
        newer(
            folder,
            sources=[*TWO["sources"], source_row("source-3", "2022-05-06")],
            inspections=[*TWO["inspections"], added],
            inspection_measures=[*TWO["inspection_measures"], {**added, "recorded_pct": 91.5}],
        ),
        clock_at(),
    )
    assert (outcome.editions_added, outcome.editions_corrected) == (1, 0)
    about = ("kent-2022", "all_crime")
    assert about not in rates(store, date(2022, 5, 5))
    assert rates(store, date(2022, 5, 6))[about] == 91.5


def test_sources_that_did_not_change_are_left_as_they_were(store, folder):
    load_bundled_record(store, folder, clock_at())
    before = everything(store)
    measures = [{"recorded_pct": 83.8, "margin_pct": 1.85}, *TWO["inspection_measures"][1:]]
    load_bundled_record(store, newer(folder, inspection_measures=measures), clock_at())
    after = everything(store)
    assert set(before["editions"]) < set(after["editions"])
    assert len(after["editions"]) == len(before["editions"]) + 1
    assert set(before["inspections"]) == set(after["inspections"])
    assert len(set(before["inspection_measures"]) - set(after["inspection_measures"])) == 1, "one row was closed"


def test_a_second_correction_follows_the_first(store, folder):
    load_bundled_record(store, folder, clock_at())
    for day, value in ((NEXT_RECORD, 83.8), (NEXT_RECORD, 83.9), (date(2024, 12, 31), 84.0)):
        measures = [{"recorded_pct": value}, *TWO["inspection_measures"][1:]]
        load_bundled_record(store, newer(folder, record_date=day, inspection_measures=measures), clock_at())
    about = ("kent-2017", "all_crime")
    shown = [rates(store, day)[about] for day in (date(2024, 6, 29), NEXT_RECORD, date(2024, 12, 31))]
    assert shown == [83.6, 83.9, 84.0]
    with store.reading() as connection:
        held = {e["source_id"]: e["corrects_source_id"] for e in editions(connection, as_at=TODAY)}
    assert list(held.values()).count("source-1") == 3
