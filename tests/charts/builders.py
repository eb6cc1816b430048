"""Small tables and chart definitions, so that a test states only what matters to it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from dashboard.domain.view_model import ChartMark, ChartSpec, Column, Table, Value

RATE_COLUMNS = (
    Column("force", "Force"),
    Column("recorded_pct", "Share of reported crime recorded", "%"),
    Column("lower_pct", "Lower limit", "%"),
    Column("upper_pct", "Upper limit", "%"),
    Column("words", "Why there is no figure"),
    Column("approximate", "Approximate"),
    Column("judgement", "Judgement"),
    Column("published_on", "Published"),
)
SERIES_COLUMNS = (
    Column("series", "Series"),
    Column("year_ending", "Year ending"),
    Column("offences", "Offences", "thousand"),
    Column("lower", "Lower"),
    Column("upper", "Upper"),
)
TILE_COLUMNS = (
    Column("across", "Column"),
    Column("down", "Row"),
    Column("short_name", "Short name"),
    Column("force", "Force"),
    Column("state", "State of the rate"),
)
ENTRY_COLUMNS = (
    Column("happened_on", "Date"),
    Column("lane", "Lane"),
    Column("text", "What happened"),
    Column("kind", "Kind"),
)
ROLES = {
    "interval_dots": {
        "label": "force",
        "value": "recorded_pct",
        "lower": "lower_pct",
        "upper": "upper_pct",
        "missing_words": "words",
        "approximate": "approximate",
        "date": "published_on",
    },
    "bars": {"label": "force", "value": "recorded_pct", "missing_words": "words"},
    "windows": {
        "label": "label",
        "start": "period_start",
        "end": "period_end",
        "value": "rate_pct",
        "lower": "lower_pct",
        "upper": "upper_pct",
        "colour_by": "who",
    },
    "series": {
        "date": "year_ending",
        "value": "offences",
        "lower": "lower",
        "upper": "upper",
        "series": "series",
    },
    "tile_map": {
        "column": "across",
        "row": "down",
        "label": "short_name",
        "name": "force",
        "category": "state",
    },
    "timeline": {"date": "happened_on", "lane": "lane", "text": "text", "kind": "kind"},
    "dependencies": {
        "label": "label",
        "level": "level",
        "state": "state",
        "from_label": "from_label",
        "kind": "depends_kind",
    },
    "matrix": {"row": "force", "column": "evidence", "category": "state"},
    "stretches": {"label": "force", "start": "started_on", "end": "ended_on"},
    "control": {
        "date": "period_end",
        "value": "rate_pct",
        "centre": "centre_pct",
        "lower": "lower_pct",
        "upper": "upper_pct",
        "signal": "rule",
    },
    "funnel": {
        "size": "crimes_due",
        "value": "rate_pct",
        "label": "force",
        "centre": "centre_pct",
        "alert_lower": "lower_95",
        "alert_upper": "upper_95",
        "alarm_lower": "lower_998",
        "alarm_upper": "upper_998",
    },
    "calendar_grid": {"row": "force", "column": "year", "state": "audited"},
}


def rates() -> Table:
    """Five forces out of order of value: one approximate without an interval, one not measured."""
    rows: tuple[tuple[Value, ...], ...] = (
        ("Cheshire", 83.6, 81.8, 85.4, None, None, "Inadequate", date(2017, 6, 15)),
        ("Derbyshire", 65.3, 63.1, 67.5, None, None, "Inadequate", date(2019, 3, 7)),
        ("Essex", 95.8, 94.3, 97.3, None, None, "Outstanding", date(2019, 10, 8)),
        ("Hertfordshire", 87.0, None, None, None, "yes", "Good", None),
        ("West Midlands", None, None, None, "not measurable: system limits", None, None, date(2023, 1, 1)),
    )
    return Table("rates", "Rates", RATE_COLUMNS, rows)


def yearly(names: tuple[str, ...] = ("Survey", "Police")) -> Table:
    """Years ending March 2014 to 2019; the first series has no value for 2016."""
    rows = [
        (name, date(year, 3, 31), value, value and value - 40.0, value and value + 40.0)
        for position, name in enumerate(names)
        for year in range(2014, 2020)
        for value in [None if (position, year) == (0, 2016) else 900.0 + 50 * position + year - 2014]
    ]
    return Table("yearly", "Yearly", SERIES_COLUMNS, tuple(rows))


def tiles() -> Table:
    """Three forces on the grid, one of them without a category."""
    rows = ((6, 0, "Northumbria", "Northumbria", "new rate"), (5, 1, "Cumbria", "Cumbria", "old rate"))
    return Table("tiles", "Tiles", TILE_COLUMNS, (*rows, (2, 6, "Dyfed-Powys", "Dyfed-Powys", None)))


def entries() -> Table:
    """Two entries on one day, one later, one without a date."""
    rows = (
        (date(2017, 9, 7), "Recommendations", "First", "issued"),
        (date(2017, 9, 7), "Recommendations", "Second", "issued"),
        (date(2019, 5, 1), "Recommendations", "First", "closed by the issuer"),
        (None, "Systems", "New system", "changed"),
    )
    return Table("entries", "Entries", ENTRY_COLUMNS, rows)


def squares() -> Table:
    """Two forces and two kinds of evidence, one square without a category."""
    columns = (Column("force", "Force"), Column("evidence", "Evidence"), Column("state", "Age of the newest"))
    rows = (
        ("Kent", "Rate", "up to three years"),
        ("Kent", "Audits", "none held"),
        ("Gwent", "Rate", "more than six years"),
        ("Gwent", "Audits", None),
    )
    return Table("squares", "Squares", columns, rows)


def stages() -> Table:
    """One stage that ended and one that has no end."""
    columns = (Column("force", "Force"), Column("started_on", "From"), Column("ended_on", "To"))
    rows = (
        ("Metropolitan Police", date(2022, 6, 28), date(2025, 1, 23)),
        ("Nottinghamshire", date(2024, 3, 11), None),
    )
    return Table("stages", "Stages", columns, rows)


def waiting() -> Table:
    """Three steps, the last after both others, once outright and once implied."""
    columns = (
        Column("label", "Recommendation"),
        Column("level", "Step", "step"),
        Column("state", "State"),
        Column("from_label", "After"),
        Column("depends_kind", "Dependency is"),
    )
    rows = (
        ("3 Home Office", 0, "not yet due", None, None),
        ("4 Home Office", 1, "no date", "3 Home Office", "implied"),
        ("5 Home Office", 2, "waiting", "3 Home Office", "explicit"),
        ("5 Home Office", 2, "waiting", "4 Home Office", "explicit"),
    )
    return Table("waiting", "Waiting", columns, rows)


def audit_series() -> Table:
    """Three audits with limits, the last one outside them, and one without a rate."""
    names = ("rate_pct", "centre_pct", "lower_pct", "upper_pct")
    columns = (
        Column("period_end", "Window ends"),
        *(Column(name, name.removesuffix("_pct").capitalize(), "%") for name in names),
        Column("rule", "Rule that fired"),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        (date(2026, 1, 31), 90.0, 89.0, 80.0, 98.0, None),
        (date(2026, 2, 28), 88.0, 89.0, 80.0, 98.0, None),
        (date(2026, 3, 31), None, 89.0, 80.0, 98.0, None),
        (date(2026, 4, 30), 72.0, 89.0, 80.0, 98.0, "outside the limits"),
    )
    return Table("audit_series", "Audits", columns, rows)


def audits_by_size() -> Table:
    """Two forces, and a row that belongs to the curves alone."""
    names = ("rate_pct", "centre_pct", "lower_95", "upper_95", "lower_998", "upper_998")
    columns = (
        Column("force", "Force"),
        Column("crimes_due", "Crimes due", "crimes"),
        *(Column(name, name, "%") for name in names),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        ("Kent", 100, 91.0, 90.0, 84.0, 96.0, 81.0, 99.0),
        (None, 200, None, 90.0, 86.0, 94.0, 83.0, 97.0),
        ("Gwent", 300, 84.0, 90.0, 87.0, 93.0, 85.0, 95.0),
    )
    return Table("audits_by_size", "Audits", columns, rows)


def audit_years() -> Table:
    """Two forces over three years, with a year in which nothing was audited."""
    columns = (Column("force", "Force"), Column("year", "Year"), Column("audited", "What was audited"))
    rows: tuple[tuple[Value, ...], ...] = (
        ("Kent", "2023", "own audit"),
        ("Kent", "2025", "inspection"),
        ("Gwent", "2023", None),
    )
    return Table("audit_years", "Audits by year", columns, rows)


def measured() -> Table:
    """An own audit, an inspection, and an inspection whose dates are not held."""
    columns = (
        Column("label", "Audit or inspection"),
        Column("who", "Whose figure"),
        Column("period_start", "From"),
        Column("period_end", "To"),
        *(Column(name, name, "%") for name in ("rate_pct", "lower_pct", "upper_pct")),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        ("Kent, Q1 (own)", "own audit", date(2017, 1, 1), date(2017, 3, 31), 95.0, 91.9, 96.9),
        ("Kent, inspection", "inspectorate", date(2016, 9, 1), date(2017, 2, 28), 83.6, None, None),
        ("Kent, later", "inspectorate", None, None, 91.0, 89.3, 92.7),
    )
    return Table("measured", "Both figures", columns, rows)


TABLES = {
    "windows": measured,
    "control": audit_series,
    "funnel": audits_by_size,
    "calendar_grid": audit_years,
    "dependencies": waiting,
    "matrix": squares,
    "stretches": stages,
    "interval_dots": rates,
    "bars": rates,
    "series": yearly,
    "tile_map": tiles,
    "timeline": entries,
}
KINDS = tuple(TABLES)


def chart(
    kind: str,
    *,
    roles: dict[str, str] | None = None,
    marks: tuple[ChartMark, ...] = (),
    **options: Any,
) -> ChartSpec:
    """A definition of the kind on its table from this module; `roles` adds to or overrules the usual ones."""
    return ChartSpec(
        name=f"a_{kind}",
        kind=kind,
        table=TABLES[kind]().name,
        title="How much reported crime did each force record?",
        subtitle="Per cent, England and Wales, 2016 to 2020",
        alt="Estimates lie between 65 and 96 per cent.",
        roles=ROLES[kind] | (roles or {}),
        marks=marks,
        options=options,
    )


def layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """The layers of a finished specification with this kind of mark."""
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def said(spec: dict[str, Any]) -> str:
    """The whole specification as text, for asking whether words are anywhere in it."""
    return json.dumps(spec, ensure_ascii=False)
