"""An edited crosswalk: checked as a whole, taken in as a new edition, as it stood before on earlier days, and undone."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import LoadRefused, Wishes, load_publication, undo_load
from dashboard.commands.rebuilding import rebuild
from dashboard.domain.asat import AsAt
from dashboard.domain.kinds import BY_NAME
from dashboard.store.queries.facts import facts
from tests.builders import clock_at, publication_row, source_row, write_record

CLOCK = clock_at("2026-02-01")
BEFORE, AFTER = date(2025, 6, 1), date(2026, 2, 1)
FIELDS = [field.name for field in BY_NAME["crosswalk"].fields]
ROW = {
    "subset": "ours",
    "offence_type": "Bicycle theft",
    "offence_code": "44",
    "used_from": "2002-04-01",
    "offence_name": "Theft of a pedal cycle",
    "level": "code",
    "survey_type": "Bicycle theft",
    "status": "our pairing",
}
PERSON = {**ROW, "offence_type": "Theft from the person", "offence_code": "39", "survey_type": "Theft from the person"}
OTHER = {**ROW, "subset": "another set"}


@pytest.fixture
def held(store, tmp_path):
    """A store with two sets of pairs, known from 1 March 2025."""
    load_bundled_record(
        store,
        write_record(
            tmp_path / "data",
            publications=[publication_row(), publication_row("product-reference")],
            sources=[source_row(), source_row("crosswalk", "2025-03-01", publication_id="product-reference")],
            crosswalk=[{**row, "source_id": "crosswalk"} for row in (ROW, PERSON, OTHER)],
        ),
        CLOCK,
    )
    return store


def file_of(*rows):
    out = io.StringIO()
    written = csv.DictWriter(out, FIELDS)
    written.writeheader()
    written.writerows(rows)
    return out.getvalue().encode()


def load(store, *rows, commit=True, day=AFTER):
    wishes = Wishes(published_on=day)
    return load_publication(
        store, content=file_of(*rows), file_name="edited.csv", clock=CLOCK, wishes=wishes, commit=commit
    )


def codes(store, day, subset="ours"):
    with store.reading() as connection:
        found = facts(connection, "crosswalk", as_at=AsAt(day), subset=subset)
    return {(r["offence_type"], r["offence_code"]): r["used_until"] for r in found}


MOVED = {**ROW, "offence_type": "Theft from the person", "survey_type": "Theft from the person"}


def test_a_code_that_moves_to_another_pair_stands_in_one_pair_on_every_day(held):
    outcome = load(held, MOVED, PERSON)
    change = outcome.changes["crosswalk"]
    assert (change.added, change.revised, change.unchanged, change.withdrawn) == (1, 0, 1, 1)
    assert codes(held, AFTER) == {("Theft from the person", "44"): None, ("Theft from the person", "39"): None}
    assert codes(held, BEFORE) == {("Bicycle theft", "44"): None, ("Theft from the person", "39"): None}
    assert codes(held, AFTER, "another set") == {("Bicycle theft", "44"): None}, "a set not in the file stays"
    rebuild(held, CLOCK)
    assert codes(held, AFTER).keys() == {("Theft from the person", "44"), ("Theft from the person", "39")}
    assert codes(held, BEFORE).keys() == {("Bicycle theft", "44"), ("Theft from the person", "39")}
    undo_load(held, outcome.load_id, CLOCK)
    assert codes(held, AFTER).keys() == {("Bicycle theft", "44"), ("Theft from the person", "39")}


def test_a_dry_run_names_each_row_that_changes_and_changes_nothing(held):
    ended = {**ROW, "used_until": "2020-03-31", "reason": "the survey stopped asking"}
    outcome = load(held, ended, PERSON, commit=False)
    (told,) = [note for note in outcome.report.notes if note.startswith("Row changed")]
    assert "44 in 'Bicycle theft'" in told
    assert "used_until: nothing becomes '2020-03-31'" in told
    assert codes(held, AFTER)["Bicycle theft", "44"] is None


def test_all_faults_come_at_once_with_their_place_and_nothing_is_taken_in(held):
    gap = {**PERSON, "used_until": "2012-03-31"}
    wrong = {**OTHER, "level": "kode"}
    outcome = load(held, ROW, MOVED, gap, wrong, commit=False)
    told = [f"{fault.place}: {fault.what}" for fault in outcome.report.faults]
    assert len(told) == 3
    assert any(line.startswith("row 5, column G: is not one of code") for line in told)
    assert any("row 3: column offence_code: '44' is already in the pair 'Bicycle theft'" in line for line in told)
    assert any("row 4: column successor_codes: '39' ends on 2012-03-31" in line for line in told)
    with pytest.raises(LoadRefused, match="3 cells are wrong"):
        load(held, ROW, MOVED, gap, wrong)
    assert codes(held, AFTER).keys() == {("Bicycle theft", "44"), ("Theft from the person", "39")}


def test_what_cannot_be_an_edition_is_refused(held):
    with pytest.raises(LoadRefused, match="It states what is held already"):
        load(held, ROW, PERSON)
    with pytest.raises(LoadRefused, match="lies before that of the edition held, 1 March 2025"):
        load(held, ROW, day=date(2025, 2, 1))
