"""A pair's years as rows: ratio or plain index with limits, what the limits rest on, and what should keep one from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.view_model import Caution, Column
from dashboard.stats.survey_ratio import method_of, ratio, ratio_interval
from dashboard.store.queries.facts import Record
from dashboard.store.queries.forces_added import ADDED_UP
from dashboard.views import columns as c
from dashboard.views.comparability import effective_on
from dashboard.views.pair_error import NO_INTERVAL, Z
from dashboard.views.pair_held import PairYear, choice_words
from dashboard.views.pair_years import missing_words

RATIO_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("offence_type", "Offence type"),
    Column("subset", "Which offences are set beside each other"),
    Column("recorded", "Recorded", "thousand offences"),
    Column("estimate", "Survey estimate", "thousand incidents"),
    Column(
        "estimate_lower",
        "Lower 95 % limit of the estimate (estimate - 1.96 errors)",
        "thousand incidents",
        missing=NO_INTERVAL,
    ),
    Column(
        "estimate_upper",
        "Upper 95 % limit of the estimate (estimate + 1.96 errors)",
        "thousand incidents",
        missing=NO_INTERVAL,
    ),
    Column("share_known", "Share known to the police, of 1", "proportion", missing="not held"),
    Column("ratio", "Recorded for each survey incident known to the police", "ratio"),
    Column("ratio_lower", "Lower 95 % limit of the ratio (log scale, or Fieller)", "ratio", missing=NO_INTERVAL),
    Column("ratio_upper", "Upper 95 % limit of the ratio (log scale, or Fieller)", "ratio", missing=NO_INTERVAL),
    Column("interval_basis", "What the limits rest on"),
    Column("published", "Published by the statisticians"),
    Column("events", "Events since the year before", missing="none"),
    Column("ratio_missing", "Why no ratio", missing="there is one"),
    Column("recorded_per_estimate", "Recorded for each survey incident, known or not", "ratio"),
    Column("recorded_per_estimate_lower", "Lower 95 % limit (log scale, or Fieller)", "ratio", missing=NO_INTERVAL),
    Column("recorded_per_estimate_upper", "Upper 95 % limit (log scale, or Fieller)", "ratio", missing=NO_INTERVAL),
    Column("warning", "Warning", missing="none"),
    Column("recorded_year_ending", "Recorded year ending", missing="as the survey year"),
    Column("approximate", "Approximate"),
    Column("unweighted_base", "Asked", "interviews", missing="not held"),
    Column("cv_pct", "Error of the denominator", "%", missing=NO_INTERVAL),
    Column("method", "Method of interval", missing="none"),
    Column("recorded_source_id", "Source of the recorded count"),
    Column("share_source_id", "Source of the share", missing="none"),
    Column("recorded_edition", "Edition of the recorded count", missing="not stated"),
    Column("estimate_edition", "Edition of the estimate", missing="not stated"),
    Column("edition_chosen", "Edition chosen among several", missing="one edition states it"),
    c.FIGURE_CLASS,
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


@dataclass(frozen=True)
class Limits:
    """A value with its limits; an upper limit of None beside a lower one means that the data set none."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None


def limits_of(value: float, cv: float) -> Limits:
    """The value and its limits, rounded to four places; no limits where no error is known."""
    if not np.isfinite(cv):
        return Limits(rounded(value))
    lower, upper = (float(one) for one in ratio_interval(value, cv))
    return Limits(rounded(value), rounded(lower), rounded(upper) if np.isfinite(upper) else None)


def rounded(value: float, places: int = 4) -> float:
    """As many places as the figures carry."""
    return round(float(value), places)


def plain_index(year: PairYear) -> Limits:
    """Recorded for each survey incident, known to the police or not."""
    if year.recorded is None or year.estimate is None:
        return Limits()
    return limits_of(float(ratio(year.recorded.thousands, year.estimate.thousands, 1.0)), year.error.cv)


def known_ratio(year: PairYear) -> Limits:
    """Recorded for each survey incident known to the police."""
    if year.recorded is None or year.estimate is None or year.share is None or not 0 < year.share <= 1:
        return Limits()
    return limits_of(float(ratio(year.recorded.thousands, year.estimate.thousands, year.share)), year.cv)


def row_of(year: PairYear, events: Sequence[Record], *, anyway: bool) -> Record:
    """One year as a row of the table `ratios`."""
    usable = anyway or not year.faults
    shown = known_ratio(year) if usable else Limits()
    index = plain_index(year) if usable else Limits()
    low, high = _estimate_limits(year)
    estimate, recorded = year.estimate, year.recorded
    why = missing_words(year)
    if not why and shown.value is None:
        why = f"refused: {'; '.join(year.faults)}"
    return {
        "year_ending": year.year_ending,
        "offence_type": year.offence_type,
        "subset": year.subset,
        "recorded": rounded(recorded.thousands) if recorded else None,
        "estimate": rounded(estimate.thousands) if estimate else None,
        "estimate_lower": low,
        "estimate_upper": high,
        "share_known": rounded(year.share) if year.share is not None else None,
        "ratio": shown.value,
        "ratio_lower": shown.lower,
        "ratio_upper": shown.upper,
        "interval_basis": basis_words(year),
        "published": False,
        "events": "; ".join(e["event_id"] for e in events) or None,
        "ratio_missing": why or None,
        "recorded_per_estimate": index.value,
        "recorded_per_estimate_lower": index.lower,
        "recorded_per_estimate_upper": index.upper,
        "warning": warning_of(year, anyway=anyway) or None,
        "recorded_year_ending": year.recorded_ending,
        "approximate": False,
        "unweighted_base": year.base,
        "cv_pct": rounded(100 * year.cv, 2) if np.isfinite(year.cv) else None,
        "method": method_of(year.cv) if np.isfinite(year.cv) else None,
        "recorded_source_id": recorded.source_id if recorded else None,
        "share_source_id": year.share_source or None,
        "recorded_edition": recorded.label if recorded else None,
        "estimate_edition": estimate.label if estimate else None,
        "edition_chosen": ". ".join(
            filter(None, (choice_words("recorded", recorded), choice_words("estimate", estimate)))
        )
        or None,
        "class": "official statistic",
        "basis": "worked out here",
        "note": " ".join(filter(None, (added_words(year), year.share_note))) or None,
        "known_from": max(f.known_from for f in (recorded, estimate) if f),
        "source_id": next((f.source_id for f in (estimate, recorded) if f), None),
    }


def basis_words(year: PairYear) -> str:
    """What the limits rest on, or that there can be none and why."""
    if year.estimate is None:
        return NO_INTERVAL
    if not year.error.is_known:
        return f"{NO_INTERVAL}: no sampling error is published for this year and offence, and no flags bound it"
    if year.share is None:
        return year.error.basis
    if not year.share_error.is_known:
        return (
            f"{NO_INTERVAL} for the ratio: the share known has no published error or base; estimate: {year.error.basis}"
        )
    return f"{year.error.basis}; {year.share_error.basis}"


def warning_of(year: PairYear, *, anyway: bool) -> str:
    """What is wrong with the year, and whether it was overridden."""
    said = list(year.faults)
    if year.recorded and "without" in year.recorded.coverage.casefold():
        said.append(f"recorded count covers {year.recorded.coverage}")
    if year.mixed:
        said.append(year.mixed)
    if not said:
        return ""
    return ("compared anyway: " if anyway and year.faults else "") + "; ".join(said)


def added_words(year: PairYear) -> str:
    """That a recorded count is no printed total but every force added up; "" where it is printed."""
    return f"Recorded count: {year.recorded.coverage}." if year.recorded and ADDED_UP in year.recorded.coverage else ""


def _estimate_limits(year: PairYear) -> tuple[float | None, float | None]:
    if year.estimate is None or not year.error.is_known:
        return None, None
    half = Z * year.error.cv * year.estimate.thousands
    return rounded(max(year.estimate.thousands - half, 0.0)), rounded(year.estimate.thousands + half)


def published_row(row: Record) -> Record:
    """A ratio (or pairing) as a source states it, as a row of the table `ratios`."""
    ours = row["is_ours"] == "yes"
    why = None
    if row["ratio"] is None:
        why = "share known to the police is not held for this year and offence" if ours else "not published"
    both = row["recorded_thousands"] and row["survey_thousands"]
    return {
        **row,
        "recorded": row["recorded_thousands"],
        "estimate": row["survey_thousands"],
        "estimate_lower": row["survey_lower_thousands"],
        "estimate_upper": row["survey_upper_thousands"],
        "share_known": rounded(row["known_pct"] / 100) if row["known_pct"] is not None else None,
        "interval_basis": f"{NO_INTERVAL}: none was published with it",
        "published": not ours,
        "ratio_missing": why,
        "recorded_per_estimate": rounded(row["recorded_thousands"] / row["survey_thousands"]) if both else None,
        "recorded_year_ending": row["year_ending"],
        "approximate": row["approximate"] == "yes",
        "class": row["figure_class"],
        "recorded_source_id": row["source_id"],
    }


def events_in(events: Sequence[Record], after: date | None, until: date) -> list[Record]:
    """Events after one day and up to another."""
    found = ((effective_on(event), event) for event in events)
    return [event for on, event in found if on is not None and on <= until and (after is None or on > after)]


def with_segments(rows: list[Record], breaks: Sequence[date], *, edition: str = "edition") -> list[Record]:
    """The rows with the stretch each stands in: a line never crosses a gap, a break, or from one edition to another."""
    segment = 1
    shown = []
    for before, row in pairwise([None, *rows]):
        assert row is not None
        if before is not None and (
            (row["year_ending"] - before["year_ending"]).days > 400
            or row.get(edition) != before.get(edition)
            or any(before["year_ending"] < one <= row["year_ending"] for one in breaks)
        ):
            segment += 1
        shown.append({**row, "segment": str(segment)})
    return shown


def cautions_on_years(years: Sequence[PairYear], *, anyway: bool) -> list[Caution]:
    """One caution for each sort of fault, with what became of the years."""
    by_fault: dict[str, list[date]] = {}
    for year in years:
        for fault in year.faults:
            by_fault.setdefault(fault, []).append(year.year_ending)
    done = "Shown because you asked to compare anyway." if anyway else "Left out; set 'anyway' to yes to see it."
    told = [
        Caution(f"Year ending {', '.join(day.isoformat() for day in days)}: {fault}. {done}")
        for fault, days in by_fault.items()
    ]
    return [*told, *([Caution(words)] if (words := mixed_years_words(years)) else [])]


def mixed_years_words(years: Sequence[PairYear]) -> str:
    """Which years have their two sides from different editions, in a sentence; "" where none has."""
    ends = [british(y.year_ending, "month") for y in years if y.mixed]
    if not ends:
        return ""
    listed = f"{', '.join(ends[:-1])} and {ends[-1]}" if len(ends) > 1 else ends[0]
    which = "year" if len(ends) == 1 else "years"
    return f"Mixed editions: in the {which} ending {listed} the recorded count and the survey estimate come from different editions."
