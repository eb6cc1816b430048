"""A workbook as plain sheets, by the UK guidance on accessible spreadsheets: cover, contents, notes, one table a sheet.

Every table sheet has its title in the first cell, then what must be known to read it, then one header row.  No cells are
merged; numbers stay numbers; dates are ISO; what is missing is a symbol that the notes explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.errors import TooMuch
from dashboard.domain.view_model import Column, Table, Value, View
from dashboard.exports.flat_csv import harmless
from dashboard.exports.particulars import PRODUCT, particulars
from dashboard.exports.source_line import source_line
from dashboard.locale import Words

MISSING = "[x]"
MOST_ROWS = 100_000  # of all tables of a workbook; a file of any size is CSV
_NAME_LENGTH = 31  # characters that the name of a sheet may have
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the lines above the table, the header row and the rows.

    `links` maps the number of a row (from 0) to the name of the sheet that its first cell leads to.
    """

    name: str
    lines: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: Sequence[Sequence[Value]] = ()
    links: tuple[tuple[int, str], ...] = ()


def sheets_of(views: Sequence[View], base: str, words: Words) -> list[Sheet]:
    """The sheets of a workbook of these views; ReaderError where there are more rows than a workbook should hold."""
    total = sum(len(table.rows) for view in views for table in view.tables)
    if total > MOST_ROWS:
        raise TooMuch(
            f"These are {total:,} rows, and a workbook here holds at most {MOST_ROWS:,}; choose filters, or take CSV, "
            "which may be of any size."
        )
    say = words.say
    fixed = (say("Cover"), say("Contents"), say("Notes"), say("Sources"))
    tables = list(_table_sheets(views, words, {name.casefold() for name in fixed}))
    listed = [(name, what) for name, what in zip(fixed[2:], (say("Notes"), say("Sources")), strict=True)]
    listed += [(sheet.name, sheet.lines[0]) for sheet in tables]
    contents = Sheet(
        fixed[1],
        (say("Contents"), say("This sheet lists the other sheets; the first cell of each row leads there.")),
        (say("Sheet"), say("Title")),
        listed,
        tuple((number, name) for number, (name, _) in enumerate(listed)),
    )
    return [
        _cover(fixed[0], views, base, words),
        contents,
        _notes(fixed[2], views, words),
        _sources(fixed[3], views, words),
        *tables,
    ]


def _cover(name: str, views: Sequence[View], base: str, words: Words) -> Sheet:
    lines = [words.say(PRODUCT)]
    for view in views:
        said = particulars(view, base, words)
        lines += [said.title, words.say(view.statement), *(f"{label}: {value}" for label, value in said.lines(words))]
    return Sheet(name, tuple(lines))


def _notes(name: str, views: Sequence[View], words: Words) -> Sheet:
    say = words.say
    rows: list[tuple[str, str, str]] = [
        (
            say("Symbol"),
            MISSING,
            say("No value. The column that says why stands beside it, or the row of that column here does."),
        ),
        (
            say("Symbol"),
            "'",
            say("Stands before text that a spreadsheet would take for a formula; it is not part of the text."),
        ),
        (
            say("Dates"),
            say("Dates"),
            say("Year-month-day. Where only the month or year is known, the column for precision says so."),
        ),
    ]
    for view in views:
        rows += [(say("Take care"), say(view.title), say(w.text)) for w in view.warnings]
        rows += [(say("Note"), say(view.title), say(n.text)) for n in view.notes]
        for table in view.tables:
            rows += [
                (say("Column"), f"{say(table.title)}: {label}", _column_note(c, words))
                for c, label in _labelled(table, words)
            ]
    return Sheet(
        name,
        (say("Notes"), say("What the symbols, columns and figures mean.")),
        (say("Kind"), say("About"), say("Note")),
        rows,
    )


def _column_note(column: Column, words: Words) -> str:
    unit = f"; {words.say('unit')}: {words.say(column.unit)}" if column.unit else ""
    missing = f"; {MISSING}: {words.say(column.missing)}" if column.missing else ""
    return f"{words.say('name in data files')}: {column.name}{unit}{missing}"


def _sources(name: str, views: Sequence[View], words: Words) -> Sheet:
    say = words.say
    held = {source.source_id: source for view in views for source in view.sources}
    header = tuple(
        say(label)
        for label in (
            "Source",
            "Publisher",
            "Title",
            "Edition",
            "Published",
            "Precision of date",
            "Class of figure",
            "Secondary",
            "Licence",
            "Link",
            "Retrieved",
            "SHA-256",
        )
    )
    rows = [
        (
            s.source_id,
            s.publisher,
            s.title,
            s.edition_label,
            s.published_on,
            s.published_precision,
            s.figure_class,
            s.is_secondary,
            s.licence,
            s.url,
            s.retrieved_on,
            s.sha256,
        )
        for s in held.values()
    ]
    return Sheet(
        name,
        (say("Sources"), say("Every edition that the figures came from.")),
        header,
        [tuple(map(_cell, row)) for row in rows],
    )


def _table_sheets(views: Sequence[View], words: Words, taken: set[str]) -> Iterator[Sheet]:
    for view in views:
        for table in view.tables:
            name = _free_name(table.name if len(views) == 1 else f"{view.name} {table.name}", taken)
            lines = [
                words.say(table.title),
                f"{words.say('As at')} {words.day(view.as_at)}. {len(table.rows):,} {words.say('rows')}.",
            ]
            lines.append(source_line(view, table.name, words))
            if not table.rows:
                lines.append(words.say(table.empty_message))
            header = tuple(label for _, label in _labelled(table, words))
            yield Sheet(name, tuple(lines), header, [_row(table, row) for row in table.rows])


def _row(table: Table, row: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(
        (MISSING if column.unit or column.missing else "") if value is None or value == "" else _cell(value)
        for column, value in zip(table.columns, row, strict=True)
    )


def _cell(value: Value) -> Value:
    return value if isinstance(value, date) else harmless(value)


def _labelled(table: Table, words: Words) -> Iterator[tuple[Column, str]]:
    """Each column with the words of its header: label and unit, no two alike."""
    seen: dict[str, int] = {}
    for column in table.columns:
        unit = f" ({words.say(column.unit)})" if column.unit and column.unit != "count" else ""
        label = f"{words.say(column.label)}{unit}"
        seen[label] = seen.get(label, 0) + 1
        yield column, label if seen[label] == 1 else f"{label} {seen[label]}"


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has."""
    plain = _NOT_IN_NAMES.sub(" ", wanted.replace("_", " "))
    name, number = plain[:_NAME_LENGTH], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name
