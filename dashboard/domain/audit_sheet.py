"""The columns in which a force sends in its own audits, and the other headings under which they are known."""

from __future__ import annotations

from dashboard.domain.audit_lists import AUDIT_TYPES, REASONS, ROUTES, SAMPLING_METHODS
from dashboard.domain.audit_words import OFFENCE_GROUPS
from dashboard.domain.kinds.fields import FORCE, Field, count, day, text

FAULTS_HEADING = "What is wrong"
AUDITS_SHEET, AREAS_SHEET = "Audits", "Business areas"
PRIMARY, SECONDARY = "reason_", "secondary_"
REVIEW = ("review_both", "review_first_only", "review_second_only", "review_neither")
COUNTS = ("population", "incidents_examined", "crimes_due", "crimes_recorded", "on_time", *REVIEW)
# What must be the same in every row of one audit.
OF_THE_AUDIT = (
    "force",
    "audit_type",
    "manual_edition",
    "period_start",
    "period_end",
    "sampling_method",
    "auditor_role",
    "published",
)
CELL = ("offence_group", "business_area", "reporting_route")
NEEDED = ("force", "audit_id", "audit_type", "period_start", "period_end", "crimes_due", "crimes_recorded")

FIELDS: tuple[Field, ...] = (
    text("force", "the force: its name or area code; one force in a file", **FORCE),
    text("audit_id", "your own name for the audit, the same in all its rows and never used for another"),
    text("audit_type", "what was audited", choices=AUDIT_TYPES),
    text("manual_edition", "edition of the Data Quality Assurance Manual that was followed"),
    day("period_start", "first day of the period audited"),
    day("period_end", "last day of the period audited"),
    text("sampling_method", "how the records were chosen", choices=SAMPLING_METHODS),
    count("population", "N: crimes the sample was drawn from", "crimes"),
    count("incidents_examined", "incidents examined; never the denominator of the rate", "incidents"),
    count("crimes_due", "n: crimes that should have been recorded, the denominator", "crimes"),
    count("crimes_recorded", "x: of them, crimes correctly recorded", "crimes"),
    count("on_time", "of x, crimes recorded within the time limit", "crimes"),
    text("offence_group", "offence group this row is about; blank for all of them", choices=tuple(OFFENCE_GROUPS)),
    text("business_area", "business area this row is about, as the force called it then; blank for all"),
    text("reporting_route", "how the crimes were reported; blank for all", choices=ROUTES),
    *(count(f"{PRIMARY}{code}", f"missed crimes whose primary reason is: {words}") for code, words in REASONS.items()),
    *(
        count(f"{SECONDARY}{code}", f"missed crimes with the secondary reason: {words}")
        for code, words in REASONS.items()
    ),
    count("review_both", "second review: cases both reviewers called correct", "cases"),
    count("review_first_only", "second review: cases only the first reviewer called correct", "cases"),
    count("review_second_only", "second review: cases only the second reviewer called correct", "cases"),
    count("review_neither", "second review: cases neither reviewer called correct", "cases"),
    text("auditor_role", "role of whoever audited, for instance force crime registrar; never a name"),
    text("published", "whether the force has published these figures", choices=("yes", "no")),
    text("link", "where they are published"),
    text("note", "what a reader should know; no names, references or addresses"),
)
AREA_FIELDS: tuple[Field, ...] = (
    text("area_name", "name of the business area as the force calls it", required=True),
    day("valid_from", "first day of the name; blank where not known"),
    day("valid_until", "last day of the name; blank while it is used"),
    text("joined_as", "name under which years are joined where an area was renamed; blank for the same name"),
)
OTHER_HEADINGS: dict[str, str] = {
    "force code": "force",
    "police force": "force",
    "audit": "audit_id",
    "audit reference": "audit_id",
    "type": "audit_type",
    "type of audit": "audit_type",
    "edition": "manual_edition",
    "edition of the manual": "manual_edition",
    "manual": "manual_edition",
    "from": "period_start",
    "start": "period_start",
    "to": "period_end",
    "end": "period_end",
    "sampling": "sampling_method",
    "population n": "population",
    "incidents": "incidents_examined",
    "crimes due n": "crimes_due",
    "correctly recorded": "crimes_recorded",
    "crimes correctly recorded": "crimes_recorded",
    "crimes recorded correctly": "crimes_recorded",
    "correctly recorded x": "crimes_recorded",
    "recorded on time": "on_time",
    "offence": "offence_group",
    "area": "business_area",
    "department": "business_area",
    "route": "reporting_route",
    "auditor": "auditor_role",
    "notes": "note",
}
