"""The series of one pair as lines with breaks: fixed beforehand at registered events, and one found by looking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.view_model import Column
from dashboard.stats.breaks import piecewise, searched_break
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.comparability import effective_on
from dashboard.views.pair_change import RULES
from dashboard.views.pair_held import PairYear
from dashboard.views.pair_rows import rounded

LEAST_IN_STRETCH = 3
LEAST_TO_SEARCH = 8
MODEL_COLUMNS = (
    Column("sort", "Sort of break"),
    Column("at", "Break at", missing="refused"),
    Column("events", "Registered events there", missing="none: found by looking, or refused"),
    Column("step_pct", "Step of the level", "%", missing="not worked out"),
    Column("step_error_log", "Standard error of the step, log scale", "log points", missing="not worked out"),
    Column("slope_change_log", "Change of slope, log points a year", "log points", missing="not worked out"),
    Column("f_value", "F", "F", missing="not worked out"),
    Column("p_value", "p-value of all breaks of this sort", "p", missing="none"),
    Column("critical_5pct", "5 % value of the largest F", "F", missing="not used"),
    Column("years", "Years in the model", "years"),
    Column("reading", "Reading"),
    c.SOURCE_ID,
)


def model_rows(years: Sequence[PairYear], events: Sequence[Record]) -> list[Record]:
    """Rows of the table `model`; none where too few years have a sampling error."""
    usable = [y for y in years if y.is_whole and y.error.is_known and y.error.cv > 0 and not y.faults]
    if len(usable) < LEAST_TO_SEARCH:
        return []
    times = np.array([_years(y.year_ending) for y in usable])
    values = np.array(
        [np.log(y.recorded.thousands / y.estimate.thousands) for y in usable if y.recorded and y.estimate]
    )
    errors = np.array([y.error.cv for y in usable])
    source = usable[-1].estimate.source_id if usable[-1].estimate else None
    common = {"years": len(usable), "source_id": source}
    return [
        *({**row, **common} for row in _fixed(times, values, errors, events)),
        {**_searched(times, values, errors, usable), **common},
    ]


def _fixed(times: np.ndarray, values: np.ndarray, errors: np.ndarray, events: Sequence[Record]) -> list[Record]:
    chosen = breaks_chosen(times, events)
    if not chosen:
        return []
    found = piecewise(times, values, errors, sorted(chosen))
    rows = []
    for number, at in enumerate(sorted(chosen)):
        clear = found.p_value < 0.05
        rows.append(
            {
                "sort": "fixed in advance at a registered event",
                "at": _day(at),
                "events": "; ".join(chosen[at]),
                "step_pct": rounded(100 * np.expm1(found.level_steps[number]), 1),
                "step_error_log": rounded(found.level_errors[number]),
                "slope_change_log": rounded(found.slope_changes[number]),
                "f_value": rounded(found.f_value, 2),
                "p_value": float(f"{found.p_value:.3g}"),
                "reading": "Level or slope changed at the registered events taken together; the event is not shown to be the cause."
                if clear
                else "No clear change of level or slope at the registered events.",
            }
        )
    return rows


def breaks_chosen(times: np.ndarray, events: Sequence[Record]) -> dict[float, list[str]]:
    """Times of registered breaks, then of changes of rules, that leave enough years on both sides of each."""
    told: dict[float, list[str]] = {}
    ranked = sorted(events, key=lambda e: (e["is_break"] != "yes", str(effective_on(e))))
    for event in ranked:
        on = effective_on(event)
        if on is None or (event["is_break"] != "yes" and event["category"] not in RULES):
            continue
        at = _years(on)
        near = next((one for one in told if abs(one - at) < 1), None)
        if near is not None:
            told[near].append(event["event_id"])
            continue
        trial = sorted([*told, at])
        counts = np.histogram(times, bins=[-np.inf, *trial, np.inf])[0]
        if counts.min() >= LEAST_IN_STRETCH and times.size > 3 + 2 * len(trial):
            told[at] = [event["event_id"]]
    return told


def _searched(times: np.ndarray, values: np.ndarray, errors: np.ndarray, years: Sequence[PairYear]) -> Record:
    found = searched_break(times, values, errors)
    at = years[found.after].year_ending
    clear = found.sup_f > found.critical_5pct and found.simulated_p < 0.05
    return {
        "sort": "exploratory: searched",
        "at": at,
        "f_value": rounded(found.sup_f, 2),
        "p_value": float(f"{found.simulated_p:.3g}"),
        "critical_5pct": found.critical_5pct,
        "reading": f"Exploratory: the likeliest break lies before the year ending {british(at, 'month')}"
        + (
            ", and is larger than searching alone would give; the series was looked at to find it."
            if clear
            else ", and is no larger than searching a series without a break would give."
        ),
    }


def _years(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _day(at: float) -> date:
    whole = int(at)
    return date.fromordinal(date(whole, 1, 1).toordinal() + round((at - whole) * 365.25))
