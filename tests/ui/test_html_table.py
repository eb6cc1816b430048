"""Tables as HTML: what stands in a cell without a figure, and which columns have room."""

from datetime import date

from dashboard.domain.view_model import Column, Table, View
from dashboard.exports.cells import without_figure
from dashboard.ui.html_table import table_html

LONG = "share known to the police is not held for this year and offence"


def drawn(columns, records):
    table = Table.from_records("ratios", "Ratios", columns, records)
    view = View("divergence", "", date(2026, 1, 1), {}, 1, "", tables=(table,))
    return table_html(view, table)


def test_a_long_reason_is_brief_in_its_cell_and_stands_once_below_the_table():
    columns = (Column("year", "Year"), Column("share_pct", "Share", "%"), Column("share_pct_missing", "Why"))
    html = drawn(columns, [{"year": f"year {n}", "share_pct_missing": LONG} for n in range(3)])
    cells, below = html.split("</table>")
    assert cells.count('<span aria-hidden="true">not held [1]</span>') == 3
    assert cells.count(f'<span class="rcq-unseen">{LONG}</span>') == 3  # what a screen reader says in place of the mark
    assert below.count(LONG) == 1
    assert f"not held [1]: {LONG}." in below


def test_reasons_of_one_kind_are_told_apart_and_a_short_one_needs_no_mark():
    columns = (Column("share_pct", "Share", "%"), Column("share_pct_missing", "Why"))
    other = "the two forces used rules that are not comparable"
    words = [LONG, f"{LONG} either", other, "not published", None]
    html = drawn((Column("year", "Year"), *columns), [{"share_pct_missing": w} for w in words])
    for shown in (
        "not held [1]",
        "not held [2]",
        "not comparable [1]",
        '"rcq-none">not published<',
        '"rcq-none">not held<',
    ):
        assert shown in html


def test_what_is_missing_keeps_its_kind_in_few_words():
    assert without_figure("not measurable: the system cannot list them") == "not measurable"
    assert without_figure("Not comparable, since the rules changed in 2015") == "not comparable"
    assert without_figure("the series ends before the year that was chosen") == "no figure"
    assert without_figure("fewer than 30") == "fewer than 30"
    assert without_figure("refused: 13 changes of rules between") == "not comparable"
    assert without_figure("too few to judge: 1 with a margin, 5 needed") == "too few to judge"


def test_a_long_table_on_paper_says_which_rows_it_shows_and_where_the_rest_is():
    html = drawn((Column("n", "Number"),), [{"n": f"row {n}"} for n in range(120)])
    assert '<p class="rcq-paper-line">Rows 1 to 50 of 120. All of them stand on the page without scripts' in html
    assert "rcq-paper-line" not in drawn((Column("n", "Number"),), [{"n": "row"}])


def test_columns_stand_closer_before_any_is_put_away():
    words = "words enough for a column of several lines, and some more of them"
    some = tuple(Column(f"c{n}", f"Column {n}") for n in range(5))
    many = tuple(Column(f"c{n}", f"Column {n}") for n in range(9))
    assert "rcq-tight" not in drawn(some[:3], [{c.name: words for c in some[:3]}])
    close = drawn(some, [{c.name: words for c in some}])
    assert "rcq-tight" in close
    assert "rcq-more" not in close
    assert "More columns of Ratios (4)" in drawn(many, [{c.name: words for c in many}])


def test_the_words_that_say_nothing_is_held_take_room_too():
    columns = tuple(
        Column(f"c{n}", f"Column {n}", missing="not stated in any source that is held here") for n in range(9)
    )
    assert "More columns" in drawn(columns, [{"c0": "a"}])


def test_a_link_to_another_page_carries_the_day_only_where_the_reader_chose_one():
    table = Table.from_records("items", "Items", (Column("rec_id", "Number"),), [{"rec_id": "R-1"}])
    view = View("recommendations", "", date(2026, 1, 1), {}, 1, "", tables=(table,))
    assert 'href="recommendation?id=R-1&amp;as_at=2026-01-01"' in table_html(view, table)
    assert 'href="recommendation?id=R-1"' in table_html(view, table, is_past=False)
