"""People's names in free text replaced by what they are there as; a ledger keeps posts, not people."""

from __future__ import annotations

import re

_RANKS = {
    "PC": "a constable",
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
    "ACC": "an assistant chief constable",
    "DCC": "the deputy chief constable",
    "HMI": "an inspector of constabulary",
}
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Cllr")
_NAME = r"(?:[A-Z][A-Za-z'’-]*[a-z]|[A-Z]\.)(?:\s+(?:[A-Z][A-Za-z'’-]*[a-z]|[A-Z]\.))*"
_RANKED = re.compile(rf"\b({'|'.join(sorted(_RANKS, key=len, reverse=True))})\.?\s+{_NAME}")
_TITLED = re.compile(rf"\b(?:{'|'.join(_TITLES)})\.?\s+{_NAME}")
_ONLY_A_NAME = re.compile(r"[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][a-z'’-]+")
# Words that make two capitalised words a post or a unit and not a person.
_POSTS = re.compile(
    r"head|chief|officer|lead|director|constable|superintendent|inspector|manager|registrar|force|police|crime|office|board|"
    r"team|unit|home|department|commissioner|contact|response|deputy|assistant|senior|service",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b((?:(?:[Dd]etective|[Cc]hief|[Dd]eputy|[Aa]ssistant|[Tt]emporary|[Aa]cting)\s+)*"
    rf"(?:[Cc]onstable|[Ss]ergeant|[Ii]nspector|[Ss]uperintendent))\s+({_NAME})"
)
# A rank may stand before what its holder is in charge of.
_UNITS = re.compile(r"(?:ations|gence|ards|hoods|ions|ment|Support|Justice|Custody|Digital)\b")
NOBODY = "a named person"


def names_to_roles(text: str) -> str:
    """The text with ranks and titles that stand before a name kept as a role, and the name gone."""
    return _TITLED.sub(NOBODY, _RANKED.sub(lambda found: _RANKS[found[1]], _SPELT.sub(_rank_alone, text)))


def _rank_alone(found: re.Match[str]) -> str:
    """A rank in full without the name after it; with what follows where that names a post or unit and nobody."""
    is_unit = _POSTS.search(found[2]) or _UNITS.search(found[2])
    return found[0] if is_unit else found[1]


def owner_as_post(text: str) -> str:
    """An owner's cell as a post: a bare personal name becomes "a named person"."""
    replaced = names_to_roles(text.strip())
    is_name = _ONLY_A_NAME.fullmatch(replaced) and not _POSTS.search(replaced)
    return NOBODY if is_name else replaced
