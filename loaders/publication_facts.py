"""What the cover, notes and titles of a file say about its edition."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from loaders.grids import Grid
from loaders.periods_in_files import Period, all_years_ending, day

_SAYS_SO = (
    r"(?:date\s+published|date\s+of\s+(?:publication|(?:this\s+)?release)|publication\s+date|release\s+date|"
    r"(?:published|released)(?:\s+on)?)"
)
_PUBLISHED = re.compile(
    rf"(?<!next )(?<!previous )\b{_SAYS_SO}\s*:?\s*"
    r"(?:(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?,?\s*(?:on\s+)?)?(?:[a-z]+day,?\s+)?"
    r"(\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+,?\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})",
    re.IGNORECASE,
)
_COVER = re.compile(r"cover|content|note|index|information|introduction|correction|guidance|metadata")
_LABEL = re.compile(rf"(?:{_SAYS_SO}|last\s+updated)\s*:?", re.IGNORECASE)


def prose(grids: list[Grid], sheets: int = 3, rows: int = 40) -> list[str]:
    """The texts at the head of the first sheets, in order."""
    return [
        cell
        for grid in grids[:sheets]
        for row in grid.head[:rows]
        for cell in row
        if isinstance(cell, str) and cell.strip()
    ]


def published_on(grids: list[Grid]) -> date | None:
    """The day of publication, where the file prints it beside words that say so."""
    for grid in grids[:4]:
        for row in grid.head[:40]:
            for column, cell in enumerate(row):
                if not isinstance(cell, str):
                    continue
                if match := _PUBLISHED.search(cell):
                    return day(match[1].replace(",", ""))
                if _LABEL.fullmatch(cell.strip()) and column + 1 < len(row):
                    return day(row[column + 1])
    return None


def years_named(texts: list[str]) -> Counter[Period]:
    """How often each `year ending ...` is named."""
    return Counter(period for text in texts for period in all_years_ending(text))


def is_cover(grid: Grid) -> bool:
    """A cover, contents or notes sheet by its name, and not a table wider than those ever are."""
    if not _COVER.search(grid.name.casefold()):
        return False
    return all(sum(1 for cell in row if cell not in ("", None)) <= 4 for row in grid.head)
