"""Audits of recording: counts found in publications, and the totals that forces send in of their own audits."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Field, Kind, count, day, key, number, text

# How far an audit's row is broken down.  Rows of one audit at different levels repeat each other and are never added.
BREAKDOWNS = ("total", "offence group", "business area", "reporting route", "cell")

# What names a row of a force's own audit.  A blank means all of them.
_CELL: tuple[Field, ...] = (
    key("audit_id", "the force's own name for the audit, the same in every file"),
    key("offence_group", "offence group the row is about; blank for all", required=False),
    key("business_area", "business area as the force called it in the period; blank for all", required=False),
    key("reporting_route", "how the crimes were reported; blank for all", required=False),
)
_AUDIT: tuple[Field, ...] = (
    text("force_code", "the force", required=True, **FORCE),
    text("audit_type", "what was audited", required=True),
    text("manual_edition", "edition of the manual the audit followed"),
    day("period_start", "first day of the period audited"),
    day("period_end", "last day of the period audited"),
    text("breakdown", "how far the audit is broken down in this row", required=True, choices=BREAKDOWNS),
)

KINDS: tuple[Kind, ...] = (
    Kind(
        "audits",
        "Published audit counts",
        (
            key("audit_id", "identifier"),
            text("force_code", "the force", required=True, **FORCE),
            text("audited_by", "who audited", required=True),
            text("audit_type", "what was audited", required=True),
            text("measure", "which crimes: all_crime, rape and so on", required=True),
            day("period_start", "first day of the audit window"),
            day("period_end", "last day of the audit window"),
            text("period_words", "window as the source gives it"),
            count("population", "records the sample was drawn from", "records"),
            count("incidents_examined", "incidents examined", "incidents"),
            count("crimes_due", "crimes that should have been recorded: the denominator", "crimes"),
            count("crimes_recorded", "crimes recorded correctly: the numerator", "crimes"),
            text("rule_edition", "rules or manual the audit was judged by"),
            count("time_limit_hours", "time limit that applied", "hours"),
        ),
    ),
    Kind(
        "force_audits",
        "Forces' own audits",
        (
            *_CELL,
            *_AUDIT,
            text("sampling_method", "how the records were chosen"),
            count("population", "crimes or records the sample was drawn from", "records"),
            count("incidents_examined", "incidents examined; not the denominator of the rate", "incidents"),
            count("crimes_due", "crimes that should have been recorded: the denominator", "crimes"),
            count("crimes_recorded", "crimes correctly recorded: the numerator", "crimes"),
            count("on_time", "of the crimes correctly recorded, those recorded within the time limit", "crimes"),
            count("review_both", "second review: cases both reviewers called correct", "cases"),
            count("review_first_only", "second review: cases only the first reviewer called correct", "cases"),
            count("review_second_only", "second review: cases only the second reviewer called correct", "cases"),
            count("review_neither", "second review: cases neither reviewer called correct", "cases"),
            text("auditor_role", "role of whoever audited; never a name"),
            text("published", "whether the force has published the figures", choices=("yes", "no")),
            text("link", "where they are published"),
        ),
        indexes=(
            ("breakdown", "force_code", "period_end"),
            ("offence_group", "force_code"),
            ("business_area", "force_code"),
        ),
    ),
    Kind(
        "force_audit_reasons",
        "Why crimes were missed in forces' own audits",
        (
            *_CELL,
            key("reason", "code of the reason"),
            key("rank", "primary (one for each missed crime) or secondary", choices=("primary", "secondary")),
            *_AUDIT,
            count("crimes", "missed crimes with this reason", "crimes"),
        ),
        indexes=(("breakdown", "force_code", "period_end"),),
    ),
    Kind(
        "business_areas",
        "Business areas and departments",
        (
            key("force_code", "the force; blank for the usual names", required=False, **FORCE),
            key("area_name", "name of the area"),
            key("valid_from", "first day of the name; 1900-01-01 where not known", "date"),
            day("valid_until", "last day of the name; blank where it is still used or not known"),
            text("joined_as", "name under which years are joined where an area was renamed", required=True),
        ),
        is_reference=True,
    ),
    Kind(
        "audit_settings",
        "Settings of force audits by edition of the manual",
        (
            key("force_code", "the force; blank where it holds for every force", required=False, **FORCE),
            key("manual_edition", "edition of the manual; blank where it holds for every edition", required=False),
            key("valid_from", "first day of the periods it holds for; 1900-01-01 where it has no beginning", "date"),
            day("valid_until", "last day of the period audited it holds for; blank where it still holds"),
            count("time_limit_hours", "time limit for recording", "hours"),
            count("minimum_sample", "smallest sample the edition asks for; blank where not known", "crimes"),
            count("least_to_judge", "crimes due below which a rate is too small to judge", "crimes"),
            text("band_edition", "set of bands that is used"),
        ),
        is_reference=True,
    ),
    Kind(
        "audit_bands",
        "Bands of audit rates",
        (
            key("band_edition", "set of bands"),
            key("band", "name of the band"),
            number("lower_pct", "lower end, which belongs to the band; its upper end does not", "%"),
        ),
        is_reference=True,
    ),
    Kind(
        "reason_links",
        "Recommendations and training that answer a reason",
        (
            key("reason", "code of the reason"),
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            text("answer", "what was to be done about the reason", required=True),
        ),
    ),
)
