"""A tracker spreadsheet: columns matched by heading, every fault with its row, nobody's claim entered for them."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from dashboard.commands.tracker import MOST_ROWS, check_tracker, fitted, in_short, read_tracker, take_in_tracker
from dashboard.domain.access import Person, Role
from dashboard.domain.errors import ReaderError, UnknownName
from dashboard.domain.ledger import AccessRefused
from dashboard.domain.names import names_to_roles, owner_as_post
from tests.builders import WEST_MIDLANDS, clock_at
from tests.views.asking import ask, rows
from tests.views.entering import BODY, OFFICE, THE_FORCE

CLOCK = clock_at("2024-06-01")
ROW = {
    "Reference no.": "K-1",
    "Report": "PEEL 2023-25",
    "Report date": "10/01/2024",
    "Type": "AFI",
    "Recommendation text": "=Improve recording, says DI Jane Smith",
    "Chief officer lead": "Jane Smith",
    "Due date": "within three months",
    "Force status": "complete",
    "Latest update": "Mr Brown reports progress.",
    "Colour": "green",
}


def as_csv(*changes):
    return pd.DataFrame([{**ROW, **change} for change in changes or ({},)]).to_csv(index=False).encode()


@pytest.fixture
def office_store(loaded):
    return loaded(local_policing_bodies=[BODY])


def test_a_tracker_is_taken_in_once_and_complete_is_a_claim_and_never_a_closure(office_store):
    tracker = read_tracker(as_csv({}, {"Reference no.": "K-2"}), "tracker.csv")
    assert (tracker.columns["owner"], tracker.left_out) == ("Chief officer lead", ("Colour",))
    assert check_tracker(office_store, CLOCK, OFFICE, tracker) == []
    assert tracker.claims == ("complete is the claim “force says complete”, and no closure: 2 rows",)
    assert len(take_in_tracker(office_store, CLOCK, OFFICE, tracker)) == 6
    assert all(r.already for r in take_in_tracker(office_store, CLOCK, OFFICE, tracker))
    found = rows(ask(office_store, "recommendations", "2024-06-01"), "recommendations")
    assert [r["rec_id"] for r in found] == ["K-1", "K-2"]
    one = found[0]
    assert (one["kind"], one["owner"], one["due_latest"].isoformat()) == (
        "area for improvement",
        "a named person",
        "2024-04-10",
    )
    assert (one["force_claim"], one["force_claim_by"]) == ("force says complete", "the office's record of it")
    assert (one["issuer_status"], one["category"]) == ("not known", "unknown")
    assert one["summary"] == "=Improve recording, says a detective inspector"


def test_scenario_89_a_name_in_a_comment_becomes_a_role(office_store):
    tracker = read_tracker(as_csv(), "tracker.csv")
    take_in_tracker(office_store, CLOCK, OFFICE, tracker)
    history = rows(ask(office_store, "recommendation", "2024-06-01", id="K-1"), "history")
    assert "Brown" not in str(history)
    assert "a named person reports progress" in str(history)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DCI Jo O’Neill agreed", "a detective chief inspector agreed"),
        ("Seen by Mrs. A. Jones and ACC Brown.", "Seen by a named person and an assistant chief constable."),
        ("said Temporary Chief Inspector J. Smith today", "said Temporary Chief Inspector today"),
        ("the Chief Constable Kent Police appointed", "the Chief Constable Kent Police appointed"),
        ("Superintendent Investigations", "Superintendent Investigations"),
        ("West Midlands Police agreed", "West Midlands Police agreed"),
        ("Agreed by Tunde Adeyemi on 3 May", "Agreed by a named person on 3 May"),
        ("J. Smith to update; A.B. O'Neill told", "a named person to update; a named person told"),
        ("Lead: Priya-Lee Okafor", "Lead: a named person"),
        ("T/DCI Jones and CC Brown", "a detective chief inspector and the chief constable"),
        ("reviewed by Force Contact", "reviewed by Force Contact"),
        ("contact West Midlands Police", "contact West Midlands Police"),
        ("Approved by Joint Audit Committee", "Approved by Joint Audit Committee"),
        ("completed by December 2024", "completed by December 2024"),
    ],
)
def test_names_in_text(text, said):
    assert names_to_roles(text) == said


@pytest.mark.parametrize(
    ("owner", "post"),
    [
        ("Jane Smith", "a named person"),
        ("JANE SMITH", "a named person"),
        ("Smith, J.", "a named person"),
        ("Data Quality", "Data Quality"),
        ("Head of crime", "Head of crime"),
        ("Force Contact", "Force Contact"),
    ],
)
def test_an_owner_is_a_post(owner, post):
    assert owner_as_post(owner) == post


def test_every_fault_is_named_with_its_row_and_nothing_is_entered(office_store):
    content = as_csv({"Report date": "soon"}, {"Report": ""}, {"Report date": "01/01/2030"})
    tracker = read_tracker(content, "tracker.csv")
    faults = [str(f) for f in check_tracker(office_store, CLOCK, OFFICE, tracker)]
    assert [f.split(" is ")[0].split(" cannot")[0] for f in faults] == [
        "row 2: published_on",
        "row 3: report_title",
        "row 4: body.published_on",
    ]
    with pytest.raises(ReaderError, match="Nothing was entered"):
        take_in_tracker(office_store, CLOCK, OFFICE, tracker)
    assert rows(ask(office_store, "recommendations", "2024-06-01"), "recommendations") == []


def test_a_force_cannot_bring_in_recommendations(office_store):
    with pytest.raises(AccessRefused):
        take_in_tracker(office_store, CLOCK, THE_FORCE, read_tracker(as_csv(), "tracker.csv"))


def test_a_workbook_reads_as_the_same_rows(office_store):
    out = io.BytesIO()
    frame = pd.DataFrame([{**ROW, "Report date": pd.Timestamp("2024-01-10")}])
    frame.to_excel(out, index=False, engine="xlsxwriter")
    tracker = read_tracker(out.getvalue(), "tracker.xlsx")
    assert tracker.entries[0].body["published_on"] == "2024-01-10"
    assert tracker.faults == ()


def test_a_foreign_tracker_is_refused_with_what_to_do():
    with pytest.raises(ReaderError, match=r"no column was found for rec_id.*--map"):
        read_tracker(b"a,b\n1,2\n", "x.csv")
    with pytest.raises(ReaderError, match="cannot be read as a table"):
        read_tracker(b"\x00\xff\xfe", "x.xlsx")
    with pytest.raises(ReaderError, match="at most 20,000"):
        read_tracker(as_csv(*[{}] * (MOST_ROWS + 1)), "x.csv")
    with pytest.raises(UnknownName, match="no column 'Nope'"):
        read_tracker(as_csv(), "x.csv", {"owner": "Nope"})


def test_personal_data_becomes_markers_and_the_dry_run_says_so():
    said = "Ask john.brown@wmp.police.uk, Sarah from comms, +44 7700 900123, PC 1234 Smith, CRN 123456."
    tracker = read_tracker(as_csv({"Latest update": said, "Due date": "within three months"}), "tracker.csv")
    stored = str([dict(e.body) for e in tracker.entries])
    for private in ("john.brown", "Sarah", "7700", "1234", "Smith"):
        assert private not in stored
    (line,) = [w for w in tracker.warnings if "comment" in w]
    assert line == (
        "row 2: comment now reads: Ask [e-mail address removed], a named person from comms, "
        "[telephone number removed], a constable, [crime reference removed]."
    )


def test_a_row_from_which_personal_data_cannot_be_taken_is_refused():
    tracker = read_tracker(as_csv({"Latest update": "AB 12 34 56 C"}, {"Reference no.": "a@b.uk"}), "tracker.csv")
    assert [f.place for f in tracker.faults] == ["row 2: comment", "row 3: rec_id"]
    assert tracker.entries == ()


def test_a_reference_held_already_gets_the_remark_and_is_not_made_anew(office_store):
    take_in_tracker(office_store, CLOCK, OFFICE, read_tracker(as_csv(), "tracker.csv"))
    later = read_tracker(as_csv({"Latest update": "Half done.", "Report": "Another title"}), "later.csv")
    assert check_tracker(office_store, CLOCK, THE_FORCE, later) == []
    assert len(take_in_tracker(office_store, CLOCK, THE_FORCE, later)) == 2
    (found,) = rows(ask(office_store, "recommendations", "2024-06-01"), "recommendations")
    assert found["report_title"] == "PEEL 2023-25"
    assert found["force_claim_by"] == "the force"  # its own words count over what the office has from it


def test_a_row_about_an_item_held_whatever_its_case_is_attached_with_a_warning(office_store):
    take_in_tracker(office_store, CLOCK, OFFICE, read_tracker(as_csv(), "tracker.csv"))
    later = read_tracker(
        as_csv({"Reference no.": "k-1"}, {"Reference no.": "K-9"}, {"Reference no.": "k-9", "Due date": ""}), "x.csv"
    )
    fit = fitted(office_store, CLOCK, OFFICE, later)
    assert check_tracker(office_store, CLOCK, OFFICE, later) == []
    assert [w.split(":")[0] + w.split(":")[1] for w in fit.warnings if "attached" in w] == [
        "row 2 K-1 is held already",
        "row 4 K-9 stands in row 3 too",
    ]
    assert {e.subject_id for e in fit.entries if e.action == "create"} == {"K-9"}
    take_in_tracker(office_store, CLOCK, OFFICE, later)
    found = rows(ask(office_store, "recommendations", "2024-06-01"), "recommendations")
    assert sorted(r["rec_id"] for r in found) == ["K-1", "K-9"]


@pytest.mark.parametrize(
    ("status", "share", "claim"),
    [
        ("COMPLETE", "", "force says complete"),
        ("Closed", "50", "force says complete"),
        ("On-going", "", "in progress"),
        ("", "100%", "force says complete"),
        ("", "40", "in progress"),
        ("not started", "", "not started"),
        ("Open", "100", None),
        ("", "see notes", None),
    ],
)
def test_statuses_whatever_their_case_are_claims_where_they_are_plain(status, share, claim):
    tracker = read_tracker(as_csv({"Force status": status, "% complete": share}), "x.csv")
    assert [e.body["progress"] for e in tracker.entries if e.action == "reported_claim"] == ([claim] if claim else [])


def test_ten_thousand_rows_of_a_foreign_tracker_are_taken_in_or_refused_with_what_was_found(office_store):
    rows_ = [{"Reference no.": f"X-{n}", "Latest update": f"Step {n}: <b>bold</b> =1+1"} for n in range(10_000)]
    bad = read_tracker(
        as_csv(*[{**row, "Report date": "soon" if n % 2 else "01/01/2030"} for n, row in enumerate(rows_)]), "x.csv"
    )
    lines = in_short(check_tracker(office_store, CLOCK, OFFICE, bad))
    assert len(lines) == 2
    assert "row 3, row 5, row 7, row 9, row 11 and 4,995 more rows" in lines[0]
    assert "has not come yet" in lines[1]
    with pytest.raises(ReaderError, match="4,995 more rows"):
        take_in_tracker(office_store, CLOCK, OFFICE, bad)
    with pytest.raises(AccessRefused):
        take_in_tracker(
            office_store, CLOCK, Person(Role.PCC_OFFICE, WEST_MIDLANDS), read_tracker(as_csv(*rows_[:20]), "x.csv")
        )


def test_headings_that_offices_use_are_known():
    names = {"Date of report": "published_on", "Force update": "comment", "PCC comment": "pcc_comment"}
    names |= {"RAG": "rag", "% complete": "pct_complete"}
    row = {
        "Ref": "K-1",
        "Report": "PEEL",
        "Text": "Improve.",
        **dict.fromkeys(names, "5"),
        "Date of report": "10/01/2024",
    }
    tracker = read_tracker(pd.DataFrame([row]).to_csv(index=False).encode(), "tracker.csv")
    assert {tracker.columns[field]: field for field in names.values()} == names


OWN = {
    "Ref No.": "K-1",
    " HMICFRS Report Title ": "PEEL 2023-25",
    "Report date": "2024-01-10",
    "Recommendation / AFI": "Improve recording.",
    "Lead  Officer": "Head of crime",
    "Due date": "2024-04-10",
    "Update (latest)": "Training is done.",
    "Closed date": "2024-03-01",
    "PCC view": "Not yet seen to last.",
    "RAG / Status": "Complete",
}
FIELDS = ("rec_id", "report_title", "published_on", "summary", "owner", "due_words", "comment", "closed_on")
FIELDS += ("pcc_comment", "rag")


def with_title(form, row):
    """A sheet as an office keeps it: a title, a blank row, then the headings."""
    out = io.BytesIO()
    width = len(row)
    cells = [["Inspection tracker"] + [""] * (width - 1), [""] * width, list(row), list(row.values())]
    if form == "csv":
        return "\r\n".join(",".join(map(str, line)) for line in cells).encode()
    pd.DataFrame(cells).to_excel(out, index=False, header=False, engine="xlsxwriter")
    return out.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_headings_are_found_under_a_title_and_without_stray_spaces(office_store, form):
    tracker = read_tracker(with_title(form, OWN), f"tracker.{form}")
    assert tuple(sorted(tracker.columns)) == tuple(sorted(FIELDS))
    assert tracker.columns["owner"] == "Lead Officer"
    assert set(tracker.places) == {"row 4: "}
    assert check_tracker(office_store, CLOCK, OFFICE, tracker) == []
    take_in_tracker(office_store, CLOCK, OFFICE, tracker)
    (found,) = rows(ask(office_store, "recommendations", "2024-06-01"), "recommendations")
    assert (found["force_claim"], found["issuer_status"]) == ("force says complete", "not known")
    history = str(rows(ask(office_store, "recommendation", "2024-06-01", id="K-1"), "history"))
    assert "closed on: 2024-03-01" in history
    assert "pcc comment: Not yet seen to last." in history


def test_a_column_is_named_whatever_its_case_and_spaces():
    tracker = read_tracker(with_title("csv", OWN), "x.csv", {"severity": " lead officer"})
    assert tracker.columns["severity"] == "Lead Officer"
    odd = {"Zahl": "K-1", **{k: v for k, v in OWN.items() if k != "Ref No."}}
    assert read_tracker(with_title("csv", odd), "x.csv", {"rec_id": "ZAHL "}).entries[0].subject_id == "K-1"


def test_what_a_row_says_otherwise_of_an_item_held_is_named_and_kept_in_its_remark(office_store):
    first = read_tracker(as_csv(), "tracker.csv")
    take_in_tracker(office_store, CLOCK, OFFICE, first)
    same = fitted(office_store, CLOCK, OFFICE, first)
    assert not any("not taken over" in w for w in same.warnings)
    changed = {"Due date": "30 June 2025", "Chief officer lead": "Head of crime"}
    later = read_tracker(as_csv(changed, {**changed, "Reference no.": "K-2"}), "later.csv")
    fit = fitted(office_store, CLOCK, OFFICE, later)
    said = [w for w in fit.warnings if "not taken over" in w]
    assert said == [
        "row 2: not taken over, and kept in the remark of the row: due date: 30 June 2025 (held: within three months)",
        "row 2: not taken over, and kept in the remark of the row: owner: Head of crime (held: a named person)",
    ]
    assert check_tracker(office_store, CLOCK, OFFICE, later) == []
    take_in_tracker(office_store, CLOCK, OFFICE, fit)
    assert all(r.already for r in take_in_tracker(office_store, CLOCK, OFFICE, later))
    history = rows(ask(office_store, "recommendation", "2024-06-01", id="K-1"), "history")
    assert sum("due date: 30 June 2025 (held: within three months)" in h["words"] for h in history) == 1
    (one, two) = rows(ask(office_store, "recommendations", "2024-06-01"), "recommendations")
    assert (one["due_latest"].isoformat(), two["due_latest"].isoformat()) == ("2024-04-10", "2025-06-30")


def test_a_row_that_differs_and_remarks_nothing_gets_a_remark_of_its_own(office_store):
    take_in_tracker(office_store, CLOCK, OFFICE, read_tracker(as_csv(), "tracker.csv"))
    bare = {"Latest update": "", "Force status": "", "Due date": "1 May 2025"}
    fit = fitted(office_store, CLOCK, OFFICE, read_tracker(as_csv(bare), "later.csv"))
    assert [e.action for e in fit.entries] == ["comment"]
    assert "due date: 1 May 2025" in fit.entries[0].body["words"]
    assert fitted(office_store, CLOCK, OFFICE, fit).entries == fit.entries
