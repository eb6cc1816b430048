"""Refuses personal data in files that should hold nothing but aggregates.  Names the cells, never their contents."""

from __future__ import annotations

import re
from itertools import chain

from loaders.errors import PersonalDataFound
from loaders.grids import Grid, Value
from loaders.publication_facts import is_cover

# Headings of columns that only a file about people or single crimes has.
_HEADINGS = re.compile(
    r"(victim|suspect|offender|complainant|witness|officer|defendant|person|caller|informant)s?'?s? ?"
    r"(full )?(name|names|surname|forename|address|id|dob)"
    r"|(full |first |last |family |given )name|surname|forenames?|date of birth|d\.?o\.?b\.?|nino|national insurance.*"
    r"|e-?mail( address)?|(home |mobile |contact |tele)?phone( number| no\.?)?|(telephone|mobile|contact|tel)( number| no\.?)?"
    r"|(home |victim )?address( line \d)?|post ?codes?"
    r"|(crime|incident|case|offence|record|log) ?(ref(erence)?|number|no|id)\.?( ?(number|no|id)\.?)?|cris (number|ref(erence)?|no)"
    r"|urn|unique reference( number)?|oic|officer in (the )?case|(collar|shoulder|warrant|badge|pnc)( ?(number|no|id)\.?)?"
    r"|custody (number|record)|nhs number|vehicle registration|vrm",
    re.IGNORECASE,
)
_CELLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("a telephone number", re.compile(r"(?<![\d/.])(?:\+44[\s(0)]{0,5}|0)[1237](?:[\s()-]?\d){8,9}(?!\d)")),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b")),
    (
        "a crime reference",
        re.compile(r"\b\d{2}[A-Z]{0,4}/\d{4,7}/\d{2}\b|\b(?:CRN|URN|CRIME REF\w*|CR)[:\s/-]+\d{4,}", re.IGNORECASE),
    ),
    ("a personal name", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|PC|DC|DS|DI|PCSO|Sgt|Insp)\.? (?:[A-Z][a-z]+|\d{3,5})\b")),
    ("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
)
HEADING = "the heading of a column of personal data"
KINDS = tuple(what for what, _ in _CELLS)
CONTACTS = ("an e-mail address", "a telephone number", "a postcode", "a crime reference")
_COLLAR = re.compile(r"\b(?:collar|shoulder|warrant|badge)(?: number| no\.?)?[:\s]+[A-Z]{0,3}\d{2,6}\b", re.IGNORECASE)
# Publishers print their own contact points on covers; those are not personal data of anybody in the figures.
_PUBLISHERS = re.compile(r"@[\w.-]*(gov\.uk|statistics\.gov\.uk|hmicfrs\.gov\.uk)\b", re.IGNORECASE)
LONGEST_CELL = 120  # longer text is a sentence of the publisher's, screened like a cover


class Screen:
    """Looks at each sheet as its rows are first read, so that a big file is gone through once only."""

    def __init__(self, grids: list[Grid]) -> None:
        self.grids = grids
        self.found: list[str] = []
        for grid in grids:
            grid.on_rows = self._look

    def _look(self, grid: Grid) -> None:
        self.found += _in_grid(grid)

    def finish(self) -> None:
        """Look at the sheets nobody has read; PersonalDataFound naming every cell that looks like personal data."""
        for grid in self.grids:
            if grid.on_rows is not None:
                _ = grid.rows
                grid.release()
        if self.found:
            raise PersonalDataFound(self.found)


def screen(grids: list[Grid]) -> None:
    """Look at every sheet at once; raises PersonalDataFound."""
    Screen(grids).finish()


def looks_personal(text: str, whats: tuple[str, ...] = ()) -> str:
    """What a text that somebody wrote looks like it holds, out of `whats` (all kinds where empty), or nothing."""
    for what, pattern in _CELLS:
        if (not whats or what in whats) and pattern.search(text):
            return what
    return "a collar number" if not whats and _COLLAR.search(text) else ""


def kinds_in(text: str) -> list[str]:
    """Every kind of personal data that a cell of text looks like it holds; a publisher's own address is none."""
    stripped = " ".join(text.replace("_", " ").split())
    if len(stripped) < 3:
        return []
    if len(stripped) <= 40 and _HEADINGS.fullmatch(stripped):
        return [HEADING]
    return [
        what for what, pattern in _CELLS if pattern.search(stripped) and not _is_the_publishers(what, stripped, False)
    ]


def without_contacts(text: str) -> str:
    """The text with each e-mail address, telephone number, postcode, crime reference and collar number as a marker."""
    for what, pattern in _CELLS:
        if what in CONTACTS:
            text = pattern.sub(f"[{what.split(' ', 1)[1]} removed]", text)
    return _COLLAR.sub("[collar number removed]", text)


def _in_grid(grid: Grid) -> list[str]:
    is_prose = not grid.is_csv and is_cover(grid)
    seen: set[Value] = set(chain.from_iterable(grid.rows))
    bad = {text: why for text in seen if isinstance(text, str) and (why := _suspicion(text, is_prose))}
    if not bad:
        return []
    return [
        f"{grid.address(number, column)} looks like {bad[cell]}"
        for number, row in enumerate(grid.rows)
        for column, cell in enumerate(row)
        if isinstance(cell, str) and cell in bad
    ]


def _suspicion(text: str, is_prose: bool) -> str:
    """What a text looks like, or nothing."""
    stripped = " ".join(text.replace("_", " ").split())
    if len(stripped) < 3:
        return ""
    if len(stripped) <= 40 and _HEADINGS.fullmatch(stripped):
        return HEADING if not is_prose else ""
    for what, pattern in _CELLS:
        if pattern.search(stripped) and not _is_the_publishers(what, stripped, is_prose):
            return what
    return ""


def _is_the_publishers(what: str, text: str, is_prose: bool) -> bool:
    if what == "an e-mail address":
        return bool(_PUBLISHERS.search(text))
    return (is_prose or len(text) > LONGEST_CELL) and what in ("a telephone number", "a postcode", "a personal name")
