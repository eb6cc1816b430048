"""One real server and a real browser: what a reader sees, clicks, hears and prints."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import expect

from dashboard.paths import PROJECT_ROOT

RUN = "import sys; from dashboard.cli import main; sys.argv[0] = 'rcq'; main()"
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
HEADING = '[data-testid="stMain"] h1'
# The library waits five seconds for what is expected, which a computer with other work may not keep to.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    """Everything in this folder needs a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Running:
    """The server's address, and the environment in which the command reads the same store."""

    address: str
    environment: dict[str, str]

    def command(self, *words):
        """What `rcq` prints for these words."""
        done = subprocess.run(
            [sys.executable, "-c", RUN, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=60,
        )
        return done.stdout


@contextmanager
def serving(store_url, log):
    """The whole dashboard in a process of its own, on the store at an address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RCQ_", "STREAMLIT_"))}
    environment = kept | {
        "RCQ_DATABASE_URL": store_url,
        "PYTHONPATH": str(PROJECT_ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, "serve", "--port", str(port), "--no-browser"],
            env=environment,
            cwd=log.parent,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_ready(process, address, log)
            yield Running(address, environment)
        finally:
            process.kill()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def running(chromium_path, bundled_store, tmp_path_factory):
    """The dashboard on the bundled record, for all tests that only read."""
    url = f"sqlite:///{bundled_store.engine.url.database}"
    with serving(url, tmp_path_factory.mktemp("server") / "log.txt") as server:
        yield server


@pytest.fixture(scope="session")
def reader(browser):
    """One reader for all tests: what the browser fetched for the first page it has for every later one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def visit(running, reader):
    """Opens an address in a window of its own and waits until the page is there; errors in its console fail the test.

    Each window is a session of its own for the server, so that nothing chosen in one reaches another.
    """
    pages, complaints = [], []

    def opened(path, *, width=1280, height=900):
        page = reader.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.on(
            "console",
            lambda said: complaints.append(f"{said.text} ({said.location['url']})") if said.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{running.address}/{path}")
        settled(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert complaints == []


def settled(page):
    """Wait until the script has run and the page has its heading."""
    page.wait_for_selector(HEADING)
    page.wait_for_selector(READY)
    return page


def choose_from_list(page, label, words):
    """An option of a list by keyboard."""
    option = page.get_by_role("option", name=words)
    for _ in range(8):  # a page that is just being drawn anew takes the focus away again
        page.get_by_role("combobox", name=label).focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(1000)
        if option.count():
            break
    option.click()
    settled(page)


def _wait_until_ready(process, address, log):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended: {log.read_text(encoding='utf-8')}"
        try:
            if httpx.get(f"{address}/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail("the server was not ready within a minute")
