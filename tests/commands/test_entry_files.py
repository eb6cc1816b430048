"""Files of returns and levels: checked whole, taken in whole, taken out again."""

from __future__ import annotations

import pytest

from dashboard.commands.entry_files import faults_of, read_entry_file, take_in, take_out
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.access import Person, Role
from dashboard.domain.entry_files import ENTRY_FILES
from dashboard.domain.errors import ReaderError
from dashboard.domain.qaad import AREAS
from dashboard.exports.template_files import FORMATS, entry_template
from tests.builders import KENT, clock_at, write_record
from tests.views.asking import ask, rows

CLOCK = clock_at("2026-03-01")
GROUP, FORCE = Person(Role.WORKING_GROUP), Person(Role.FORCE, KENT)
STANDARDS = (
    "standard_id,words,edition,in_force_from,in_force_until,evidence_title\n"
    "s1,Audit every month.,made up,1 September 2025,,Paper\n"
    "s2,Audit every week.,made up,2019-01-01,2020-12-31,Paper\n"
)
RETURNS = "force,year,standard,outcome,words,respondent\nKent,2026,s1,met,Monthly audits.,Force Crime Registrar\n"


@pytest.fixture
def filled(sqlite_store, tmp_path):
    load_bundled_record(sqlite_store, write_record(tmp_path / "data"), clock_at())
    read = read_entry_file(sqlite_store, CLOCK, STANDARDS.encode(), "standards.csv")
    take_in(sqlite_store, CLOCK, GROUP, read)
    return sqlite_store


def read(store, text, name="returns.csv"):
    return read_entry_file(store, CLOCK, text.encode(), name)


@pytest.mark.parametrize("name", ENTRY_FILES)
@pytest.mark.parametrize("form", FORMATS)
def test_a_template_is_read_back_as_what_it_is(filled, name, form):
    found = read_entry_file(filled, CLOCK, entry_template(ENTRY_FILES[name], form), f"x.{form}")
    assert (found.sort.name, found.entries, found.faults) == (name, (), ())


def test_a_return_comes_in_once_goes_out_and_comes_in_again(filled):
    file = read(filled, RETURNS)
    assert faults_of(filled, CLOCK, FORCE, file) == []
    outcome = {"year": "2026", "force": "Kent"}
    for _ in range(2):
        (first,) = take_in(filled, CLOCK, FORCE, read(filled, RETURNS))
        assert not first.already
        assert take_in(filled, CLOCK, FORCE, read(filled, RETURNS))[0].already
        assert [r["outcome"] for r in rows(ask(filled, "qa_returns", "2026-03-01", **outcome), "returns")] == ["met"]
        assert take_out(filled, CLOCK, FORCE, file.batch, "sent by mistake") == 1
        answers = rows(ask(filled, "qa_returns", "2026-03-01", **outcome), "returns")
        assert [r["outcome"] for r in answers] == ["not answered"]
    with pytest.raises(ReaderError, match="nothing to take out"):
        take_out(filled, CLOCK, FORCE, file.batch, "again")


def test_every_fault_is_named_with_its_row_and_nothing_is_entered(filled):
    text = (
        "force,year,standard,outcome,words,respondent,happened_on\n"
        "Kennt,2026,s1,met,Audits.,Registrar,\n"
        "Kent,26,s1,met,Audits.,Registrar,\n"
        "Kent,2026,s2,met,Audits.,Registrar,\n"
        "Kent,2026,s9,met,Audits.,Registrar,\n"
        "Kent,2026,s1,perhaps,Audits.,Registrar,\n"
        "Kent,2026,s1,met,,Registrar,31 February 2026\n"
    )
    file = read(filled, text)
    said = [str(fault) for fault in faults_of(filled, CLOCK, FORCE, file)]
    for place, words in (
        ("row 2: force", "Kennt"),
        ("row 3: year", "26"),
        ("row 4: ", "was in force from 2019-01-01 to 2020-12-31 and not in 2026"),
        ("row 5: ", "no standard on the list"),
        ("row 6: ", "perhaps"),
        ("row 7: happened_on", "31 February 2026"),
    ):
        assert any(line.startswith(place) and words in line for line in said), (place, said)
    with pytest.raises(ReaderError):
        take_in(filled, CLOCK, FORCE, file)
    assert (
        rows(ask(filled, "qa_returns", "2026-03-01", year="2026", force="Kent"), "returns")[0]["outcome"]
        == "not answered"
    )


def test_a_level_needs_its_reason_and_evidence_and_a_force_may_not_enter_it(filled):
    head = "force,year,area,level,words,evidence_title\n"
    without = read(filled, f'{head}Kent,2026,"{AREAS[0]}",A2,,\n', "levels.csv")
    assert without.sort.name == "qaad_levels"
    said = " ".join(str(fault) for fault in faults_of(filled, CLOCK, GROUP, without))
    assert "words" in said
    assert "evidence" in said
    whole = read(filled, f'{head}national,2026,"{AREAS[0]}",A2,Documented.,Paper\n', "levels.csv")
    assert faults_of(filled, CLOCK, GROUP, whole) == []
    assert faults_of(filled, CLOCK, FORCE, whole) != []
