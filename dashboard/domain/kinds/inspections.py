"""What inspections of crime recording found."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, STATUS, Kind, count, dated, day, key, number, text

KINDS: tuple[Kind, ...] = (
    Kind(
        "inspections",
        "Inspections of crime recording",
        (
            key("inspection_id", "identifier"),
            text("force_code", "the force inspected", required=True, **FORCE),
            text("programme", "inspection programme", required=True),
            text("report_title", "title of the report", required=True),
            *dated("published_on", "publication date of the report"),
            text("judgement", "grade as published; blank where none was"),
            text("judgement_scale", "scale the grade belongs to", choices=("four-step", "five-step")),
            day("audit_start", "first day of the audit window"),
            day("audit_end", "last day of the audit window"),
            count("n_recommendations", "recommendations in the report"),
        ),
    ),
    Kind(
        "inspection_measures",
        "Recording accuracy found by inspections",
        (
            key("inspection_id", "the inspection", refers_to="inspections.inspection_id"),
            key("measure", "what was measured: all_crime, violence, sexual_offences, rape, other_offences"),
            number("recorded_pct", "share of reported crime that was recorded", "%"),
            number("margin_pct", "published plus or minus", "percentage points"),
            count("crimes_due", "crimes that should have been recorded, where given", "crimes"),
            count("crimes_recorded", "crimes recorded, where given", "crimes"),
            count("estimated_unrecorded_per_year", "estimate of crimes not recorded in a year", "crimes a year"),
            text("approximate", "yes where the source rounds or says about", required=True, choices=("yes", "no")),
            STATUS,
        ),
    ),
    Kind(
        "recording_coverage",
        "Whether an inspection graded crime recording",
        (
            key("force_code", "the force", **FORCE),
            key("programme", "inspection programme"),
            text("recording_graded", "was recording graded", required=True, choices=("yes", "no", "not known")),
            text("reading", "how that was read from the report"),
        ),
    ),
    Kind(
        "national_accuracy",
        "National recording accuracy",
        (
            key("period_words", "period as the source gives it"),
            key("scope", "which crimes, in the source's terms"),
            key("statement", "number to tell apart two statements about one period and scope"),
            day("period_start", "first day, where it can be read"),
            day("period_end", "last day, where it can be read"),
            number("recorded_pct", "share recorded", "%"),
            number("margin_pct", "published plus or minus", "percentage points"),
            count("unrecorded_per_year", "estimate of crimes not recorded in a year", "crimes a year"),
            text("sample_words", "sample as the source gives it"),
            text("approximate", "yes where the source rounds or says about", required=True, choices=("yes", "no")),
            STATUS,
        ),
    ),
)
