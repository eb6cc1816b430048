"""What was held of both sides of some pairs on a day, and which edition answers where several state one year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import add_months, british
from dashboard.store.queries.comparison import national_counts, survey_counts
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.forces_added import years_of_forces
from dashboard.views.pair_choice import Pair
from dashboard.views.pair_error import NOT_KNOWN, Error, FlagBound, flag_bound
from dashboard.views.question import Question

# An edition that states this many years of one code restates its whole series each time.
BACK_SERIES = 3
# Months by which the recorded year may end before the survey year.
LAGS = (0, 6)


@dataclass(frozen=True)
class Figure:
    """One side in one year: thousands, the edition it stands in, and what is in it.

    `label` is the edition's own name; `others` name each further edition that states this year, with its figure.
    """

    thousands: float
    source_id: str
    edition: str
    known_from: date
    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    coverage: str = ""
    label: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairYear:
    """One pair in one survey year; `faults` say why the year should not be used, in a reader's words."""

    offence_type: str
    subset: str
    year_ending: date
    recorded_ending: date
    recorded: Figure | None
    estimate: Figure | None
    base: int | None = None
    error: Error = NOT_KNOWN
    share: float | None = None
    share_error: Error = NOT_KNOWN
    share_source: str = ""
    share_edition: str = ""
    share_note: str = ""
    faults: tuple[str, ...] = ()
    # Forces that lack a figure, where that is why there is no recorded count.
    lacks: str = ""

    @property
    def cv(self) -> float:
        """Coefficient of variation of the denominator: of the estimate, and of the share where there is one."""
        return float(np.hypot(self.error.cv, self.share_error.cv)) if self.share is not None else self.error.cv

    @property
    def is_whole(self) -> bool:
        """Whether both sides have a value."""
        return self.recorded is not None and self.estimate is not None

    @property
    def mixed(self) -> str:
        """That the two sides of this one year come from different editions, in words; "" where they do not."""
        if self.recorded is None or self.estimate is None or self.recorded.edition == self.estimate.edition:
            return ""
        return (
            f"mixed editions: the recorded count comes from {self.recorded.source_id} (known from "
            f"{british(self.recorded.known_from)}) and the survey estimate from {self.estimate.source_id} (known from "
            f"{british(self.estimate.known_from)})"
        )


@dataclass(frozen=True)
class Held:
    """What the store held on the day for some pairs."""

    counts: dict[str, dict[tuple[str, bool, date], Record]]
    series: frozenset[str]
    estimates: dict[tuple[str, date], list[Record]]
    shares: dict[tuple[str, date], list[Record]]
    flags: dict[str, FlagBound | None]
    design_factor: float | None
    # Totals no one prints for England and Wales in a year, with the forces that a sum over forces would lack.
    lacking: dict[tuple[str, date], str] = field(default_factory=dict)


def held_for(question: Question, pairs: Iterable[Pair], *, shares_as_at: AsAt | None = None) -> Held:
    """One reading of the store for all the pairs of a page."""
    pairs = list(pairs)
    names = set().union(*(pair.names() for pair in pairs))
    types = set().union(*(pair.survey_types() for pair in pairs))
    connection, as_at = question.connection, question.as_at
    shares_day = shares_as_at or as_at
    share_names = types.union(*(pair.words("share_types") for pair in pairs))
    changes = facts(connection, "survey_changes", as_at=as_at, offence_type=types)
    shares = facts(connection, "survey_shares", as_at=shares_day, offence_type=share_names)
    factors = facts(connection, "survey_quality", as_at=shares_day, measure="design_factor")
    counts = national_counts(connection, as_at=as_at, names=names)
    estimates = survey_counts(connection, as_at=as_at, offence_types=types)
    added = years_of_forces(
        connection,
        as_at=as_at,
        names=names,
        ends={recorded_end(r["period_end"], lag) for r in estimates for lag in LAGS},
        printed={(r["name"], r["period_end"]) for r in counts},
    )
    return arrange(
        [*counts, *added],
        estimates,
        shares,
        changes,
        max((f["value"] for f in factors if f["value"]), default=None),
    )


def arrange(
    counts: Sequence[Record],
    estimates: Sequence[Record],
    shares: Sequence[Record],
    changes: Sequence[Record],
    design_factor: float | None,
) -> Held:
    """The rows by what they are about."""
    by_publication: dict[str, dict[tuple[str, bool, date], Record]] = defaultdict(dict)
    years: dict[str, set[date]] = defaultdict(set)
    lacking = {(r["name"], r["period_end"]): r["lacks"] for r in counts if r.get("lacks")}
    counts = [row for row in counts if not row.get("lacks")]
    for row in counts:
        by_publication[row["publication_id"]][row["name"], row["is_code"], row["period_end"]] = row
        years[row["source_id"]].add(row["period_end"])
    by_type: dict[tuple[str, date], list[Record]] = defaultdict(list)
    for row in estimates:
        by_type[row["offence_type"], row["period_end"]].append(row)
        years[row["source_id"]].add(row["period_end"])
    by_share: dict[tuple[str, date], list[Record]] = defaultdict(list)
    for row in shares:
        by_share[row["offence_type"], row["year_ending"]].append(row)
        years[row["source_id"]].add(row["year_ending"])
    stated = (*counts, *estimates, *shares)
    series = {row["publication_id"] for row in stated if len(years[row["source_id"]]) >= BACK_SERIES}
    of_type: dict[str, list[Record]] = defaultdict(list)
    for row in changes:
        of_type[row["offence_type"]].append(row)
    flags = {
        name: flag_bound(found, [e for e in estimates if e["offence_type"] == name]) for name, found in of_type.items()
    }
    return Held(dict(by_publication), frozenset(series), dict(by_type), dict(by_share), flags, design_factor, lacking)


def edition_of(row: Record, is_series: bool) -> str:
    """What two figures must share to come from one edition.

    A publication that restates its series in every edition counts as one, since all its figures in force stand in
    the newest; anything else, and any second-hand copy, counts as the edition it was read in.
    """
    return str(row["publication_id"] if is_series and not row["is_secondary"] else row["source_id"])


def recency(row: Record) -> tuple[date, bool, str]:
    """Where several editions state one figure, the one known last answers, since it holds the revisions.

    First hand breaks a tie of days, and the identifier a tie of both.  The same for counts, estimates and shares.
    """
    return row["known_from"], not row["is_secondary"], row["source_id"]


def choice_words(what: str, figure: Figure | None) -> str:
    """Which edition answers for one side of a year where several state it; "" where one does."""
    if figure is None or not figure.others:
        return ""
    return f"{what}: {figure.source_id}, known last (from {figure.known_from.isoformat()}); also stated by {'; '.join(figure.others)}"


@lru_cache(maxsize=4096)
def recorded_end(end: date, lag: int) -> date:
    """The last day of the recorded year that is set beside the survey year to `end`."""
    return month_end(add_months(end, -lag))


@lru_cache(maxsize=4096)
def month_end(day: date) -> date:
    """The last day of the month: a year ending in September that is moved to February ends on its last day."""
    return date.fromordinal(add_months(day.replace(day=1), 1).toordinal() - 1)
