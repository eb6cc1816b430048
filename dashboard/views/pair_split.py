"""Which part of a change moved: recorded crime, the survey estimate, or the share known, each with its limits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import ChartSpec, Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_change import RATIO, Compared, split_of
from dashboard.views.pair_error import Z
from dashboard.views.pair_rows import rounded

SPLIT_COLUMNS = (
    Column("offence_type", "Offence type"),
    Column("from_period", "From year ending"),
    Column("to_period", "To year ending"),
    Column("part", "Part"),
    Column("state", "State"),
    Column("change_log", "Moves log R by", "log points", missing="refused or not held"),
    Column("lower_log", "Lower limit", "log points", missing="no interval can be given"),
    Column("upper_log", "Upper limit", "log points", missing="no interval can be given"),
    Column("factor", "Multiplies R by", "ratio", missing="refused or not held"),
    Column("share_of_change_pct", "Part of the whole change", "%", missing="not worked out"),
    Column("reading", "Reading"),
    c.SOURCE_ID,
)


WORKED_OUT, REFUSED, NOT_HELD = "worked out", "refused", "not held"
# The parts in the order of the rows below the whole change.
PART_NAMES = ("recorded crime", "the survey estimate", "the share known")


def split_rows(compared: Compared, *, anyway: bool) -> list[Record]:
    """The whole change and its parts, which add up to it; one row that says why where nothing may be worked out."""
    before, after = compared.before, compared.after
    common: Record = {"offence_type": compared.offence_type}
    if not compared.shown(anyway=anyway):
        others = len(compared.refusals) - 1
        more = f", and {count_of(others, 'more reason')}" if others > 0 else ""
        why = compared.missing or f"{compared.refusals[0]}{more}"
        ends = {
            "from_period": before.year_ending if before else None,
            "to_period": after.year_ending if after else None,
        }
        state = NOT_HELD if compared.missing else REFUSED
        source = after.estimate.source_id if after and after.estimate else None
        reading = f"{'Not held' if compared.missing else 'Refused'}: {why}."
        return [{**common, **ends, "part": "log R", "state": state, "reading": reading, "source_id": source}]
    before, after = compared.years()
    split = split_of(compared)
    common |= {"from_period": before.year_ending, "to_period": after.year_ending, "state": WORKED_OUT}
    named = "ratio" if compared.measure == RATIO else "recorded for each survey incident"
    errors = float("nan") if compared.overlap else 1.0
    parts = [
        (f"log R: {named}", split.ratio, split.ratio_error * errors, after.estimate),
        ("recorded crime", split.recorded, 0.0, after.recorded),
        ("survey estimate (a fall raises R)", split.estimate, split.estimate_error * errors, after.estimate),
    ]
    if compared.measure == RATIO:
        parts.append(("share known (a rise lowers R)", split.share, split.share_error * errors, None))
    rows = []
    for number, (part, moved, error, figure) in enumerate(parts):
        known = bool(np.isfinite(error))
        rows.append(
            {
                **common,
                "part": part,
                "change_log": rounded(moved),
                "lower_log": rounded(moved - Z * error) if known else None,
                "upper_log": rounded(moved + Z * error) if known else None,
                "factor": rounded(float(np.exp(moved))),
                "share_of_change_pct": rounded(100 * moved / split.ratio, 1) if number and split.ratio else None,
                "reading": _part_reading(moved, error, is_count=number == 1),
                "source_id": figure.source_id if figure else after.share_source or None,
            }
        )
    return rows


def _part_reading(moved: float, error: float, *, is_count: bool) -> str:
    way = "raises R" if moved > 0 else "lowers R"
    if is_count:
        return f"{way}; a full count, without sampling error"
    if not np.isfinite(error):
        return "no interval can be given, so nothing is claimed"
    return way if abs(moved) > Z * error else "not clear of sampling error"


def split_words(rows: Sequence[Record]) -> str:
    """The change of one pair and its parts as factors, in a line; why not, where it was not worked out."""
    whole, *parts = rows
    if whole["state"] != WORKED_OUT:
        return f"Change {whole['state']}: see the table." if whole["state"] == REFUSED else "Change not held."
    said = ", ".join(f"{name} x{row['factor']:.2f}" for name, row in zip(PART_NAMES, parts, strict=False))
    ends = f"{british(whole['from_period'], 'month')} to {british(whole['to_period'], 'month')}"
    return f"{ends}: x{whole['factor']:.2f}{limits_words(whole)} = {said}."


def limits_words(row: Record) -> str:
    """The limits of a factor in brackets, or that there are none."""
    if row["lower_log"] is None:
        return " (no interval)"
    return f" ({np.exp(row['lower_log']):.2f} to {np.exp(row['upper_log']):.2f})"


def split_chart(rows: Sequence[Record], *, title: str, by_offence: bool, warning: str) -> tuple[ChartSpec, ...]:
    """The parts as dots with their limits; `by_offence` puts each pair under its name."""
    made = [r for r in rows if r["state"] == WORKED_OUT]
    if not made:
        return ()
    said = "; ".join(
        (f"{r['offence_type']}, " if by_offence else "") + f"{r['part']} {r['change_log']:+.2f}" for r in made
    )
    subtitle = (
        "Change on the log scale; 0.1 is about 10 %. Parts add up to the row of log R. Lines: 95 % limits where known."
    )
    return (
        ChartSpec(
            name="split",
            kind="interval_dots",
            table="split",
            title=title,
            subtitle=f"{subtitle} {warning}".strip(),
            alt=f"Parts of the change of log R: {said}.",
            roles={
                "value": "change_log",
                "lower": "lower_log",
                "upper": "upper_log",
                "label": "part",
                "missing_words": "state",
                **({"group": "offence_type"} if by_offence else {}),
            },
            options={"zero": True, "unit": "log points", "decimals": 2, "no_error": "full count"},
        ),
    )
