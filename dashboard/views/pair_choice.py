"""The pairs of the crosswalk as they stood on the day, and what the reader chose among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import LATEST, parse_day
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.kinds.crosswalk import INCLUDED
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import Record, facts
from dashboard.views.question import Question

OURS = "our raw pairing, not the ONS subset"
ALL = "All paired offences"
DEFAULT_OFFENCE = "Violence"

OFFENCE_FILTER = FilterDefinition(
    "offence_type", "Offence type", "choice", choices_from="crosswalk.offence_type", default=DEFAULT_OFFENCE
)
SUBSET_FILTER = FilterDefinition("subset", "Set of pairs", "choice", choices_from="crosswalk.subset", default=OURS)
LAG_FILTER = FilterDefinition("lag", "Lag, months", "choice", choices=("0", "6"), default="0")
EDITION_FILTER = FilterDefinition("edition", "Edition", "text")
ANYWAY_FILTER = FilterDefinition("anyway", "Compare anyway", "choice", choices=("no", "yes"), default="no")


@dataclass(frozen=True)
class Pair:
    """One survey offence type beside its recorded codes; `parts` are the pairs it is the sum of."""

    subset: str
    offence_type: str
    rows: tuple[Record, ...]
    parts: tuple[Pair, ...] = ()
    # Asked again for each edition held; the rows never change.
    _in_force: dict[tuple[str, date, date], list[Record]] = field(default_factory=dict, init=False, repr=False)

    def names(self) -> set[str]:
        """Codes and printed totals whose counts the pair may need, those of its parts included."""
        own = {r["offence_code"] for r in self.rows if r["level"] in ("code", "printed total")}
        return own.union(*(part.names() for part in self.parts))

    def survey_types(self) -> set[str]:
        """Survey offence types whose estimates the pair may need, those of its parts included."""
        own = {r["survey_type"] for r in self.rows if r["survey_type"]}
        return own.union(*(part.survey_types() for part in self.parts))

    def words(self, field: str) -> tuple[str, ...]:
        """The values of a list field, in order, each once."""
        named = [part.strip() for r in self.rows for part in (r[field] or "").split(";")]
        return tuple(dict.fromkeys(name for name in named if name))

    def in_force(self, level: str, start: date, end: date) -> list[Record]:
        """Rows of a level that belong to the pair on some day of the stretch."""
        key = (level, start, end)
        if key not in self._in_force:
            self._in_force[key] = [
                r
                for r in self.rows
                if r["level"] == level and r["used_from"] <= end and (r["used_until"] or LATEST) >= start
            ]
        return self._in_force[key]


@dataclass(frozen=True)
class Pairs:
    """The pairs of one set by name, and those refused with their reason."""

    subset: str
    pairs: dict[str, Pair]
    refused: dict[str, str]

    def leaves(self) -> list[Pair]:
        """The pairs that are not sums of others, by name."""
        return [pair for _, pair in sorted(self.pairs.items()) if not pair.parts]


def pairs_of(question: Question) -> Pairs:
    """The pairs of the set that the filter chooses."""
    held = facts(question.connection, "crosswalk", as_at=question.as_at)
    return pairs_among(held, question.wants("subset") or OURS)


def pairs_among(held: Sequence[Record], subset: str) -> Pairs:
    """The pairs of one set among rows of the crosswalk."""
    rows = [r for r in held if r["subset"] == subset]
    refused = {r["offence_type"]: r["reason"] or r["status"] for r in rows if r["status"] not in INCLUDED}
    included: dict[str, list[Record]] = {}
    for r in rows:
        if r["status"] in INCLUDED:
            included.setdefault(r["offence_type"], []).append(r)
    leaves = {
        name: Pair(subset, name, tuple(found))
        for name, found in included.items()
        if not any(r["level"] == "sum of parts" for r in found)
    }
    sums = {
        name: Pair(subset, name, tuple(found), tuple(_parts(name, leaves.values())))
        for name, found in included.items()
        if name not in leaves
    }
    return Pairs(subset, {**leaves, **sums}, refused)


def _parts(name: str, leaves: Iterable[Pair]) -> list[Pair]:
    return sorted((leaf for leaf in leaves if name in leaf.words("part_of")), key=lambda leaf: leaf.offence_type)


def whose(subset: str) -> str:
    """Whose pairing a set is, in two words or three: ours is never to pass for the statisticians', nor theirs for ours."""
    return "our pairing" if subset == OURS else "worked out here"


def refusal(pairs: Pairs, offence: str) -> str:
    """Why an offence type has no pair in the set, in a sentence; "" where it has one."""
    if offence in pairs.pairs:
        return ""
    if offence in pairs.refused:
        return f"Refused: {offence} is not set beside recorded crime. {pairs.refused[offence]}"
    named = ", ".join(sorted(pairs.pairs)) or "none"
    return f"Refused: {offence} has no pair in this set ({pairs.subset}). Its pairs are: {named}."


def as_of_edition(question: Question) -> tuple[Question, str]:
    """The question as of the day on which the edition asked for was known, and the edition's identifier ("" for none).

    Raises UnknownName, naming editions that state survey estimates or recorded crime, for one that is not held.
    """
    wanted = question.wants("edition").casefold()
    if not wanted:
        return question, ""
    held = editions(question.connection, as_at=question.as_at)
    for by in ("source_id", "edition_label"):
        found = [e for e in held if (e[by] or "").casefold() == wanted]
        if found:
            newest = found[-1]  # they come in the order of publication
            day = min(newest["known_from"], question.as_at.day)
            return replace(question, as_at=AsAt(day)), newest["source_id"]
    relevant = [e["source_id"] for e in held if "appendix" in e["source_id"] or "pfa" in e["source_id"]]
    raise unknown_name("edition", question.wants("edition"), relevant or [e["source_id"] for e in held])


def lag_months(question: Question) -> int:
    """Months by which the recorded year ends before the survey year."""
    return int(question.wants("lag") or 0)


def goes_anyway(question: Question) -> bool:
    """Whether the reader asked to compare where the product advises against it."""
    return question.wants("anyway") == "yes"


def year_wanted(question: Question, name: str) -> date | None:
    """A year ending asked for as "2014" (the year to March) or as any date; None where not asked."""
    words = question.wants(name)
    if not words:
        return None
    if words.isdigit() and len(words) == 4:
        return date(int(words), 3, 31)
    return parse_day(words, what=f"year in the filter {name}")


def base_year(question: Question, years: Sequence[date]) -> date | None:
    """The year both series are indexed to: the one asked for, or else the first; ReaderError names those there are."""
    wanted = year_wanted(question, "base")
    if not years:
        return None
    if wanted is None:
        return years[0]
    if wanted in years:
        return wanted
    named = ", ".join(year.isoformat() for year in years)
    raise ReaderError(f"The filter base is {question.wants('base')!r}; both series have a value in: {named}.")
