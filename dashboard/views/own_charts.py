"""The drawings of own audits beside the inspectorate's figures."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.view_model import ChartSpec
from dashboard.store.queries.facts import Record

MOST_CHARTED = 40


def paired_rows(pairs: list[Record], rates: list[Record]) -> list[Record]:
    """The figures of one force on the crimes of its leading pair, where rate and window are held."""
    if len({r["force_code"] for r in rates}) != 1:
        return []
    measure = pairs[0]["measure"] if pairs else "all_crime"
    found = [
        r
        for r in rates
        if r["measure"] == measure and r["rate_pct"] is not None and r["period_start"] and r["period_end"]
    ]
    return found if len(found) > 1 else []


def paired_chart(paired: list[Record]) -> tuple[ChartSpec, ...]:
    """Each figure at the days it looked at; none without figures."""
    if not paired:
        return ()
    own = sum(r["who"] == "own audit" for r in paired)
    crimes = paired[0]["measure"].replace("_", " ")
    return (
        ChartSpec(
            name="paired",
            kind="windows",
            table="paired",
            title=f"{paired[0]['force']}: own audits and the inspectorate's figures, {crimes}",
            subtitle="Per cent of crimes due that were recorded; across, the days looked at; up and down, the 95 per cent interval",
            alt=f"{count_of(own, 'own audit')} and {count_of(len(paired) - own, 'figure')} of the inspectorate over time, told apart "
            "by shape, each with the days it looked at and its interval; the table beside the chart holds the same figures.",
            roles={
                "label": "label",
                "start": "period_start",
                "end": "period_end",
                "value": "rate_pct",
                "lower": "lower_pct",
                "upper": "upper_pct",
                "colour_by": "who",
            },
            options={"unit": "%", "axis_title": "Recorded (%)", "colour_order": "own audit|inspectorate"},
        ),
    )


def rates_chart(rates: list[Record]) -> tuple[ChartSpec, ...]:
    """Figures of several forces in order of time; none where they are too many to tell apart."""
    shown = [r for r in rates if r["rate_pct"] is not None]
    if not shown or len(rates) > MOST_CHARTED:
        return ()
    own = sum(r["who"] == "own audit" for r in shown)
    return (
        ChartSpec(
            name="paired",
            kind="interval_dots",
            table="rates",
            title="Own audits and the inspectorate's figures, in order of time",
            subtitle="Per cent of crimes due that were recorded, 95 per cent intervals; windows in the labels",
            alt=f"{count_of(own, 'own audit')} and {count_of(len(shown) - own, 'figure')} of the inspectorate stand in order of "
            "time, told apart by shape; the table beside the chart holds the gaps.",
            roles={
                "label": "label",
                "value": "rate_pct",
                "lower": "lower_pct",
                "upper": "upper_pct",
                "colour_by": "who",
                "missing_words": "rate_missing",
            },
            options={"unit": "%", "axis_title": "Recorded (%)", "colour_order": "own audit|inspectorate"},
        ),
    )
