"""Asking a view, from memory where neither the store nor the question has changed.  The only cache there is.

The key is the store's identity and version, the view, the filters and the as-at date.  The version rises with every
change, so nothing is ever cleared by hand, and several servers agree without talking to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import paths
from dashboard.charts.draw import draw
from dashboard.charts.frame import table_frame, with_frame
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.access import READER, Person
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import LATEST
from dashboard.domain.filters import FilterDefinition, Filters
from dashboard.domain.view_model import View
from dashboard.settings import load_settings
from dashboard.store.engine import Store, open_store
from dashboard.ui.html_table import ROWS_ON_A_PAGE, table_html
from dashboard.views import VIEWS, answer
from dashboard.views.frame import Frame, filter_choices, frame_of
from dashboard.views.frame import last_entry as last_entry_held
from dashboard.views.question import seen_as

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
    store = open_store(settings.database_url, busy_timeout_seconds=settings.busy_timeout_seconds)
    load_bundled_record(store, paths.DATA_DIR, CLOCK)
    return store


def ask(name: str, asked: Mapping[str, str], as_at: AsAt, person: Person = READER) -> View:
    """The view called `name` for whoever asks, with the errors of `dashboard.views.answer`."""
    store = the_store()
    definition = VIEWS.get(name)
    seen = seen_as(person) if definition and definition.holds_unpublished else ""
    return _kept(_answered)(store.identity, _version(store), name, Filters.of(asked), as_at, seen, store, person)


def chart_of(view: View, name: str) -> DrawnChart:
    """A chart of the view, drawn once for each version of the store and choice of filters."""
    identity = the_store().identity
    return _kept(_drawn)(
        identity, view.store_version, view.name, Filters.of(view.filters), AsAt(view.as_at), view.seen_as, name, view
    )


def table_of(view: View, name: str, *, first: int = 0, rows: int = ROWS_ON_A_PAGE, within: str = "page") -> str:
    """A table of the view as HTML from row `first` on, written once for each version of the store and choice of filters."""
    identity = the_store().identity
    return _kept(_written)(
        identity,
        view.store_version,
        view.name,
        Filters.of(view.filters),
        AsAt(view.as_at),
        view.seen_as,
        name,
        {"first": first, "rows": rows, "within": within},
        view,
    )


def choices(definition: FilterDefinition, as_at: AsAt) -> tuple[str, ...]:
    """The values a filter takes; only which forces there are depends on the day."""
    store = the_store()
    as_at = as_at if definition.kind == "force" else AsAt(LATEST)
    return _kept(_offered)(
        store.identity, _version(store), definition.name, definition.choices_from, as_at, definition, store
    )


def frame(as_at: AsAt) -> Frame:
    """What the frame of every page needs: the forces, regions and dates there are to choose from."""
    store = the_store()
    return _kept(_framed)(store.identity, _version(store), as_at, store)


def _answered(
    identity: str, version: int, name: str, filters: Filters, as_at: AsAt, seen: str, _store: Store, _person: Person
) -> View:
    del identity, version, seen  # parts of the key
    return answer(_store, name, filters.as_dict(), as_at, _person)


def _drawn(
    identity: str, version: int, view_name: str, filters: Filters, as_at: AsAt, seen: str, name: str, _view: View
) -> DrawnChart:
    del identity, version, view_name, filters, as_at, seen  # parts of the key
    spec = _view.chart(name)
    table = _view.table(spec.table)
    return DrawnChart(definition=draw(spec, table), frame=table_frame(table, spec))


def _written(
    identity: str,
    version: int,
    view_name: str,
    filters: Filters,
    as_at: AsAt,
    seen: str,
    name: str,
    part: dict[str, Any],
    _view: View,
) -> str:
    del identity, version, view_name, filters, as_at, seen  # parts of the key
    return table_html(_view, _view.table(name), **part)


def _offered(
    identity: str, version: int, name: str, choices_from: str, as_at: AsAt, _definition: FilterDefinition, _store: Store
) -> tuple[str, ...]:
    del identity, version, name, choices_from  # parts of the key
    return filter_choices(_store, _definition, as_at)


def _framed(identity: str, version: int, as_at: AsAt, _store: Store) -> Frame:
    del identity, version  # parts of the key
    return frame_of(_store, as_at)


def last_entry(subject_kind: str, subject_id: str) -> int:
    """The number of the last entry about a subject, for a form to send along; asked anew each time."""
    return last_entry_held(the_store(), subject_kind, subject_id)


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
def _kept(worked_out: Callable[..., Any]) -> Callable[..., Any]:
    """The function with its answers kept in memory, as many of them as the settings say."""
    entries = load_settings().cache_entries
    return st.cache_resource(show_spinner=False, max_entries=entries)(worked_out) if entries else worked_out
