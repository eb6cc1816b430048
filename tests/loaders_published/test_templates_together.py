"""Faults that no single cell of a template shows: each told with its place, all at once, and nothing taken in."""

from __future__ import annotations

import pytest

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import Wishes, load_publication, undo_load
from dashboard.domain.errors import ReaderError
from loaders.run import read_publication
from tests.builders import KENT, WEST_MIDLANDS, clock_at, publication_row, write_record
from tests.loaders_published.writing import csv_bytes
from tests.views.asking import ask, rows

SOURCE = {"source_title": "Survey of forces", "source_publisher": "Home Office", "source_published_on": "2026-05-01"}
SYSTEM = {"force_code": "Kent", "system_id": "a", "status": "in use", "as_at_year": "2026", **SOURCE}
RATING = {"framework_edition": "2026", "series": "PRC", "offence_type": "Robbery", "rating": "good", **SOURCE}
RATING["source_publication"] = "quality-ratings-transcription"
STAGE = {"force_code": "Kent", "stage": "Engage", "started_on": "2022-01-01", **SOURCE}


def file_of(*rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    return csv_bytes([names, *([row.get(name, "") for name in names] for row in rows)])


def faults(*rows):
    return read_publication(file_of(*rows), "survey.csv").report.faults


def said(*rows):
    return [str(fault) for fault in faults(*rows)]


def test_two_systems_of_one_force_at_once_are_refused_with_both_places():
    (fault,) = said({**SYSTEM, "go_live_on": "2015-01-01"}, {**SYSTEM, "system_id": "b", "go_live_on": "2020-01-01"})
    assert "b overlaps a of the same force" in fault
    assert "give ended_on" in fault


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"ended_on": "2019-12-31"}, {}),
        ({"ended_on": "2020", "ended_precision": "year"}, {}),
        ({"status": "contract signed"}, {}),
        ({}, {"force_code": "West Midlands"}),
        ({}, {"system_id": "a", "status": "in use (shared instance)"}),
    ],
)
def test_systems_that_follow_each_other_or_belong_to_others_do_not_overlap(first, second):
    one = {**SYSTEM, "go_live_on": "2015-01-01", **first}
    assert said(one, {**SYSTEM, "system_id": "b", "go_live_on": "2020-01-01", **second}) == []


def test_an_end_before_its_start_is_refused():
    (fault,) = said({**SYSTEM, "go_live_on": "2020-01-01", "ended_on": "2019-12-31"})
    assert "ended_on is 31 December 2019, before go_live_on 1 January 2020" in fault


def test_an_end_in_the_month_of_a_start_is_not_before_it():
    assert said({**SYSTEM, "go_live_on": "January 2020", "ended_on": "2020-01-10"}) == []


def test_one_rating_given_twice_is_refused_whatever_its_sources():
    (fault,) = said(RATING, {**RATING, "rating": "poor", "source_title": "Another account"})
    assert "rates Robbery (PRC) in the edition 2026 a second time" in fault


def test_all_faults_of_a_survey_are_told_at_once_and_nothing_is_stored(sqlite_store, tmp_path):
    folder = write_record(
        tmp_path / "data", recording_systems=[{"system_id": "a", "name": "A"}, {"system_id": "b", "name": "B"}]
    )
    load_bundled_record(sqlite_store, folder, clock_at())
    before = sqlite_store.version()
    content = file_of(
        {**SYSTEM, "go_live_on": "2015-01-01"},
        {**SYSTEM, "system_id": "b", "go_live_on": "2020-01-01"},
        {**SYSTEM, "force_code": "Camelot"},
        {**SYSTEM, "force_code": WEST_MIDLANDS, "go_live_on": "2020-01-01", "ended_on": "2019-01-01"},
        {**SYSTEM, "force_code": WEST_MIDLANDS, "system_id": "nowhere"},
    )
    report = read_publication(content, "survey.csv").report
    words = " ".join(str(fault) for fault in report.faults)
    for part in ("overlaps", "names no force", "before go_live_on"):
        assert part in words
    with pytest.raises(ReaderError):
        load_publication(
            sqlite_store,
            content=content,
            file_name="survey.csv",
            clock=clock_at("2026-06-01"),
            wishes=Wishes(),
            commit=True,
        )
    assert sqlite_store.version() == before


def test_a_sound_survey_comes_in_after_a_dry_run_and_can_be_taken_out_again(sqlite_store, tmp_path):
    folder = write_record(
        tmp_path / "data",
        publications=[publication_row(), publication_row("survey")],
        recording_systems=[{"system_id": "a", "name": "A", "family": "A"}],
    )
    load_bundled_record(sqlite_store, folder, clock_at())
    content = file_of({**SYSTEM, "force_code": KENT, "go_live_on": "2015-01-01", "source_publication": "survey"})

    def load(*, commit):
        return load_publication(
            sqlite_store,
            content=content,
            file_name="survey.csv",
            clock=clock_at("2026-06-01"),
            wishes=Wishes(),
            commit=commit,
        )

    def held():
        return [r["system"] for r in rows(ask(sqlite_store, "recording_systems"), "systems")]

    assert load(commit=False).load_id is None
    assert held() == []
    number = load(commit=True).load_id
    assert held() == ["A"]
    assert rows(ask(sqlite_store, "recording_systems", "2026-04-30"), "systems") == []
    undo_load(sqlite_store, number, clock_at("2026-06-02"))
    assert held() == []


def test_scenario_32_a_page_long_after_its_audit_window_brings_a_warning_and_is_no_fault():
    page = {
        "inspection_id": "tv-2019",
        "force_code": "Thames Valley",
        "programme": "CDI-reinspection",
        "report_title": "Thames Valley 2019",
        "audit_start": "2017-02-01",
        "audit_end": "2017-07-31",
        **SOURCE,
    }
    late, soon = ({**page, "published_on": day} for day in ("2019-07-25", "2018-02-15"))
    notes = [str(note) for note in read_publication(file_of(late), "page.csv").report.notes]
    assert any("25 July 2019" in note and "ended on 31 July 2017" in note for note in notes), notes
    assert not any("audit window" in str(note) for note in read_publication(file_of(soon), "page.csv").report.notes)
    assert said(late) == []


def test_a_force_is_in_one_known_stage_at_a_time_and_all_faults_are_told():
    other = {**STAGE, "started_on": "2022-06-01"}
    told = said({**STAGE, "stage": "Bananas", "started_on": "2019-01-01", "ended_on": "2019-06-01"}, STAGE, other)
    assert len(told) == 2, told
    assert "row 2" in told[0]
    assert "is not one of Scan, Engage" in told[0]
    assert "row 4" in told[1]
    assert "Engage from 1 June 2022 with no end overlaps Engage from 1 January 2022" in told[1]
    assert "row 3" in told[1]
    assert "give ended_on" in told[1]


@pytest.mark.parametrize(
    "second", [{"force_code": "Surrey"}, {"started_on": "2022-06-01"}, {"source_title": "Another", "ended_on": ""}]
)
def test_stages_that_follow_each_other_or_are_stated_twice_do_not_overlap(second):
    assert said({**STAGE, "ended_on": "2022-06-01"}, {**STAGE, **second}) == []


def test_a_cell_that_cannot_be_read_hides_no_other_fault_of_its_row(sqlite_store, tmp_path):
    folder = write_record(tmp_path / "data", recording_systems=[{"system_id": "a", "name": "A"}])
    load_bundled_record(sqlite_store, folder, clock_at())
    row = {**SYSTEM, "force_code": "Camelot", "system_id": "nix", "go_live_on": "2020-01-01", "ended_on": "2019-01-01"}
    words = told_by(sqlite_store, row)
    for part in ("names no force", "'nix' is not held among recording systems", "before go_live_on"):
        assert part in words


def test_a_rating_nobody_gives_an_offence_nobody_knows_and_a_blank_publication_are_refused(bundled_store):
    row = {**RATING, "rating": "splendid", "offence_type": "Nonsense", "source_publication": ""}
    words = told_by(bundled_store, row)
    for part in (
        "is not one of good, moderate, poor, not seen",
        "'Nonsense' is not held among offence types",
        "say which publication",
    ):
        assert part in words
    assert told_by(bundled_store, RATING) == ""


def told_by(store, *rows):
    """The faults that a dry run against a store tells."""
    outcome = load_publication(
        store,
        content=file_of(*rows),
        file_name="survey.csv",
        clock=clock_at("2026-06-01"),
        wishes=Wishes(),
        commit=False,
    )
    return " ".join(str(fault) for fault in outcome.report.faults)
