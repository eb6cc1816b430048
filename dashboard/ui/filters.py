"""The filter widgets, bound to the address, so that a link carries the whole choice.

The key of a bound widget is its public name in the address: changing one breaks links that people have saved.
A value in the address that is not among the choices is dropped by Streamlit without a word, so the address is read
first and anything that cannot be honoured is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import british, parse_day
from dashboard.domain.errors import ReaderError
from dashboard.domain.filters import (
    ENGLAND_AND_WALES,
    NATION_NAMES,
    STRETCH,
    FilterDefinition,
    contradiction,
    match_choice,
    names_the_nation,
)
from dashboard.ui import ask
from dashboard.views import VIEWS
from dashboard.views.frame import force_code_named

TODAY = "today"
ALL = ""
COMPLAINTS = "rcq_complaints"
PAGE = "rcq_page"
SHARED = ("force", "region")
FILTERS_IN_A_ROW = 4  # a fifth would leave too little room for its label
PLACEHOLDERS = {"date": "for instance 1 May 2018", "forces": "for instance Kent; Surrey"}


@dataclass(frozen=True)
class Asked:
    """What the frame's widgets say: the day, and the shared filters that are set."""

    as_at: AsAt
    shared: dict[str, str]
    complaints: tuple[str, ...]


def frame_controls(view_name: str) -> Asked:
    """The as-at, force and region widgets, on every page; unreadable values in the address become complaints.

    `view_name` is the view of the page that follows: its own filters in the address are put right here as well, because
    an address cannot be changed any more once a widget is bound to it.
    """
    today = ask.CLOCK.today()
    frame = ask.frame(AsAt(today))
    areas = _areas_offered(view_name, frame.forces)
    if st.session_state.get("force", ALL) not in {ALL, *areas}:  # chosen on a page that takes the nation as well
        st.session_state["force"] = ALL
    _go_to_right_address(
        _put_right("force", areas, lambda words: _area_named(words, areas, AsAt(today)))
        | _put_right("region", {name: name for name in frame.regions}, _one_of("region", frame.regions))
        | _put_own_right(view_name, AsAt(today))
    )
    with st.container(key="rcq_controls"):
        first, second, third = st.columns([1.1, 1, 1])
        days = [TODAY, *(day.isoformat() for day in frame.known_dates if day <= today)]
        typed = st.session_state.get("as_at")
        if typed and typed not in days:
            days.append(typed)
        chosen = first.selectbox(
            "As at (choose a date, or type any)",
            days,
            key="as_at",
            bind="query-params",
            format_func=lambda day: ask.known_days().get(day) or _day_words(day, today),
            accept_new_options=True,
            help="Everything on the page is shown as it was known on this date. Type a date such as 15 January 2018.",
        )
        force = second.selectbox(
            "Force",
            [ALL, *areas],
            key="force",
            bind="query-params",
            format_func=lambda code: areas.get(code, "All forces"),
        )
        region = third.selectbox(
            "Region",
            [ALL, *frame.regions],
            key="region",
            bind="query-params",
            format_func=lambda name: name or "All regions",
        )
    complaints = [*_complaints()]
    as_at = AsAt(today)
    if chosen and chosen != TODAY:
        try:
            as_at = AsAt.parse(chosen).reached(max(today, frame.written_on))
        except ReaderError as error:
            complaints.append(f"{error} Showing today instead.")
    if force and region and frame.region_of.get(force) != region:
        complaints.append(
            f"{areas[force]} does not lie in the region {region}, which was set aside: the page shows the force. "
            "Choose All forces to see the region."
        )
        region = ALL
    shared = {name: value for name, value in zip(SHARED, (force, region), strict=True) if value}
    return Asked(as_at, shared, tuple(complaints))


def _areas_offered(view_name: str, forces: Mapping[str, str]) -> dict[str, str]:
    """The forces, and England and Wales as a whole where the page's view takes it."""
    takes = any(f.takes_nation for f in VIEWS[view_name].filters) if view_name else False
    return {**(NATION_NAMES if takes else {}), **forces}


def _area_named(words: str, areas: Mapping[str, str], today: AsAt) -> str:
    """The code of a force or, where it is offered, of England and Wales."""
    if ENGLAND_AND_WALES in areas and names_the_nation(words):
        return ENGLAND_AND_WALES
    return force_code_named(ask.the_store(), words, today)


def page_filters(view_name: str, asked: Asked, *names: str) -> dict[str, str]:
    """The filters of a page: the shared ones that its view takes, and a widget for each of `names`."""
    definitions = {f.name: f for f in VIEWS[view_name].filters}
    values = {name: value for name, value in asked.shared.items() if name in definitions}
    if names:
        offered = {
            name: _offered(definitions[name], asked.as_at) for name in names if definitions[name].kind == "choice"
        }
        with st.container(key=f"rcq_filters_{view_name}"):
            for row in _in_rows(names):
                for column, name in zip(st.columns(len(row), vertical_alignment="bottom"), row, strict=True):
                    if name:
                        with column:
                            values[name] = _widget(definitions[name], offered.get(name, ()))
    return {name: value for name, value in values.items() if value}


def readable(view_name: str, values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The values without what cannot be read or contradicts itself, and what to say of each of these."""
    kept, said = dict(values), []
    for definition in VIEWS[view_name].filters:
        if definition.name not in kept:
            continue
        if definition.kind == "date":
            try:
                parse_day(kept[definition.name])
            except ReaderError as error:
                said.append(f"{definition.label}: {error} It was left out.")
                del kept[definition.name]
        elif definition.kind == "forces":
            known, unknown = _forces_named(kept[definition.name])
            kept[definition.name] = "; ".join(known)
            said += [f"{definition.label}: {words} It was left out." for words in unknown]
    if words := contradiction(VIEWS[view_name].filters, kept):
        said.append(f"{words} Both were left out.")
        kept = {name: value for name, value in kept.items() if name not in STRETCH}
    return {name: value for name, value in kept.items() if value}, said


def _forces_named(words: str) -> tuple[list[str], list[str]]:
    """The forces of a list that are known, and what is wrong with each of the others."""
    known, unknown = [], []
    for part in filter(None, (part.strip() for part in words.split(";"))):
        try:
            force_code_named(ask.the_store(), part, AsAt(ask.CLOCK.today()))
            known.append(part)
        except ReaderError as error:
            unknown.append(str(error))
    return known, unknown


def _in_rows(names: Sequence[str]) -> list[list[str]]:
    """The names in rows of nearly equal length, none longer than FILTERS_IN_A_ROW; '' fills the last one up."""
    rows = math.ceil(len(names) / FILTERS_IN_A_ROW)
    length = math.ceil(len(names) / rows)
    filled = [*names, *[""] * (rows * length - len(names))]
    return [filled[start : start + length] for start in range(0, len(filled), length)]


def _offered(definition: FilterDefinition, as_at: AsAt) -> tuple[str, ...]:
    return ask.choices(definition, as_at)


def _widget(definition: FilterDefinition, choices: tuple[str, ...]) -> str:
    if definition.kind != "choice":
        words = st.text_input(
            definition.label,
            value=definition.default,
            key=definition.name,
            bind="query-params",
            placeholder=PLACEHOLDERS.get(definition.kind, ""),
        )
        return (words or "").strip()
    options = list(choices) if definition.default else [ALL, *choices]
    chosen = st.selectbox(
        definition.label,
        options,
        index=options.index(definition.default) if definition.default in options else 0,
        key=definition.name,
        bind="query-params",
        format_func=lambda choice: _choice_words(choice) if choice else definition.blank,
    )
    return chosen or ""


def _choice_words(choice: str) -> str:
    return choice.replace("_", " ") if choice else "All"


def _day_words(day: str, today: date) -> str:
    if day == TODAY:
        return f"Today, {british(today)}"
    try:
        return british(AsAt.parse(day).day)
    except ReaderError:
        return day


def _put_right(key: str, labels: Mapping[str, str], read: Callable[[str], str]) -> dict[str, str]:
    """Before a widget is first drawn: the words the address should have used, where it used others.

    Streamlit knows a choice in the address only by its label and drops anything else without a word.  A code, an alias
    or another case is put right here; what cannot be read becomes a complaint and is dropped.
    """
    words = st.query_params.get(key, "")
    if key in st.session_state or not words or words in labels.values():
        return {}
    try:
        return {key: labels[read(words)]}
    except ReaderError as error:
        said = f"The link asks for something that is not known, which was left out. {error}"
        st.session_state[COMPLAINTS] = (st.session_state[PAGE].url_path, (*_complaints(), said))
        return {key: ""}


def _put_own_right(view_name: str, as_at: AsAt) -> dict[str, str]:
    """The same for the filters that only this page's view has."""
    changes: dict[str, str] = {}
    for definition in VIEWS[view_name].filters if view_name else ():
        if definition.name not in SHARED and definition.kind == "choice":
            choices = _offered(definition, as_at)
            labels = {choice: _choice_words(choice) for choice in choices}
            changes |= _put_right(definition.name, labels, _one_of(definition.name, choices))
    return changes


def _go_to_right_address(changes: Mapping[str, str]) -> None:
    """Start the page again at the address as it should have been, so that what is shared from here on is right."""
    if changes:
        asked = {**st.query_params.to_dict(), **changes}
        st.switch_page(st.session_state[PAGE], query_params={name: words for name, words in asked.items() if words})


def _complaints() -> tuple[str, ...]:
    """What was wrong with the address this reader came by, for as long as they stay on the page."""
    path, said = st.session_state.get(COMPLAINTS, ("", ()))
    return said if path == st.session_state[PAGE].url_path else ()


def _one_of(name: str, choices: tuple[str, ...]) -> Callable[[str], str]:
    return lambda words: match_choice(FilterDefinition(name, name, "choice"), words, choices)
