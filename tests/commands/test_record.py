"""The ledger: what gets in, what does not and why, and that nothing in it can be changed."""

from __future__ import annotations

import threading
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.people import person_from
from dashboard.commands.private_text import faults_of_text
from dashboard.commands.record import check, record, record_all
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError, UnknownName
from dashboard.domain.ledger import AccessRefused, Entry, EntryConflict, EntryRefused, Evidence, read_entry
from dashboard.domain.subjects import SUBJECTS, checked_body
from dashboard.domain.subjects.described import action_words, example, subject_words, subjects_words
from dashboard.store.queries import ledger
from tests.builders import KENT, WEST_MIDLANDS, clock_at, write_record

CLOCK = clock_at("2024-06-01")
OFFICE = Person(Role.PCC_OFFICE, KENT, "Performance officer")
THE_FORCE = Person(Role.FORCE, KENT)
INSPECTORATE = Person(Role.INSPECTORATE)
BODIES = [
    {
        "body_id": "kent-pcc",
        "force_code": KENT,
        "name": "Kent PCC",
        "kind": "commissioner",
        "started_on": "2012-11-22",
        "ended_on": "2024-06-30",
    },
    {"body_id": "kent-mayor", "force_code": KENT, "name": "Mayor of Kent", "kind": "mayor", "started_on": "2024-07-01"},
]
RECOMMENDATIONS = [{}, {"rec_id": "WM-1", "force_code": WEST_MIDLANDS}, {"rec_id": "NAT-1", "force_code": ""}]
LETTER = Evidence(title="Letter", url="https://example.org/letter", published_on=date(2024, 5, 1))


def fill(store, tmp_path):
    folder = write_record(tmp_path / "data", recommendations=RECOMMENDATIONS, local_policing_bodies=BODIES)
    load_bundled_record(store, folder, clock_at())
    return store


@pytest.fixture
def ledger_store(sqlite_store, tmp_path):
    return fill(sqlite_store, tmp_path)


@pytest.fixture
def either_store(store, tmp_path):
    """For what the databases themselves could do differently."""
    return fill(store, tmp_path)


def comment(words="Discussed.", subject_id="KENT-1", **more):
    return Entry("recommendation", subject_id, "comment", {"words": words}, **more)


def held(store, day="2024-06-01", **more):
    with store.reading() as connection:
        return ledger.entries(connection, as_at=AsAt(date.fromisoformat(day)), **more)


def refused(store, person, entry, clock=CLOCK):
    with pytest.raises(EntryRefused) as caught:
        record(store, clock, person, entry)
    return [str(fault) for fault in caught.value.faults]


def test_scenario_83_an_entry_says_who_when_and_what_and_counts_from_its_day(either_store):
    before = either_store.version()
    done = record(either_store, CLOCK, OFFICE, comment(happened_on=date(2024, 5, 20), evidence=(LETTER,)))
    assert either_store.version() == before + 1
    (entry,) = held(either_store)
    assert (entry.entry_id, entry.actor, entry.role, entry.scope) == (
        done.entry_id,
        "Performance officer",
        "pcc_office",
        KENT,
    )
    assert (entry.happened_on, entry.known_from, entry.entered_at) == (date(2024, 5, 20), date(2024, 6, 1), CLOCK.now())
    assert entry.evidence[0]["url"] == "https://example.org/letter"
    assert "retrieved_on" not in entry.evidence[0], "no day is made up where none was given"
    assert held(either_store, "2024-05-31") == []


@pytest.mark.parametrize(
    "statement",
    ["update ledger set actor = 'x'", "delete from ledger", "update refusals set why = ''", "delete from refusals"],
)
def test_the_database_refuses_to_change_or_delete(either_store, statement):
    record(either_store, CLOCK, OFFICE, comment())
    with pytest.raises(AccessRefused):
        record(either_store, CLOCK, OFFICE, comment(subject_id="WM-1"))
    with pytest.raises(DatabaseError, match="append-only"), either_store.writing() as connection:
        connection.execute(sa.text(statement))
    assert len(held(either_store)) == 1


@pytest.mark.parametrize(
    ("role", "scope", "action"),
    [
        ("reader", KENT, "comment"),
        ("force", "", "comment"),
        ("working_group", KENT, "comment"),
        ("force", KENT, "issuer_status"),
    ],
)
def test_the_database_knows_the_roles_too(either_store, role, scope, action):
    record(either_store, CLOCK, OFFICE, comment())
    statement = sa.text(
        "insert into ledger (subject_kind, subject_id, action, body, happened_on, happened_precision, entered_at, known_from, "
        "actor, role, scope, reason, evidence, batch) select subject_kind, subject_id, :action, body, happened_on, "
        "happened_precision, entered_at, known_from, actor, :role, :scope, reason, evidence, batch from ledger"
    )
    with pytest.raises(DatabaseError, match="ck_ledger"), either_store.writing() as connection:
        connection.execute(statement, {"role": role, "scope": scope, "action": action})


@pytest.mark.parametrize(
    ("person", "entry"),
    [
        (OFFICE, comment(subject_id="WM-1")),
        (OFFICE, comment(subject_id="NAT-1")),
        (Person(Role.WORKING_GROUP), comment()),
        (Person(Role.READER), comment()),
        (Person(Role.ADMINISTRATOR), comment()),
        (OFFICE, Entry("recommendation", "KENT-1", "force_position", {"position": "accepted", "words": "Yes."})),
        (THE_FORCE, Entry("recommendation", "KENT-1", "issuer_status", {"status": "closed"}, evidence=(LETTER,))),
        (Person(Role.PCC_OFFICE, KENT, body_id="kent-mayor"), comment()),
    ],
)
def test_scenario_78_what_a_person_may_not_enter_is_refused_and_logged(ledger_store, person, entry):
    with pytest.raises(AccessRefused) as caught:
        record(ledger_store, CLOCK, person, entry)
    assert held(ledger_store) == []
    with ledger_store.reading() as connection:
        (logged,) = ledger.refusals(connection, as_at=AsAt(date(2024, 6, 1)))
    assert (logged["role"], logged["subject_id"], logged["why"]) == (person.role, entry.subject_id, str(caught.value))


def test_scenario_81_the_new_office_enters_from_its_first_day_and_the_old_one_no_longer(ledger_store):
    old, new = (Person(Role.PCC_OFFICE, KENT, body_id=b) for b in ("kent-pcc", "kent-mayor"))
    record(ledger_store, clock_at("2024-06-30"), old, comment())
    record(ledger_store, clock_at("2024-07-01"), new, comment())
    with pytest.raises(AccessRefused, match="Mayor of Kent"):
        record(ledger_store, clock_at("2024-07-01"), old, comment())


def test_all_faults_are_named_at_once_with_their_places(ledger_store):
    entry = Entry(
        "recommendation",
        "KENT-1",
        "body_position",
        {"position": "perhaps", "colour": "red"},
        happened_on=date(2024, 7, 1),
        scope=WEST_MIDLANDS,
    )
    faults = refused(ledger_store, OFFICE, entry)
    assert [fault.split(" ")[0] for fault in faults] == [
        "body.colour",
        "body.position",
        "body.explanation_type",
        "body.words",
        "scope",
        "happened_on",
    ]
    assert held(ledger_store) == []


def test_a_closure_without_evidence_and_a_date_before_the_report_are_refused(ledger_store):
    entry = Entry("recommendation", "KENT-1", "issuer_status", {"status": "closed"}, happened_on=date(2017, 6, 14))
    faults = refused(ledger_store, INSPECTORATE, entry)
    assert any(f.startswith("happened_on is 14 June 2017, before the report of 15 June 2017") for f in faults)
    assert any(f.startswith("evidence is needed") for f in faults)


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (Entry("recomendation", "KENT-1", "comment", {}), "subject_kind"),
        (Entry("recommendation", "KENT-9", "comment", {"words": "x"}), "subject_id"),
        (Entry("recommendation", "KENT-1", "coment", {}), "action"),
        (Entry("recommendation", "KENT-1", "comment", {"words": "x" * 10_001}), "body.words"),
        (Entry("recommendation", "KENT-1", "comment", {"words": 7}), "body.words"),
        (Entry("recommendation", "KENT-1", "undo", {}), "undoes"),
        (Entry("recommendation", "KENT-1", "comment", {"words": "x"}, undoes=1), "undoes"),
    ],
)
def test_what_does_not_exist_or_does_not_fit_is_named(ledger_store, entry, place):
    assert refused(ledger_store, OFFICE, entry)[0].startswith(place)


def test_of_several_entries_all_are_made_or_none(either_store):
    with pytest.raises(EntryRefused, match=r"entry 2: subject_id.*entry 3: body\.words"):
        record_all(either_store, CLOCK, OFFICE, [comment(), comment(subject_id="NO"), comment(words=" ")])
    assert held(either_store) == []
    assert len(record_all(either_store, CLOCK, OFFICE, [comment("a"), comment("b")])) == 2
    assert [entry.body["words"] for entry in held(either_store)] == ["a", "b"]


def test_a_dry_run_finds_the_same_faults_and_writes_nothing(ledger_store):
    assert check(ledger_store, CLOCK, OFFICE, [comment()]) == []
    faults = check(ledger_store, CLOCK, OFFICE, [comment(subject_id="NO"), comment(subject_id="WM-1")])
    assert [str(f).split(" ")[:3] for f in faults] == [["entry", "1:", "subject_id"], ["entry", "2:", "entry"]]
    assert held(ledger_store) == []


def test_scenario_69_a_stale_entry_is_refused_with_both_texts_and_can_be_made_afterwards(ledger_store):
    first = record(ledger_store, CLOCK, OFFICE, comment("Theirs.", expects=0))
    with pytest.raises(EntryConflict) as caught:
        record(ledger_store, CLOCK, THE_FORCE, comment("Mine.", expects=0))
    assert [h.body["words"] for h in caught.value.theirs] == ["Theirs."]
    assert caught.value.yours.body == {"words": "Mine."}
    assert "Theirs." in str(caught.value)
    assert "Mine." in str(caught.value)
    assert len(held(ledger_store)) == 1
    record(ledger_store, CLOCK, THE_FORCE, comment("Mine.", expects=first.entry_id))


def test_of_two_who_enter_at_the_same_moment_one_is_told_of_the_other(either_store):
    outcomes = []
    ready = threading.Barrier(2)

    def enter(words):
        ready.wait()
        try:
            outcomes.append(record(either_store, CLOCK, OFFICE, comment(words, expects=0)))
        except EntryConflict as conflict:
            outcomes.append(conflict)

    threads = [threading.Thread(target=enter, args=(words,)) for words in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["EntryConflict", "Recorded"]
    assert len(held(either_store)) == 1


def test_the_same_entry_sent_twice_is_made_once(either_store):
    entry = comment(idempotency_key="k")
    first, second = (record(either_store, CLOCK, OFFICE, entry) for _ in range(2))
    assert (second.entry_id, first.already, second.already) == (first.entry_id, False, True)
    assert len(held(either_store)) == 1
    other = Entry("recommendation", "KENT-1", "body_position", {"position": "unheard of"}, idempotency_key="k")
    faults = refused(either_store, OFFICE, other)
    assert any("idempotency_key was used for another entry" in fault for fault in faults)
    assert any("position is" in fault for fault in faults), "every fault at once"


def test_an_undo_is_a_further_entry_and_what_was_known_before_it_stays(either_store):
    first = record(either_store, CLOCK, OFFICE, comment())
    undo = Entry("recommendation", "KENT-1", "undo", undoes=first.entry_id, reason="Wrong item.")
    assert refused(either_store, OFFICE, Entry("recommendation", "KENT-1", "undo", undoes=first.entry_id))[
        0
    ].startswith("reason")
    with pytest.raises(AccessRefused, match="nobody undoes another"):
        record(either_store, CLOCK, THE_FORCE, undo)
    done = record(either_store, clock_at("2024-06-05"), OFFICE, undo)
    (before,) = held(either_store, "2024-06-04")
    assert before.stands
    undone, undoing = held(either_store, "2024-06-05")
    assert (undone.undone_by, undone.stands, undoing.stands) == (done.entry_id, False, False)
    assert "has undone already" in refused(either_store, OFFICE, undo, clock_at("2024-06-06"))[0]


def test_scenario_22_entries_of_one_day_keep_their_order_and_a_late_one_takes_its_place_by_its_day(either_store):
    for words, day in (("b", date(2024, 5, 2)), ("c", date(2024, 5, 2)), ("a", date(2024, 5, 1))):
        record(either_store, CLOCK, OFFICE, comment(words, happened_on=day))
    assert [entry.body["words"] for entry in held(either_store)] == ["a", "b", "c"]
    with either_store.reading() as connection:
        standing = ledger.standing(connection, "recommendation", as_at=AsAt(date(2024, 6, 1)))
        last = ledger.last_entry_id(connection, "recommendation", "KENT-1", as_at=AsAt(date(2024, 6, 1)))
    assert list(standing) == ["KENT-1"]
    assert last == max(entry.entry_id for entry in held(either_store))


def test_filters_of_the_ledger_keep_their_own(ledger_store):
    record(ledger_store, CLOCK, OFFICE, comment())
    record(ledger_store, clock_at("2024-06-03"), Person(Role.WORKING_GROUP), comment(subject_id="NAT-1"))
    day = {"day": "2024-06-09"}
    assert [e.subject_id for e in held(ledger_store, **day, scope="")] == ["NAT-1"]
    assert [e.subject_id for e in held(ledger_store, **day, entered_since=date(2024, 6, 2))] == ["NAT-1"]
    assert [e.subject_id for e in held(ledger_store, **day, newest=1)] == ["NAT-1"]
    assert held(ledger_store, **day, actions=["claim"]) == []
    assert held(ledger_store, **day, subject_kind="action") == []


def test_markup_formulas_and_control_characters_come_back_as_text(either_store):
    words = '=HYPERLINK("x") <script>alert(1)</script> \x00\x1b\'; drop table ledger; --'
    record(either_store, CLOCK, OFFICE, comment(words))
    (entry,) = held(either_store)
    assert entry.body["words"] == words.replace("\x00", "").replace("\x1b", "")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], "entry"),
        ({"subject_kind": "recommendation"}, "subject_id"),
        ({"subject_kind": 1, "subject_id": "a", "action": "b"}, "subject_kind"),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "colour": 1}, "colour"),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "happened_on": "31/02/2024"}, "happened_on"),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "expects": -1}, "expects"),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "body": []}, None),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "body": "x"}, "body"),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "evidence": [{"title": "x"}]}, "evidence[0]"),
        (
            {"subject_kind": "r", "subject_id": "a", "action": "b", "evidence": [{"url": "javascript:x"}]},
            "evidence[0].url",
        ),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "evidence": {"url": "x"}}, "evidence"),
        ({"subject_kind": "r", "subject_id": "a", "action": "b", "happened_precision": "week"}, "happened_precision"),
    ],
)
def test_json_that_is_no_entry_is_refused_with_its_place(data, place):
    if place is None:
        assert read_entry(data).body == {}
        return
    with pytest.raises(EntryRefused) as caught:
        read_entry(data)
    assert caught.value.faults[0].place == place


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("pcc_office:Kent", Person(Role.PCC_OFFICE, KENT, "x")),
        ("force: kent ", Person(Role.FORCE, KENT, "x")),
        ("pcc_office:Mayor of Kent", Person(Role.PCC_OFFICE, KENT, "x", "kent-mayor")),
        ("working-group", Person(Role.WORKING_GROUP, name="x")),
    ],
)
def test_a_person_is_read_from_words(ledger_store, words, person):
    assert person_from(ledger_store, CLOCK, words, name="x") == person


@pytest.mark.parametrize("words", ["king", "force", "force:Narnia", "reader:Kent", ""])
def test_words_that_name_nobody_are_refused(ledger_store, words):
    with pytest.raises((UnknownName, ReaderError)):
        person_from(ledger_store, CLOCK, words)


def test_contact_details_in_free_text_are_refused_by_place_and_never_repeated(ledger_store):
    entry = comment(
        "Ring 07700 900123.", reason="Asked by x.y@kent.police.uk", evidence=(Evidence(extract="Re CRN 123456"),)
    )
    faults = refused(ledger_store, OFFICE, entry)
    assert [fault.split()[0] for fault in faults] == ["reason", "body.words", "evidence[0].extract"]
    assert not any(private in str(faults) for private in ("07700", "x.y", "123456"))


def test_undoing_asks_for_the_role_of_the_entry_its_force_and_its_office(either_store):
    first = record(either_store, CLOCK, OFFICE, comment())
    undo = Entry("recommendation", "KENT-1", "undo", undoes=first.entry_id, reason="Wrong item.")
    others = (
        INSPECTORATE,
        Person(Role.WORKING_GROUP),
        Person(Role.READER),
        Person(Role.ADMINISTRATOR),
        Person(Role.PCC_OFFICE, WEST_MIDLANDS),
    )
    for person in others:
        with pytest.raises(AccessRefused):
            record(either_store, CLOCK, person, undo)
    with pytest.raises(AccessRefused, match="made by the office of Kent PCC"):
        record(either_store, clock_at("2024-07-02"), OFFICE, undo)
    assert len(held(either_store, "2024-07-02")) == 1
    with either_store.reading() as connection:
        assert len(ledger.refusals(connection, as_at=AsAt(date(2024, 7, 2)))) == len(others) + 1


def test_an_item_held_is_not_made_a_second_time_which_would_write_over_its_first_date(ledger_store):
    body = {
        "kind": "recommendation",
        "summary": "Check.",
        "issuer": "Internal audit",
        "report_title": "Audit",
        "published_on": "2024-01-31",
        "due_words": "2024-03-31",
    }
    record(ledger_store, CLOCK, OFFICE, Entry("recommendation", "IA-1", "create", body))
    for name in ("IA-1", "KENT-1"):
        again = Entry("recommendation", name, "create", {**body, "due_words": "2030-01-01"})
        assert "is held already" in refused(ledger_store, OFFICE, again)[0]


def test_every_fault_is_named_at_once_those_of_form_and_those_of_what_it_says():
    with pytest.raises(EntryRefused) as caught:
        read_entry({**SAID, "happened_on": "yesterday", "colour": "red", "expects": "x"})
    assert [fault.place for fault in caught.value.faults] == ["colour", "expects", "happened_on"]
    assert caught.value.entry.action == "due_date"


SAID = {"subject_kind": "recommendation", "subject_id": "KENT-1", "action": "due_date", "body": {"words": "soon"}}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_the_help_of_every_entry_has_an_example_that_is_read_without_a_fault(kind):
    subject = SUBJECTS[kind]
    assert subject.actions[0].name in subject_words(kind)
    assert kind in subjects_words()
    for action in subject.actions:
        entry = read_entry(example(subject, action))
        assert checked_body(action.fields, entry.body)[1] == []
        assert faults_of_text(entry, action.fields, entry.body) == []
        words = action_words(kind, action.name)
        assert all(f"{field.name}: {field.label}" in words for field in action.fields)
        assert ("evidence" in words.split("needs")[1].split("\n")[0].split("neither")[0]) == bool(action.needs_evidence)
