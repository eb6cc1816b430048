"""Saying figures in words, in one fixed shape, without claiming more than the interval allows."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float, decimals: int) -> Decimal:
    """The value as written, rounded half up: 81.95 to one decimal is 82.0, as a reader of the source would do it.

    What adding binary fractions leaves in the last places is no part of the value: 83.6 + 1.85 is 85.45, so 85.5.
    """
    return Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def percent(value: float, *, decimals: int = 1) -> str:
    """83.8 %, or 94 % where the source itself gives no decimal."""
    return f"{rounded(value, decimals)} %"


def percent_with_interval(value: float, lower: float | None, upper: float | None, *, approximate: bool = False) -> str:
    """83.8 % (82.0 to 85.7); "about 87 %" where the source rounds; says so where no interval was published."""
    whole = approximate and float(value).is_integer()
    said = f"{'about ' if approximate else ''}{percent(value, decimals=0 if whole else 1)}"
    if lower is None or upper is None:
        return f"{said} (interval not published)"
    return f"{said} ({rounded(lower, 1)} to {rounded(upper, 1)})"


def whole(value: float) -> str:
    """38,800"""
    return f"{value:,.0f}"


def thousands_as_words(thousands: float) -> str:
    """9.6 million from 9,600 thousand; 425,000 from 425 thousand."""
    if thousands >= 1000:
        return f"{thousands / 1000:,.1f} million"
    return f"{thousands * 1000:,.0f}"


def count_of(number: int, one: str, many: str | None = None) -> str:
    """1 force, 43 forces."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def years_between(earlier: date, later: date) -> float:
    """Age in years to one decimal."""
    return round((later - earlier).days / 365.25, 1)
