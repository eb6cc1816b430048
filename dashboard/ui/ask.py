"""Asking a view, from memory where neither the store nor the question has changed.  The only cache there is.

The key is the store's identity and version, the view, the filters and the as-at date.  The version rises with every
change, so nothing is ever cleared by hand, and several servers agree without talking to each other.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from time import monotonic
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import paths
from dashboard.charts.draw import draw
from dashboard.charts.frame import table_frame, with_frame
from dashboard.commands.illustration import switch_illustration
from dashboard.commands.loading import load_bundled_record
from dashboard.commands.record import held_entries
from dashboard.domain.access import READER, Person
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import LATEST, british
from dashboard.domain.filters import FilterDefinition, Filters
from dashboard.domain.ledger import Held
from dashboard.domain.revised import Revised, dates_of, revised_since
from dashboard.domain.view_model import View
from dashboard.settings import load_settings
from dashboard.store.engine import Store, open_store
from dashboard.ui.foot import boxes_html, foot_html
from dashboard.ui.html_table import ROWS_ON_A_PAGE, table_html
from dashboard.ui.kept import Kept
from dashboard.views import VIEWS, answer
from dashboard.views.area_shapes import Shapes, shapes_on
from dashboard.views.frame import Frame, filter_choices, frame_of
from dashboard.views.frame import last_entry as last_entry_held
from dashboard.views.question import seen_as
from dashboard.views.rule_words import RuleWords, rules_on

CLOCK = SystemClock()
VERSION_SECONDS = 0.5
_versions: dict[str, tuple[float, int]] = {}


@dataclass(frozen=True)
class DrawnChart:
    """A finished chart definition and its data.  Shared between readers: to be read, never changed."""

    definition: dict[str, Any]
    frame: pd.DataFrame

    def sent(self) -> dict[str, Any]:
        """The definition with its rows beside it, as a copy; its words for those who cannot see it are sent as `alt`."""
        sent = with_frame(self.definition, self.frame)
        sent.pop("description", None)
        return sent


@st.cache_resource(show_spinner="Making the store and loading the bundled record …")
def the_store() -> Store:
    """The store of this process, filled with the bundled record the first time."""
    settings = load_settings()
    store = open_store(
        settings.database_url, busy_timeout_seconds=settings.busy_timeout_seconds, files=settings.files_folder
    )
    load_bundled_record(store, paths.DATA_DIR, CLOCK)
    if settings.illustrative:
        switch_illustration(store, CLOCK, on=True)
    return store


def ask(name: str, asked: Mapping[str, str], as_at: AsAt, person: Person = READER) -> View:
    """The view called `name` for whoever asks, with the errors of `dashboard.views.answer`."""
    store, filters, definition = the_store(), Filters.of(asked), VIEWS.get(name)
    seen = seen_as(person) if definition and definition.holds_unpublished else ""
    key = (store.identity, _version(store), name, filters, as_at, seen)
    return _kept("views").get(key, lambda: answer(store, name, filters.as_dict(), as_at, person, today=CLOCK.today()))


def revised_of(view: View, person: Person = READER) -> tuple[Revised, ...]:
    """The figures of a view as at a past day that have been published anew since."""
    today = AsAt(CLOCK.today())
    if view.as_at >= today.day:
        return ()
    takes = [f.name for f in VIEWS[view.name].filters]
    now = ask(view.name, {**view.filters, **dates_of(view, takes)}, today, person)
    return _kept("revised").get((_key(view), _key(now)), lambda: revised_since(view, now))


def chart_of(view: View, name: str) -> DrawnChart:
    """A chart of the view, drawn once for each version of the store and choice of filters."""
    return _kept("charts").get((_key(view), name), lambda: _drawn(view, name))


def table_of(view: View, name: str, *, first: int = 0, rows: int = ROWS_ON_A_PAGE) -> str:
    """A table of the view as HTML from row `first` on, written once for each version of the store and choice of filters."""
    is_past = view.as_at < CLOCK.today()
    key = (_key(view), name, first, rows, is_past)
    return _kept("tables").get(key, lambda: table_html(view, view.table(name), first=first, rows=rows, is_past=is_past))


def foot_of(view: View) -> str:
    """The foot of the view's page as HTML: notes, sources, words."""
    return _kept("feet").get(_key(view), lambda: foot_html(view, rules(AsAt(view.as_at))))


def boxes_of(view: View) -> str:
    """The boxes that the sources and terms in the view's tables open, as HTML."""
    return _kept("boxes").get(_key(view), lambda: boxes_html(view, rules(AsAt(view.as_at))))


def choices(definition: FilterDefinition, as_at: AsAt) -> tuple[str, ...]:
    """The values a filter takes; only which forces there are depends on the day."""
    store = the_store()
    day = as_at if definition.kind == "force" else AsAt(LATEST)
    # The whole definition: views may name a filter alike and offer other values ("method" of a chart, of an interval).
    key = (store.identity, _version(store), definition, day)
    return _kept("choices").get(key, lambda: filter_choices(store, definition, day))


def frame(as_at: AsAt) -> Frame:
    """What the frame of every page needs: the forces, regions and dates there are to choose from."""
    store = the_store()
    return _kept("frames").get((store.identity, _version(store), as_at), lambda: frame_of(store, as_at))


def rules(as_at: AsAt) -> RuleWords:
    """Which edition of the rules the terms of the rules stand for on the day."""
    store = the_store()
    return _kept("rules").get((store.identity, _version(store), as_at), lambda: rules_on(store, as_at))


def shapes(day: date) -> Shapes:
    """The boundaries of force areas held on the day."""
    store = the_store()
    return _kept("frames").get((store.identity, _version(store), day, "shapes"), lambda: shapes_on(store, AsAt(day)))


def known_days() -> dict[str, str]:
    """The days on which something became known as they are written: ISO to British."""
    store = the_store()
    key = (store.identity, _version(store), "days")
    return _kept("frames").get(key, lambda: {on.isoformat(): british(on) for on in frame(AsAt(LATEST)).known_dates})


def _key(view: View) -> Hashable:
    """What tells a view from every other."""
    identity = the_store().identity
    return (identity, view.store_version, view.name, Filters.of(view.filters), view.as_at, view.seen_as)


def _drawn(view: View, name: str) -> DrawnChart:
    spec = view.chart(name)
    table = view.table(spec.table)
    return DrawnChart(definition=draw(spec, table), frame=table_frame(table, spec))


def last_entry(subject_kind: str, subject_id: str) -> int:
    """The number of the last entry about a subject, for a form to send along; asked anew each time."""
    return last_entry_held(the_store(), subject_kind, subject_id)


def entries_about(kind: str, subject_id: str) -> list[Held]:
    """What stands in the ledger about one thing today; asked anew each time, since it is what a person acts upon."""
    return held_entries(the_store(), kind, subject_id, AsAt(CLOCK.today()))


def forget_version() -> None:
    """Ask for the store's version anew: this reader has just made an entry and must see it at once."""
    _versions.clear()


def _version(store: Store) -> int:
    """The store's version, asked for at most twice a second: a page needs it five times in one run."""
    now = monotonic()
    asked_at, version = _versions.get(store.identity, (-VERSION_SECONDS, 0))
    if now - asked_at >= VERSION_SECONDS:
        version = store.version()
        _versions[store.identity] = (now, version)
    return version


@cache
def _kept(_kind: str) -> Kept:
    """The answers of one kind, as many of them as the settings say."""
    return Kept(load_settings().cache_entries)
