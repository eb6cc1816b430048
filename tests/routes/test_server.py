"""The whole server, run as people run it: in a process of its own, from somebody else's folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib

import httpx
import pytest

from dashboard.paths import PROJECT_ROOT

SERVE = """
from dashboard.server import serve
from dashboard.settings import read_settings
serve(read_settings(open_browser=False))
"""
ASK_STREAMLIT = """
import json
import dashboard.server
from streamlit import config, net_util
print(json.dumps({
    "primary": config.get_option("theme.primaryColor"),
    "usage": config.get_option("browser.gatherUsageStats"),
    "watcher": config.get_option("server.fileWatcherType"),
    "outside": net_util.get_external_ip(),
}))
"""


@pytest.fixture
def environment(tmp_path):
    """Nothing of this machine's settings, a store of the test's own, and the project on the import path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RCQ_", "STREAMLIT_"))}
    return kept | {
        "RCQ_DATABASE_URL": f"sqlite:///{(tmp_path / 'rcq.sqlite3').as_posix()}",
        "RCQ_PORT": str(_free_port()),
        "PYTHONPATH": str(PROJECT_ROOT),
    }


@pytest.fixture
def running(environment, tmp_path):
    """A running server and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{environment['RCQ_PORT']}"
    try:
        _wait_until_ready(process, address)
        yield process, address
    finally:
        process.kill()
        process.communicate()


def test_it_is_ready_serves_pages_and_sends_their_program_compressed(running):
    _, address = running
    assert httpx.get(f"{address}/ready").json()["status"] == "ready"
    page = httpx.get(address).text
    start = page.index("static/js/")
    script = page[start : page.index('"', start)]
    deadline = time.monotonic() + 60
    while (answer := httpx.get(f"{address}/{script}", headers={"Accept-Encoding": "br"})).headers.get(
        "content-encoding"
    ) != "br":
        assert time.monotonic() < deadline, "the program files were not compressed within a minute"
        time.sleep(0.2)
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that is Ctrl-C for one process alone")
def test_ctrl_c_ends_it_quietly(running):
    process, _ = running
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert said.splitlines() == [line for line in said.splitlines() if "Recorded Crime Quality is at" in line]


def test_a_port_in_use_is_named_with_the_way_to_choose_another(environment, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", SERVE],
            env=environment | {"RCQ_PORT": str(port)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert f"Port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "RCQ_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_not_ours_is_refused_with_the_setting(environment, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SERVE],
        env=environment | {"RCQ_HOST": "no-such-host.invalid"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "RCQ_HOST" in done.stderr


def test_our_theme_is_found_from_any_folder_and_streamlit_does_not_call_home(environment, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ASK_STREAMLIT],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    ours = tomllib.loads((PROJECT_ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert json.loads(done.stdout) == {
        "primary": ours["theme"]["primaryColor"],
        "usage": False,
        "watcher": "none",
        "outside": "unknown.invalid",
    }


def test_streamlit_run_sees_that_the_file_makes_an_application():
    from streamlit.web.server.app_discovery import discover_asgi_app

    found = discover_asgi_app(PROJECT_ROOT / "dashboard" / "server.py")
    assert (found.is_asgi_app, found.app_name) == (True, "app")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def _wait_until_ready(process, address) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended: {process.stdout.read()}"
        try:
            if httpx.get(f"{address}/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server was not ready within a minute")
