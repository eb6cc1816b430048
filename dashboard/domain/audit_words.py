"""The offence groups in which audits are sent in, and the other words by which the controlled lists are known."""

from __future__ import annotations

from dashboard.domain.audit_lists import AUDIT_TYPES, CENSUS, ROUTES, SAMPLING_METHODS, folded

WITHOUT_FRAUD, WITH_FRAUD = "All offences excluding fraud", "All offences including fraud"
# The groups and sub-groups of published recorded crime, and the themes that audits are made of; with their other names.
OFFENCE_GROUPS: dict[str, tuple[str, ...]] = {
    WITHOUT_FRAUD: ("all crime excluding fraud", "all crime except fraud", "total recorded crime (excluding fraud)"),
    WITH_FRAUD: ("all crime including fraud", "total recorded crime (including fraud)"),
    "Victim-based crime": ("victim based crime",),
    "Violence against the person": ("violence", "violent crime", "vap", "total violence against the person"),
    "Homicide": (),
    "Death or serious injury by unlawful driving": ("death or serious injury - unlawful driving",),
    "Violence with injury": (),
    "Violence without injury": (),
    "Stalking and harassment": ("stalking", "harassment"),
    "Sexual offences": ("sexual", "sexual offence", "all sexual offences"),
    "Rape": ("rape offences", "rapes"),
    "Other sexual offences": ("other sexual",),
    "Robbery": ("robbery offences",),
    "Theft offences": ("theft", "acquisitive crime"),
    "Burglary": ("burglary offences",),
    "Residential burglary": ("domestic burglary", "burglary residential"),
    "Non-residential burglary": ("non-domestic burglary", "burglary business and community"),
    "Vehicle offences": ("vehicle crime",),
    "Theft from the person": (),
    "Bicycle theft": (),
    "Shoplifting": ("shop theft",),
    "Other theft offences": ("all other theft offences", "other theft"),
    "Criminal damage and arson": ("criminal damage", "arson", "damage"),
    "Other crimes against society": (),
    "Drug offences": ("drugs",),
    "Possession of weapons offences": ("possession of weapons", "weapons"),
    "Public order offences": ("public order",),
    "Miscellaneous crimes against society": ("miscellaneous crimes", "miscellaneous"),
    "Fraud offences": ("fraud",),
    "Fraud and computer misuse offences": ("fraud and computer misuse", "computer misuse"),
    "Domestic abuse": ("domestic", "domestic violence", "da"),
    "Child sexual abuse and exploitation": ("child sexual exploitation", "child sexual abuse", "cse", "csae"),
    "Modern slavery": ("modern slavery offences",),
    "Hate crime": (),
    "Knife crime": (),
    "Antisocial behaviour": ("asb", "antisocial behaviour incidents"),
    "Other offences": ("other",),
}
_OTHER_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "offence_group": OFFENCE_GROUPS,
    "audit_type": {
        "incident to crime": ("itc", "incident to crime conversion", "ncrs"),
        "all reported crime": ("all crime", "all reported crimes"),
        "safeguarding referrals": ("mash", "mash referrals", "safeguarding"),
        "cancelled records": ("cancelled crimes", "cancellations", "no crimes", "no crime"),
        "outcomes": ("outcome",),
        "incident opening and closing codes": ("nsir", "opening and closing codes"),
        "antisocial behaviour logs": ("asb", "asb logs", "antisocial behaviour", "anti social behaviour logs"),
        "timeliness": ("within the time limit", "24 hours"),
        "rape": ("rapes",),
        "violence": ("violence against the person",),
    },
    "sampling_method": {
        CENSUS: ("census", "all", "every case", "100 per cent", "whole population"),
        "random": ("simple random", "random sample", "simple random sample"),
        "systematic": ("systematic sample", "every nth"),
        "stratified": ("stratified random", "stratified sample"),
        "dip sample": ("dip", "dip sampling"),
    },
    "reporting_route": {
        "point of contact or incident": ("point of contact", "incident", "contact", "999 or 101"),
        "MASH referral": ("mash", "referral"),
        "online": ("web", "online report"),
    },
}
_LISTS = {
    "offence_group": tuple(OFFENCE_GROUPS),
    "audit_type": AUDIT_TYPES,
    "sampling_method": SAMPLING_METHODS,
    "reporting_route": ROUTES,
}
_MEANT = {
    name: {folded(other): word for word in words for other in (word, *_OTHER_WORDS[name].get(word, ()))}
    for name, words in _LISTS.items()
}
_BLANK_GROUPS = frozenset({"all", "all crime", "all crimes", "all offences", "total"})


def in_the_list(field: str, words: str) -> str:
    """The word of a controlled list that is meant, whatever its case and hyphens; the words as they are where none is.

    "All crime" as an offence group is blank, which stands for all of them.
    """
    if field == "offence_group" and folded(words) in _BLANK_GROUPS:
        return ""
    return _MEANT.get(field, {}).get(folded(words), words)
