"""Crimes of a year that were reported and not recorded, with the limits of the rate they rest on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.domain.view_model import Column, Note
from dashboard.stats.unrecorded import implied_recorded, unrecorded_crimes
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c

COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("measure", "Which crimes"),
    Column("programme", "Inspection"),
    Column("window_start", "Inspected from", missing="not stated"),
    Column("window_end", "Inspected to"),
    Column("rate_pct", "Recorded", "%"),
    Column("margin_pct", "Plus or minus", "percentage points", missing="not published"),
    Column("crimes_recorded", "Crimes recorded in the year", "crimes a year"),
    Column("unrecorded", "Not recorded in the year", "crimes a year"),
    Column("lower", "Lower limit", "crimes a year", missing="no margin published"),
    Column("upper", "Upper limit", "crimes a year", missing="no margin published"),
    Column("level", "Level", "%", missing="no interval"),
    Column("method", "How worked out"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
NOTE = Note(
    "Crimes not recorded in a year are R(1 - r)/r, where r is the inspected rate and R the crimes recorded in the year that "
    "the inspectorate's own rounded estimate implies. Their limits carry the error of the rate alone; all are rounded to "
    "100. Estimates of forces must not be added up: windows, years and offences covered differ.",
    "definition",
)


def unrecorded_rows(inspected: Sequence[Record]) -> list[Record]:
    """One row an inspection that printed an estimate and a rate, alphabetical and then by time."""
    found = [one for one in inspected if one.get("estimate") and 0 < one["rate_pct"] < 100]
    return [_row(one) for one in sorted(found, key=lambda one: (one["force"], one["measure"], str(one["end"])))]


def _row(one: Record) -> Record:
    rate = one["rate_pct"] / 100
    margin = np.nan if one["margin_pct"] is None else one["margin_pct"] / 100
    recorded = implied_recorded(one["estimate"], rate)
    missed, low, high = unrecorded_crimes(recorded, rate, rate - margin, rate + margin)
    return {
        **{name: one[name] for name in ("force", "force_code", "measure", "programme", "rate_pct", "margin_pct")},
        "window_start": one["start"],
        "window_end": one["end"],
        "crimes_recorded": _hundreds(recorded),
        "unrecorded": _hundreds(missed),
        "lower": _hundreds(low),
        "upper": _hundreds(high),
        "level": None if one["margin_pct"] is None else 95.0,
        "method": "R(1 - r)/r, R implied by the published estimate",
        "class": one["class"],
        "source_id": one["source_id"],
    }


def _hundreds(number: object) -> int | None:
    value = float(number)  # type: ignore[arg-type]
    return int(round(value, -2)) if np.isfinite(value) else None
