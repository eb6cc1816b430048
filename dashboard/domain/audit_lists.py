"""The controlled words of force audits: what is audited, how records are chosen and reported, why crimes are missed."""

from __future__ import annotations

AUDIT_TYPES: tuple[str, ...] = (
    "incident to crime",
    "all reported crime",
    "violence",
    "sexual offences",
    "rape",
    "N100",
    "safeguarding referrals",
    "modern slavery",
    "domestic abuse",
    "classification",
    "timeliness",
    "cancelled records",
    "outcomes",
    "out-of-court disposals",
    "incident opening and closing codes",
    "antisocial behaviour logs",
    "equality information",
    "victim at the centre",
    "earlier recommendations",
    "national plan",
    "other",
)
# Audits of one kind of crime, whatever their offence group says.
KINDS_OF_CRIME = ("violence", "sexual offences", "rape", "modern slavery", "domestic abuse")
SAMPLING_METHODS: tuple[str, ...] = (
    "random",
    "systematic",
    "stratified",
    "all cases",
    "dip sample",
    "targeted",
    "other",
)
CENSUS = "all cases"
# Samples that were not drawn by chance: an interval for chance alone says too little about them.
NOT_BY_CHANCE = ("dip sample", "targeted")
ROUTES: tuple[str, ...] = (
    "point of contact or incident",
    "MASH referral",
    "officer attendance",
    "online",
    "front counter",
    "other",
)

# One primary reason for each missed crime, any number of secondary ones.
REASONS: dict[str, str] = {
    "KNOW": "limited knowledge of the counting rules",
    "RULE": "rule misread",
    "ADDL": "main crime recorded, additional crime missed",
    "N100": "N100 used instead of the crime",
    "NONC": "non-crime record used instead of a crime",
    "NEGA": "crime not properly negated on the log",
    "POOR": "poor decision, nothing else fits",
    "MISC": "recorded under the wrong class",
    "NREC": "not recorded at all, cause unknown",
    "LATE": "recorded after the time limit",
    "CALL": "call not summarised fully",
    "WAIT": "decision held back for an examination or interview",
    "SYST": "system or interface cannot carry the link",
    "CANC": "wrongly cancelled",
}


def folded(words: str) -> str:
    """Words made comparable: case, hyphens, underscores and spaces apart."""
    return " ".join(words.replace("_", " ").replace("-", " ").casefold().split())
