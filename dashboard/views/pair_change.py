"""Two years of one pair: whether they may be compared, by how much the ratio moved, and what can be claimed of that."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Caution
from dashboard.stats.log_change import Change, Split, change_between, is_equivalent, split_of_change
from dashboard.store.queries.facts import Record
from dashboard.views.comparability import effective_on
from dashboard.views.pair_error import NO_INTERVAL
from dashboard.views.pair_held import PairYear
from dashboard.views.pair_rows import rounded
from dashboard.views.pair_years import missing_words

RATIO = "ratio"
PLAIN = "recorded for each survey incident"
# Changes in how a source is made that its publisher joins its series across.
MOVING = ("Survey change", "Data gap", "IT change")
RULES = ("Counting rules", "Law", "Collection change", "Method")
ALPHA = 0.05
# A chart travels without the page: it carries this many reasons, each of at most so many characters.
REASONS_SHOWN, LONGEST_REASON = 2, 110


@dataclass(frozen=True)
class Compared:
    """Two years of a pair.  `missing` says what is not held; `refusals` why they should not be compared.

    `ends` are the years asked about, held or not; None where there was no year to ask about.
    """

    offence_type: str
    before: PairYear | None
    after: PairYear | None
    missing: str = ""
    refusals: tuple[str, ...] = ()
    overlap: bool = False
    # What is to be known of the two years and is no reason to refuse.
    remarks: tuple[str, ...] = ()
    ends: tuple[date, date] | None = None

    @property
    def measure(self) -> str:
        """The ratio where both years have a share known to the police, otherwise the plain index."""
        both = (self.before, self.after)
        return RATIO if all(y and y.share is not None and 0 < y.share <= 1 for y in both) else PLAIN

    def years(self) -> tuple[PairYear, PairYear]:
        """Both years; ValueError where one is not held."""
        if self.before is None or self.after is None:
            raise ValueError(f"{self.offence_type}: {self.missing}")
        return self.before, self.after

    def shown(self, *, anyway: bool) -> bool:
        """Whether a change may be worked out."""
        return not self.missing and (anyway or not self.refusals)

    def forced(self) -> str:
        """That a comparison which is advised against was made all the same, and against what; "" where none was."""
        return f"compared anyway: {'; '.join(self.refusals)}" if self.refusals else ""

    def warning(self) -> str:
        """What goes with the change wherever it is shown, once it is; "" where nothing speaks against it."""
        return "; ".join(filter(None, (self.forced(), *self.remarks)))

    def short_warning(self) -> str:
        """The same for a chart, in a sentence or two."""
        said = (
            short_warning(self.refusals),
            short_warning([one[:1].upper() + one[1:] for one in self.remarks], anyway=False),
        )
        return " ".join(filter(None, said))


def compare(offence: str, years: Sequence[PairYear], first: date, last: date, events: Sequence[Record]) -> Compared:
    """The pair in the two years, with everything that speaks against comparing them; `events` bear on the pair."""
    by_end = {year.year_ending: year for year in years}
    before, after = by_end.get(first), by_end.get(last)
    missing = "; ".join(dict.fromkeys(filter(None, (_missing(before, first), _missing(after, last)))))
    if missing or before is None or after is None:
        return Compared(offence, before, after, missing, ends=(first, last))
    overlap = abs((last - first).days) < 360
    refusals = [
        f"year ending {british(y.year_ending, 'month')}: {fault}" for y in (before, after) for fault in y.faults
    ]
    if overlap:
        refusals.append("the two years overlap and share interviews")
    refusals += _mixed(before, after)
    refusals += _between(before, after, events)
    remarks = [f"year ending {british(y.year_ending, 'month')}: {y.mixed}" for y in (before, after) if y.mixed]
    return Compared(offence, before, after, "", tuple(refusals), overlap, tuple(remarks), (first, last))


def _missing(year: PairYear | None, end: date) -> str:
    if year is None:
        return f"neither side is held for the year ending {british(end, 'month')}"
    return "" if year.is_whole else missing_words(year)


def _mixed(before: PairYear, after: PairYear) -> list[str]:
    """Figures of the two years that come from different editions."""
    found = []
    for name, one, two in (
        ("recorded counts", before.recorded, after.recorded),
        ("survey estimates", before.estimate, after.estimate),
    ):
        if one and two and one.edition != two.edition:
            found.append(f"mixed editions: the {name} come from {one.source_id} and {two.source_id}")
    if before.share is not None and after.share is not None and before.share_edition != after.share_edition:
        found.append(f"mixed editions: the shares known come from {before.share_source} and {after.share_source}")
    return found


def _between(before: PairYear, after: PairYear, events: Sequence[Record]) -> list[str]:
    """Breaks and changes of rules inside the stretch from the start of the earlier year to the end of the later one."""
    first, last = sorted((before.year_ending, after.year_ending))
    found = []
    for event in events:
        on = effective_on(event)
        if on is None or not first < on <= last:
            continue
        words = f"{british(event['happened_on'], event['happened_precision'])}, {event['event'].rstrip('.')}"
        if event["is_break"] == "yes":
            found.append(f"across a break: {words}")
        elif event["category"] in RULES:
            found.append(f"across a change of rules: {words}")
    return found


def cautions_between(pairs: Sequence[tuple[Compared, Sequence[Record]]]) -> list[Caution]:
    """What changed in a source between the two years without breaking it: to be known, and no reason to refuse.

    One caution an event, with the pairs it bears on.
    """
    bearing: dict[str, list[str]] = {}
    told: dict[str, Record] = {}
    for compared, events in pairs:
        if compared.before is None or compared.after is None:
            continue
        first, last = compared.before.year_ending, compared.after.year_ending
        for event in events:
            on = effective_on(event)
            inside = on is not None and first < on <= last
            if inside and event["is_break"] != "yes" and event["category"] in MOVING:
                bearing.setdefault(event["event_id"], []).append(compared.offence_type)
                told[event["event_id"]] = event
    return [
        Caution(
            f"Between the two years: {british(told[name]['happened_on'], told[name]['happened_precision'])}, "
            f"{told[name]['event'].rstrip('.')} ({', '.join(offences)}).",
            event_id=name,
        )
        for name, offences in bearing.items()
    ]


def short_warning(reasons: Sequence[str], *, anyway: bool = True) -> str:
    """What a chart says of what speaks against it, in a sentence; "" where nothing does."""
    told = list(dict.fromkeys(reasons))
    if not told:
        return ""
    said = "; ".join(textwrap.shorten(one, LONGEST_REASON, placeholder=" …") for one in told[:REASONS_SHOWN])
    more = f"; and {count_of(len(told) - REASONS_SHOWN, 'more reason')}" if len(told) > REASONS_SHOWN else ""
    return f"{'Compared anyway: ' if anyway else ''}{said}{more}."


def sides(year: PairYear) -> tuple[float, float]:
    """Recorded and estimated thousands of a year; ValueError where one is not held."""
    if year.recorded is None or year.estimate is None:
        raise ValueError(missing_words(year))
    return year.recorded.thousands, year.estimate.thousands


def split_of(compared: Compared) -> Split:
    """The change of log R in its parts; the share stays out where it is not known in both years."""
    before, after = compared.years()
    (one_recorded, one_estimate), (two_recorded, two_estimate) = sides(before), sides(after)
    with_share = compared.measure == RATIO
    return split_of_change(
        (one_recorded, two_recorded),
        (one_estimate, two_estimate),
        (before.share or 1.0, after.share or 1.0) if with_share else (1.0, 1.0),
        estimate_cv=(before.error.cv, after.error.cv),
        share_cv=(before.share_error.cv, after.share_error.cv) if with_share else (0.0, 0.0),
    )


def change_of(compared: Compared) -> Change:
    """The change of the measure with limits and p-value; years that share interviews have neither."""
    before, after = compared.years()
    one, two = value_of(compared, before), value_of(compared, after)
    errors = (float("nan"),) * 2 if compared.overlap else (_cv(compared, before), _cv(compared, after))
    return change_between(one, two, *errors)


def value_of(compared: Compared, year: PairYear) -> float:
    """The measure in one year."""
    recorded, estimate = sides(year)
    share = (year.share or 1.0) if compared.measure == RATIO else 1.0
    return recorded / (estimate * share)


def _cv(compared: Compared, year: PairYear) -> float:
    return year.cv if compared.measure == RATIO else year.error.cv


def change_row(compared: Compared, *, anyway: bool, smallest: float) -> Record:
    """A row of the table `changes` before p-values are adjusted; the log change is kept as unrounded as it is tested."""
    before, after = compared.before, compared.after
    row: Record = {
        "offence_type": compared.offence_type,
        "measure": compared.measure,
        "refused": None,
        "warning": None,
        "interval_basis": NO_INTERVAL,
        "source_id": after.estimate.source_id if after and after.estimate else None,
        "recorded_source_id": after.recorded.source_id if after and after.recorded else None,
    }
    if not compared.shown(anyway=anyway):
        why = (compared.missing,) if compared.missing else compared.refusals
        return {**row, "refused": "; ".join(why), "refused_first": why[0], "refused_others": len(why) - 1}
    before, after = compared.years()
    found = change_of(compared)
    error = float(found.upper - found.lower) / (2 * 1.959964)
    p_same, same = is_equivalent(found.change, error, smallest=smallest / 100)
    return {
        **row,
        "value_from": rounded(value_of(compared, before)),
        "value_to": rounded(value_of(compared, after)),
        "change_log": rounded(float(found.change)),
        "change_pct": rounded(float(100 * np.expm1(found.change)), 2),
        "lower_pct": _percent(found.lower),
        "upper_pct": _percent(found.upper),
        "p_value": _number(found.p_value),
        "equivalence_p": _number(p_same),
        "equivalent": None if np.isnan(same) else ("yes" if same else "not shown"),
        "interval_basis": _basis(compared),
        "warning": compared.warning() or None,
        "forced": compared.forced(),
    }


def _basis(compared: Compared) -> str:
    if compared.overlap:
        return f"{NO_INTERVAL}: the two years share interviews"
    before, after = compared.years()
    words = [y.error.basis for y in (before, after)]
    if compared.measure == RATIO:
        words += [y.share_error.basis for y in (before, after)]
    if any(word == NO_INTERVAL for word in words):
        return f"{NO_INTERVAL}: the error of one of the years is not known"
    return "; ".join(dict.fromkeys(words))


def _percent(log: np.ndarray | float) -> float | None:
    value = float(log)
    return rounded(100 * np.expm1(value), 2) if np.isfinite(value) else None


def _number(value: np.ndarray | float) -> float | None:
    return float(f"{float(value):.3g}") if np.isfinite(float(value)) else None


def reading(row: Record, tests: int, smallest: float) -> str:
    """What may be claimed of a change, never more than the interval and the number of comparisons allow."""
    if row["refused"]:
        first, others = row["refused_first"], row["refused_others"]
        more = f", and {count_of(others, 'more reason')}" if others else ""
        return f"Refused: {first}{more}."
    moved = f"{'rose' if row['change_pct'] > 0 else 'fell'} by {abs(row['change_pct']):.0f} %"
    if row["lower_pct"] is None or row["upper_pct"] is None:
        return f"The figures {moved}; {row['interval_basis']}, so nothing is claimed of a real change."
    interval = f"({row['lower_pct']:.0f} to {row['upper_pct']:.0f} %)"
    if row["lower_pct"] <= 0 <= row["upper_pct"]:
        if row["equivalent"] == "yes":
            return f"No change that matters: it lies within {smallest:g} % either way {interval}."
        return f"No clear change: the figures {moved} {interval}, which sampling error alone can do."
    adjusted = row["p_holm"]
    if adjusted is not None and adjusted >= ALPHA:
        return (
            f"The figures {moved} {interval}: more than sampling error taken alone, but not once {tests} comparisons are "
            "allowed for."
        )
    also = f", also when {tests} comparisons are allowed for" if tests > 1 else ""
    return f"It {moved} {interval}: more than sampling error{also}."
