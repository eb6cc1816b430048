"""Refuses anything about a person or a single crime in a file of audit totals.  Names the cells, never their contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.domain.audit_lists import AUDIT_TYPES, folded
from dashboard.domain.audit_words import OFFENCE_GROUPS
from dashboard.domain.names import is_only_a_name, names_a_person
from loaders.grids import Grid
from loaders.screening import HEADING, KINDS, kinds_in

NAME = "a personal name"
# Words of the controlled lists, such as "victim at the centre", name nobody.
_OWN_WORDS = {
    folded(word) for word in (*AUDIT_TYPES, *(one for group in OFFENCE_GROUPS.items() for one in (group[0], *group[1])))
}
_ROLE_HEADINGS = ("auditor role",)

# Besides what every file is looked through for: here no heading or text of a publisher can excuse anything.
_HEADINGS = re.compile(
    r"names?|victims?|suspects?|offenders?|complainants?|witness(es)?|officers?|officer in charge|reporting person|dob"
    r"|date of birth|(victim|suspect|offender|officer)s?'? .{1,20}|.{0,20}(e-?mail|phone|telephone|mobile|address|postcode)"
    r".{0,12}|.{0,20}(crime|incident|case|log|occurrence|investigation) ?(ref(erence)?s?|numbers?|no\.?|ids?)"
    r"|.{0,12}(collar|shoulder|warrant|badge) ?(number|no\.?|id)?|(unique )?(urn|crn|uprn)s?( number)?|nhs ?(no|number)",
    re.IGNORECASE,
)
_RANKS = (
    r"(?:Chief|Constable|Sergeant|Inspector|Superintendent|Officer|Supervisor|Audit|Auditor|Team|Crime|Force|Department|"
    r"Unit|Staff|And|Of|The|In|For)\b"
)
_CELLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        NAME,
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lady|PC|DC|DS|DI|DCI|PS|CI|PCSO|Sgt|Insp|Supt|Constable|Sergeant|Inspector)"
            rf"\.? (?:[A-Z]\.? )?(?!{_RANKS})[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?\b"
        ),
    ),
    ("a telephone number", re.compile(r"(?<![\d/.-])(?:\+44|0)[\s()-]{0,3}\d(?:[\s()-]{0,2}\d){8,9}(?!\d)")),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)),
    (
        "a crime reference",
        re.compile(
            r"\b\d{2}[A-Z]{0,4}/\d{3,7}/\d{2}\b|\b(?:crime|incident|occurrence|log|case)\s?(?:ref\w*|no\.?|number)?[:#\s]+"
            r"(?:[A-Z]{0,4}\d{4,}|\d+\s?/\s?\d+|\d+ of \d)",
            re.IGNORECASE,
        ),
    ),
    ("a date of birth", re.compile(r"\b(?:dob|d\.o\.b\.?|born)\b[^\n]{0,12}\d", re.IGNORECASE)),
    (
        "a collar number",
        re.compile(r"\b(?:collar|shoulder|warrant)\s?(?:no\.?|number)?[:#\s]+[A-Z]{0,2}\d{2,6}\b", re.IGNORECASE),
    ),
)
_KIND = rf"(?:{'|'.join(re.escape(kind.split(' ', 1)[-1]) for kind in (HEADING, *KINDS, *dict(_CELLS)))})"
_MARKER = re.compile(rf"\[removed: {_KIND}(?: and {_KIND})*\]")
LONGEST_NAME = 40
FEWEST_CASES = 5  # from this many rows of one crime each on, a file is taken for a list of cases


@dataclass(frozen=True)
class PersonalCell:
    """One cell that looks like personal data: where it stands, and what kinds of it; never what it contains."""

    grid: Grid
    row: int
    column: int
    kinds: tuple[str, ...]

    @property
    def place(self) -> str:
        """The address of the cell."""
        return self.grid.address(self.row, self.column)

    @property
    def words(self) -> str:
        """Every kind in one sentence part."""
        *rest, last = self.kinds
        return f"looks like {', '.join(rest)} and {last}" if rest else f"looks like {last}"

    @property
    def marker(self) -> str:
        """What stands in the cell's place in a copy to be mended; read again it is no personal data."""
        return f"[removed: {' and '.join(_bare(kind) for kind in self.kinds)}]"

    def __str__(self) -> str:
        return f"{self.place} {self.words}"


def _bare(kind: str) -> str:
    return kind.split(" ", 1)[-1]


def blank_personal_data(grids: Iterable[Grid]) -> list[PersonalCell]:
    """Every cell that looks like personal data, with all kinds of it; each is blanked, so that the rest can be read.

    Below a heading of a column of personal data the whole column is blanked.
    """
    found = [cell for grid in grids for cell in _in_grid(grid)]
    for cell in found:
        rows = cell.grid.rows
        rows[cell.row][cell.column] = None
        if HEADING in cell.kinds:
            for row in rows[cell.row + 1 :]:
                if cell.column < len(row):
                    row[cell.column] = None
    return found


def _in_grid(grid: Grid) -> Iterator[PersonalCell]:
    verdicts: dict[str, tuple[str, ...]] = {}
    roles = set()
    for number, row in enumerate(grid.rows):
        roles |= {at for at, cell in enumerate(row) if isinstance(cell, str) and folded(cell) in _ROLE_HEADINGS}
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or len(cell) < 3:
                continue
            if cell not in verdicts:
                verdicts[cell] = tuple(dict.fromkeys(_suspicions(cell)))
            kinds = verdicts[cell]
            if not kinds and column in roles and is_only_a_name(cell):
                kinds = (NAME,)
            if kinds:
                yield PersonalCell(grid, number, column, kinds)


def _suspicions(cell: str) -> Iterator[str]:
    text = " ".join(cell.replace("_", " ").split())
    if folded(text) in _OWN_WORDS or _MARKER.fullmatch(text):
        return
    if len(text) <= LONGEST_NAME and _HEADINGS.fullmatch(text):
        yield HEADING
        return
    yield from kinds_in(cell)
    if text.startswith(("http://", "https://")) and " " not in text:
        return
    yield from (what for what, pattern in _CELLS if pattern.search(text))
    if names_a_person(text):
        yield NAME


def looks_like_cases(crimes_due: list[int]) -> bool:
    """Whether the rows are single crimes rather than totals."""
    return len(crimes_due) >= FEWEST_CASES and all(number <= 1 for number in crimes_due)
