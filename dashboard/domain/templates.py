"""Templates in which facts that no machine-readable edition is published of can be written down and loaded.

One family of files: sheets named after kinds of fact, columns named after their fields, and for every row the source it
comes from.  What is said here is what is written into an empty template and what is read back from a filled one.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.errors import unknown_name
from dashboard.domain.kinds import BY_NAME, COMMON, KINDS, Field, Kind

SOURCES_SHEET = "Sources"
NOTES_SHEET = "Notes"
TABLE_COLUMN = "table"  # in a CSV file of several kinds: which kind a row is of

# What a row says of its source; the sheet of sources has the same columns.
SOURCE_FIELDS: tuple[Field, ...] = (
    Field("source", "text", "name of a source on the sheet of sources; not needed where that sheet holds only one"),
    Field("source_title", "text", "title of the report, table or page the row was read from"),
    Field("source_publisher", "text", "who published it"),
    Field("source_published_on", "date", "day it was published; a month alone counts as its last day"),
    Field("source_url", "text", "its address"),
    Field(
        "source_publication",
        "text",
        "what it is an issue of (`rcq template` lists them); chosen by the kind where blank",
    ),
    Field("source_is_secondary", "text", "yes for somebody else's account of it", choices=("yes", "no")),
)
SOURCE_COLUMNS = tuple(field.name for field in SOURCE_FIELDS)
# Common fields that a template has; the edition stands for `source_id`.
ROW_FIELDS: tuple[Field, ...] = tuple(field for field in COMMON if field.name != "source_id")
# Fields a template may leave blank because something else says them.
FILLED_IN = {
    "basis": "as published where blank",
    "value_status": "published where blank and a figure stands in the row",
}

# What a source is an issue of, where the file does not say; None in the first place stands for any other kind.
PUBLICATIONS: dict[str, str] = {
    "inspections": "hmicfrs-peel",
    "inspection_measures": "hmicfrs-peel",
    "recording_coverage": "hmicfrs-peel",
    "national_accuracy": "hmicfrs-cdi",
    "recommendations": "hmicfrs-peel",
    "recommendation_elements": "hmicfrs-peel",
    "recommendation_events": "hmicfrs-register",
    "recommendation_positions": "pcc-responses",
    "responses": "pcc-responses",
    "actions": "osr-review-and-plan",
    "audits": "hmicfrs-peel",
    "monitoring_stages": "hmicfrs-monitoring",
    "events": "accounts-other",
    "ndqis": "osr-review-and-plan",
    "quality_ratings": "osr-review-and-plan",
    "recording_systems": "force-documents",
    "force_systems": "force-documents",
    "forces": "ons-geography",
    "boundaries": "ons-geography",
    "force_aliases": "product-reference",
    "local_policing_bodies": "local-policing-bodies",
    "offences": "ons-appendix-tables",
    "offence_groups": "ons-appendix-tables",
    "recorded_crime": "ho-recorded-crime-open-data",
    "cancelled_records": "ho-cancelled-records",
    "survey_estimates": "ons-appendix-tables",
    "survey_changes": "ons-appendix-tables",
    "survey_quality": "ons-methodology",
    "survey_shares": "ons-annual-trend-tables",
    "comparable_ratios": "ons-methodology",
    "comparable_subset": "comparable-subset-guide",
}
OTHER_PUBLICATION = "accounts-other"
# Kinds that several publications state with equal right: the file has to say which one.
ASKED_PUBLICATION = ("quality_ratings",)
# Fields that name something in words of their own, and the list in which it must be found.
OFFENCE_TYPES = "offence_types.name"
NAMED_LIST: dict[tuple[str, str], str] = {("quality_ratings", "offence_type"): OFFENCE_TYPES}


@dataclass(frozen=True)
class Template:
    """A file to be filled in: its name, what it is for, and the kinds it has a sheet for."""

    name: str
    title: str
    kinds: tuple[Kind, ...]


def _family(name: str, title: str, *kinds: str) -> Template:
    return Template(name, title, tuple(BY_NAME[kind] for kind in kinds))


TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        _family(
            "inspection_results",
            "Results of an inspection of crime recording: the inspection, what it measured, what it recommended",
            "inspections",
            "inspection_measures",
            "recording_coverage",
            "recommendations",
            "recommendation_elements",
        ),
        _family("systems", "Recording systems and the forces that use them", "recording_systems", "force_systems"),
        *(Template(kind.name, kind.title, (kind,)) for kind in KINDS),
    )
}


def template_named(name: str) -> Template:
    """The template of a name, written with spaces, hyphens or underscores; UnknownName with what there is."""
    key = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    if key not in TEMPLATES:
        raise unknown_name("template", name, TEMPLATES)
    return TEMPLATES[key]


def columns_of(kind: Kind) -> tuple[Field, ...]:
    """The columns of a kind's sheet, in order: its own fields, what is common to all, and the source."""
    return (*kind.fields, *ROW_FIELDS, *SOURCE_FIELDS)


def is_needed(field: Field) -> bool:
    """Whether a template's cell of this field must be filled."""
    return field.required and field.name not in FILLED_IN


def publication_of(kind: str, title: str, *, is_secondary: bool) -> str:
    """What a source is an issue of where nobody says: by the kind of fact, its title, and whether it is an account."""
    publication = PUBLICATIONS.get(kind, OTHER_PUBLICATION)
    if not publication.startswith("hmicfrs-"):
        return publication
    if is_secondary:
        return "accounts-inspections"
    return "hmicfrs-cdi" if "data integrity" in title.casefold() and kind != "recommendation_events" else publication
