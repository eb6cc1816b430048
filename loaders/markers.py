"""What publishers print in place of a number, what each symbol means, and numbers that need tidying.

A symbol is information: missing is never zero, and a symbol nobody knows is a fault, not a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.grids import Value

# symbol -> (value_status, what it means).  Beside each, who prints it.
SYMBOLS: dict[str, tuple[str, str]] = {
    "[x]": ("not published", "not available"),  # the accessible layout, from 2021
    "[z]": ("not measurable", "not applicable"),
    "[c]": ("not published", "confidential"),
    "[u]": ("not published", "not reported because the base is too small"),
    "[w]": ("no records", "no records"),
    "[low]": ("not published", "too small to print"),
    "..": ("not published", "not available"),  # ONS until 2020
    "...": ("not published", "not available"),
    ":": ("not measurable", "not applicable"),
    "+": ("not published", "counted with another area"),
    "-": ("not published", "a dash, printed for a base under 50 and elsewhere for nil; read as not published"),
    "–": ("not published", "a dash, printed for a base under 50 and elsewhere for nil; read as not published"),
    "*": ("not published", "suppressed"),
    "n/a": ("not published", "not available"),
    "na": ("not published", "not available"),
    "#n/a": ("not published", "not available"),
    "not available": ("not published", "not available"),
}

LARGEST = 1e12

_NOTES = re.compile(r"\[\s*(?:notes?\s*[\d,\s and]*|r|p|e|b)\s*\]", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SPACES = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell read: a number or None, why (a `value_status`), and what had to be done to it, if anything."""

    value: float | None
    status: str = "published"
    symbol: str = ""
    repair: str = ""
    fault: str = ""


def read_number(cell: Value) -> Reading:
    """A number, or the reason there is none.  Anything else comes back with `fault` set, its contents not quoted."""
    kind = type(cell)
    if kind is float or kind is int:
        return Reading(cell)
    if cell is None or cell == "":
        return Reading(None, "not published", symbol="blank")
    if not isinstance(cell, str):
        return Reading(None, "not published", fault="is a date or a yes/no where a number should be")
    return _read_text(cell)


def _read_text(cell: str) -> Reading:
    text = _SPACES.sub(" ", cell).strip()
    if not text:
        return Reading(None, "not published", symbol="blank")
    bare = _NOTES.sub("", text).strip()
    known = SYMBOLS.get(bare.casefold())
    if known:
        return Reading(None, known[0], symbol=bare, repair=f"{bare}: {known[1]}")
    if not bare:
        return Reading(None, "not published", symbol=text, repair=f"{text} alone: no number")
    if not _NUMBER.fullmatch(bare):
        is_formula = text.startswith("=")
        what = "holds a formula; give the figure itself" if is_formula else "is no number and no known symbol"
        return Reading(None, "not published", fault=what)
    negative = bare[0] in "-−"
    value = float(bare.lstrip("-−").replace(",", "").strip())
    return Reading(-value if negative and value else value, repair=_what_was_done(cell, text, bare, value, negative))


def _what_was_done(cell: str, text: str, bare: str, value: float, negative: bool) -> str:
    """The repairs that matter to a reader; a number stored as plain digits in text needs none."""
    done = []
    if negative and not value:
        done.append("-00 read as zero")
    if cell != cell.strip():
        done.append("spaces round the number left out")
    if "," in bare:
        done.append("thousands separator left out")
    if bare != text:
        done.append("note marker left out")
    return "; ".join(done)


def read_count(cell: Value) -> Reading:
    """Like `read_number`, for whole numbers: `value` is an int."""
    reading = read_number(cell)
    value = reading.value
    if value is None:
        return reading
    if not abs(value) < LARGEST:
        return Reading(None, "not published", fault="is too large to be a count")
    if value != int(value):
        return Reading(None, "not published", fault="is not a whole number")
    return Reading(int(value), reading.status, reading.symbol, reading.repair)


_GLUED = re.compile(r"(?<=[A-Za-z)])\s?\d{1,2}(?:\s?,\s?\d{1,2})*(?=\)|$)")


def without_notes(text: str) -> tuple[str, bool]:
    """A name without `[note 3]` and without footnote digits glued to it, and whether there were any."""
    plain = " ".join(text.split())
    bare = " ".join(_GLUED.sub("", _NOTES.sub("", plain)).split())
    return bare, bare != plain


@lru_cache(maxsize=20_000)  # headings are looked at by every loader, and names stand on every sheet
def plain(text: str) -> str:
    """A name made comparable: no notes, `&` as and, small letters, single spaces."""
    bare = without_notes(text.replace("_", " ").replace("&", " and "))[0]
    return " ".join(bare.replace("’", "'").replace("–", "-").casefold().split()).rstrip(" .:")
