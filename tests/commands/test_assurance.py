"""Standards, returns, the assurance grid, the plan and the register of systems: entered, refused, undone, as at two days."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import UNDO, AccessRefused, Entry, EntryRefused, Evidence
from dashboard.domain.qaad import AREAS, gap_words, levels_short
from tests.builders import KENT, WEST_MIDLANDS, clock_at, write_record
from tests.views.asking import ask, rows

CLOCK = clock_at("2026-03-01")
LATER = clock_at("2026-06-01")
GROUP = Person(Role.WORKING_GROUP)
FORCE = Person(Role.FORCE, KENT)
PROOF = (Evidence(title="Paper", url="https://example.org/paper"),)
STANDARD = {"words": "Audit every month.", "edition": "made up for this test", "in_force_from": "2025-09-01"}
ANSWER = {"standard": "s1", "outcome": "met", "words": "Monthly audits.", "respondent": "Force Crime Registrar"}
JUDGEMENT = {
    "risk": "medium",
    "risk_reason": "Many systems.",
    "interest": "higher",
    "interest_reason": "Headline figures.",
}
LEVEL = {"area": AREAS[0], "level": "A1", "words": "Described once."}
STEP = {"step": "Share checks", "words": "Share them.", "owner": "Home Office", "latest": "2026-12-31"}
MATRIX = [{"risk_of_quality_concerns": "medium", "public_interest_profile": "higher", "levels_wanted": "A2/A3"}]


@pytest.fixture
def entered(sqlite_store, tmp_path):
    """A store with a system, a body, the matrix and the recommendation of the plan, and a way to make entries in it."""
    folder = write_record(
        tmp_path / "data",
        recording_systems=[{"system_id": "a", "name": "System A", "family": "A"}],
        force_systems=[{"force_code": KENT, "system_id": "a", "status": "in use", "as_at_year": 2020}],
        oversight_bodies=[{"body_id": "npcc", "name": "National Police Chiefs' Council", "aliases": "NPCC"}],
        qaad_risk_profile=MATRIX,
    )
    load_bundled_record(sqlite_store, folder, clock_at())

    def enter(kind, subject_id, action, body, person=GROUP, clock=CLOCK, **more):
        more.setdefault("evidence", PROOF)
        entry = Entry(kind, subject_id, action, body, **more)
        return record(sqlite_store, clock, person, entry).entry_id

    enter.store = sqlite_store
    return enter


def faults(caught):
    return [str(fault) for fault in caught.value.faults]


def test_the_list_of_standards_starts_empty_and_says_why(entered):
    view = ask(entered.store, "qa_returns", "2026-03-01")
    assert rows(view, "standards") == rows(view, "returns") == []
    assert "not public" in view.statement


def test_a_return_counts_for_its_force_year_and_standard_from_its_day_on(entered):
    entered("qa_standard", "s1", "standard", STANDARD)
    entered("qa_return", f"{KENT}/2026", "answer", {**ANSWER, "practice": "A dashboard."}, FORCE, LATER)
    before, after = (ask(entered.store, "qa_returns", day, year="2026") for day in ("2026-05-31", "2026-06-01"))
    assert [r["outcome"] for r in rows(before, "returns")] == ["not answered", "not answered"]
    assert [(r["force"], r["outcome"]) for r in rows(after, "returns")] == [
        ("Kent", "met"),
        ("West Midlands", "not answered"),
    ]
    (progress,) = rows(after, "progress")
    assert (progress["wanted"], progress["answered"], progress["forces_complete"]) == (2, 1, 1)
    assert [r["practice"] for r in rows(after, "practices")] == ["A dashboard."]


def test_a_change_from_last_year_is_listed(entered):
    entered("qa_standard", "s1", "standard", STANDARD)
    entered("qa_return", f"{KENT}/2025", "answer", {**ANSWER, "outcome": "not met"}, FORCE)
    entered("qa_return", f"{KENT}/2026", "answer", ANSWER, FORCE)
    (change,) = rows(ask(entered.store, "qa_returns", "2026-03-01"), "changes")
    assert (change["year_before"], change["outcome"]) == ("not met", "met")


def test_an_answer_that_was_undone_no_longer_counts_and_its_day_still_shows_it(entered):
    entered("qa_standard", "s1", "standard", STANDARD)
    number = entered("qa_return", f"{KENT}/2026", "answer", ANSWER, FORCE)
    entered("qa_return", f"{KENT}/2026", UNDO, {}, FORCE, LATER, undoes=number, reason="Wrong year")
    outcomes = [
        rows(ask(entered.store, "qa_returns", day, year="2026", force="Kent"), "returns")[0]["outcome"]
        for day in ("2026-05-31", "2026-06-01")
    ]
    assert outcomes == ["met", "not answered"]


@pytest.mark.parametrize(
    ("subject_id", "body", "said"),
    [
        (f"{KENT}/2024", ANSWER, "body.standard is 's1', which was in force from 2025-09-01 and not in 2024"),
        (f"{KENT}/2026", {**ANSWER, "standard": "s9"}, "body.standard is 's9', which is no standard on the list"),
        (f"{KENT}/2026", {**ANSWER, "outcome": "excellent"}, "body.outcome is 'excellent'; allowed: met, partly met"),
        ("E99/2026", ANSWER, "subject_id is 'E99/2026': there is no such yearly return"),
        (KENT, ANSWER, f"subject_id is '{KENT}': there is no such yearly return"),
    ],
)
def test_a_return_that_cannot_be_is_refused_and_nothing_is_stored(entered, subject_id, body, said):
    entered("qa_standard", "s1", "standard", STANDARD)
    with pytest.raises(EntryRefused) as caught:
        entered("qa_return", subject_id, "answer", body, FORCE)
    assert faults(caught)[0].startswith(said)
    assert all(r["outcome"] == "not answered" for r in rows(ask(entered.store, "qa_returns", "2026-03-01"), "returns"))


def test_every_fault_of_a_return_is_named_at_once(entered):
    with pytest.raises(EntryRefused) as caught:
        entered("qa_return", f"{KENT}/2026", "answer", {"outcome": "yes"}, FORCE)
    assert [f.place for f in caught.value.faults] == [
        "body.standard",
        "body.outcome",
        "body.words",
        "body.respondent",
    ]


def test_a_force_answers_for_itself_alone_and_the_group_for_none(entered):
    entered("qa_standard", "s1", "standard", STANDARD)
    for person, subject_id in ((FORCE, f"{WEST_MIDLANDS}/2026"), (GROUP, f"{KENT}/2026")):
        with pytest.raises(AccessRefused):
            entered("qa_return", subject_id, "answer", ANSWER, person)
    with pytest.raises(AccessRefused):
        entered("qa_standard", "s2", "standard", STANDARD, FORCE)


def test_a_standard_needs_a_source_and_cannot_end_before_it_begins(entered):
    with pytest.raises(EntryRefused) as caught:
        entered("qa_standard", "s1", "standard", STANDARD, evidence=())
    assert "evidence is needed" in faults(caught)[0]
    with pytest.raises(EntryRefused) as caught:
        entered("qa_standard", "s1", "standard", {**STANDARD, "in_force_until": "2024-01-01"})
    assert faults(caught) == ["body.in_force_until is 2024-01-01, before the start 2025-09-01"]


@pytest.mark.parametrize(
    ("wanted", "evidenced", "gap", "short"),
    [
        ("A2/A3", "A1", "below what is wanted", 1),
        ("A2/A3", "A2", "at what is wanted", 0),
        ("A2/A3", "A3", "at what is wanted", 0),
        ("A1", "A3", "above what is wanted", 0),
        ("A1/A2/A3", "A0", "below what is wanted", 1),
        ("A3", "A0", "below what is wanted", 3),
        (None, "A1", "no judgement of risk and public interest", None),
        ("A2", None, "no level evidenced", None),
    ],
)
def test_the_gap_is_counted_from_the_least_level_wanted(wanted, evidenced, gap, short):
    assert (gap_words(wanted, evidenced), levels_short(wanted, evidenced)) == (gap, short)


def test_the_grid_takes_the_level_wanted_from_the_published_matrix(entered):
    entered("qaad", f"{KENT}/2026", "judgement", JUDGEMENT)
    entered("qaad", f"{KENT}/2026", "level", LEVEL)
    entered(
        "qaad",
        f"{KENT}/2026",
        "plan",
        {"area": AREAS[0], "words": "Visit.", "owner": "Home Office", "latest": "2026-12-31"},
    )
    view = ask(entered.store, "qaad", "2026-03-01", force="Kent")
    found = {r["area"]: r for r in rows(view, "grid")}
    assert len(found) == 4
    first = found[AREAS[0]]
    assert (first["wanted"], first["evidenced"], first["gap"], first["levels_short"]) == (
        "A2/A3",
        "A1",
        "below what is wanted",
        1,
    )
    assert (first["owner"], str(first["plan_until"])) == ("Home Office", "2026-12-31")
    assert found[AREAS[1]]["gap"] == "no level evidenced"
    (chart,) = view.charts
    assert "no grade" in chart.subtitle
    assert ask(entered.store, "qaad", "2026-02-28", force="Kent").charts == ()


def test_the_grid_of_every_force_and_the_producer_is_there_before_anything_is_entered(bundled_store):
    view = ask(bundled_store, "qaad")
    assert len(rows(view, "grid")) == 44 * 4
    assert [r["levels_wanted"] for r in rows(view, "matrix")] == [
        "A1", "A1/A2", "A1/A2", "A1/A2", "A2", "A2/A3", "A1/A2/A3", "A3", "A3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "body", "places"),
    [
        ("level", {"area": AREAS[0], "level": "A2"}, ["body.words"]),
        ("judgement", {"risk": "low", "interest": "lower"}, ["body.risk_reason", "body.interest_reason"]),
        ("level", {**LEVEL, "level": "green"}, ["body.level"]),
        (
            "plan",
            {"area": AREAS[0], "words": "x", "owner": "y", "earliest": "2026-09-01", "latest": "2026-08-31"},
            ["body.latest"],
        ),
    ],
)
def test_a_level_or_judgement_without_a_reason_is_refused(entered, action, body, places):
    with pytest.raises(EntryRefused) as caught:
        entered("qaad", "national/2026", action, body)
    assert [f.place for f in caught.value.faults] == places


def test_a_level_above_none_needs_evidence_and_none_does_not(entered):
    with pytest.raises(EntryRefused, match="evidence is needed"):
        entered("qaad", "national/2026", "level", LEVEL, evidence=())
    assert entered("qaad", "national/2026", "level", {**LEVEL, "level": "A0"}, evidence=())


def test_the_plan_lists_steps_consultations_and_gaps(entered):
    entered("assurance_plan", "OSR-2024-5", "step", STEP)
    entered(
        "assurance_plan",
        "OSR-2024-5",
        "consultation",
        {"consulted": "NPCC", "words": "Agreed."},
        happened_on=date(2026, 2, 1),
    )
    view = ask(entered.store, "assurance_plan", "2026-03-01")
    assert [s["step"] for s in rows(view, "steps")] == ["Share checks"]
    assert [str(r["happened_on"]) for r in rows(view, "consultations")] == ["2026-02-01"]


def test_an_unknown_body_cannot_have_been_consulted(entered):
    with pytest.raises(EntryRefused) as caught:
        entered("assurance_plan", "OSR-2024-5", "consultation", {"consulted": "Board of Nobody", "words": "x"})
    assert faults(caught)[0].startswith("body.consulted is 'Board of Nobody', which is no body held")


def test_a_remark_on_a_system_is_due_for_review_a_year_after_it_was_entered_or_last_reviewed(entered):
    remark = entered(
        "recording_system", "a", "remark",
        {"sort": "limitation", "words": "Crimes nested under a principal crime are not counted.", "offences": "violence"},
    )  # fmt: skip

    def state(day):
        (row,) = rows(ask(entered.store, "recording_systems", day), "register")
        return row["state"], row["review_state"], str(row["review_due"])

    assert state("2027-02-28") == ("entered, not yet reviewed", "not yet due", "2027-03-01")
    assert state("2027-03-01")[1] == "due"
    review = {"about": remark, "outcome": "still holds", "words": "Asked two forces."}
    entered("recording_system", "a", "review", review, clock=clock_at("2027-03-05"))
    assert state("2027-03-05") == ("still holds", "not yet due", "2028-03-05")


@pytest.mark.parametrize(
    ("system", "action", "body", "said"),
    [
        (
            "b",
            "remark",
            {"sort": "strength", "words": "Quick."},
            "subject_id is 'b': there is no such recording system",
        ),
        ("a", "review", {"about": 99, "outcome": "still holds", "words": "x"}, "body.about is 99, which is no remark"),
    ],
)
def test_a_remark_on_what_is_not_there_is_refused(entered, system, action, body, said):
    with pytest.raises(EntryRefused) as caught:
        entered("recording_system", system, action, body)
    assert faults(caught)[0].startswith(said)
