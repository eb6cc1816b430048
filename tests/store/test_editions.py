"""Taking editions in and out: what is counted, closed, reopened and said about each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.chain import Link, Statement, link, place_of
from dashboard.store.editions import add_editions, changed_rows, put_publications, remove_load
from dashboard.store.queries.editions import editions, held_counts, known_dates, rows_by_edition
from dashboard.store.queries.facts import facts
from tests.builders import add, make_content, make_publication

KEY = {"year_ending": date(2017, 3, 31), "measure": "cv", "offence_type": "Burglary", "basis": "as published"}
EARLY, LATE, TODAY = date(2018, 1, 1), date(2019, 1, 1), AsAt(date(2026, 1, 1))


def stating(value, source_id="p-1", known_from=EARLY, **said):
    return make_content("survey_quality", [{**KEY, "value": value}], source_id, known_from=known_from, **said)


def test_statements_follow_each_other_by_day_and_then_by_name():
    places = place_of(LATE, "revision", "p-10"), place_of(LATE, "first", "p-9"), place_of(EARLY, "revision", "z")
    ten, nine, old = Statement(places[0], 10, 1), Statement(places[1], 9, 2), Statement(places[2], 3, 3)
    assert link([nine, ten, old]) == [Link(3, LATE, 10), Link(1, LATE, 9), Link(2, None, None)]


def test_of_one_day_a_correction_follows_what_it_corrects_whatever_it_is_called():
    first = Statement(place_of(LATE, "revision", "p-b"), 1, 1)
    corrected = Statement(place_of(LATE, "correction", "p-a"), 2, 2)
    assert link([corrected, first]) == [Link(1, LATE, 2), Link(2, None, None)]


def test_a_later_edition_closes_the_earlier_row_and_says_what_kind_of_change_it_is_and_why(store):
    with store.writing() as connection:
        add(connection, stating(84.0))
        late = {"change_kind": "correction", "change_reason": "A column had slipped."}
        add(connection, stating(85.0, "p-2", LATE, **late))
        (before,) = facts(connection, "survey_quality", as_at=AsAt(EARLY))
        (after,) = facts(connection, "survey_quality", as_at=TODAY)
    assert (before["value"], before["known_until"], before["change_kind"]) == (84.0, LATE, "first")
    assert (after["value"], after["known_until"], after["source_id"]) == (85.0, None, "p-2")
    assert (after["change_kind"], after["change_reason"]) == ("correction", "A column had slipped.")


def test_a_row_may_carry_a_class_of_its_own_and_else_has_that_of_its_publication(store):
    other = make_content("survey_quality", [{**KEY, "measure": "n", "figure_class": "unpublished"}], "p-2")
    with store.writing() as connection:
        add(connection, stating(84.0), other)
        classes = {r["measure"]: r["figure_class"] for r in facts(connection, "survey_quality", as_at=TODAY)}
    assert classes == {"cv": "inspectorate finding", "n": "unpublished"}


def test_a_load_counts_the_rows_it_brought_and_raises_the_version_once(store):
    with store.writing() as connection:
        number = add(connection, stating(84.0), stating(85.0, "p-2", LATE))
        load = connection.execute(sa.select(schema.loads).where(schema.loads.c.load_id == number)).mappings().one()
    assert load["rows_added"] == 2
    assert store.version() == 1


def test_taking_in_nothing_changes_nothing(store):
    with store.writing() as connection:
        assert add_editions(connection, load_id=1, contents=[]) == 0
    assert store.version() == 0


def test_taking_the_newer_load_out_reopens_what_it_had_closed(store):
    with store.writing() as connection:
        add(connection, stating(84.0))
        newer = add(connection, stating(85.0, "p-2", LATE))
    with store.writing() as connection:
        assert remove_load(connection, newer) == 1
        (row,) = facts(connection, "survey_quality", as_at=TODAY)
        assert [e["source_id"] for e in editions(connection, as_at=TODAY)] == ["p-1"]
    assert (row["value"], row["known_until"]) == (84.0, None)
    assert store.version() == 3


def test_what_is_said_of_a_publication_is_replaced_and_not_repeated(store):
    with store.writing() as connection:
        put_publications(connection, [make_publication("p", licence="old")])
        put_publications(connection, [make_publication("p", licence="new")])
        assert list(connection.scalars(sa.select(schema.publications.c.licence))) == ["new"]


def test_editions_are_listed_from_the_day_they_were_known_and_counted_by_what_they_state(store):
    with store.writing() as connection:
        add(connection, stating(84.0), stating(85.0, "p-2", LATE))
        assert [e["source_id"] for e in editions(connection, as_at=AsAt(EARLY))] == ["p-1"]
        named = editions(connection, as_at=AsAt(EARLY), source_ids=["p-2"])
        assert [e["source_id"] for e in named] == ["p-2"]
        assert rows_by_edition(connection, as_at=AsAt(EARLY)) == {"p-1": {"survey_quality": 1}}
        assert held_counts(connection, as_at=TODAY)["survey_quality"] == 1
        assert known_dates(connection, as_at=TODAY) == [LATE, EARLY]
        assert known_dates(connection, as_at=AsAt(EARLY)) == [EARLY]


def test_a_corrected_copy_states_only_what_differs(store):
    kept, gone = {**KEY, "measure": "kept", "value": 1.0}, {**KEY, "measure": "gone", "value": 2.0}
    added = {**KEY, "measure": "added", "value": 3.0}
    first = make_content("survey_quality", [{**KEY, "value": 84.0}, kept, gone], known_from=EARLY)
    with store.writing() as connection:
        add(connection, first)
        again = replace(first, rows={"survey_quality": ({**KEY, "value": 85.0}, kept, added)})
        changed = changed_rows(connection, again, family=["p-1"], known_from=LATE)
    said = {row["measure"]: row for row in changed["survey_quality"]}
    assert said.keys() == {"cv", "gone", "added"}
    assert (said["cv"]["value"], said["cv"]["known_from"]) == (85.0, LATE)
    assert (said["gone"]["is_withdrawn"], said["gone"]["known_from"]) == (True, LATE)
    assert said["added"]["known_from"] == EARLY, "a row that was overlooked was known when its edition was"


def test_a_corrected_copy_leaves_alone_what_a_later_edition_has_replaced(store):
    first = stating(84.0)
    with store.writing() as connection:
        add(connection, first, stating(90.0, "p-2", LATE))
        again = replace(first, rows={"survey_quality": ({**KEY, "value": 85.0},)})
        assert changed_rows(connection, again, family=["p-1"], known_from=date(2020, 1, 1)) == {}


def test_a_correction_never_counts_as_known_before_the_row_it_corrects(store):
    announced = date(2030, 1, 1)
    first = stating(84.0, known_from=announced)
    with store.writing() as connection:
        add(connection, first)
        again = replace(first, rows={"survey_quality": ({**KEY, "value": 85.0},)})
        changed = changed_rows(connection, again, family=["p-1"], known_from=LATE)
    assert changed["survey_quality"][0]["known_from"] == announced


def test_illustrative_rows_never_answer_a_question(store):
    made_up = make_content("survey_quality", [{**KEY, "value": 84.0}], "p-1", publication_id="demo", known_from=EARLY)
    with store.writing() as connection:
        put_publications(connection, [make_publication("demo", figure_class="illustrative")])
        add(connection, made_up, stating(85.0, "p-2", LATE))
        assert facts(connection, "survey_quality", as_at=AsAt(EARLY)) == []
        assert [r["value"] for r in facts(connection, "survey_quality", as_at=TODAY)] == [85.0]


def test_an_illustrative_row_is_refused_in_a_publication_of_real_ones(store):
    row = {**KEY, "value": 84.0, "figure_class": "illustrative"}
    with store.writing() as connection, pytest.raises(ValueError, match="p-1 holds illustrative rows"):
        add(connection, make_content("survey_quality", [row], "p-1"))
