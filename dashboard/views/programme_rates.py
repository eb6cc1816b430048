"""Rates of one programme of inspections, force by force with their intervals; other programmes are never mixed in."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.view_model import ChartSpec, Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.own_pairs import inspected_rates
from dashboard.views.question import Question

COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("label", "Force and window"),
    Column("programme", "Programme"),
    Column("measure", "Which crimes"),
    Column("window_start", "Inspected from", missing="not stated"),
    Column("window_end", "Inspected to", missing="not held"),
    Column("rate_pct", "Recorded", "%"),
    Column("lower_pct", "Lower limit", "%", missing="no margin published"),
    Column("upper_pct", "Upper limit", "%", missing="no margin published"),
    Column("method", "Method of interval"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
MEASURE = "all_crime"


def programme_rates(question: Question) -> list[Record]:
    """The newest rate of each force for all crime in the programme asked for, or else the one that covers most forces."""
    rates = [one for one in inspected_rates(question) if one["measure"] == MEASURE and not one["counts"]]
    wanted = question.wants("programme") or _largest(rates)
    newest: dict[str, Record] = {}
    for one in sorted(rates, key=recency_of):
        if one["programme"] == wanted:
            newest[one["force_code"]] = one
    return [_row(one) for one in sorted(newest.values(), key=lambda one: one["force"])]


def recency_of(one: Record) -> tuple[str, str]:
    """In the order in which reports came out, as everywhere; the end of the audit where a report has no day."""
    return str(one["published_on"] or one["end"] or ""), str(one["end"] or "")


def _largest(rates: list[Record]) -> str:
    forces: dict[str, set[str]] = {}
    for one in rates:
        forces.setdefault(one["programme"], set()).add(one["force_code"])
    return max(forces, key=lambda name: (len(forces[name]), name), default="")


def _row(one: Record) -> Record:
    margin = one["margin_pct"]
    return {
        **{
            name: one[name]
            for name in ("force", "force_code", "programme", "measure", "rate_pct", "class", "source_id")
        },
        "label": f"{one['force']} ({one['end'].year if one['end'] else 'audit dates not held'})",
        "window_start": one["start"],
        "window_end": one["end"],
        "lower_pct": None if margin is None else round(one["rate_pct"] - margin, 4),
        "upper_pct": None if margin is None else round(min(one["rate_pct"] + margin, 100.0), 4),
        "method": "as published",
    }


def programme_chart(rows: list[Record]) -> tuple[ChartSpec, ...]:
    """Dots and published margins in alphabetical order; none without rows."""
    if not rows:
        return ()
    programme = rows[0]["programme"]
    bare = sum(row["lower_pct"] is None for row in rows)
    bare_words = f" {count_of(bare, 'force')} without a published margin." if bare else ""
    return (
        ChartSpec(
            name="rates",
            kind="interval_dots",
            table="rates",
            title=f"{programme}: share of crimes due that were recorded, all crime",
            subtitle="Per cent with the published margin at 95 per cent; in alphabetical order, not ranked; windows differ by year",
            alt=f"Dots with published margins for {count_of(len(rows), 'force')} of {programme}, in alphabetical order.{bare_words}",
            roles={"label": "label", "value": "rate_pct", "lower": "lower_pct", "upper": "upper_pct"},
            options={"unit": "%", "axis_title": "Recorded (%)"},
        ),
    )
