"""Names of forces, local policing bodies, offences and groups."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, count, dated, day, key, text

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
        "force_successions",
        "Which force came from which",
        (
            key("predecessor_code", "the force that ended or gave up an area", **FORCE),
            key("successor_code", "the force that took over", **FORCE),
            day("happened_on", "first day of the successor", required=True),
            text(
                "how", "what happened", required=True, choices=("merger", "division", "renaming", "transfer of an area")
            ),
        ),
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
)
