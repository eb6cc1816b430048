"""Refuses anything about a person or a single crime in a file of audit totals.  Names the cells, never their contents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.errors import PersonalDataFound
from loaders.grids import Grid
from loaders.screening import Screen

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
        "a personal name",
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
LONGEST_NAME = 40
FEWEST_CASES = 5  # from this many rows of one crime each on, a file is taken for a list of cases


def refuse_personal_data(screen: Screen) -> None:
    """Look at every sheet; raises PersonalDataFound naming every cell that looks like personal data.

    `screen` was made before any row was read, since it looks at the rows as they are first read.
    """
    found: list[str] = []
    try:
        screen.finish()
    except PersonalDataFound as error:
        found += error.cells
    seen = {cell.partition(" looks like ")[0] for cell in found}
    for grid in screen.grids:
        found += [cell for cell in _in_grid(grid) if cell.partition(" looks like ")[0] not in seen]
    if found:
        raise PersonalDataFound(found)


def _in_grid(grid: Grid) -> Iterator[str]:
    verdicts: dict[str, str] = {}
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or len(cell) < 3:
                continue
            if cell not in verdicts:
                verdicts[cell] = _suspicion(cell)
            if verdicts[cell]:
                yield f"{grid.address(number, column)} looks like {verdicts[cell]}"


def _suspicion(cell: str) -> str:
    text = " ".join(cell.replace("_", " ").split())
    if len(text) <= LONGEST_NAME and _HEADINGS.fullmatch(text):
        return "the heading of a column of personal data"
    if text.startswith(("http://", "https://")) and " " not in text:
        return ""
    return next((what for what, pattern in _CELLS if pattern.search(text)), "")


def looks_like_cases(crimes_due: list[int]) -> bool:
    """Whether the rows are single crimes rather than totals."""
    return len(crimes_due) >= FEWEST_CASES and all(number <= 1 for number in crimes_due)
