"""Names and area codes in files to force codes.  The code counts first; a name settles what a code leaves open."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from loaders.markers import plain, without_notes

ENGLAND_AND_WALES = "K04000001"
BTP = "BTP"
FRAUD_BODIES = frozenset({"Action Fraud", "CIFAS", "UK Finance", "Financial Fraud Action UK", "Report Fraud"})
# English regions and Wales, with the forces counted in each.
REGIONS: dict[str, tuple[str, ...]] = {
    "E12000001": ("E23000013", "E23000008", "E23000007"),
    "E12000002": ("E23000006", "E23000002", "E23000005", "E23000003", "E23000004"),
    "E12000003": ("E23000012", "E23000009", "E23000011", "E23000010"),
    "E12000004": ("E23000018", "E23000021", "E23000020", "E23000022", "E23000019"),
    "E12000005": ("E23000015", "E23000017", "E23000016", "E23000014"),
    "E12000006": ("E23000026", "E23000023", "E23000028", "E23000027", "E23000024", "E23000025"),
    "E12000007": ("E23000034", "E23000001"),
    "E12000008": ("E23000030", "E23000032", "E23000031", "E23000033", "E23000029"),
    "E12000009": ("E23000036", "E23000035", "E23000039", "E23000037", "E23000038"),
    "W92000004": ("W15000004", "W15000002", "W15000001", "W15000003"),
}
FORCES: tuple[str, ...] = tuple(sorted(force for forces in REGIONS.values() for force in forces))

_AREA = re.compile(r"[EWK]\d{8}")
_SUFFIX = re.compile(r" (constabulary|police|police service|police force)$")


@dataclass(frozen=True)
class Area:
    """An area as the product names it: a force code, a region or country code, or a fraud body's name."""

    code: str
    level: str  # force, special force, fraud body, region, country, unknown
    remark: str = ""  # what was noticed on the way, for the report


def level_of(code: str) -> str:
    """force, special force, fraud body, region, country, or unknown."""
    if code in FORCES:
        return "force"
    if code == BTP:
        return "special force"
    if code in FRAUD_BODIES:
        return "fraud body"
    if code in ("K04000001", "E92000001", "W92000004"):
        return "country"
    return "region" if code in REGIONS else "unknown"


@cache
def _names() -> dict[str, str]:
    path = Path(__file__).parent / "headings" / "forces.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {plain(row["name"]): row["code"] for row in csv.DictReader(file)}


def name_of(code: str) -> str:
    """The name by which a code is told to a reader; the code itself where it has none."""
    return _labels().get(code, code)


def force_names() -> tuple[str, ...]:
    """The names of the forces, each once, for a hint at the nearest."""
    return tuple(name for code, name in _labels().items() if level_of(code) in ("force", "special force"))


def nearest_force(text: str) -> str:
    """`; did you mean 'Kent'?` for a name close to a force's, or nothing."""
    names = {name.casefold(): name for name in force_names()}
    near = get_close_matches(text.casefold(), names, n=1, cutoff=0.6)
    return f"; did you mean {names[near[0]]!r}?" if near else ""


@cache
def _labels() -> dict[str, str]:
    path = Path(__file__).parent / "headings" / "forces.csv"
    labels: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels.setdefault(row["code"], row["name"])
    return labels


@cache
def area_named(text: str) -> Area:
    """The area a name means where no code is printed; a force rather than the region of the same name."""
    bare, had_notes = without_notes(text)
    remark = f"{bare}: footnote digits or marker left out of the name" if had_notes else ""
    key = plain(text)
    code = _names().get(key) or _names().get(_SUFFIX.sub("", key))
    if code is None and _AREA.fullmatch(bare):
        code = bare
    return Area(code, level_of(code), remark) if code else Area("", "unknown", remark)


@cache
def area_coded(code: str, name: str) -> Area:
    """The area of a printed code and name.

    A known code decides, unless the name plainly is another force: a wrong code is then told, and the name counts.
    """
    bare = code.strip()
    named = area_named(name)
    if not bare or bare.casefold() in ("n/a", "[z]", "[x]", "-", ".."):
        return named
    level = level_of(bare)
    if level == "unknown":
        if named.level == "unknown":
            return Area("", "unknown", f"area code {bare} and its name are not known")
        return Area(
            named.code, named.level, f"area code {bare} is not known; read by its name as {name_of(named.code)}"
        )
    same_named_region = plain(name_of(named.code)) in plain(name_of(bare)) if named.code else True
    if named.level in ("force", "special force") and named.code != bare and not same_named_region:
        remark = f"area code {bare} is that of {name_of(bare)}; read by its name as {name_of(named.code)}"
        return Area(named.code, named.level, remark)
    return Area(bare, level, named.remark)
