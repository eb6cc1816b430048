"""Which survey offence types are set beside which recorded offence codes, from when and until when."""

from __future__ import annotations

from dashboard.domain.kinds.fields import Kind, key, text
from dashboard.domain.kinds.fields import day as a_day

STATUSES = ("published subset", "successor of a published code", "our pairing", "excluded", "contents not seen")
INCLUDED = STATUSES[:3]
LEVELS = ("code", "printed total", "sum of parts", "none")

KINDS: tuple[Kind, ...] = (
    Kind(
        "crosswalk",
        "Crosswalk between survey offence types and recorded offence codes",
        (
            key("subset", "the set of pairs the row belongs to; a code stands in one pair of a set at one time"),
            key("offence_type", "the pair, by the name of its survey offence type"),
            key("offence_code", "recorded offence code, name of a printed total, or the words of the level"),
            key("used_from", "first day on which the code belongs to the pair", "date"),
            a_day("used_until", "last day; blank while it still does"),
            text("offence_name", "recorded offence", required=True),
            text("level", "whether the row names a code or a printed total", required=True, choices=LEVELS),
            text("survey_type", "offence type in the tables of survey estimates; blank where the parts are added up"),
            text("share_types", "names in the tables of shares known to the police, separated by semicolons"),
            text("part_of", "larger types this pair is counted in, separated by semicolons"),
            text("event_kinds", "kinds of offence in the register of events that bear on the pair, by semicolons"),
            text("rating_types", "offence types in the quality ratings that bear on the pair, by semicolons"),
            text("successor_codes", "codes that took over on the day after the last, separated by semicolons"),
            text("status", "whose pairing it is, or that the pair is refused", required=True, choices=STATUSES),
            text("reason", "why excluded, or why a gap in time is left"),
            text("coverage_note", "what one side covers and the other does not"),
        ),
        is_reference=True,
    ),
)
