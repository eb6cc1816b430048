"""Forces of one programme, year, rule edition and scope inside a funnel; never across them, and never ranked."""

from __future__ import annotations

from dashboard.domain.audit_terms import shared_terms
from dashboard.domain.figures import count_of, rounded
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.stats.multiplicity import expected_false_alarms
from dashboard.store.queries.facts import Record
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_tables import worded
from dashboard.views.comparability import cautions_on_stretch
from dashboard.views.funnel_groups import Group, choose, groups_of
from dashboard.views.funnel_limits import curve, spread_words, with_limits
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

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
    groups = groups_of(question)
    chosen, refusal = choose(question, groups)
    rows = with_limits(groups[chosen]) if chosen else []
    spread = spread_words(rows)
    terms = shared_terms(r["audit_type"] for r in rows)
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
                "funnel", "Forces in the funnel, in alphabetical order", worded(COLUMNS, terms), rows,
                empty_message=refusal or "No programme with counts of three forces or more was known for this choice on this date.",
                page_columns=("force", "crimes_recorded", "crimes_due", "rate_pct", "lower_pct", "upper_pct", "judgeable",
                              "position", "source_id"),
            ),
            Table.from_records("groups", "What can be compared with what", GROUP_COLUMNS, everything,
                               empty_message="No audit with counts was known for this choice on this date."),
            Table.from_records("chart", "Points and limits of the funnel", worded(COLUMNS, terms), [*rows, *curve(rows)],
                               empty_message="No funnel is drawn."),
        ),
        charts=_charts(chosen, rows),
        notes=_notes(rows, spread),
        warnings=((Caution(refusal),) if refusal else ())
        + cautions_on_stretch(question, (r[name] for r in rows for name in ("period_start", "period_end")), everything=False),
        sources=sources_used(question, source_ids_of(rows)),
    )  # fmt: skip


def _statement(chosen: Group | None, rows: list[Record], refusal: str) -> str:
    if refusal:
        return refusal
    if chosen is None or not rows:
        return "No programme with counts of three forces or more was known for this choice on this date."
    outside = sum(r["position"] != "inside the limits" for r in rows)
    expected, _ = expected_false_alarms(len(rows))
    return (
        f"{chosen.programme}, {chosen.year}, {chosen.offence_group}: {outside} of {count_of(len(rows), 'force')} lie outside the "
        f"95 % limits round {rounded(rows[0]['average_pct'], 1)} %; about {rounded(expected, 1)} would by luck alone."
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
    terms = shared_terms(r["audit_type"] for r in rows)
    outside = [r["force"] for r in rows if r["position"] != "inside the limits"]
    alt_words = f"outside them: {', '.join(outside)}" if outside else "none lies outside them"
    return (
        ChartSpec(
            name="funnel",
            kind="funnel",
            table="chart",
            title=f"{chosen.programme}, {chosen.year}: {count_of(len(rows), 'force')} against the number of {terms.unit} audited",
            subtitle=f"Per cent, {terms.share}; long dashes 95, short dashes 99.8 per cent limits",
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
            options={"unit": "%", "axis_title": terms.axis, "size_title": f"{terms.due.capitalize()} in the audit"},
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
