"""The release calendar: which publications are expected when, and whether one is late as things stood on a day.

A day counts as announced only where its source is given; else there is the rule by which editions have come so far, and
the last day on which one is in time by that rule.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.domain.errors import ReaderError


class ReleaseListDamaged(ReaderError):
    """The list of release pages cannot be used; the message names every fault."""


@dataclass(frozen=True)
class Announced:
    """A day on which an edition is announced, and where that is said."""

    on: date
    source: str


@dataclass(frozen=True)
class Release:
    """A publication's page and calendar.

    `files` are patterns that the address of a file must match; with none the page is only looked at for a change.
    `months` are those in which an edition comes by the rule; empty where that is not known.
    """

    publication: str
    title: str
    page: str
    files: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    rule: str = ""
    announced: tuple[Announced, ...] = ()


@dataclass(frozen=True)
class Due:
    """When the next edition is due: the last day in time, whether that was announced or follows the rule, and its source."""

    on: date
    basis: str  # "announced" or "by rule"
    source: str = ""


def read_releases(path: Path) -> tuple[Release, ...]:
    """The list in a TOML file; ReleaseListDamaged with every fault named."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("release", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReleaseListDamaged(f"{path} cannot be read as a list of releases ({error}).") from error
    faults: list[str] = []
    releases = [_release(entry, number, faults) for number, entry in enumerate(listed, 1)]
    if not releases:
        faults.append("it holds no [[release]]")
    if faults:
        raise ReleaseListDamaged(f"{path.name} cannot be used: {'; '.join(faults)}.")
    return tuple(release for release in releases if release)


def _release(entry: dict[str, Any], number: int, faults: list[str]) -> Release | None:
    before = len(faults)
    needed = ("publication", "title", "page")
    faults += [f"release {number} has no {name}" for name in needed if not isinstance(entry.get(name), str)]
    if not re.match(r"https?://", str(entry.get("page", ""))):
        faults.append(f"the page of release {number} is no http or https address")
    for pattern in entry.get("files", ()):
        try:
            re.compile(pattern)
        except re.error as error:
            faults.append(f"release {number}: pattern {pattern!r} cannot be used ({error})")
    months = entry.get("months", ())
    if not all(isinstance(month, int) and 1 <= month <= 12 for month in months):
        faults.append(f"release {number}: months must be numbers from 1 to 12")
    announced = entry.get("announced", ())
    if not all(isinstance(one.get("on"), date) and one.get("source") for one in announced):
        faults.append(f"release {number}: an announced day needs `on` (a date) and `source`")
    if len(faults) > before:
        return None
    return Release(
        entry["publication"],
        entry["title"],
        entry["page"],
        tuple(entry.get("files", ())),
        tuple(sorted(months)),
        entry.get("rule", ""),
        tuple(Announced(one["on"], one["source"]) for one in announced),
    )


def next_due(release: Release, last_published: date | None) -> Due | None:
    """The edition after the one published last; None where neither an announcement nor a rule says when.

    An announced day counts if it lies after the last edition.  By the rule, the next edition is in time until the end
    of the first of the release's months after the month of the last edition.
    """
    if last_published is None:
        return None
    ahead = [one for one in release.announced if one.on > last_published]
    by_rule = _by_rule(release.months, last_published)
    if ahead:
        first = min(ahead, key=lambda one: one.on)
        # An announcement for a later edition does not make up for one that the rule expects long before it.
        if by_rule is None or first.on <= by_rule + timedelta(days=45):
            return Due(first.on, "announced", first.source)
    return None if by_rule is None else Due(by_rule, "by rule")


def _by_rule(months: Iterable[int], last_published: date) -> date | None:
    wanted = sorted(months)
    if not wanted:
        return None
    year, month = last_published.year, last_published.month
    following = next((m for m in wanted if m > month), None)
    year, month = (year, following) if following else (year + 1, wanted[0])
    return date(year, month, calendar.monthrange(year, month)[1])


def status_of(due: Due | None, last_published: date | None, on: date) -> str:
    """One word or two: late, due this month, not due yet, no rule, none held."""
    if last_published is None:
        return "none held"
    if due is None:
        return "no rule"
    if on > due.on:
        return "late"
    return "due this month" if (on.year, on.month) == (due.on.year, due.on.month) else "not due yet"
