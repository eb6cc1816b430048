"""The Crime Survey for England and Wales, and what it is compared with."""

from __future__ import annotations

from dashboard.domain.kinds.fields import PERIOD, STATUS, Kind, count, key, number, text

KINDS: tuple[Kind, ...] = (
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
)
