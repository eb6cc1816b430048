"""What may be asked of a view: its filters as plain data, and one frozen object holding a reader's choice.

The address of a page, `rcq view --set` and every export build the same object, so a link reproduces a view.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.domain.dates import british, parse_day
from dashboard.domain.errors import ReaderError, unknown_name

FilterKind = Literal["force", "forces", "date", "choice", "number", "text"]
LONGEST_TEXT = 200
ENGLAND_AND_WALES = "K04000001"  # the code of England and Wales as a whole, in place of a force's
NATION_NAMES = {ENGLAND_AND_WALES: "England and Wales"}
STRETCH = ("from", "to")  # the filters that together name a stretch of time


@dataclass(frozen=True)
class FilterDefinition:
    """One filter of a view.

    `kind` "force" takes any name or code of a force and becomes its code; "date" becomes an ISO date; "choice" takes
    one of `choices`, or of what the store holds where `choices_from` names a kind and field ("inspections.programme");
    "forces" takes several names or codes separated by semicolons; "number" takes a number from `least` to `most`, whole
    where `whole` says so; "text" takes any words up to 200 characters.  `blank` is what a page says where nothing is chosen.
    A filter of one force takes "England and Wales" as well where `takes_nation` says so.
    """

    name: str
    label: str
    kind: FilterKind
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    required: bool = False
    default: str = ""
    blank: str = "All"
    least: float | None = None
    most: float | None = None
    whole: bool = False
    takes_nation: bool = False


@dataclass(frozen=True)
class Filters:
    """A reader's choice, in a fixed order, so that equal choices are equal keys."""

    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Filters:
        """The choice in `values`, without the empty ones."""
        return cls(tuple(sorted((name, value) for name, value in values.items() if value)))

    def get(self, name: str) -> str:
        """The value of a filter, or "" where it was not set."""
        return dict(self.values).get(name, "")

    def as_dict(self) -> dict[str, str]:
        """Name to value, for the filters that are set."""
        return dict(self.values)


def names_the_nation(words: str) -> bool:
    """Whether these words stand for England and Wales as a whole."""
    return words.strip().casefold().replace("&", "and") in {ENGLAND_AND_WALES.casefold(), "england and wales"}


def contradiction(definitions: Iterable[FilterDefinition], values: Mapping[str, str]) -> str:
    """What is wrong where a stretch of time ends before it begins, in words; blank where nothing is.

    The dates must be readable.
    """
    labels = {d.name: d.label for d in definitions if d.kind == "date"}
    if not all(name in labels and values.get(name) for name in STRETCH):
        return ""
    first, last = (parse_day(values[name]) for name in STRETCH)
    if first <= last:
        return ""
    words = [f"{labels[name]} {british(day)}" for name, day in zip(STRETCH, (first, last), strict=True)]
    return f"{words[0]} lies after {words[1]}, so nothing can lie between them."


def match_choice(definition: FilterDefinition, words: str, choices: tuple[str, ...]) -> str:
    """The allowed value that `words` names, whatever its case; UnknownName names everything allowed."""
    wanted = words.strip().casefold().replace("_", " ")
    for choice in choices:
        if choice.casefold().replace("_", " ") == wanted:
            return choice
    raise unknown_name(definition.name, words, choices)


def read_number(definition: FilterDefinition, words: str) -> str:
    """The number in `words` as it stands in addresses ("90", "2.5"); ReaderError names what is allowed."""
    allowed = _allowed_numbers(definition)
    try:
        value = float(words.strip().replace(",", "").removesuffix("%"))
    except ValueError:
        raise ReaderError(f"The filter {definition.name} is {words!r}; it takes {allowed}.") from None
    low = definition.least is not None and value < definition.least
    high = definition.most is not None and value > definition.most
    if not math.isfinite(value) or low or high or (definition.whole and not value.is_integer()):
        raise ReaderError(f"The filter {definition.name} is {words!r}; it takes {allowed}.")
    return f"{value:.0f}" if value.is_integer() else repr(value)


def _allowed_numbers(definition: FilterDefinition) -> str:
    sort = "a whole number" if definition.whole else "a number"
    if definition.least is not None and definition.most is not None:
        return f"{sort} from {definition.least:g} to {definition.most:g}"
    if definition.least is not None:
        return f"{sort} of {definition.least:g} or more"
    return sort if definition.most is None else f"{sort} up to {definition.most:g}"


def read_text(definition: FilterDefinition, words: str) -> str:
    """The words without space around them; ReaderError where there are too many."""
    trimmed = " ".join(words.split())
    if len(trimmed) > LONGEST_TEXT:
        raise ReaderError(f"The filter {definition.name} takes at most {LONGEST_TEXT} characters.")
    return trimmed
