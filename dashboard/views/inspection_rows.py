"""One inspection and measure as a row, and which of a force's rates is its newest usable one."""

from __future__ import annotations

from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c

MEASURE_WORDS = {
    "all_crime": "all crime, fraud excluded",
    "violence": "violence against the person",
    "sexual_offences": "sexual offences",
    "rape": "rape",
    "other_offences": "other offences",
}


PROGRAMME_WORDS = {
    "CDI2014": "2014 national inspection (small samples)",
    "CDI2016-20": "crime data integrity inspections, force by force from 2016",
    "CDI-reinspection": "crime data integrity re-inspections, from 2018",
    "VictimServiceInspection": "victim service inspections",
    "PEEL2021-22": "PEEL assessments, 2021/22",
    "PEEL2023-25": "PEEL assessments from 2023",
}


# The year in which reports of a programme began, to place a report whose day is not known.
PROGRAMME_BEGAN = {
    "CDI2014": "2014",
    "CDI2016-20": "2016",
    "CDI-reinspection": "2018",
    "VictimServiceInspection": "2020",
    "PEEL2021-22": "2021",
    "PEEL2023-25": "2023",
}
RESULT_COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    c.REGION,
    c.PROGRAMME,
    c.REPORT_TITLE,
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    c.JUDGEMENT,
    c.JUDGEMENT_SCALE,
    Column("judgement_basis", "How the grade was read"),
    Column("judgement_source_id", "Source of the grade", missing="no grade"),
    Column("judgement_before", "Grade before it was changed", missing="unchanged"),
    Column("judgement_change", "Revision or correction", missing="unchanged"),
    Column("judgement_known_from", "Grade known from"),
    Column("judgement_change_reason", "Why the grade was changed", missing="unchanged"),
    c.MEASURE,
    c.RECORDED_PCT,
    c.RECORDED_PCT_MISSING,
    c.MARGIN_PCT,
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("interval_basis", "Basis of interval"),
    Column("crimes_recorded", "Crimes recorded in sample", "crimes"),
    Column("crimes_due", "Crimes due in sample", "crimes"),
    Column("estimated_unrecorded_per_year", "Estimated not recorded in a year", "crimes a year", missing="not stated"),
    Column("approximate", "Approximate"),
    c.AUDIT_START,
    c.AUDIT_END,
    c.FIGURE_CLASS,
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
    Column("inspection_id", "Inspection"),
)


def shown_result(result: Record, forces: dict[str, Record]) -> Record:
    """One inspection and measure as a row: published limits beside the rate, and words where there is no rate."""
    force = forces.get(result["force_code"], {})
    rate, margin = result["recorded_pct"], result["margin_pct"]
    has_interval = rate is not None and margin is not None
    return {
        **result,
        "force": force.get("name", result["force_code"]),
        "region": force.get("region"),
        "recorded_pct_missing": None if rate is not None else _why_no_rate(result),
        # Published margins are symmetric, from a weighted design; they are plotted as published and not clipped.
        "lower_pct": round(rate - margin, 2) if has_interval else None,
        "upper_pct": round(rate + margin, 2) if has_interval else None,
        "interval_basis": "published margin; level not stated"
        if has_interval
        else ("" if rate is None else "not published"),
        "approximate": result["approximate"] == "yes",
        "class": result["figure_class"],
    }


def _why_no_rate(result: Record) -> str:
    """A row may hold an estimate of unrecorded crimes alone; its rate is then not published, whatever else is."""
    return "not published" if result["value_status"] == "published" else str(result["value_status"])


def latest_rates(rows: list[Record]) -> dict[str, Record]:
    """For each force the newest all-crime rate, by publication date and then audit window; 2014 samples left aside.

    The 2014 force figures were small dip samples that the inspectorate called not significant for one force.
    """
    newest: dict[str, Record] = {}
    for row in sorted(rows, key=recency):
        if row["measure"] == "all_crime" and row["recorded_pct"] is not None and row["programme"] != "CDI2014":
            newest[row["force_code"]] = row
    return newest


def unmeasurable_since(rows: list[Record]) -> dict[str, Record]:
    """Forces whose newest audit of all crime could give no rate, with that audit's row.

    An older rate then no longer counts as usable.  A newer inspection whose rate was merely not seen changes nothing.
    """
    newest: dict[str, Record] = {}
    for row in sorted(rows, key=recency):
        if row["measure"] != "all_crime" or row["programme"] == "CDI2014":
            continue
        if row["value_status"] == "not measurable":
            newest[row["force_code"]] = row
        elif row["recorded_pct"] is not None:
            newest.pop(row["force_code"], None)
    return newest


def recency(row: Record) -> tuple[str, str]:
    """Sort key: when it was published, or else when its audit window ended, or else when its programme began."""
    published = row["published_on"] or row["audit_end"]
    return (
        published.isoformat() if published else PROGRAMME_BEGAN.get(row["programme"], ""),
        row["audit_end"].isoformat() if row["audit_end"] else "",
    )
