"""Every publication in layouts nobody has seen yet: each alteration alone and several at once say exactly the same."""

import random

import pytest

from loaders.run import read_publication
from tests.loaders_published.test_appendix_tables import A4, COVER
from tests.loaders_published.test_cancelled_records import HEADER as CANCELLED
from tests.loaders_published.test_cancelled_records import ROWS as CANCELLED_ROWS
from tests.loaders_published.test_force_area_tables import ACCESSIBLE
from tests.loaders_published.test_rolling_recorded_crime import HEADER as ROLLING
from tests.loaders_published.test_rolling_recorded_crime import row as rolling_row
from tests.loaders_published.writing import csv_bytes, ods, open_data, open_data_row, xlsx

OPEN = open_data(
    open_data_row(5), open_data_row(5), open_data_row(1200, force="Essex", quarter=4), open_data_row(-3, code="57")
)
# The name of the sheet, its rows, and where the headings and the names of areas or offences stand.
PUBLICATIONS = {
    "recorded_crime": ("2017_18", OPEN, 0, 2),
    "rolling_recorded_crime": ("Sheet1", [ROLLING, rolling_row(), rolling_row(force="Essex", count=1200)], 0, 1),
    "cancelled_records": ("Table 1", [CANCELLED, *CANCELLED_ROWS], 0, 1),
    "force_area_tables": ("Table P1", ACCESSIBLE, 3, 1),
    "appendix_tables": ("Table A4", A4, 2, 1),
}


def columns_reversed(rows, head, _):
    width = max(map(len, rows[head:]))
    return [*rows[:head], *([*row, *[""] * (width - len(row))][::-1] for row in rows[head:])]


def headings_dressed(rows, head, _):
    return [*rows[:head], [f" {str(words).upper().replace(' ', '  ')} " for words in rows[head]], *rows[head + 1 :]]


def headings_with_notes(rows, head, _):
    return [*rows[:head], [f"{words} [note 7]" if words else "" for words in rows[head]], *rows[head + 1 :]]


def unnamed_index_in_front(rows, head, _):
    return [*rows[:head], ["", *rows[head]], *([at, *row] for at, row in enumerate(rows[head + 1 :]))]


def remarks_at_the_end(rows, head, _):
    width = len(rows[head])
    body = [[*row, *[""] * (width - len(row)), "none"] for row in rows[head + 1 :]]
    return [*rows[:head], [*rows[head], "Remarks"], *body]


def headings_again_to_the_right(rows, head, _):
    return [*rows[:head], [*rows[head], "", *rows[head][-2:]], *rows[head + 1 :]]


def counts_padded(rows, head, _):
    def padded(value):
        return f" {value:,} " if isinstance(value, int) and abs(value) > 60 else value

    return [*rows[: head + 1], *([padded(value) for value in row] for row in rows[head + 1 :])]


def names_with_footnotes(rows, head, name):
    def noted(row):
        return [f"{value}8,9" if at == name and str(value)[-1:].isalpha() else value for at, value in enumerate(row)]

    return [*rows[: head + 1], *map(noted, rows[head + 1 :])]


def blank_lines_above(rows, *_):
    return [[], [], *rows]


def lines_under_the_table(rows, *_):
    return [*rows, [], ["Source: the publisher"], ["1. A footnote."]]


# In the order in which they can be applied one after another: the later ones move what the earlier ones look for.
ALTERATIONS = (
    counts_padded,
    names_with_footnotes,
    headings_dressed,
    headings_with_notes,
    remarks_at_the_end,
    headings_again_to_the_right,
    columns_reversed,
    unnamed_index_in_front,
    lines_under_the_table,
    blank_lines_above,
)
# Offences down and periods across: the order of the columns is the table's own, and names of offences end in digits.
NOT_OF = {"appendix_tables": {columns_reversed, headings_again_to_the_right, unnamed_index_in_front}}
FORMS = ("xlsx", "ods", "csv")


def written(kind, rows, form, *, in_front=(), pad=""):
    if form == "csv":
        return csv_bytes(rows, encoding="utf-8-sig", line_end="\r\n")
    cover = {"Cover": COVER} if kind == "appendix_tables" else {}
    sheets = {**dict(in_front), **cover, PUBLICATIONS[kind][0] + pad: rows}
    return {"xlsx": xlsx, "ods": ods}[form](sheets)


def said(content, kind):
    publication = read_publication(content, "x")
    assert publication.report.recognised_as == kind
    assert not publication.report.faults
    assert not publication.report.mismatches
    told = []
    for name, rows in publication.rows.items():
        # Where a cell stands, and how a name was printed, differ; what is said about what does not.
        told += [(name, *sorted((k, str(v)) for k, v in row.items() if k not in ("place", "note"))) for row in rows]
    return sorted(told)


CASES = [
    (kind, alteration) for kind in PUBLICATIONS for alteration in ALTERATIONS if alteration not in NOT_OF.get(kind, ())
]


@pytest.mark.parametrize(("kind", "alteration"), CASES, ids=lambda one: getattr(one, "__name__", one))
def test_one_alteration_changes_nothing_that_is_said(kind, alteration):
    _, rows, head, name = PUBLICATIONS[kind]
    plain = said(written(kind, rows, "xlsx"), kind)
    assert plain
    for form in FORMS if kind != "appendix_tables" else FORMS[:2]:
        assert said(written(kind, alteration(rows, head, name), form), kind) == plain, form


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", PUBLICATIONS)
def test_several_alterations_a_correction_sheet_and_a_padded_sheet_name_change_nothing_either(kind, seed):
    chance = random.Random(f"{kind} {seed}")
    _, rows, head, name = PUBLICATIONS[kind]
    plain = said(written(kind, rows, "xlsx"), kind)
    fitting = [a for a in ALTERATIONS if a not in NOT_OF.get(kind, ())]
    drawn = sorted(chance.sample(fitting, 4), key=ALTERATIONS.index)
    for alteration in drawn:
        rows = alteration(rows, head, name)
    front = [("Correction", [["Correction"], ["Figures of one force were put right on 1 August."]])]
    content = written(kind, rows, chance.choice(FORMS[:2]), in_front=front, pad="  ")
    assert said(content, kind) == plain, [a.__name__ for a in drawn]
