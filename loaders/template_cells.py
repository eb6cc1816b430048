"""One cell of a template against the field it fills: what it says, what was repaired, what is wrong and what would do."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from dashboard.domain.kinds import Field
from loaders.forces_in_files import area_named, nearest_force
from loaders.grids import Value, words
from loaders.markers import read_count, read_number
from loaders.periods_in_files import day

_MONTH_NAMES = {name[:3].casefold(): number for number, name in enumerate(calendar.month_name) if number}
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?\s+((?:19|20)\d{2})")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})-(\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YES_NO = {"y": "yes", "true": "yes", "1": "yes", "n": "no", "false": "no", "0": "no"}


@dataclass(frozen=True)
class Told:
    """A cell read: its value, how precisely a date is known, what was done to read it, or what is wrong."""

    value: Any = None
    precision: str = ""
    repair: str = ""
    fault: str = ""


def read_cell(field: Field, cell: Value) -> Told:
    """What a filled cell says for a field; a blank one is None (blank text for a key)."""
    text = _text(cell)
    if not text:
        return Told("" if field.is_key and field.type == "text" else None)
    if field.choices:
        return _choice(field, cell, text)
    if field.refers_to == "forces.force_code":
        return _force(text)
    if field.type in ("integer", "number"):
        return _number(field, cell)
    if field.type == "date":
        return _date(cell, text)
    if field.type == "flag":
        told = _choice(Field(field.name, "text", "", choices=("yes", "no")), cell, text)
        return Told({"yes": True, "no": False}.get(told.value), repair=told.repair, fault=told.fault)
    return Told(text)


def _text(cell: Value) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return words(cell)


def _choice(field: Field, cell: Value, text: str) -> Told:
    allowed = {choice.casefold(): choice for choice in field.choices}
    plain = ("yes" if cell else "no") if isinstance(cell, bool) else text.casefold()
    if set(field.choices) == {"yes", "no"}:
        plain = _YES_NO.get(plain, plain)
    found = allowed.get(plain)
    if found is None:
        near = get_close_matches(plain, allowed, n=1, cutoff=0.6)
        hint = f"; did you mean {allowed[near[0]]!r}?" if near else ""
        return Told(fault=f"is not one of {', '.join(field.choices)}{hint}")
    return Told(found, repair="" if found == text else f"read as {found}")


def _force(text: str) -> Told:
    area = area_named(text)
    if area.level in ("force", "special force"):
        return Told(area.code, repair="" if area.code == text else f"read as the force with code {area.code}")
    hint = nearest_force(text) or "; write its name or its area code"
    return Told(fault=f"names no force of England and Wales{hint}")


def _number(field: Field, cell: Value) -> Told:
    bare = cell.strip().removesuffix("%").strip() if isinstance(cell, str) else cell
    reading = read_count(bare) if field.type == "integer" else read_number(bare)
    if reading.fault:
        return Told(fault=f"{reading.fault}; expected {'a whole number' if field.type == 'integer' else 'a number'}")
    repair = reading.repair
    if isinstance(cell, str) and cell.strip().endswith("%"):
        repair = "per cent sign left out"
    if (
        reading.value is not None
        and field.name.endswith("_pct")
        and abs(reading.value) > 100
        and "change" not in field.name
    ):
        return Told(fault="is more than 100 per cent")
    value = reading.value if field.type == "integer" or reading.value is None else float(reading.value)
    return Told(value, repair=repair)


def _date(cell: Value, text: str) -> Told:
    """A date in the forms people write; a month or year alone is its last day, with the precision said."""
    if match := _YEAR_MONTH.fullmatch(text):
        return _last_day(int(match[1]), int(match[2]), text)
    if match := _MONTH_YEAR.fullmatch(text):
        return _last_day(int(match[2]), _MONTH_NAMES.get(match[1][:3].casefold(), 0), text)
    if _YEAR.fullmatch(text):
        return Told(date(int(text), 12, 31), "year", "a year alone read as its last day")
    found = day(text if isinstance(cell, str) else cell)
    if found is None:
        return Told(fault="is no date; write 2018-01-15, 15/01/2018 or 15 January 2018")
    is_iso = not isinstance(cell, str) or text == found.isoformat()
    return Told(found, "day", "" if is_iso else f"read as {found.isoformat()}")


def _last_day(year: int, month: int, text: str) -> Told:
    if not 1 <= month <= 12:
        return Told(fault=f"is no date; {text!r} names no month")
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Told(last, "month", "a month alone read as its last day")
