"""Figures published anew since an as-at date: told where the thing is the same and a later edition gives another figure."""

from __future__ import annotations

from datetime import date

from dashboard.domain.revised import revised_since
from dashboard.domain.view_model import Column, Table, View

COLUMNS = (
    Column("force", "Force"),
    Column("force_code", "Force code"),
    Column("period", "Period"),
    Column("offences", "Offences recorded", "offences"),
    Column("age", "Age", "days"),
    Column("known_from", "Known from"),
    Column("source_id", "Source"),
)
THEN, EARLY, LATE = date(2018, 1, 15), date(2017, 7, 20), date(2018, 7, 19)


def view(day, *rows, columns=COLUMNS):
    table = Table("counts", "Counts", columns, tuple(rows))
    return View("v", "V", day, {}, 1, "Said.", tables=(table,))


def row(force, offences, known_from, period="2016/17", age=1):
    return (force, force[0], period, offences, age, known_from, f"p-{known_from}")


def test_a_figure_published_anew_is_told_with_then_now_and_since_when():
    before = view(THEN, row("Kent", 10, EARLY), row("Essex", 7, EARLY))
    after = view(
        date(2020, 1, 1), row("Kent", 12, LATE, age=9), row("Essex", 7, LATE), row("Kent", 99, LATE, "2017/18")
    )
    (one,) = revised_since(before, after)
    assert (one.thing, one.label, one.then, one.now, one.since) == ("Kent, 2016/17", "Offences recorded", 10, 12, LATE)


def test_what_merely_differs_without_a_later_edition_is_not_told():
    before, after = view(THEN, row("Kent", 10, EARLY)), view(date(2020, 1, 1), row("Kent", 12, EARLY))
    assert revised_since(before, after) == ()


def test_a_figure_that_is_gone_reads_withdrawn_and_tables_without_days_are_left_alone():
    (one,) = revised_since(view(THEN, row("Kent", 10, EARLY)), view(date(2020, 1, 1), row("Kent", None, LATE)))
    assert one.now is None
    bare = tuple(column for column in COLUMNS if column.name != "known_from")
    plain = view(THEN, ("Kent", "K", "2016/17", 10, 1, "p"), columns=bare)
    assert revised_since(plain, view(date(2020, 1, 1), ("Kent", "K", "2016/17", 12, 1, "p"), columns=bare)) == ()


def test_offences_are_told_apart_by_their_code_and_a_rating_given_meanwhile_hides_nothing():
    columns = (*COLUMNS, Column("offence_code", "Offence code"), Column("rating", "Rating"))
    before = view(THEN, (*row("Kent", 10, EARLY), "34A", None), (*row("Kent", 20, EARLY), "34B", None), columns=columns)
    after = view(
        date(2020, 1, 1),
        (*row("Kent", 11, LATE), "34A", "good"),
        (*row("Kent", 20, EARLY), "34B", "good"),
        columns=columns,
    )
    (one,) = revised_since(before, after)
    assert (one.thing, one.then, one.now) == ("Kent, 2016/17, 34A", 10, 11)
