"""One force beside others of the reader's choosing, only where their newest rates were made in one way."""

from __future__ import annotations

from dashboard.domain.change import change_between
from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.measured import Window
from dashboard.domain.view_model import ChartSpec, Column, Table
from dashboard.store.queries.facts import Record
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.audit_common import Settings
from dashboard.views.comparability import events_between
from dashboard.views.inspection_rows import latest_rates, shown_result, unmeasurable_since
from dashboard.views.question import Question
from dashboard.views.rate_changes import NOT_COMPARABLE

# Rates whose audits ended further apart than this are of different times, whatever the programme.
MOST_YEARS_APART = 3
SAME_FORCE = "the force itself"


def comparison_rows(question: Question, code: str) -> list[Record]:
    """One row a chosen force, and the force itself: its newest usable rate, and how it compares or why it cannot."""
    chosen = [c for c in question.wants("compare").split(";") if c and c != code]
    if not chosen:
        return []
    forces = {f["force_code"]: f for f in question.forces(kind=None)}
    results = [
        shown_result(r, forces)
        for r in inspection_results(question.connection, as_at=question.as_at, force_codes=[code, *chosen])
    ]
    unusable = unmeasurable_since(results)
    rates = {k: r for k, r in latest_rates(results).items() if k not in unusable}
    own = rates.get(code)
    names = {k: forces[k]["name"] if k in forces else k for k in (code, *chosen)}
    settings = Settings.of(question)
    rows = [
        _row(k, names[k], rates.get(k), own, is_self=k == code, why=_why_not(question, settings, rates.get(k), own))
        for k in names
    ]
    return sorted(rows, key=lambda r: r["force"])


def _row(code: str, name: str, rate: Record | None, own: Record | None, *, is_self: bool, why: str) -> Record:
    row = {"force": name, "force_code": code}
    if rate is None:
        return row | {
            "recorded_pct_missing": "no usable rate",
            "reading": "no usable rate is held, so it cannot be compared",
            "difference_pct_missing": "no usable rate",
        }
    row |= {
        n: rate[n]
        for n in (
            "recorded_pct",
            "lower_pct",
            "upper_pct",
            "programme",
            "published_on",
            "published_precision",
            "audit_start",
            "audit_end",
            "approximate",
            "source_id",
        )
    }
    if is_self or own is None:
        return row | {
            "reading": SAME_FORCE if is_self else "the force itself has no usable rate, so nothing is compared",
            "difference_pct_missing": "the same force" if is_self else "no usable rate",
        }
    if why:
        return row | {"reading": why, "difference_pct_missing": NOT_COMPARABLE}
    change = change_between(
        own["recorded_pct"],
        (own["lower_pct"], own["upper_pct"]),
        rate["recorded_pct"],
        (rate["lower_pct"], rate["upper_pct"]),
    )
    return row | {
        "difference_pct": round(change.difference, 2) if change.difference is not None else None,
        "difference_lower_pct": round(change.lower, 2) if change.lower is not None else None,
        "difference_upper_pct": round(change.upper, 2) if change.upper is not None else None,
        "reading": change.reading.replace("no clear change", "no clear difference").replace("change", "difference"),
        "is_comparable": True,
    }


def _why_not(question: Question, settings: Settings, rate: Record | None, own: Record | None) -> str:
    """What differs in how two rates were made, blank where nothing held does.  Both are of all crime, so far as audited."""
    if rate is None or own is None or rate is own:
        return ""
    if rate["programme"] != own["programme"]:
        return f"not comparable: programme {rate['programme']} here, {own['programme']} there"
    windows = [Window.of_inspection(r) for r in (rate, own)]
    if (is_near := windows[0].ends_within(12 * MOST_YEARS_APART, windows[1])) is None:
        return "not comparable: when one of the two was measured is not known"
    if not is_near:
        return f"not comparable: measured more than {MOST_YEARS_APART} years apart"
    limits = [settings.of_audit(r["force_code"], None, r["audit_end"])["time_limit_hours"] for r in (rate, own)]
    if limits[0] != limits[1]:
        here, there = (f"{limit} hours" if limit else "not known" for limit in limits)
        return f"not comparable: time limit {here} here, {there} there"
    first, last = sorted(r["audit_end"] for r in (rate, own))
    changed = [
        event
        for event in events_between(question, first, last, categories={"Counting rules"}, series=("PRC", "Both"))
        if event["is_break"] == "yes" or "all" in event["offences_affected"].split(";")
    ]
    if changed:
        when = british(changed[-1]["happened_on"], changed[-1]["happened_precision"])
        return (
            f"not comparable: the counting rules changed between the two ({when}: {changed[-1]['event'].rstrip('.')})"
        )
    return ""


def comparison_table(rows: list[Record]) -> Table:
    """The comparison as a table."""
    return Table.from_records(
        "comparison",
        "Beside forces of your choosing",
        (
            c.FORCE,
            c.FORCE_CODE,
            c.RECORDED_PCT,
            c.RECORDED_PCT_MISSING,
            c.LOWER_PCT,
            c.UPPER_PCT,
            Column("programme", "Programme", missing="no usable rate"),
            Column("published_on", "Published", missing="no usable rate"),
            c.PUBLISHED_PRECISION,
            c.AUDIT_START,
            c.AUDIT_END,
            Column("difference_pct", "Difference from the force", "percentage points", missing="not compared"),
            Column("difference_pct_missing", "Why no difference"),
            Column("difference_lower_pct", "Lower limit", "percentage points", missing="not compared"),
            Column("difference_upper_pct", "Upper limit", "percentage points", missing="not compared"),
            Column("reading", "Reading"),
            c.SOURCE_ID,
        ),
        rows,
        empty_message="No force is chosen for comparison. Name some in the filter compare, separated by semicolons.",
        page_columns=(
            "force",
            "recorded_pct",
            "lower_pct",
            "upper_pct",
            "programme",
            "published_on",
            "difference_pct",
            "reading",
        ),
    )


def comparison_chart(rows: list[Record], name: str) -> tuple[ChartSpec, ...]:
    """Rates that can be compared, in the order of names; none where fewer than two can."""
    able = [r for r in rows if r.get("is_comparable") or r["reading"] == SAME_FORCE]
    if len(able) < 2 or len(able) < len(rows) or not any(r.get("recorded_pct") is not None for r in able):
        return ()
    return (
        ChartSpec(
            name="comparison",
            kind="interval_dots",
            table="comparison",
            title=f"{name} beside the forces chosen",
            subtitle="Per cent of reported crime recorded, published margins; in order of names, which means nothing",
            alt=f"Dots with intervals for {count_of(len(rows), 'force')}: "
            + "; ".join(f"{r['force']} {r['recorded_pct']} %, {r['reading']}" for r in rows)
            + ".",
            roles={
                "label": "force",
                "value": "recorded_pct",
                "lower": "lower_pct",
                "upper": "upper_pct",
                "missing_words": "recorded_pct_missing",
            },
            options={"unit": "%", "axis_title": "Recorded (%)", "focus": name},
        ),
    )
