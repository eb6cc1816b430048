"""The readiness address, asked over HTTP."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from dashboard.domain.errors import ReaderError, StoreUnreadable
from dashboard.routes.ready import READY_PATH, ready_route
from dashboard.store.engine import open_store
from tests.routes.serving import serving


class FailingStore:
    """Open, and then gone."""

    closed = 0

    def version(self) -> int:
        raise ConnectionError("password=hunter2")

    def close(self) -> None:
        FailingStore.closed += 1


def asked(open_it) -> httpx.Response:
    app = Starlette(routes=[ready_route(open_it, fit_to_show=(ReaderError,))])
    with serving(app) as address:
        return httpx.get(address + READY_PATH)


def test_an_open_store_is_ready_and_says_its_version(tmp_path):
    stores = []

    def opener():
        stores.append(open_store(f"sqlite:///{tmp_path / 'rcq.sqlite3'}"))
        return stores[-1]

    answer = asked(opener)
    stores[0].close()
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "store_version": 0}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.postgres
def test_a_store_in_postgresql_is_ready_too(postgres_url):
    stores = []

    def opener():
        stores.append(open_store(postgres_url))
        return stores[-1]

    answer = asked(opener)
    stores[0].close()
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_a_damaged_store_is_not_ready_and_the_reason_is_told(tmp_path):
    damaged = tmp_path / "rcq.sqlite3"
    damaged.write_bytes(b"this is not a store" * 1000)
    answer = asked(lambda: open_store(f"sqlite:///{damaged}"))
    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    assert str(damaged) in answer.json()["reason"]


def test_what_was_not_written_for_readers_is_not_shown_to_them():
    answer = asked(FailingStore)
    assert answer.status_code == 503
    assert "hunter2" not in answer.text


def test_a_store_that_failed_is_closed_and_opened_anew():
    class Mended(FailingStore):
        def version(self) -> int:
            return 7

    FailingStore.closed = 0
    waiting = [FailingStore, Mended]
    app = Starlette(routes=[ready_route(lambda: waiting.pop(0)())])
    with serving(app) as address:
        assert httpx.get(address + READY_PATH).status_code == 503
        assert httpx.get(address + READY_PATH).json() == {"status": "ready", "store_version": 7}
        assert httpx.get(address + READY_PATH).json()["store_version"] == 7
    assert FailingStore.closed == 1


def test_a_store_that_cannot_be_opened_is_asked_again_the_next_time():
    tries = []

    def opener():
        tries.append(1)
        raise StoreUnreadable("The store is away.")

    app = Starlette(routes=[ready_route(opener, fit_to_show=(ReaderError,))])
    with serving(app) as address:
        for _ in range(2):
            assert httpx.get(address + READY_PATH).json() == {
                "status": "not ready",
                "reason": "The store is away.",
            }
    assert len(tries) == 2
