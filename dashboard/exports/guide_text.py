"""Drafts for a user guide, made from what is held: sections of text with their sources, to be edited by people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.errors import unknown_name
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Source, Value, View

DRAFT = "Draft made from the register as at {day}; not published and not agreed by anybody."


class _Sources:
    """The numbers under which a section names its sources, in the order of their first use."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._order: list[str] = []

    def mark(self, source_id: Value) -> str:
        """[3] for a source, nothing where there is none."""
        if not source_id:
            return ""
        if source_id not in self._order:
            self._order.append(str(source_id))
        return f" [{self._order.index(str(source_id)) + 1}]"

    def listed(self) -> Iterator[str]:
        """The sources under their numbers."""
        for number, source_id in enumerate(self._order, start=1):
            source = self._view.source(source_id)
            yield f"[{number}] {_source_words(source) if source else source_id}"


def _source_words(source: Source) -> str:
    when = british(source.published_on, source.published_precision, unknown="date of publication not known")
    secondary = " (secondary account)" if source.is_secondary else ""
    return f"{source.publisher}, {source.title}, {when}{secondary}. {source.url}".rstrip()


def timeline_text(view: View) -> str:
    """The register of events as a section of text: a heading a year, an item an event, sources at the end."""
    return _text(view, "Changes in recording, rules and measuring", _timeline(view))


def _timeline(view: View) -> Callable[[_Sources], Iterator[str]]:
    def lines(sources: _Sources) -> Iterator[str]:
        year = ""
        for event in view.table("timeline").records():
            if event["year"] != year:
                year = str(event["year"])
                yield ""
                yield year
            where = "" if event["scope"] == "National" else f" ({event['scope']})"
            effect = (
                f" Expected effect: {str(event['expected_effect']).rstrip('.')}." if event["expected_effect"] else ""
            )
            broken = " Figures before and after must not be compared." if event["is_break"] == "yes" else ""
            words = str(event["event"]).rstrip(".")
            yield f"- {event['when']}{where}: {words}.{effect}{broken}{sources.mark(event['source_id'])}"

    return lines


def systems_text(view: View) -> str:
    """What is known of recording systems, with their strengths, limitations and effects on the data as registered."""
    return _text(view, "Crime recording systems of police forces", _systems(view))


def _systems(view: View) -> Callable[[_Sources], Iterator[str]]:
    def lines(sources: _Sources) -> Iterator[str]:
        yield ""
        yield view.statement
        for family in view.table("families").records():
            of = [s for s in view.table("systems").records() if s["family"] == family["family"]]
            yield ""
            yield str(family["family"])
            yield f"Sourced for {count_of(int(str(family['forces'])), 'force')}: {family['systems']}."
            for s in of:
                year = f", stated for {s['as_at_year']}" if s["as_at_year"] else ", year not stated"
                yield f"- {s['force']}: {s['system']}, {s['status']}{year}.{sources.mark(s['source_id'])}"
        yield ""
        yield "Strengths, limitations and effects on the data"
        register = view.table("register")
        for r in register.records():
            touched = f" It touches {r['offences']}." if r["offences"] else ""
            link = f", {r['url']}" if r["url"] else ""
            rests = f" Evidence: {r['evidence']}{link}."
            yield (
                f"- {r['system']}, {r['sort']}: {str(r['words']).rstrip('.')}.{touched}{rests} Entered by {r['actor']}, "
                f"{british(_day(r['entered_on']))}; {r['state']}."
            )
        if not register.rows:
            yield register.empty_message
        missing = [k["force"] for k in view.table("knowledge").records() if not k["system"]]
        if missing:
            yield ""
            yield f"Not known: no source was found for {count_of(len(missing), 'force')} ({', '.join(map(str, missing))})."

    return lines


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _text(view: View, title: str, body: Callable[[_Sources], Iterator[str]]) -> str:
    sources = _Sources(view)
    lines = [title, "=" * len(title), DRAFT.format(day=british(view.as_at)), *body(sources)]
    listed = list(sources.listed())
    return "\n".join([*lines, *(["", "Sources", *listed] if listed else [])]) + "\n"


# Which view a draft is made from, and how.
DRAFTS: dict[str, tuple[str, Callable[[View], str]]] = {
    "timeline": ("timeline", timeline_text),
    "systems": ("recording_systems", systems_text),
}


def draft_named(name: str) -> tuple[str, Callable[[View], str]]:
    """The view and the function of a draft; UnknownName names the drafts there are."""
    if name not in DRAFTS:
        raise unknown_name("draft", name, DRAFTS)
    return DRAFTS[name]
