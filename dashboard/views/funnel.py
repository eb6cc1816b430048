"""Forces of one programme, year, rule edition and scope inside a funnel; never across them, and never ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from dashboard.domain.figures import count_of, rounded
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.stats.funnel import ALARM, ALERT, funnel_limits, funnel_limits_exact, funnel_p_values
from dashboard.stats.multiplicity import adjust_benjamini_hochberg, adjust_holm, expected_false_alarms
from dashboard.stats.overdispersion import overdispersion
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import audit_rows
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import rated
from dashboard.views.audits import shown_audit
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

FEWEST_FORCES = 3
EXACT_BELOW = 100
CURVE_POINTS = 40


class Group(NamedTuple):
    """What must be the same before forces stand on one funnel."""

    programme: str
    year: str
    rule_edition: str
    time_limit: str
    offence_group: str


NAMES = {
    "programme": "programme",
    "year": "year",
    "rule_edition": "rule edition",
    "time_limit": "time limit",
    "offence_group": "offences covered",
}
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("audit_id", "Audit"),
    Column("crimes_recorded", "Crimes recorded", "crimes"),
    Column("crimes_due", "Crimes due", "crimes"),
    Column("rate_pct", "Recorded", "%", missing="limits only"),
    Column("rate_missing", "Why no rate"),
    Column("lower_pct", "Lower limit", "%", missing="no interval"),
    Column("upper_pct", "Upper limit", "%", missing="no interval"),
    Column("method", "Method of interval"),
    Column("level", "Level", "%"),
    Column("judgeable", "Enough to judge"),
    Column("average_pct", "Average of the group", "%"),
    Column("alert_lower_pct", "95 % limit, lower", "%"),
    Column("alert_upper_pct", "95 % limit, upper", "%"),
    Column("alarm_lower_pct", "99.8 % limit, lower", "%"),
    Column("alarm_upper_pct", "99.8 % limit, upper", "%"),
    Column("limits", "Kind of limits"),
    Column("position", "Against the limits"),
    Column("p_holm", "p, Holm", missing="limits only"),
    Column("p_benjamini_hochberg", "p, Benjamini-Hochberg", missing="limits only"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
GROUP_COLUMNS = (
    Column("programme", "Programme"),
    Column("year", "Year"),
    Column("rule_edition", "Rule edition", missing="not stated"),
    Column("time_limit", "Time limit", missing="not stated"),
    Column("offence_group", "Offences covered"),
    Column("forces", "Forces with counts", "forces"),
    Column("drawn", "Drawn here"),
)


def build(question: Question) -> View:
    """A funnel inside one group.

    Tables
        funnel  the forces of the group, alphabetical, with limits at their own number of crimes
        groups  every group there is, and which one is drawn
        chart   the forces and the curves of the limits
    """
    groups = _groups(question)
    chosen, refusal = _choose(question, groups)
    rows = _with_limits(groups[chosen]) if chosen else []
    spread = _spread(rows)
    everything: list[Record] = sorted(
        ({**group._asdict(), "forces": len({r["force_code"] for r in found}), "drawn": "yes" if group == chosen else "no"}
         for group, found in groups.items()),
        key=lambda g: (-g["forces"], g["programme"], g["year"], g["offence_group"]),
    )  # fmt: skip
    return View(
        name="funnel",
        title="Forces of one programme inside a funnel",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(chosen, rows, refusal),
        tables=(
            Table.from_records(
                "funnel", "Forces in the funnel, in alphabetical order", COLUMNS, rows,
                empty_message=refusal or "No programme with counts of three forces or more was known for this choice on this date.",
                page_columns=("force", "crimes_recorded", "crimes_due", "rate_pct", "lower_pct", "upper_pct", "judgeable",
                              "position", "source_id"),
            ),
            Table.from_records("groups", "What can be compared with what", GROUP_COLUMNS, everything,
                               empty_message="No audit with counts was known for this choice on this date."),
            Table.from_records("chart", "Points and limits of the funnel", COLUMNS, [*rows, *_curve(rows)],
                               empty_message="No funnel is drawn."),
        ),
        charts=_charts(chosen, rows),
        notes=_notes(rows, spread),
        warnings=(Caution(refusal),) if refusal else (),
        sources=sources_used(question, source_ids_of(rows)),
    )  # fmt: skip


def _groups(question: Question) -> dict[Group, list[Record]]:
    """Audits with counts by what must be the same; one audit a force in each, the newest."""
    names = question.force_names()
    groups: dict[Group, dict[str, Record]] = defaultdict(dict)
    rows = [shown_audit(found, names) for found in facts(question.connection, "audits", as_at=question.as_at)]
    rows += rated(question, audit_rows(question.connection, filters.wanted_rows(question), as_at=question.as_at))
    rows.sort(key=lambda r: (str(r["period_end"] or ""), r["audit_id"]))
    for row in rows:
        if row["rate_missing"] or row["rate_pct"] is None or not row["period_end"]:
            continue
        limit = f"{row['time_limit_hours']} hours" if row["time_limit_hours"] else ""
        by = "own audits" if row["audited_by"] == "the force" else row["audited_by"]
        group = Group(
            f"{by}: {row['audit_type']}",
            str(row["period_end"].year),
            row["manual_edition"] or "",
            limit,
            row["offence_group"] or "all crime",
        )
        groups[group][row["force_code"]] = row
    return {group: sorted(found.values(), key=lambda r: r["force"]) for group, found in groups.items()}


def _choose(question: Question, groups: dict[Group, list[Record]]) -> tuple[Group | None, str]:
    """The group to draw; or why what was asked for cannot stand on one funnel, naming what differs."""
    wanted = {name: question.wants(name) for name in ("programme", "year", "rule_edition", "offence_group")}
    fitting = {
        group: found
        for group, found in groups.items()
        if all(not value or value.casefold() in getattr(group, name).casefold() for name, value in wanted.items())
    }
    asked = [code for code in question.wants("forces").split(";") if code]
    if asked:
        return _for_forces(asked, fitting, question)
    large = {group: found for group, found in fitting.items() if len(found) >= FEWEST_FORCES}
    if not large:
        return None, ""
    return max(large, key=lambda group: (len(large[group]), group.year, group)), ""


def _for_forces(
    asked: Sequence[str], fitting: dict[Group, list[Record]], question: Question
) -> tuple[Group | None, str]:
    holding = {
        code: [g for g, found in fitting.items() if any(r["force_code"] == code for r in found)] for code in asked
    }
    names = question.force_names()
    missing = [names.get(code, code) for code, found in holding.items() if not found]
    if missing:
        return None, f"No audit with counts is known for {', '.join(missing)}, so there is nothing to compare."
    common = set.intersection(*(set(found) for found in holding.values()))
    if common:
        return max(common, key=lambda group: (len(fitting[group]), group.year, group)), ""
    closest = [max(found, key=lambda group: (len(fitting[group]), group.year, group)) for found in holding.values()]
    differing = [words for name, words in NAMES.items() if len({getattr(group, name) for group in closest}) > 1]
    told = "; ".join(
        f"{names.get(code, code)}: {', '.join(value or 'not stated' for value in group)}"
        for code, group in zip(asked, closest, strict=True)
    )
    return None, f"These forces are not compared, because they differ in {', '.join(differing)} ({told})."


def _with_limits(found: Sequence[Record]) -> list[Record]:
    recorded, due = (np.array([r[name] for r in found], dtype=float) for name in ("crimes_recorded", "crimes_due"))
    average = float(recorded.sum() / due.sum())
    if not 0 < average < 1:
        return []
    # The normal limits are too rough for the smallest audits, and all must stand by one method.
    limits = _limits(average, due, exact=bool(due.min() < EXACT_BELOW))
    p_values = funnel_p_values(recorded, due, average)
    holm, benjamini = adjust_holm(p_values), adjust_benjamini_hochberg(p_values)
    return [
        {
            **row,
            **{name: values[at] for name, values in limits.items()},
            "average_pct": round(100 * average, 4),
            "position": _position(row["rate_pct"], {name: values[at] for name, values in limits.items()}),
            "p_holm": round(float(holm[at]), 6),
            "p_benjamini_hochberg": round(float(benjamini[at]), 6),
        }
        for at, row in enumerate(found)
    ]


def _limits(average: float, due: Any, *, exact: bool) -> dict[str, list[Any]]:
    """Limits at given numbers of crimes, all by one method, so that a curve has no step in it."""
    limits: dict[str, list[Any]] = {"limits": ["exact" if exact else "normal"] * len(due)}
    method = funnel_limits_exact if exact else funnel_limits
    for name, level in (("alert", ALERT), ("alarm", ALARM)):
        for end, values in zip(("lower", "upper"), method(average, due, confidence=level), strict=True):
            limits[f"{name}_{end}_pct"] = [round(100 * float(value), 4) for value in values]
    return limits


def _position(rate: float, limits: dict[str, Any]) -> str:
    if rate < limits["alarm_lower_pct"] or rate > limits["alarm_upper_pct"]:
        return "outside the 99.8 % limits"
    if rate < limits["alert_lower_pct"] or rate > limits["alert_upper_pct"]:
        return "outside the 95 % limits"
    return "inside the limits"


def _curve(rows: list[Record]) -> list[Record]:
    if not rows:
        return []
    most = max(r["crimes_due"] for r in rows)
    sizes = np.unique(np.linspace(max(5, min(r["crimes_due"] for r in rows) // 2), most * 1.1, CURVE_POINTS).round())
    average = rows[0]["average_pct"] / 100
    limits = _limits(average, sizes, exact=rows[0]["limits"] == "exact")
    return [
        {
            "crimes_due": int(size),
            "average_pct": rows[0]["average_pct"],
            **{name: values[at] for name, values in limits.items()},
        }
        for at, size in enumerate(sizes)
    ]


def _spread(rows: list[Record]) -> str:
    if len(rows) < FEWEST_FORCES:
        return ""
    found = overdispersion(
        [r["crimes_recorded"] for r in rows], [r["crimes_due"] for r in rows], rows[0]["average_pct"] / 100
    )
    if found.is_beyond_chance:
        return (
            f"The forces differ more than chance explains (overdispersion {found.scale:.1f}, where 1 is chance alone; a spread "
            f"between forces of {100 * found.between_variance**0.5:.1f} points): that a force lies outside says little by itself."
        )
    return f"The spread between the forces is no more than chance often gives (overdispersion {found.scale:.1f})."


def _statement(chosen: Group | None, rows: list[Record], refusal: str) -> str:
    if refusal:
        return refusal
    if chosen is None or not rows:
        return "No programme with counts of three forces or more was known for this choice on this date."
    outside = sum(r["position"] != "inside the limits" for r in rows)
    expected, _ = expected_false_alarms(len(rows))
    return (
        f"{chosen.programme}, {chosen.year}, {chosen.offence_group}: {outside} of {count_of(len(rows), 'force')} lie outside the "
        f"95 % limits round {rounded(rows[0]['average_pct'], 1)} %; about {expected:.1f} would by luck alone."
    )


def _notes(rows: list[Record], spread: str) -> tuple[Note, ...]:
    notes = [
        Note(
            "Forces stand on one funnel only where programme, year, rule edition, time limit and offences covered are the same. "
            "They are not ranked: inside the limits their order means nothing."
        ),
        Note(
            "Of 43 forces that are all alike, about two lie outside 95 per cent limits by luck, and hardly one outside 99.8."
        ),
        Note(
            "Limits are exact (binomial) where an audit has fewer than 100 crimes due, else normal; p-values are adjusted for the number of forces."
        ),
    ]
    if spread:
        notes.append(Note(spread))
    if any(r["class"] == "inspectorate finding" for r in rows):
        notes.append(
            Note(
                "Samples of the 2014 inspection were small dip samples, said not to be significant for one force.",
                "coverage",
            )
        )
    return tuple(notes)


def _charts(chosen: Group | None, rows: list[Record]) -> tuple[ChartSpec, ...]:
    if chosen is None or not rows:
        return ()
    outside = [r["force"] for r in rows if r["position"] != "inside the limits"]
    alt_words = f"outside them: {', '.join(outside)}" if outside else "none lies outside them"
    return (
        ChartSpec(
            name="funnel",
            kind="funnel",
            table="chart",
            title=f"{chosen.programme}, {chosen.year}: {count_of(len(rows), 'force')} against the number of crimes audited",
            subtitle="Per cent of crimes due that were recorded; long dashes 95, short dashes 99.8 per cent limits",
            alt=f"{count_of(len(rows), 'force')} round an average of {rounded(rows[0]['average_pct'], 1)} per cent, with limits "
            f"that narrow as the audits grow; {alt_words}.",
            roles={
                "size": "crimes_due",
                "value": "rate_pct",
                "label": "force",
                "centre": "average_pct",
                "alert_lower": "alert_lower_pct",
                "alert_upper": "alert_upper_pct",
                "alarm_lower": "alarm_lower_pct",
                "alarm_upper": "alarm_upper_pct",
            },
            options={"unit": "%", "axis_title": "Recorded (%)", "size_title": "Crimes due in the audit"},
        ),
    )


FUNNEL = ViewDefinition(
    name="funnel",
    title="Forces of one programme inside a funnel",
    answers="Which forces lie outside what chance allows, inside one programme, year, rule edition and scope?",
    filters=(
        FilterDefinition("programme", "Programme", "text"),
        FilterDefinition("year", "Year", "number", least=1990, most=2199, whole=True),
        FilterDefinition("rule_edition", "Rule edition", "text"),
        filters.OFFENCE_GROUP,
        FilterDefinition("forces", "Forces to compare", "forces"),
    ),
    build=build,
    holds_unpublished=True,
)
