"""What every output says of itself: title, day, filters in words, version, hash of the result, link, licence, citation."""

from __future__ import annotations

import hashlib
import json
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from dashboard.domain.view_model import View
from dashboard.locale import ENGLISH, Words
from dashboard.navigation import PAGES

PRODUCT = "Recorded Crime Quality"
OGL = "Open Government Licence v3.0"
UNCONFIRMED = "Most Welsh terms here are ours and have still to be confirmed by a fluent reviewer."
# A view never changes, and every further page of its rows says its hash again; kept no longer than the view.
_HASHES: dict[int, tuple[weakref.ref[View], str]] = {}
HASH_SHOWN = 16  # hexadecimal digits; enough to tell any two results apart


@dataclass(frozen=True)
class Particulars:
    """The particulars of one output, in the language of `words`.

    `known` says the as-at date in words; `version` counts the loads that bear on what was known by then; `result` is the
    hash of the view's content; `link` opens the page as it was.
    """

    title: str
    as_at: date
    known: str
    chosen: str
    version: int
    result: str
    link: str
    licence: str
    citation: str

    def lines(self, words: Words = ENGLISH) -> list[tuple[str, str]]:
        """The particulars as label and value, in the order in which they are printed."""
        said = [
            (words.say("As at"), self.known),
            (words.say("Filters"), self.chosen),
            (words.say("Store version"), str(self.version)),
            (words.say("Result hash"), self.result),
            (words.say("Link"), self.link),
            (words.say("Licence"), self.licence),
            (words.say("Cite as"), self.citation),
        ]
        if words.unconfirmed:
            said.append((words.say("Language"), words.say(UNCONFIRMED)))
        return said


def particulars(view: View, base: str, words: Words = ENGLISH) -> Particulars:
    """The particulars of an output of `view`; `base` is the address of this server, ending in a slash."""
    title, link = words.say(view.title), permalink(view, base)
    result = result_hash(view)[:HASH_SHOWN]
    return Particulars(
        title=title,
        as_at=view.as_at,
        known=known_words(view, words),
        chosen=chosen_words(view, words),
        version=view.known_version,
        result=result,
        link=link,
        licence=licence_line(view, words),
        citation=f"{words.say(PRODUCT)}, {_cited_day(view, words)}, {title}, {link}, {words.say('result')} {result}",
    )


def known_words(view: View, words: Words = ENGLISH) -> str:
    """How an output says its day: as it was known then, or looking ahead to a day that has not come."""
    if view.looking_from:
        return words.say(f"looking ahead to {words.day(view.as_at)} from {words.day(view.looking_from)}")
    return words.say(f"as it was known on {words.day(view.as_at)}")


def _cited_day(view: View, words: Words) -> str:
    return known_words(view, words) if view.looking_from else words.say(f"as known on {words.day(view.as_at)}")


def moment(view: View) -> dict[str, str]:
    """The part of an address that pins a view's day."""
    return {"look_ahead" if view.looking_from else "as_at": view.as_at.isoformat()}


def permalink(view: View, base: str = "") -> str:
    """The address of the page of a view, with its filters and its day."""
    query = urlencode({**view.filters, **moment(view)})
    if view.looking_from:  # the pages show what is known; what lies ahead has its own address
        return f"{base}plain/{view.name}?{query}"
    return f"{base}{page_address(view.name)}?{query}"


def plain_link(view: View, base: str = "", **more: str) -> str:
    """The address of the same without scripts."""
    query = urlencode({**view.filters, **moment(view), **more})
    return f"{base}plain/{view.name}?{query}"


def page_address(view_name: str) -> str:
    """The address of the page that shows a view; its own name where no page does."""
    return next((p.address for p in PAGES if view_name in (p.view, *p.also)), view_name)


def link_words(link: str) -> str:
    """The title of the page that a link to one of ours opens; the link itself where it is no such link."""
    name = urlsplit(link).path.strip("/").removeprefix("plain/")
    return next((page.title for page in PAGES if name in (page.address, page.view, *page.also)), link)


def chosen_words(view: View, words: Words = ENGLISH) -> str:
    """The filters in words: "Force: Kent; Programme: CDI2016", or "none"."""
    said = [f"{words.say(label)}: {words.say(value)}" for label, value in view.chosen]
    return "; ".join(said) if said else words.say("none")


def licence_line(view: View, words: Words = ENGLISH) -> str:
    """Under which licences the figures may be used, and which sources name none."""
    named = sorted({source.licence for source in view.sources if source.licence})
    unnamed = sum(1 for source in view.sources if not source.licence)
    said = []
    if OGL in named:
        said.append(words.say(f"Contains public sector information licensed under the {OGL}."))
    others = [name for name in named if name != OGL]
    if others:
        said.append(f"{words.say('Also')}: {'; '.join(others)}.")
    if unnamed:
        said.append(
            words.say(f"{unnamed} of {len(view.sources)} sources name no licence: ask the publisher before reuse.")
        )
    return " ".join(said) or words.say("No source is used.")


def result_hash(view: View) -> str:
    """SHA-256 of what the view says, in hexadecimal: equal for equal content, whatever the store's version is by then.

    Words above columns and titles of charts are left out, so that a better label does not look like another figure.
    """
    key = id(view)
    held = _HASHES.get(key)
    if held and held[0]() is view:
        return held[1]
    digest = _digest(content_of(view))
    _HASHES[key] = (weakref.ref(view, lambda _gone: _HASHES.pop(key, None)), digest)
    return digest


def part_hashes(view: View) -> dict[str, str]:
    """The same for each part of a view, so that what differs can be named."""
    return {name: _digest(part)[:HASH_SHOWN] for name, part in content_of(view).items()}


def content_of(view: View) -> dict[str, Any]:
    """What the hash is of, part by part: the question, the words and every table, as plain values."""
    content: dict[str, Any] = {
        "question": [view.name, view.as_at.isoformat(), sorted(view.filters.items())],
        "statement": view.statement,
        "headlines": [[h.code, h.value, h.lower, h.upper, h.unit, h.period, h.sentence] for h in view.headlines],
        "warnings": [w.text for w in view.warnings],
        "notes": [n.text for n in view.notes],
        "sources": [[s.source_id, s.sha256] for s in view.sources],
    }
    for table in view.tables:
        columns = [[column.name, column.unit] for column in table.columns]
        content[f"table {table.name}"] = [columns, [list(row) for row in table.rows]]
    return content


def _digest(content: Mapping[str, Any] | Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a view")
