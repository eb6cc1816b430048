"""Every kind of fact the store holds, declared once.

The tables of the store, the checks on bundled and template files, and the data dictionary are all made from
these declarations, so a column is described in exactly one place.  To add a kind, add it to `KINDS`.

Besides its own fields every row carries the fields in `COMMON`: where it came from, and when it was known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal["text", "integer", "number", "date", "flag"]

PRECISIONS = ("day", "month", "year", "unknown")
FIGURE_CLASSES = (
    "official statistic",
    "inspectorate finding",
    "management information",
    "unpublished",
    "illustrative",
)
BASES = ("as published", "secondary", "derived")
VALUE_STATUSES = ("published", "not published", "not measurable", "not comparable", "no records")


@dataclass(frozen=True)
class Field:
    """One column of a kind.

    `is_key` fields together name the thing a row is about; a later row with the same key replaces an earlier one
    from its date on.  `refers_to` names the kind and field a value must be found in ("forces.force_code").
    A date known only to the month or year is held as the last day it could have been, with the precision beside it,
    so that nothing counts as known before it surely was.
    """

    name: str
    type: FieldType
    meaning: str
    unit: str = ""
    is_key: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of fact: one table in the store, one file in the bundled record.

    An `is_reference` kind names things (forces, codes, systems) instead of measuring them: its first statement counts
    as known at every earlier date too, since a force did not begin to exist when we first read its name.  When the
    thing itself began and ended is in its own from and to dates.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    is_reference: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the key fields, in order."""
        return tuple(f.name for f in self.fields if f.is_key)

    @property
    def values(self) -> tuple[str, ...]:
        """Names of the fields that are not part of the key, the common ones that belong to the row included."""
        return tuple(f.name for f in self.fields if not f.is_key) + ROW_COMMON


def key(name: str, meaning: str, of: FieldType = "text", **more: Any) -> Field:
    """A field that is part of the key; one that may be blank says `required=False`."""
    return Field(name, of, meaning, is_key=True, **{"required": True, **more})


def text(name: str, meaning: str, **more: Any) -> Field:
    """A text field."""
    return Field(name, "text", meaning, **more)


def number(name: str, meaning: str, unit: str, **more: Any) -> Field:
    """A number with its unit."""
    return Field(name, "number", meaning, unit=unit, **more)


def count(name: str, meaning: str, unit: str = "count", **more: Any) -> Field:
    """A whole number with its unit."""
    return Field(name, "integer", meaning, unit=unit, **more)


def day(name: str, meaning: str, **more: Any) -> Field:
    """A date."""
    return Field(name, "date", meaning, **more)


def dated(name: str, meaning: str) -> tuple[Field, Field]:
    """A date and, beside it, how precisely it is known."""
    stem = name.removesuffix("_on")
    return (
        day(name, f"{meaning}; the last day it could have been where only the month or year is known"),
        text(f"{stem}_precision", f"how precisely {name} is known", choices=PRECISIONS),
    )


FORCE: dict[str, Any] = {"refers_to": "forces.force_code"}

COMMON: tuple[Field, ...] = (
    text("source_id", "the edition the row came from", required=True, refers_to="sources.source_id"),
    text("place", "sheet, table, page or row within the source"),
    day("known_on", "when this row was known, where that differs from the day its source was published"),
    text("basis", "how the row relates to its source", required=True, choices=BASES),
    text("figure_class", "class of the figure, where it differs from that of its publication", choices=FIGURE_CLASSES),
    text("note", "what a reader should know about this row: definition, rounding, doubt, working"),
)
ROW_COMMON = ("place", "basis", "figure_class", "note")

STATUS = text("value_status", "why a value is there or not", required=True, choices=VALUE_STATUSES)
PERIOD = (
    key("period_start", "first day the figure describes", "date"),
    key("period_end", "last day the figure describes", "date"),
)

KINDS: tuple[Kind, ...] = (
    Kind(
        "forces",
        "Police forces",
        (
            key("force_code", "ONS area code; BTP for British Transport Police, which has none"),
            text("name", "name used in this product", required=True),
            text("short_name", "short form for tiles and narrow columns", required=True),
            text("slug", "name used in addresses", required=True),
            text("region", "English region, Wales, or National", required=True),
            text("country", "England, Wales or both", required=True),
            text("kind", "territorial force or special force", required=True, choices=("territorial", "special")),
            *dated("started_on", "first day of the force"),
            *dated("ended_on", "last day of the force"),
            count("tile_column", "column on the tile map", "position"),
            count("tile_row", "row on the tile map", "position"),
        ),
        is_reference=True,
    ),
    Kind(
        "force_aliases",
        "Names used for forces",
        (
            key("alias", "name as somebody prints it"),
            text("force_code", "the force meant", required=True, **FORCE),
            text("used_by", "who prints it"),
            day("used_from", "first day of use, where known"),
            day("used_until", "last day of use, where known"),
        ),
        is_reference=True,
    ),
    Kind(
        "local_policing_bodies",
        "Local policing bodies",
        (
            key("body_id", "identifier"),
            text("force_code", "the force it oversees", required=True, **FORCE),
            text("name", "name of the body", required=True),
            text("aliases", "other names, separated by semicolons"),
            text("kind", "what sort of body", required=True),
            *dated("started_on", "first day"),
            *dated("ended_on", "last day, or the announced end"),
        ),
        is_reference=True,
    ),
    Kind(
        "offences",
        "Recorded offence codes and groups",
        (
            key("offence_code", "Home Office offence code as printed, or the name of a total row"),
            text("name", "offence description", required=True),
            text("offence_group", "group it is counted in"),
            text("offence_subgroup", "subgroup it is counted in"),
            text("is_total", "yes for a row that sums others", required=True, choices=("yes", "no")),
            day("used_from", "first day of the code, where known"),
            day("used_until", "last day of the code, where known"),
            text("successor_codes", "codes that took over, separated by spaces"),
        ),
        is_reference=True,
    ),
    Kind(
        "offence_groups",
        "Offence groups and the names used for them",
        (
            key("offence_group", "name used in this product"),
            text("aliases", "other names seen in publications, separated by semicolons"),
            day("used_from", "first day of use, where known"),
            day("used_until", "last day of use, where known"),
        ),
        is_reference=True,
    ),
    Kind(
        "recording_systems",
        "Crime recording systems",
        (
            key("system_id", "identifier"),
            text("name", "product name", required=True),
            text("vendor", "supplier, as the source names it"),
            text("aliases", "other names, separated by semicolons"),
            day("used_from", "first day in use anywhere, where known"),
            day("used_until", "last day in use anywhere, where known"),
        ),
        is_reference=True,
    ),
    Kind(
        "force_systems",
        "Recording systems by force",
        (
            key("force_code", "the force", **FORCE),
            key("system_id", "the system", refers_to="recording_systems.system_id"),
            key("status", "what the source says: contract signed, in use, chosen, replaced"),
            count("as_at_year", "year the statement describes", "year"),
            *dated("go_live_on", "first day of use"),
            text("previous_system", "what it replaced"),
            text("confidence", "how firmly the source says so", choices=("high", "medium", "low")),
        ),
    ),
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
    Kind(
        "recommendations",
        "Causes of concern, recommendations and areas for improvement",
        (
            key("rec_id", "identifier"),
            text("issuer", "who made it", required=True, choices=("HMICFRS", "OSR")),
            text("issuer_ref", "the issuer's own number"),
            text(
                "kind",
                "what it is",
                required=True,
                choices=("cause of concern", "recommendation", "area for improvement", "not stated"),
            ),
            text("parent_rec_id", "the cause of concern it belongs to", refers_to="recommendations.rec_id"),
            text("number_in_report", "number in the report"),
            text("force_code", "the force it concerns; blank for a national one", **FORCE),
            text("addressee", "who it is aimed at", required=True),
            text("respondent", "who answered"),
            text("owner", "who acts"),
            text("report_title", "report it stands in", required=True),
            *dated("published_on", "publication date of the report"),
            text("theme", "theme in the source's terms"),
            text("summary", "what it asks, in our words", required=True),
            text("due_words", "date as the source puts it"),
            count("due_months", "months from publication, where the source counts so", "months"),
            day("due_earliest", "first day of the due window"),
            day("due_latest", "last day of the due window"),
            text("due_rule", "how the window was worked out"),
        ),
    ),
    Kind(
        "recommendation_elements",
        "Elements of recommendations",
        (
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            key("element", "letter of the element"),
            text("element_text", "what it asks, in our words", required=True),
            text("answered", "was it answered in the response", choices=("yes", "no", "in part", "elsewhere")),
            text("answer_note", "where or how it was answered"),
        ),
    ),
    Kind(
        "recommendation_positions",
        "Positions taken on recommendations",
        (
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            key("holder", "who holds it", choices=("force", "local policing body")),
            text(
                "position",
                "the position",
                required=True,
                choices=("accepted", "partly accepted", "rejected", "supports the force", "differs from the force"),
            ),
            text("position_words", "the position in our words"),
            text(
                "explanation_type",
                "for a local policing body: which of the two explanations the Act asks for",
                choices=("action taken or proposed", "why no action is proposed"),
            ),
            text("actions", "what it says is done, separated by |"),
            text("reasons", "reasons it names, separated by |"),
            text("forums", "where it is followed, separated by |"),
            text("measures", "how progress is measured, separated by |"),
            text("later_evidence", "what was published afterwards"),
        ),
    ),
    Kind(
        "recommendation_events",
        "Dated entries in the issuer's register",
        (
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            key("sequence", "place in the register's own order", "integer"),
            day("happened_on", "date of the entry", required=True),
            text("event", "status or kind of entry, in the register's words", required=True),
            text("event_words", "what it says, in our words and without names"),
        ),
    ),
    Kind(
        "responses",
        "Responses of local policing bodies",
        (
            key("response_id", "identifier"),
            text("force_code", "the force; blank where the report is national", **FORCE),
            text("report_title", "the report answered", required=True),
            *dated("report_published_on", "publication date of the report"),
            *dated("response_published_on", "publication date of the response"),
            text("response_date_kind", "what the response date is the date of"),
            text("responder", "who answered"),
            text("addressee", "to whom"),
            count("day_of_56_as_sourced", "day of the 56 as the collected record gives it", "day"),
        ),
    ),
    Kind(
        "actions",
        "Committed actions in an action plan",
        (
            key("action_id", "identifier"),
            text("rec_id", "the recommendation it serves", required=True, refers_to="recommendations.rec_id"),
            text("owner", "who acts", required=True),
            text("action", "what was promised, in our words", required=True),
            text("target_words", "date as the plan puts it"),
            text("target_kind", "what sort of date that is"),
            day("due_earliest", "first day of the due window"),
            day("due_latest", "last day of the due window, on the lenient reading"),
            text("depends_on", "actions or recommendations it waits for, separated by spaces"),
            text("depends_kind", "what sort of dependency"),
            text("status_words", "status as the source gives it"),
            day("status_on", "date of that status"),
        ),
    ),
    Kind(
        "events",
        "Events that bear on comparability",
        (
            key("event_id", "identifier"),
            *dated("happened_on", "when it happened or began"),
            day("ended_on", "last day, for an event that lasted"),
            text("category", "kind of event", required=True),
            text("scope", "where it applies, in the source's terms", required=True),
            text("force_code", "the force, for an event of one force", **FORCE),
            text("series_affected", "PRC, CSEW or both", required=True),
            text("offences_affected", "all, or the kinds of offence, separated by semicolons", required=True),
            text("event", "what happened, in our words", required=True),
            text("expected_effect", "what it should do to the figures"),
            text("is_break", "yes where figures on the two sides must not be compared", choices=("yes", "no")),
        ),
    ),
    Kind(
        "ndqis",
        "Collections on the National Data Quality Improvement Service",
        (
            key("collection", "the collection"),
            key("attribute", "what is stated about it"),
            key("statement", "number to tell apart two statements"),
            text("value", "what the source states", required=True),
            count("year", "year it describes", "year"),
            text("forces_covered", "forces, as the source gives them"),
        ),
    ),
    Kind(
        "quality_ratings",
        "Reliability ratings by offence",
        (
            key("framework_edition", "edition of the data quality framework"),
            key("series", "PRC or CSEW"),
            key("offence_type", "offence type in the framework's terms"),
            text("rating", "the rating; blank where only a preferred source is stated"),
            text("preferred_source", "which source the framework prefers"),
            text("rating_basis", "why"),
        ),
    ),
    Kind(
        "recorded_crime",
        "Police recorded crime",
        (
            *PERIOD,
            key("area_code", "force code, K04000001 for England and Wales, or the name of a fraud body"),
            key("offence_group", "offence group, or All offences"),
            key("offence_subgroup", "subgroup or offence name; blank where the row is the whole group", required=False),
            key("offence_code", "offence code; blank where the row is not one code", required=False),
            count("offences", "offences recorded", "offences"),
            text("coverage", "which forces and offences are in the count"),
            STATUS,
        ),
    ),
    Kind(
        "cancelled_records",
        "Records cancelled or transferred after they were recorded",
        (
            *PERIOD,
            key("area_code", "force code, BTP, or K04000001 for England and Wales"),
            key("offence_group", "offence group in the publication's terms"),
            text("part_of", "the group this one is counted in; rows without it add up without a double count"),
            count("recorded_offences", "offences recorded", "offences"),
            count("cancelled_records", "records cancelled or transferred (no-crimes until 2014)", "records"),
            text("coverage", "which forces and offences are in the count"),
            STATUS,
        ),
    ),
    Kind(
        "survey_estimates",
        "Crime Survey estimates",
        (
            *PERIOD,
            key("measure", "incidents, rate or prevalence"),
            key("offence_type", "offence type in the survey's terms"),
            number("estimate", "the estimate", "see unit"),
            number("lower", "lower published limit", "see unit"),
            number("upper", "upper published limit", "see unit"),
            number("standard_error", "published standard error", "see unit"),
            text("unit", "unit of the estimate", required=True),
            count("unweighted_base", "people or households asked", "interviews"),
            text("rate_base", "what a rate is per"),
            STATUS,
        ),
    ),
    Kind(
        "survey_quality",
        "Quality measures of the Crime Survey",
        (
            key("year_ending", "last day of the survey year", "date"),
            key("measure", "quality measure"),
            key("offence_type", "offence type, or all"),
            number("value", "the value", "see unit"),
            text("unit", "unit of the value", required=True),
        ),
    ),
    Kind(
        "survey_shares",
        "Share of survey incidents known to the police",
        (
            key("year_ending", "last day of the survey year", "date"),
            key("offence_type", "offence type"),
            key("survey", "BCS or CSEW"),
            number("known_pct", "share of incidents the police came to know of", "%"),
            number("lower_pct", "lower published limit", "%"),
            number("upper_pct", "upper published limit", "%"),
            count("unweighted_base", "incidents asked about", "incidents"),
        ),
    ),
    Kind(
        "survey_changes",
        "Published changes and significance flags of the Crime Survey",
        (
            key("base_start", "first day of the earlier period", "date"),
            key("base_end", "last day of the earlier period", "date"),
            key("compared_start", "first day of the later period", "date"),
            key("compared_end", "last day of the later period", "date"),
            key("offence_type", "offence type"),
            number("change_pct", "published change", "%"),
            text("significant", "flagged as significant at 5 per cent", choices=("yes", "no", "not stated")),
        ),
    ),
    Kind(
        "comparable_ratios",
        "Survey and recorded crime set beside each other",
        (
            key("year_ending", "last day of the year", "date"),
            key("offence_type", "offence type"),
            key("subset", "which pairing"),
            text("is_ours", "yes where the pairing is ours and not the statisticians'", choices=("yes", "no")),
            number("survey_thousands", "survey estimate", "thousand incidents"),
            number("survey_lower_thousands", "lower limit", "thousand incidents"),
            number("survey_upper_thousands", "upper limit", "thousand incidents"),
            number("known_pct", "share known to the police", "%"),
            number("known_thousands", "survey incidents known to the police", "thousand incidents"),
            number("recorded_thousands", "offences recorded", "thousand offences"),
            number("ratio", "recorded divided by survey incidents known to the police", "ratio"),
            text("approximate", "yes where read from words or a chart", required=True, choices=("yes", "no")),
        ),
    ),
    Kind(
        "comparable_subset",
        "Survey types and the offence codes set beside them",
        (
            key("survey_category", "survey offence type"),
            key("offence_code", "recorded offence code"),
            text("offence_name", "recorded offence", required=True),
            text("successor_codes", "codes that took over"),
            text("status", "included, excluded or doubtful", required=True),
        ),
    ),
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
        "monitoring_stages",
        "Stages of the inspectorate's monitoring",
        (
            key("force_code", "the force", **FORCE),
            key("stage", "stage in the inspectorate's words"),
            key("started_on", "first day", "date"),
            day("ended_on", "last day"),
        ),
    ),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
