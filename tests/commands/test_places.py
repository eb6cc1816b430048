"""The cells a count was read from, found in the file kept; and the sheet named in the view."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.cli.placing import lines_of
from dashboard.commands.loading import load_bundled_record
from dashboard.commands.places import NotInTheFile, places_of
from dashboard.commands.publications import Wishes, load_publication
from dashboard.domain.errors import FileLost, UnknownName
from dashboard.store.files import path_of
from tests.builders import FORCES, clock_at, publication_row, write_record
from tests.loaders_published.writing import open_data, open_data_row, xlsx
from tests.views.asking import ask, rows

OPEN_DATA = "ho-recorded-crime-open-data"
CLOCK = clock_at("2026-01-31")
SHEET = open_data(
    open_data_row(5),
    open_data_row(6, force="West Midlands"),
    open_data_row(7, quarter=2),
    open_data_row(2, name="Homicide", group="Violence against the person", subgroup="Homicide", code="1"),
    open_data_row(3, name="Homicide", group="Violence against the person", subgroup="Homicide", code="1"),
)


@pytest.fixture
def filled(store, tmp_path):
    publications = [publication_row(), publication_row(publication_id=OPEN_DATA, title="Open data")]
    load_bundled_record(store, write_record(tmp_path / "data", publications=publications, forces=FORCES), CLOCK)
    load_publication(
        store,
        content=xlsx({"2017_18": SHEET}),
        file_name="prc.xlsx",
        clock=CLOCK,
        wishes=Wishes(published_on=date(2019, 7, 18)),
        commit=True,
    )
    return store


def edition_of(store):
    return ask(store, "recorded_crime", force="Kent").sources[0].source_id


def test_the_cell_of_one_count_is_found_in_the_file_kept(filled):
    found = places_of(filled, edition_of(filled), force="Kent", offence="56a", period_end=date(2017, 9, 30))
    assert [(row["place"], row["offences"]) for row in found.rows] == [("'2017_18'!H4", 7)]
    assert (found.file_name, found.kept_at) == ("prc.xlsx", path_of(filled.files, found.sha256))


def test_every_cell_that_was_added_up_is_named(filled):
    (row,) = places_of(filled, edition_of(filled), offence="homicide").rows
    assert (row["place"], row["offences"]) == ("'2017_18'!H5, H6", 5)


def test_the_view_names_the_sheet_of_each_count_and_says_how_to_find_the_cell(filled):
    view = ask(filled, "recorded_crime", force="Kent")
    assert {row["place"] for row in rows(view, "counts")} == {"'2017_18'"}
    assert any("rcq place" in note.text for note in view.notes)


def test_what_cannot_be_found_is_said(filled):
    edition = edition_of(filled)
    with pytest.raises(NotInTheFile, match=r"prc\.xlsx"):
        places_of(filled, edition, offence="Robbery")
    with pytest.raises(UnknownName, match="no edition"):
        places_of(filled, "nothing")
    for file in filled.files.rglob("*"):
        if file.is_file() and len(file.name) == 64 and file.read_bytes()[:2] == b"PK":
            file.unlink()
    with pytest.raises(FileLost, match="RCQ_FILES_DIR"):
        places_of(filled, edition)


def test_the_command_says_cell_count_and_file_a_line_each(filled):
    found = places_of(filled, edition_of(filled), force="Kent", period_end=date(2017, 9, 30))
    count, file = lines_of(found)
    assert count.startswith("'2017_18'!H4: 7; E23000032, ")
    assert file.startswith("File: prc.xlsx, kept as ")
