"""What may be asked of a view: its filters as plain data, and one frozen object holding a reader's choice.

The address of a page, `rcq view --set` and every export build the same object, so a link reproduces a view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.domain.errors import unknown_name

FilterKind = Literal["force", "date", "choice"]


@dataclass(frozen=True)
class FilterDefinition:
    """One filter of a view.

    `kind` "force" takes any name or code of a force and becomes its code; "date" becomes an ISO date; "choice" takes
    one of `choices`, or of what the store holds where `choices_from` names a kind and field ("inspections.programme").
    """

    name: str
    label: str
    kind: FilterKind
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    required: bool = False
    default: str = ""


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


def match_choice(definition: FilterDefinition, words: str, choices: tuple[str, ...]) -> str:
    """The allowed value that `words` names, whatever its case; UnknownName names everything allowed."""
    wanted = words.strip().casefold().replace("_", " ")
    for choice in choices:
        if choice.casefold().replace("_", " ") == wanted:
            return choice
    raise unknown_name(definition.name, words, choices)
