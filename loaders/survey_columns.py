"""Survey tables whose columns are statistics: what each column holds, read from all the lines of its heading together.

Editions differ in how they set such a table: one line of headings or three, periods over statistics or statistics over
periods, the period only in the title, the unit in brackets or on a line of its own.  So the words over a column are
joined, and the joined words say the statistic, the measure and the period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from loaders.grids import Grid, Value, words
from loaders.markers import plain, read_number, without_notes
from loaders.periods_in_files import Period, financial_year, span, year_ending

LINES = 4  # lines a header may have
_LABEL = re.compile(
    r"(main )?(csew )?(offence|crime|incident)s?( group| type| category| description)?s?( \(.*\))?|type of (crime|offence|incident)s?"
)
OFFENCE = re.compile(
    r"violen|wound|assault|robber|mugging|theft|thieving|burglar|vehicle|bicycle|damage|vandal|arson|fraud|computer|misuse|"
    r"virus|hack|personal information|snatch|stealth|crime|stranger|acquaintance|domestic|shoplift|household|personal",
    re.IGNORECASE,
)
KNOWN = re.compile(
    r"report(ed|ing)\b.{0,30}\bpolice|police.{0,20}\b(came|come) to know|known to (the )?police|"
    r"(came|come|brought) to the (attention|notice) of (the )?police|reporting rates?",
    re.IGNORECASE,
)
NOT_SHARES = re.compile(r"reasons?\b|satisf|aware of|why\b|perce(ption|ived)|worr", re.IGNORECASE)
_REPORTED = re.compile(r"report", re.IGNORECASE)
# The statistic a column holds, first match first.
STATISTICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "other",
        re.compile(
            r"design (factor|effect)|\bdeft\b|\brse\b|relative standard|coefficient of variation|\bcv\b|signific"
        ),
    ),
    (
        "other",
        re.compile(
            r"(percentage|per cent|%)? ?(point )?change|difference|compared with|not reported|did not report|don't know"
        ),
    ),
    ("standard_error", re.compile(r"standard error|std\.? ?err|\bs\.?e\.?\b|standarderror")),
    ("lower", re.compile(r"\blower\b|\blcl\b|\blci\b|lowerci|lower_ci|\bfrom\b")),
    ("upper", re.compile(r"\bupper\b|\bucl\b|\buci\b|upperci|upper_ci")),
    ("margin", re.compile(r"\+/-|±|plus or minus|margin of error|half[- ]width")),
    ("interval", re.compile(r"confidence interval|\brange\b|95% ci\b")),
    ("base", re.compile(r"unweighted|\bbases?\b|sample size|number of (respondents|interviews)")),
)
_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rate", re.compile(r"\brates?\b.{0,40}\bper\b|per (1,?000|10,?000)\b|incidence rate")),
    (
        "prevalence",
        re.compile(
            r"prevalence|victims? once|percentage of (adults|households|people)|% (of )?(adults|households)|proportion.{0,20}victim"
        ),
    ),
    (
        "incidents",
        re.compile(
            r"number of (csew )?(incidents|crimes)|incidents|estimated number|\(?(1,?000s|000s|'000s?|thousands)\)?"
        ),
    ),
)


@dataclass(frozen=True)
class Column:
    """One column of figures: where, and what the words over it say."""

    column: int
    heading: str
    statistic: str  # known_pct, estimate, lower, upper, standard_error, margin, interval, base
    period: Period
    measure: str  # incidents, rate, prevalence; blank for shares


@dataclass
class StatisticsTable:
    """A table of offences down and statistics across.  `is_share` where it tells what the police came to know of."""

    grid: Grid
    title: str
    first_row: int
    label_column: int
    is_share: bool
    is_reported: bool
    columns: list[Column] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)


def statistics_table(grid: Grid, spoken_of: Period | None) -> StatisticsTable | None:
    """The table of a sheet, if it tells shares known to the police or how sure an estimate is; None for other sheets.

    `spoken_of` is the year the file's cover names, for a table that names none itself.
    """
    head = grid.head
    label = _label_cell(head)
    if label is None:
        return None
    row, label_column = label
    first_row = _first_data_row(head, row, label_column)
    if first_row is None:
        return None
    top = _top_of_header(head, row, label_column)
    title = _title(head, top)
    is_share = bool(KNOWN.search(title)) and not NOT_SHARES.search(title)
    table = StatisticsTable(grid, title, first_row, label_column, is_share, bool(_REPORTED.search(title)))
    _read_header(table, head[top:first_row], spoken_of)
    sure = any(
        column.statistic in ("lower", "upper", "standard_error", "margin", "interval") for column in table.columns
    )
    if not table.columns or not (table.is_share or sure):
        return None
    return table if _is_about_offences(head, table) else None


def _label_cell(head: list[list[Value]]) -> tuple[int, int] | None:
    """The cell that heads the names of offences; without one, the cell left of a row of periods or statistics."""
    for number, row in enumerate(head):
        for column, cell in enumerate(row[:3]):
            if isinstance(cell, str) and _LABEL.fullmatch(plain(cell)) and _texts(row) >= 2:
                return number, column
    for number, row in enumerate(head):
        across = [at for at, cell in enumerate(row) if isinstance(cell, str) and _period_of(cell)]
        if len(across) >= 2 and across[0] >= 1 and not any(words(cell) for cell in row[: across[0]]):
            filled = [at for at in range(across[0]) if any(words(r[at]) for r in head[number + 1 :] if at < len(r))]
            if filled:
                return number, filled[0]
    return None


def _texts(row: list[Value]) -> int:
    return sum(1 for cell in row if isinstance(cell, str) and cell.strip())


def _first_data_row(head: list[list[Value]], row: int, label_column: int) -> int | None:
    """The first row under the header with a name and at least one figure or marker."""
    for number in range(row + 1, min(len(head), row + 12)):
        cells = head[number]
        label = words(cells[label_column]) if label_column < len(cells) else ""
        readings = [read_number(cell) for cell in cells[label_column + 1 :] if cell not in ("", None)]
        if label and readings and any(reading.value is not None or reading.symbol for reading in readings):
            return number
    return None


def _top_of_header(head: list[list[Value]], row: int, label_column: int) -> int:
    """The first line of the header: lines above the label with two or more texts to the right of it belong to it."""
    top = row
    for number in range(row - 1, max(row - LINES, -1), -1):
        cells = head[number]
        if words(cells[label_column]) if label_column < len(cells) else "":
            break
        if _texts(cells[label_column + 1 :]) < 1:
            break
        top = number
    return top


def _title(head: list[list[Value]], top: int) -> str:
    return " ".join(
        without_notes(words(cell))[0]
        for row in head[:top]
        for cell in row[:3]
        if isinstance(cell, str) and cell.strip()
    )


def _read_header(table: StatisticsTable, lines: list[list[Value]], spoken_of: Period | None) -> None:
    """Fill `columns`: every line but the lowest carries on to the right until the next text."""
    width = max((len(line) for line in lines), default=0)
    carried = [_carried(line, table.label_column, width, is_last=at == len(lines) - 1) for at, line in enumerate(lines)]
    title_period = _period_of(table.title, whole=True)
    names = " ".join(table.title.casefold().split())
    for column in range(table.label_column + 1, width):
        heading = " ".join(filter(None, (line[column] for line in carried)))
        if not heading or not any(column < len(line) and words(line[column]) for line in lines):
            continue
        bare = without_notes(heading)[0].casefold()
        statistic = _statistic(bare, is_share=table.is_share)
        share_here = bool(KNOWN.search(bare)) and not NOT_SHARES.search(bare)
        if share_here and statistic == "estimate":
            table.is_share, statistic = True, "known_pct"
            table.is_reported = table.is_reported or bool(_REPORTED.search(bare))
        period = _period_of(heading) or title_period or spoken_of
        if statistic == "other" or period is None:
            table.left_out[column] = without_notes(heading)[0][:60]
            continue
        measure = "" if table.is_share else _measure(bare) or _measure(names)
        table.columns.append(Column(column, bare, statistic, period, measure))
    if table.is_share:
        table.columns = [
            Column(c.column, c.heading, "known_pct" if c.statistic == "estimate" else c.statistic, c.period, "")
            for c in table.columns
        ]
        _one_share_a_period(table)
    else:
        table.columns = [_with_measure(column, table.columns) for column in table.columns]


def _with_measure(column: Column, columns: list[Column]) -> Column:
    """A limit, error or base whose heading names no measure is of the estimate before it, else of the one after."""
    if column.measure or column.statistic == "estimate":
        return column
    estimates = [c for c in columns if c.statistic == "estimate" and c.period == column.period]
    nearest = min(estimates, key=lambda c: (c.column > column.column, abs(c.column - column.column)), default=None)
    return replace(column, measure=nearest.measure) if nearest else column


def _carried(line: list[Value], label_column: int, width: int, *, is_last: bool) -> list[str]:
    texts, current = [""] * width, ""
    for column in range(label_column + 1, width):
        text = words(line[column]) if column < len(line) and isinstance(line[column], str) else ""
        current = text or ("" if is_last else current)
        texts[column] = current
    return texts


def _statistic(bare: str, *, is_share: bool) -> str:
    found = next((name for name, pattern in STATISTICS if pattern.search(bare)), None)
    if found == "other" and is_share and KNOWN.search(bare):
        return "known_pct" if not re.search(r"not reported|did not|don't know|change|compared", bare) else "other"
    return found or "estimate"


def _measure(text: str) -> str:
    return next((name for name, pattern in _MEASURES if pattern.search(text)), "")


def _one_share_a_period(table: StatisticsTable) -> None:
    """Where several columns of one period could be the share, the one whose heading speaks of it is."""
    for period in {column.period for column in table.columns}:
        shares = [c for c in table.columns if c.period == period and c.statistic == "known_pct"]
        spoken = [c for c in shares if KNOWN.search(c.heading) or re.search(r"\byes\b|reported|known", c.heading)]
        if len(shares) > 1 and len(spoken) == 1:
            for column in shares:
                if column is not spoken[0]:
                    table.columns.remove(column)
                    table.left_out[column.column] = column.heading[:60]


def _period_of(text: str, *, whole: bool = False) -> Period | None:
    found = span(text) or year_ending(text)
    if found or whole:
        return found
    bare = re.sub(r"[^0-9/\-–]", " ", text).replace("–", "-").split()
    return next((year for word in bare if (year := financial_year(word))), None)


def _is_about_offences(head: list[list[Value]], table: StatisticsTable) -> bool:
    labels = [
        words(row[table.label_column])
        for row in head[table.first_row :]
        if table.label_column < len(row) and sum(1 for cell in row if cell not in ("", None)) >= 2
    ]
    labels = [label for label in labels if label and not re.match(r"unweighted|source|\d", label.casefold())]
    return bool(labels) and sum(1 for label in labels if OFFENCE.search(label)) >= len(labels) / 2
