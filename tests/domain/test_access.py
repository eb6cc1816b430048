"""Who may enter what: own force only, national matters only, and nobody closes what they own."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.access import (
    Person,
    Role,
    body_in_office,
    entry_refusal,
    may_see_unpublished,
    office_refusal,
)

KENT, ESSEX = "E23000032", "E23000028"
EVERYBODY = frozenset(Role)


def refusal(person, scope, **more):
    return entry_refusal(person, what="Comment", **{"roles": EVERYBODY - {Role.READER}, "scope": scope, **more})


@pytest.mark.parametrize("role", [Role.PCC_OFFICE, Role.FORCE])
def test_those_of_one_force_enter_for_that_force_only(role):
    assert refusal(Person(role, KENT), KENT) == ""
    assert "does not belong to the force you act for" in refusal(Person(role, KENT), ESSEX)
    assert "does not belong" in refusal(Person(role, KENT), "")
    assert "say which force" in refusal(Person(role), "")


def test_scenario_79_the_working_group_enters_national_matters_only():
    assert refusal(Person(Role.WORKING_GROUP), "") == ""
    assert "national matters only" in refusal(Person(Role.WORKING_GROUP), KENT)


def test_scenario_80_a_reader_enters_nothing_and_is_told_who_may():
    words = refusal(Person(Role.READER), KENT)
    assert "inspectorate" in words
    assert "you are here as reader" in words


@pytest.mark.parametrize("role", [Role.FORCE, Role.PCC_OFFICE])
def test_whoever_owns_an_item_cannot_close_it(role):
    person = Person(role, KENT)
    assert "cannot close it" in refusal(person, KENT, closes=True, owner_roles={Role.FORCE, Role.PCC_OFFICE})
    assert refusal(person, KENT, closes=False, owner_roles={role}) == ""
    assert refusal(Person(Role.INSPECTORATE), KENT, closes=True, owner_roles={role}) == ""


BODIES = [
    {"body_id": "pcc", "name": "Commissioner", "force_code": KENT, "started_on": date(2012, 11, 22), "ended_on": None},
    {"body_id": "pcc", "name": "Commissioner", "force_code": KENT, "started_on": None, "ended_on": date(2017, 5, 7)},
    {"body_id": "mayor", "name": "Mayor", "force_code": KENT, "started_on": date(2017, 5, 8), "ended_on": None},
]


@pytest.mark.parametrize(
    ("on", "body"), [("2012-11-21", None), ("2012-11-22", "pcc"), ("2017-05-07", "pcc"), ("2017-05-08", "mayor")]
)
def test_scenario_81_the_right_to_edit_passes_on_the_day_the_body_changes(on, body):
    on = date.fromisoformat(on)
    found = body_in_office(BODIES, KENT, on)
    assert (found and found["body_id"]) == body
    for one in ("pcc", "mayor"):
        words = office_refusal(Person(Role.PCC_OFFICE, KENT, body_id=one), BODIES, on)
        assert (words == "") == (one == body)


def test_a_force_has_no_office_to_lose():
    assert office_refusal(Person(Role.FORCE, KENT), [], date(2020, 1, 1)) == ""


@pytest.mark.parametrize(
    ("person", "may"),
    [
        (Person(Role.FORCE, KENT), True),
        (Person(Role.PCC_OFFICE, KENT), True),
        (Person(Role.PCC_OFFICE, ESSEX), False),
        (Person(Role.WORKING_GROUP), False),
        (Person(Role.READER), False),
        (Person(Role.FORCE), False),
        (Person(Role.ADMINISTRATOR), True),
    ],
)
def test_unpublished_figures_are_for_the_force_its_office_and_the_keeper(person, may):
    assert may_see_unpublished(person, KENT) is may
