"""The register of events, NDQIS collections and quality ratings."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, count, dated, day, key, text

KINDS: tuple[Kind, ...] = (
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
            text(
                "rating",
                "the rating; blank where only a preferred source is stated",
                choices=("good", "moderate", "poor", "not seen"),
            ),
            text("preferred_source", "which source the framework prefers"),
            text("rating_basis", "why"),
        ),
    ),
)
