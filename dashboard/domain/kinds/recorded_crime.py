"""Counts of recorded crime and of cancelled records."""

from __future__ import annotations

from dashboard.domain.kinds.fields import PERIOD, STATUS, Kind, count, key, text

KINDS: tuple[Kind, ...] = (
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
)
