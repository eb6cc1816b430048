"""Pages opened without a browser: the dashboard's script is run as the server runs it, and what it sends is read."""

from __future__ import annotations

from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import paths
from dashboard.domain.asat import AsAt
from dashboard.settings import load_settings
from dashboard.ui import ask
from dashboard.views import answer
from tests.builders import clock_at
from tests.pages.reading import Shown

TODAY = date(2026, 11, 23)


def forget_everything():
    """As after a restart of the server: no settings, no open store, no answers."""
    st.cache_resource.clear()
    ask._kept.cache_clear()
    load_settings.cache_clear()


@pytest.fixture(scope="session")
def kept_store(bundled_store):
    """The store with the whole bundled record, opened once by the pages' own code and kept for all page tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RCQ_DATABASE_URL", f"sqlite:///{bundled_store.engine.url.database}")
        patch.setattr(ask, "CLOCK", clock_at(TODAY.isoformat()))
        forget_everything()
        opened = ask.the_store()
    yield opened
    forget_everything()
    opened.close()


@pytest.fixture
def standing_clock(monkeypatch):
    """The pages think that it is TODAY."""
    monkeypatch.setattr(ask, "CLOCK", clock_at(TODAY.isoformat()))


@pytest.fixture(scope="session")
def seen_pages():
    """Pages already opened, for tests that only read; opening one takes half a second."""
    return {}


@pytest.fixture
def open_page(kept_store, standing_clock, seen_pages):
    """Opens a page of the navigation as an address with these parameters would, and reads what came."""

    def opened(page, **address):
        key = (page, *sorted(address.items()))
        if key not in seen_pages:
            seen_pages[key] = Shown(run(page, **address))
        return seen_pages[key]

    return opened


@pytest.fixture
def use_page(kept_store, standing_clock):
    """Opens a page that the test then uses, so that no other test may read it."""

    def opened(page, **address):
        return Shown(run(page, **address))

    return opened


@pytest.fixture
def view_of(kept_store):
    """The view that a page should be showing."""

    def answered(page, as_at=TODAY, **asked):
        day = as_at if isinstance(as_at, date) else date.fromisoformat(as_at)
        return answer(kept_store, page.view, asked, AsAt(day))

    return answered


def run(page, **address):
    """The script run once for a page; a trailing underscore lets `from_` be a parameter."""
    script = AppTest.from_file(str(paths.APP_SCRIPT), default_timeout=60)
    for name, words in address.items():
        script.query_params[name.rstrip("_")] = words
    return script.switch_page(str(paths.PAGES_DIR / page.file)).run()
