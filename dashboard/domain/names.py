"""People's names in free text replaced by what they are there as; a ledger keeps posts, not people."""

from __future__ import annotations

import re

_RANKS = {
    "PC": "a constable",
    "PCSO": "a community support officer",
    "WPC": "a constable",
    "SC": "a special constable",
    "DC": "a detective constable",
    "PS": "a sergeant",
    "Sgt": "a sergeant",
    "DS": "a detective sergeant",
    "Insp": "an inspector",
    "DI": "a detective inspector",
    "CI": "a chief inspector",
    "DCI": "a detective chief inspector",
    "Supt": "a superintendent",
    "DSU": "a detective superintendent",
    "DCS": "a detective chief superintendent",
    "Det Insp": "a detective inspector",
    "Det Sgt": "a detective sergeant",
    "Det Supt": "a detective superintendent",
    "Ch Insp": "a chief inspector",
    "Ch Supt": "a chief superintendent",
    "C/Insp": "a chief inspector",
    "C/Supt": "a chief superintendent",
    "Cst": "a constable",
    "CC": "the chief constable",
    "ACC": "an assistant chief constable",
    "DCC": "the deputy chief constable",
    "HMI": "an inspector of constabulary",
}
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Cllr", "Prof", "Rev", "Lord", "Lady", "Baroness")
_NAME = r"(?:[A-Z][A-Za-z'’-]*[a-z]|[A-Z]\.)(?:\s+(?:[A-Z][A-Za-z'’-]*[a-z]|[A-Z]\.))*"
# A collar number may stand before the name, or instead of it.
_RANKED = re.compile(
    rf"\b(?:[TA]/)?({'|'.join(sorted(_RANKS, key=len, reverse=True))})\.?\s+(?:[A-Z]{{0,2}}\d{{2,6}}\b(?:\s+{_NAME})?|{_NAME})"
)
_TITLED = re.compile(rf"\b(?:{'|'.join(_TITLES)})\.?\s+{_NAME}")
# Given names common in England and Wales that are hardly ever anything else, so that "Sarah from finance" is seen.
_GIVEN = (
    "Aaron|Abdul|Abigail|Adam|Adrian|Ahmed|Aisha|Alan|Alice|Alison|Amanda|Amy|Andrea|Andrew|Angela|Anita|Ann|Anna|Anne|"
    "Anthony|Ashley|Barbara|Ben|Benjamin|Bethan|Brian|Bryn|Callum|Carl|Carol|Caroline|Catherine|Charlotte|Chloe|Chris|"
    "Christine|Christopher|Claire|Clare|Colin|Craig|Daniel|Darren|David|Dawn|Deborah|Debbie|Denise|Derek|Diane|Donna|"
    "Dylan|Eleri|Elizabeth|Emily|Emma|Eleanor|Fatima|Fiona|Gareth|Gary|Geoff|Geoffrey|Gemma|Gillian|Graham|Gwyn|Hannah|"
    "Harry|Hassan|Heather|Helen|Huw|Hywel|Ian|Imran|Jack|Jacqueline|James|Jane|Janet|Jason|Jennifer|Jenny|Jessica|Joanna|"
    "Joanne|John|Jonathan|Joseph|Joshua|Julia|Julie|Karen|Kate|Katherine|Kathryn|Katie|Keith|Kelly|Kevin|Kirsty|Laura|"
    "Lauren|Lee|Leanne|Lesley|Lewis|Linda|Lisa|Louise|Lucy|Luke|Malcolm|Margaret|Maria|Martin|Mary|Matthew|Megan|"
    "Melanie|Michael|Michelle|Mike|Mohammed|Muhammad|Natalie|Nathan|Neil|Nicholas|Nicola|Nigel|Olivia|Pamela|Patricia|"
    "Patrick|Paul|Paula|Peter|Philip|Phillip|Priya|Rachel|Raj|Rebecca|Rhian|Rhys|Richard|Robert|Roger|Rhiannon|Ruth|Ryan|"
    "Sally|Samantha|Samuel|Sandra|Sanjay|Sara|Sarah|Sean|Sharon|Sheila|Sian|Simon|Sophie|Stacey|Stephanie|Stephen|"
    "Steve|Steven|Stuart|Susan|Suzanne|Thomas|Timothy|Tina|Tracey|Tracy|Vanessa|Wayne|Wendy|William|Yasmin|Zoe"
)
_GIVEN_NAME = re.compile(rf"(?<!St )(?<!St\. )\b(?:{_GIVEN})\b(?:\s+[A-Z][A-Za-z'’-]*[a-z]\b)?")
_ONLY_A_NAME = re.compile(
    r"[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][A-Za-z'’-]+"  # Jane Smith, Jane A. Smith, Jo O'Neill
    r"|[A-Z]\.?\s?[A-Z]?\.?\s+[A-Z][A-Za-z'’-]+"  # J Smith, J. A. Smith
    r"|[A-Z][A-Za-z'’-]+,\s*[A-Z][A-Za-z.'’-]*"  # Smith, Jane; SMITH, J.
    r"|[A-Z'’-]{3,}\s+[A-Z'’-]{3,}"  # JANE SMITH
)
# Words that make two capitalised words a post or a unit and not a person.
_POSTS = re.compile(
    r"head|chief|officer|lead|director|constable|superintendent|inspector|manager|registrar|force|police|crime|office|board|"
    r"team|unit|home|plan|group|data|record|audit|integrity|midlands|valley|yorkshire|wales|mercia|government|authority|committee|"
    r"standard|victim|quality|project|programme|phase|report|inspection|training|policy|review|january|february|march|april|"
    r"quarter|june|july|august|september|october|november|december|department|commissioner|contact|response|deputy|assistant|senior|service",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b((?:(?:[Dd]etective|[Cc]hief|[Dd]eputy|[Aa]ssistant|[Tt]emporary|[Aa]cting)\s+)*"
    rf"(?:[Cc]onstable|[Ss]ergeant|[Ii]nspector|[Ss]uperintendent))\s+({_NAME})"
)
# A rank may stand before what its holder is in charge of.
_UNITS = re.compile(r"(?:ations|gence|ards|hoods|ions|ment|Support|Justice|Custody|Digital)\b")
NOBODY = "a named person"
# "J. Smith", "A.B. O'Neill": initials with their stops and a surname.
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){1,3}(?:[A-Z][A-Za-z'’-]*[a-z])\b")
# Two or three capitalised words after words that somebody stands behind: "agreed by Tunde Adeyemi".
_PART = r"(?:[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?|[A-Z]['’][A-Z][a-z]+)"
_ACTOR = re.compile(
    r"\b((?i:(?:agreed|approved|signed off|completed|updated|reviewed|written|sent|led|confirmed|provided|owned|chaired) by"
    r"|(?:spoke|spoken|speak|met|meeting) (?:to|with)|emailed|contact(?:ed)?|author|lead|owner|officer|sro|cc)"
    rf"\s*:?\s+)({_PART}(?:\s+{_PART}){{1,2}})"
)


# Beside the words of posts, what makes capitalised words of a note on totals a panel, a place or a unit and nobody.
_PLACES = re.compile(
    r"panel|scrutiny|ethics|council|station|hub|desk|centre|bureau|public|protection|control|room|north|south|east|west|"
    r"division|district|area|house|road|street|lane|ward|court|hospital|school|university|prison|safeguarding|child|adult|"
    r"domestic|referral|avon|somerset|devon|cornwall|city|london|manchester|review|peer|analyst|supervisor|staff|adviser|"
    r"decision|independent|external|internal|partner|joint|sample|sampl",
    re.IGNORECASE,
)
_GIVEN_AND_FAMILY = re.compile(rf"(?<!St )(?<!St\. )\b(?:{_GIVEN})\s+({_PART})(?![\w'’])")
_MET_BY_GIVEN_NAME = re.compile(
    r"\b(?i:(?:agreed|approved|signed off|completed|updated|reviewed|written|sent|led|confirmed|provided|owned|chaired) by"
    rf"|(?:spoke|spoken|speak|met|meeting) (?:to|with)|emailed)\s*:?\s+(?:{_GIVEN})\b"
)


def names_a_person(text: str) -> bool:
    """Whether a note on totals names somebody; conservative, since such notes speak of panels, places and posts."""
    if any(not _names_nobody(found[1]) for found in _GIVEN_AND_FAMILY.finditer(text)):
        return True
    actors = (found[2] for found in _ACTOR.finditer(text))
    initials = (found[0] for found in _INITIALS.finditer(text))
    return any(not _names_nobody(name) for name in (*actors, *initials)) or bool(_MET_BY_GIVEN_NAME.search(text))


def is_only_a_name(text: str) -> bool:
    """Whether the cell of a role holds a person's name alone."""
    return bool(_ONLY_A_NAME.fullmatch(text.strip())) and not _names_nobody(text)


def _names_nobody(words: str) -> bool:
    return _names_a_post(words) or bool(_PLACES.search(words))


def names_to_roles(text: str) -> str:
    """The text with ranks and titles that stand before a name kept as a role, and the name gone."""
    text = _SPELT.sub(_rank_alone, text)
    text = _TITLED.sub(NOBODY, _RANKED.sub(lambda found: _RANKS[found[1]], text))
    text = _INITIALS.sub(lambda found: found[0] if _names_a_post(found[0]) else NOBODY, text)
    return _ACTOR.sub(lambda found: found[0] if _names_a_post(found[2]) else f"{found[1]}{NOBODY}", text)


def _rank_alone(found: re.Match[str]) -> str:
    """A rank in full without the name after it; with what follows where that names a post or unit and nobody."""
    return found[0] if _names_a_post(found[2]) else found[1]


def _names_a_post(words: str) -> bool:
    return bool(_POSTS.search(words) or _UNITS.search(words))


def given_names_gone(text: str) -> str:
    """The text with common given names, and the capitalised word after each, as "a named person"."""
    return _GIVEN_NAME.sub(NOBODY, text)


def owner_as_post(text: str) -> str:
    """An owner's cell as a post: a bare personal name becomes "a named person"."""
    replaced = names_to_roles(text.strip())
    is_name = _ONLY_A_NAME.fullmatch(replaced) and not _POSTS.search(replaced)
    return NOBODY if is_name else replaced
