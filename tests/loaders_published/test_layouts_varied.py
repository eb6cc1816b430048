"""Every publication in layouts nobody has seen yet: each alteration alone and several at once say exactly the same."""

import random

import pytest

from loaders.headings import aliases
from loaders.markers import plain
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


# Headings nobody has seen yet, by those they stand for.
RENAMED = {
    "recorded_crime": {
        "Financial Year": "Year (financial)",
        "Financial Quarter": "Qtr",
        "Offence Group": "Group",
        "Offence Subgroup": "Sub-group name",
        "Number of Offences": "Count of recorded crimes",
    },
    "rolling_recorded_crime": {
        ROLLING[0]: "Twelve months to",
        ROLLING[1]: "Police force name",
        ROLLING[3]: "Crime type",
    },
    "cancelled_records": {
        "Financial_Year": "Recording year",
        "Offence_Group": "Crime type",
        "Force_Offences": "Total recorded crimes",
        "Force_No_Crimes": "Records later cancelled",
    },
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", RENAMED)
def test_headings_nobody_has_seen_are_known_by_what_they_say(kind, form):
    _, rows, head, _ = PUBLICATIONS[kind]
    named = [RENAMED[kind].get(words, words) for words in rows[head]]
    assert named != rows[head]
    assert said(written(kind, [*rows[:head], named, *rows[head + 1 :]], form), kind) == said(
        written(kind, rows, "xlsx"), kind
    )


@pytest.mark.parametrize(
    "heading", ["No crime rate", "Cancelled records as a percentage of offences", "Change in offences"]
)
def test_a_rate_or_change_is_not_taken_for_the_count(heading):
    known = aliases("cancelled_records")
    assert known.get(plain(heading)) is None
    with pytest.raises(KeyError):
        known[plain(heading)]


@pytest.mark.parametrize("year", ["2017/18", "Apr 2017 to Mar 2018", "Year ending March 2018", "31/03/2018"])
def test_a_column_may_say_of_which_year_each_row_of_area_tables_is(year):
    _, rows, head, _ = PUBLICATIONS["force_area_tables"]
    dated = [[*rows[head], "Period"], *([*row, year] for row in rows[head + 1 :])]
    publication = read_publication(csv_bytes(dated), "x")
    assert publication.edition.edition_label == "year ending March 2018"
    plain_rows = read_publication(csv_bytes(rows[head:]), "tables_year_ending_march_2018.csv").rows["recorded_crime"]
    told = [(r["area_code"], r["offence_group"], r["offences"]) for r in publication.rows["recorded_crime"]]
    assert told == [(r["area_code"], r["offence_group"], r["offences"]) for r in plain_rows]
    assert told


def test_the_financial_year_may_stand_in_the_name_of_a_file_that_tells_it_nowhere_else():
    _, rows, _, _ = PUBLICATIONS["cancelled_records"]
    publication = read_publication(csv_bytes([row[1:] for row in rows]), "no-crime-201112.csv")
    assert publication.edition.edition_label == "2011/12"
    assert any("read from the file's name" in note for note in publication.report.notes)
    assert read_publication(csv_bytes([row[1:] for row in rows]), "x.csv").report.faults
