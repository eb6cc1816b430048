"""The reader's language: labels, dates and numbers in British English or Welsh, from one catalogue of terms.

English is what the code says; `cy.toml` holds the Welsh for it.  Text that has no Welsh stays English, and `lang_of` says
so, so that whoever writes it out can mark it: a screen reader must not read English as Welsh.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.domain.dates import british
from dashboard.domain.errors import unknown_name
from dashboard.domain.figures import rounded

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
MOST_LOOKED_UP = 20_000
LONGEST_NAME = 4  # words, as in Devon and Cornwall
_SAID_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z0-9])")
CATALOGUE = Path(__file__).with_name("cy.toml")
LEAST_P = 0.0001  # the smallest p-value that is written out
DECIMALS = {
    "%": 1,
    "ratio": 2,
    "percentage points": 2,
    "years": 1,
    "thousand incidents": 0,
    "thousand offences": 0,
    "thousand": 0,
    "proportion": 3,
    "log points": 3,
    "p": 4,
    "figure": 4,
}


@dataclass(frozen=True)
class Pattern:
    """A sentence with gaps: the English it matches and the Welsh with the same gaps, in any order."""

    matches: re.Pattern[str]
    says: str


@dataclass(frozen=True)
class Words:
    """One language.  `terms` maps the English to the translation; `unconfirmed` are those a fluent reader has yet to check."""

    lang: str = "en"
    terms: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: frozenset[str] = frozenset()
    patterns: tuple[Pattern, ...] = ()
    # What was looked for among the patterns already, found or not: a page asks for the same texts again and again.
    looked_up: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def html_lang(self) -> str:
        """The language tag of a document."""
        return "en-GB" if self.lang == "en" else self.lang

    def say(self, text: str) -> str:
        """The text in this language, or as it is where the catalogue does not have it."""
        found = self._found(text)
        return text if found is None else found

    def has(self, text: str) -> bool:
        """Whether the text can be said in this language; what holds no words can always be."""
        return not re.search(r"[A-Za-z]", text) or self._found(text) is not None

    def lang_of(self, text: str) -> str:
        """ "en" where the text stays English in a document of another language, and otherwise ""."""
        return "" if self.has(text) else "en"

    def _found(self, text: str) -> str | None:
        if self.lang == "en":
            return text
        if text in self.terms:
            return self.terms[text]
        if text in self.looked_up:
            return self.looked_up[text]
        found = self._sentence_by_sentence(text) or self._filled(text)
        if len(self.looked_up) < MOST_LOOKED_UP:
            self.looked_up[text] = found
        return found

    def _filled(self, text: str) -> str | None:
        for pattern in self.patterns:
            match = pattern.matches.fullmatch(text)
            if match and all(self.has(said) or _is_name(said) for said in match.groupdict().values()):
                return pattern.says.format(**{name: self.say(said) for name, said in match.groupdict().items()})
        return None

    def _sentence_by_sentence(self, text: str) -> str | None:
        """A text of several sentences, where each of them can be said; half a text in each language helps nobody."""
        sentences = _BETWEEN_SENTENCES.split(text)
        said = [self._found(sentence) for sentence in sentences] if len(sentences) > 1 else [None]
        return None if None in said else " ".join(filter(None, said))

    def day(self, on: date | None, precision: str | None = "day", *, unknown: str = "date not known") -> str:
        """A date in words, as precisely as it is known: "7 September 2017", "7 Medi 2017"."""
        if self.lang == "en" or on is None or precision == "unknown":
            return self.say(british(on, precision, unknown=unknown))
        form = {"year": "y", "month": "MMMM y"}.get(precision or "day", "d MMMM y")
        return str(format_date(on, form, locale=self.lang))

    def figure(self, value: float, unit: str) -> str:
        """A figure with thousands separators and the decimals that its unit calls for; a year stays a year."""
        if unit == "year":
            return str(int(value))
        if unit == "p" and 0 <= value < LEAST_P:  # a p-value is never nothing
            return f"< {self.figure(LEAST_P, unit)}"
        decimals = DECIMALS.get(unit, 0 if float(value).is_integer() else 1)
        if unit == "figure" and float(value).is_integer():  # of any unit, counts among them
            decimals = 0
        exact: Decimal = rounded(value, decimals)
        if self.lang == "en":
            return f"{exact:,}"
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(exact, format=form, locale=self.lang))


def _is_name(said: str) -> bool:
    """Whether a text without Welsh is a name, or a date that is Welsh already; any other would make a sentence of two
    languages."""
    return bool(_SAID_DAY.fullmatch(said)) or (said[:1].isupper() and len(said.split()) <= LONGEST_NAME)


ENGLISH = Words()


@cache
def words_in(lang: str) -> Words:
    """The words of a language; UnknownName names the languages there are."""
    if lang in ("", "en", "en-GB"):
        return ENGLISH
    if lang != "cy":
        raise unknown_name("language", lang, LANGUAGES)
    held = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    published, ours = held["published"], held["to_confirm"]
    return Words(
        lang=lang,
        terms={**ours, **published},
        unconfirmed=frozenset(ours) - frozenset(published),
        patterns=tuple(Pattern(re.compile(english), welsh) for english, welsh in held["patterns"].items()),
    )
