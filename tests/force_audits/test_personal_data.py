"""Personal data in a file of audits: every cell and kind of it, beside every other fault, and a copy without it."""

from __future__ import annotations

import pytest

from dashboard.commands.force_audits import load_force_audits, marked_sheets
from dashboard.domain.names import is_only_a_name, names_a_person
from dashboard.exports.audit_template import with_faults
from loaders.errors import PersonalDataFound
from tests.builders import clock_at
from tests.force_audits.conftest import ADMINISTRATOR, as_csv, as_workbook, audit

BAD = [
    audit(audit_id="a", crimes_recorded=200),
    audit(audit_id="b", period_end="2023-01-01"),
    audit(audit_id="c", note="ask jo.bloggs@example.org, ring 07700 900123, or John Smith"),
    audit(audit_id="d", crimes_due=-4),
]


def checked(store, content, name="audits.csv"):
    return load_force_audits(
        store, content=content, file_name=name, clock=clock_at("2024-02-01"), person=ADMINISTRATOR, commit=False
    )


def test_personal_data_hides_no_other_fault_and_all_its_kinds_are_named(audited):
    outcome, _ = checked(audited, as_csv(BAD))
    said = [str(fault) for fault in outcome.report.faults]
    (personal,) = [words for words in said if "looks like" in words]
    assert personal.startswith("row 4, column K")
    for kind in ("an e-mail address", "a telephone number", "a personal name"):
        assert kind in personal
    for other in ("x is more than n", "ends before it starts", "is negative"):
        assert any(other in words for words in said)
    assert not any("bloggs" in words or "07700" in words or "Smith" in words for words in said)
    with pytest.raises(PersonalDataFound, match="row 4, column K"):
        load_force_audits(
            audited, content=as_csv(BAD), file_name="audits.csv", clock=clock_at("2024-02-01"), person=ADMINISTRATOR,
            commit=True,
        )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
def test_the_copy_to_be_mended_holds_the_faults_and_none_of_the_personal_data(audited, form):
    content = as_csv(BAD) if form == "csv" else as_workbook(BAD, form)
    outcome, read = checked(audited, content, f"audits.{form}")
    assert len(outcome.report.faults) >= 4
    back = with_faults(*marked_sheets(read), "csv").decode("utf-8-sig")
    assert "[removed: e-mail address and telephone number and personal name]" in back
    assert "x is more than n" in back
    assert not any(words in back for words in ("bloggs", "07700", "Smith"))
    again, _ = checked(audited, back.encode())
    assert len(again.report.faults) == len(outcome.report.faults) - 1
    assert not any("looks like" in fault.what for fault in again.report.faults)


def test_a_copy_whose_heading_is_wrong_too_can_be_sent_in_once_mended(audited):
    outcome, read = checked(audited, as_csv([{**audit(), "reason_wrong": "1"}]))
    assert len(outcome.report.faults) == 1
    back = with_faults(*marked_sheets(read), "csv").decode("utf-8-sig")
    assert back.startswith(('"What is wrong: row 1, column K', "What is wrong: row 1, column K"))
    mended = back.replace("reason_wrong", "note").encode()
    assert not checked(audited, mended)[0].report.faults


def test_a_marker_hides_nothing(audited):
    outcome, _ = checked(audited, as_csv([audit(note="[removed: jo.bloggs@example.org]")]))
    assert [fault.what for fault in outcome.report.faults] == ["looks like an e-mail address; take it out"]


def test_a_column_of_personal_data_is_emptied_and_the_rest_is_read(audited):
    outcome, read = checked(audited, as_csv([{**audit(crimes_recorded=200), "Victim name": "Jo Bloggs"}]))
    said = " ".join(str(fault) for fault in outcome.report.faults)
    assert "heading of a column of personal data" in said
    assert "x is more than n" in said
    assert "Bloggs" not in with_faults(*marked_sheets(read), "csv").decode("utf-8-sig")


@pytest.mark.parametrize(
    "note",
    ["spoke to John Smith", "John Smith agrees", "agreed by Tunde Adeyemi", "checked by J. Smith", "spoke to Sarah"],
)
def test_a_plain_name_in_a_note_is_found(audited, note):
    outcome, _ = checked(audited, as_csv([audit(note=note)]))
    assert [fault.what for fault in outcome.report.faults] == ["looks like a personal name; take it out"]


@pytest.mark.parametrize(
    "note",
    ["agreed by Ethics Panel", "reviewed by Crime Scrutiny Panel", "St John Street station", "Ashley Road custody",
     "sent to West Mercia", "led by Force Crime Registrar", "random sample; January to March", "Lewis House team"],
)  # fmt: skip
def test_panels_places_and_posts_are_nobody(note):
    assert not names_a_person(note)


def test_a_role_may_be_a_post_and_no_name(audited):
    assert is_only_a_name("Tunde Adeyemi")
    assert not any(is_only_a_name(post) for post in ("Force Crime Registrar", "Peer Reviewer", "Dip Sampler"))
    outcome, _ = checked(audited, as_csv([audit(auditor_role="Tunde Adeyemi")]))
    assert [fault.what for fault in outcome.report.faults] == ["looks like a personal name; take it out"]


@pytest.mark.parametrize("more", [{"audit_type": "victim at the centre"}, {"offence_group": "victim based crime"}])
def test_words_of_the_lists_are_no_personal_data(audited, more):
    assert not checked(audited, as_csv([audit(**more)]))[0].report.faults


def test_a_file_of_headings_with_an_unknown_column_says_both(audited):
    content = as_csv([{**audit(), "reason_wrong": ""}]).splitlines(keepends=True)[0]
    said = [str(fault) for fault in checked(audited, content)[0].report.faults]
    assert any("names no reason" in words for words in said)
    assert any("no row is filled in" in words for words in said)
