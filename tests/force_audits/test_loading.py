"""A force's audits taken in: what is held, what is refused, all faults at once with their places, and undo."""

from __future__ import annotations

import pytest

from dashboard.commands.publications import Changes, LoadRefused, undo_load
from dashboard.commands.rebuilding import rebuild
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import AccessRefused
from dashboard.exports.audit_template import with_faults
from dashboard.exports.template_files import sheets_as
from dashboard.store.queries.editions import held_counts
from dashboard.store.queries.ledger import refusals
from dashboard.views import answer
from loaders.errors import HostileFile, PersonalDataFound, UnknownPublication, UnreadableFile
from loaders.force_audits import MOST_ROWS, read_audits
from loaders.marked_copy import faults_by_row, sheets_of
from tests.builders import WEST_MIDLANDS, clock_at
from tests.force_audits.conftest import ADMINISTRATOR, KENT_FORCE, as_csv, as_workbook, audit, table

AS_AT = AsAt.parse("2024-02-02")


def rows_of(store, person=ADMINISTRATOR, **filters):
    asked = {name.rstrip("_"): value for name, value in filters.items()}
    return answer(store, "audits", asked, AS_AT, person).table("audits").records()


def held(store):
    with store.reading() as connection:
        counts = held_counts(connection, as_at=AS_AT)
    return counts["force_audits"], counts["force_audit_reasons"]


def faults(send, rows, **more):
    return [str(fault) for fault in send(rows, commit=False, **more).report.faults]


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
def test_an_audit_from_every_form_of_file_is_held_with_its_rate_and_interval(audited, send, form):
    content = as_csv([audit()]) if form == "csv" else as_workbook([audit()], form)
    assert send(content, file_name=f"audits.{form}").load_id
    (row,) = rows_of(audited)
    assert (row["force"], row["audit_id"], row["audit_type"]) == ("Kent", "2023-Q4", "incident to crime")
    assert [row[n] for n in ("incidents_examined", "crimes_due", "crimes_recorded")] == [156, 139, 118]
    assert [round(row[n], 1) for n in ("rate_pct", "lower_pct", "upper_pct")] == [84.9, 78.0, 89.9]
    assert (row["method"], row["level"], row["judgeable"]) == ("Wilson", 95, "yes")
    assert (row["band"], row["band_edition"], row["class"]) == ("Fair", "half-open", "unpublished")
    assert row["time_limit_hours"] == 24


def test_a_dry_run_says_what_would_change_and_changes_nothing(audited, send):
    outcome = send([audit()], commit=False)
    assert outcome.load_id is None
    assert outcome.changes["force_audits"].added == 1
    assert held(audited) == (0, 0)


def test_the_same_file_again_changes_nothing_and_undo_takes_it_out(audited, send):
    first = send([audit(reason_KNOW=21)])
    again = send([audit(reason_KNOW=21)])
    assert again.already_loaded
    assert again.load_id == first.load_id
    assert held(audited) == (1, 1)
    undo_load(audited, first.load_id, clock_at())
    assert held(audited) == (0, 0)
    assert rows_of(audited) == []
    assert send([audit(reason_KNOW=21)]).load_id


def test_55_reasons_that_do_not_add_to_the_misses_are_refused_with_the_difference(audited, send):
    (fault,) = faults(send, [audit(reason_KNOW=10, reason_N100=8)])
    assert fault == "row 2, column K: primary reasons add to 18 and 21 crimes were missed: 3 too few"
    with pytest.raises(LoadRefused, match="3 too few"):
        send([audit(reason_KNOW=10, reason_N100=8)])
    assert held(audited) == (0, 0)
    assert send([audit(reason_KNOW=13, reason_N100=8, secondary_LATE=5)]).load_id


def test_90_every_fault_at_once_with_its_place_and_nothing_stored(audited, send):
    rows = [
        audit(audit_id="a", crimes_recorded=140),
        audit(audit_id="b", population=100),
        audit(audit_id="c", crimes_due=-5, crimes_recorded=0),
        audit(audit_id="d", crimes_due="12.5", crimes_recorded=3),
        audit(audit_id="e", period_end="2023-09-30"),
        audit(audit_id="f", force="Kentish"),
        audit(audit_id="g", force="West Midlands"),
        audit(audit_id="h", business_area="Dog Section"),
        audit(audit_id="i", audit_type="astrology"),
        audit(audit_id="j", reason_KNOW=2),
        audit(audit_id="j", reason_KNOW=21),
        audit(audit_id="k", on_time=119),
        audit(audit_id="l", period_end="2025-01-01"),
        audit(audit_id="", crimes_due=""),
        audit(audit_id="m", review_both=5),
        audit(audit_id="n", reason_FOO=3),
    ]
    found = faults(send, rows)
    places = [int(fault.split(",")[0].removeprefix("row ")) for fault in found]
    assert places == sorted(places), "in the order in which a file is mended"
    said = "\n".join(found)
    for words in (
        "row 2, column J: x is more than n",
        "n is more than N",
        "is negative",
        "not a whole number",
        "the period ends before it starts",
        "names no force",
        "another force than that of the first row",
        "is no business area known for this force",
        "is not one of incident to crime",
        "19 too few",
        "stand in row 11 already",
        "more crimes recorded on time than were recorded",
        "ends after today",
        "is blank, and must not be",
        "a second review needs all four counts",
        "names no reason of the controlled list; allowed: KNOW",
    ):
        assert words in said, words
    assert held(audited) == (0, 0)


def test_90_an_audit_id_that_is_held_already_is_refused_unless_it_is_a_correction(audited, send):
    first = send([audit()])
    (fault,) = faults(send, [audit(crimes_recorded=120)])
    assert f"held already, from load {first.load_id}" in fault
    send([audit(crimes_recorded=120)], correction="two crimes were found after all", on="2024-02-02")
    (row,) = rows_of(audited)
    assert row["crimes_recorded"] == 120
    earlier = answer(audited, "audits", {}, AsAt.parse("2024-02-01"), ADMINISTRATOR).table("audits").records()
    assert earlier[0]["crimes_recorded"] == 118, "what was known on the first day still shows"


def test_a_correction_replaces_its_audits_whole_and_a_rebuild_makes_the_same(audited, send):
    first = [
        audit(reason_KNOW=21),
        audit(offence_group="Rape", crimes_due=40, crimes_recorded=36, incidents_examined=""),
        audit(offence_group="Theft", crimes_due=60, crimes_recorded=52, incidents_examined=""),
        audit(audit_id="2023-Q3", reason_LATE=21),
    ]
    send(first)
    again = [
        audit(reason_N100=21),
        audit(offence_group="Rape", crimes_due=41, crimes_recorded=36, incidents_examined=""),
    ]
    dry = send(again, commit=False, correction="counted anew", on="2024-02-02")
    assert dry.changes["force_audits"] == Changes(added=0, revised=1, unchanged=1, withdrawn=1)
    assert dry.changes["force_audit_reasons"] == Changes(added=1, revised=0, unchanged=0, withdrawn=1)
    load = send(again, correction="counted anew", on="2024-02-02").load_id

    def shown():
        asked = {"id": "2023-Q4"}
        page = answer(audited, "audit", asked, AS_AT, ADMINISTRATOR)
        parts = [(r["offence_group"], r["crimes_due"]) for r in page.table("parts").records()]
        return parts, [(r["reason_code"], r["crimes"]) for r in page.table("reasons").records()]

    assert shown() == ([("Rape", 41)], [("N100", 21)])
    assert held(audited)[1] == 2, "the reasons of the other audit stand"
    rebuild(audited, clock_at("2024-02-02"))
    assert shown() == ([("Rape", 41)], [("N100", 21)])
    undo_load(audited, load, clock_at("2024-02-03"))
    assert shown() == ([("Rape", 40), ("Theft offences", 60)], [("KNOW", 21)])


def test_an_area_renamed_is_mapped_by_its_dates(audited, send):
    areas = [
        {"area_name": "Crime Command", "valid_from": "2023-07-01", "valid_until": "", "joined_as": "Force CID"},
    ]
    old = as_workbook(
        [audit(business_area="Crime Command", period_start="2023-01-01", period_end="2023-03-31")],
        "xlsx",
        **{"Business areas": areas},
    )
    assert faults(send, old, file_name="a.xlsx") == [
        "'Audits'!K2: this name was not in use in the period; see the sheet Business areas"
    ]
    new = as_workbook([audit(business_area="Crime Command")], "xlsx", **{"Business areas": areas})
    send(new, file_name="b.xlsx")
    send([audit(audit_id="2024-Q1", business_area="Crime Command")], on="2024-02-02")
    assert len(rows_of(audited, business_area="crime command")) == 2


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableFile),
        (b"a,b\n1,2\n", UnknownPublication),
        (b"\x00\x01\x02\x03", UnreadableFile),
    ],
)
def test_a_file_that_is_no_upload_says_so(send, content, error):
    with pytest.raises(error):
        send(content)


def test_a_file_with_headings_and_nothing_else_says_so(send):
    assert "no row is filled in" in faults(send, as_csv([dict.fromkeys(audit(), "")]))[0]


def test_a_million_rows_are_refused_at_once():
    line = b"Kent,a,rape,2023-01-01,2023-01-31,1,1\r\n"
    header = b"force,audit_id,audit_type,period_start,period_end,crimes_due,crimes_recorded\r\n"
    with pytest.raises(HostileFile, match="Nothing of it was kept"):
        read_audits(header + line * (MOST_ROWS + 1), "big.csv")


def test_90_an_unknown_offence_group_is_refused_in_every_row_with_what_is_allowed(audited, send):
    found = faults(send, [audit(audit_id="a", offence_group="Thefft"), audit(audit_id="b", offence_group="Group 7")])
    assert [fault.split(":")[0] for fault in found] == ["row 2, column K", "row 3, column K"]
    assert all("is not one of All offences excluding fraud, " in fault for fault in found)
    assert "did you mean 'Theft offences'?" in faults(send, [audit(offence_group="Thefft offence")])[0]
    assert held(audited) == (0, 0)


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("offence_group", "violence", "Violence against the person"),
        ("offence_group", "RAPE", "Rape"),
        ("offence_group", "All crime", ""),
        ("offence_group", "Theft", "Theft offences"),
        ("audit_type", "Incident-to-crime", "incident to crime"),
        ("audit_type", "Antisocial-behaviour logs", "antisocial behaviour logs"),
        ("sampling_method", "Census", "all cases"),
        ("reporting_route", "MASH", "MASH referral"),
    ],
)
def test_words_of_the_lists_are_read_in_the_forms_people_write(audited, send, field, written, meant):
    outcome = send([audit(**{field: written})], commit=False)
    assert not outcome.report.faults
    send([audit(**{field: written})])
    (row,) = rows_of(audited)
    assert (row[field] or "") == meant
    if field == "offence_group" and meant:
        assert len(rows_of(audited, offence_group=written)) == 1, "a filter takes the same words"


@pytest.mark.parametrize(
    "heading",
    ["name", "Date of birth", "address", "Post code", "phone", "e-mail", "collar number", "crime reference",
     "Incident number", "URN"],
)  # fmt: skip
def test_84_a_column_of_personal_data_refuses_the_whole_file_and_is_named(audited, send, heading):
    with pytest.raises(PersonalDataFound) as refused:
        send([{**audit(), heading: "x"}])
    assert refused.value.cells == ("row 1, column K looks like the heading of a column of personal data",)
    assert held(audited) == (0, 0)


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("seen at SW1A 1AA", "a postcode"),
        ("ring 07700 900123 for more", "a telephone number"),
        ("ask jo.bloggs@example.org", "an e-mail address"),
        ("see 20/12345/23 for the case", "a crime reference"),
        ("told to Mrs Bloggs", "a personal name"),
        ("checked by DC J. Bloggs", "a personal name"),
        ("log 412 of 3 May", "a crime reference"),
    ],
)
def test_85_free_text_with_personal_data_is_refused_by_row_and_kind_and_never_told(send, caplog, note, kind):
    with pytest.raises(PersonalDataFound) as refused:
        send([audit(note=note)])
    assert refused.value.cells == (f"row 2, column K looks like {kind}",)
    said = str(refused.value) + caplog.text
    assert not any(word in said for word in note.split() if len(word) > 4 and word != "phone")


def test_85_words_of_the_trade_are_not_taken_for_people(send):
    note = "Force crime registrar; Detective Inspector reviewed; DCI Crime Audit; Q4 2023, 139 of 156; week 13 to 16"
    assert send([audit(note=note, auditor_role="Force Crime Registrar")]).load_id


def test_86_one_row_for_each_case_is_refused(send):
    rows = [audit(audit_id=f"case {n}", crimes_due=1, crimes_recorded=n % 2, incidents_examined=1) for n in range(8)]
    assert any("totals only" in fault for fault in faults(send, rows))


def test_78_only_the_force_itself_sends_in_its_audits_and_a_refusal_is_logged(audited, send):
    for person in (Person(Role.READER), Person(Role.FORCE, WEST_MIDLANDS), Person(Role.WORKING_GROUP)):
        with pytest.raises(AccessRefused):
            send([audit()], person=person)
    assert held(audited) == (0, 0)
    with audited.reading() as connection:
        assert len(refusals(connection, as_at=AS_AT)) == 3
    assert send([audit()], person=KENT_FORCE).load_id
    with pytest.raises(AccessRefused):  # and another force is not told that the audit is held
        send([audit(crimes_recorded=120)], person=Person(Role.FORCE, WEST_MIDLANDS))


def test_parts_without_a_total_are_added_up_and_the_total_says_so(audited, send):
    rows = [
        audit(offence_group=group, business_area=area, incidents_examined="", crimes_due=due, crimes_recorded=got)
        for group, area, due, got in (
            ("Violence", "Force Contact", 40, 35),
            ("Violence", "Force CID", 30, 24),
            ("Theft", "Force Contact", 50, 48),
        )
    ]
    send(rows)
    (total,) = [row for row in rows_of(audited) if row["breakdown"] == "total"]
    assert (total["crimes_due"], total["crimes_recorded"], total["basis"]) == (120, 107, "derived")
    (violence,) = rows_of(audited, offence_group="violence")[:1]
    assert (violence["crimes_due"], violence["crimes_recorded"]) == (70, 59)
    (both,) = rows_of(audited, offence_group="Violence", business_area="Force CID")
    assert both["crimes_due"] == 30


def test_parts_that_hold_more_than_the_whole_are_refused(send):
    rows = [audit(), audit(offence_group="Rape", crimes_due=100), audit(offence_group="Theft", crimes_due=90)]
    assert any("add to 190, more than the 139 of the whole" in fault for fault in faults(send, rows))


def test_the_file_comes_back_with_what_is_wrong_beside_its_rows():
    read = read_audits(as_workbook([audit(), audit(audit_id="b", crimes_recorded=200)], "ods"), "audits.ods")
    back = with_faults(sheets_of(read.grids), faults_by_row(read.report.faults, read.grids), "csv").decode("utf-8-sig")
    lines = back.splitlines()
    assert lines[0].startswith("What is wrong,force,")
    assert lines[1].startswith(",Kent")
    assert "x is more than n" in lines[2]
    assert "200" in lines[2]


def test_a_template_sheet_reads_back(send):
    content = sheets_as({"Notes": [["Totals only"]], "Audits": table([audit()])}, "xlsx")
    assert send(content, file_name="t.xlsx").load_id
