"""Columns that several views share, so that one quantity has one name, label and unit everywhere."""

from __future__ import annotations

from dashboard.domain.view_model import Column

FORCE_CODE = Column("force_code", "Force code")
FORCE = Column("force", "Force")
REGION = Column("region", "Region")
PROGRAMME = Column("programme", "Programme")
REPORT_TITLE = Column("report_title", "Report")
PUBLISHED_ON = Column("published_on", "Published", missing="date not known")
PUBLISHED_PRECISION = Column("published_precision", "Precision of date")
JUDGEMENT = Column("judgement", "Grade as published", missing="none published")
JUDGEMENT_SCALE = Column("judgement_scale", "Scale of grade", missing="no grade")
MEASURE = Column("measure", "Measure")
RECORDED_PCT = Column("recorded_pct", "Recorded", "%")
RECORDED_PCT_MISSING = Column("recorded_pct_missing", "Why no rate")
MARGIN_PCT = Column("margin_pct", "Published margin, plus or minus", "percentage points", missing="not published")
LOWER_PCT = Column("lower_pct", "Lower limit", "%", missing="not published")
UPPER_PCT = Column("upper_pct", "Upper limit", "%", missing="not published")
AUDIT_START = Column("audit_start", "Audit from", missing="not stated")
AUDIT_END = Column("audit_end", "Audit to", missing="not stated")
FIGURE_CLASS = Column("class", "Class of figure")
BASIS = Column("basis", "How read")
NOTE = Column("note", "Note", missing="no note")
# For tables that show the column on the page, where an empty cell would leave a reader wondering.
NOTE_SHOWN = Column("note", "Note", missing="no note")
PLACE = Column("place", "Place in the source", missing="not noted")
SOURCE_ID = Column("source_id", "Source")
KNOWN_FROM = Column("known_from", "Known from")
SUMMARY = Column("summary", "What it asks")
KIND = Column("kind", "Kind")
PERIOD_START = Column("period_start", "Period from")
PERIOD_END = Column("period_end", "Period to")
OFFENCES = Column("offences", "Offences recorded", "offences")
EVENT_COLUMNS = (
    Column("event_id", "Event"),
    Column("happened_on", "Date"),
    Column("happened_precision", "Precision of date"),
    Column("ended_on", "Ended"),
    Column("category", "Kind of event"),
    Column("scope", "Where"),
    Column("series_affected", "Series"),
    Column("offences_affected", "Offences"),
    Column("event", "What happened"),
    Column("expected_effect", "Expected effect", missing="none stated"),
    Column("is_break", "Break"),
    NOTE,
    PLACE,
    SOURCE_ID,
)
