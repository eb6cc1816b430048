"""The dashboard as one ASGI application: Streamlit's pages, and our own addresses beside them.

`rcq serve` runs it; so do `uvicorn dashboard.server:app` and `streamlit run dashboard/server.py`.  The pages alone
can be had with `streamlit run dashboard/app.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

# `streamlit run` puts this file's own folder first on the import path and not the project's; a module of ours could
# then stand in for one of Python's.  With this the file starts from any folder, installed or not.
_HERE = Path(__file__).resolve().parent
sys.path[:] = [
    str(_HERE.parent),
    *(entry for entry in sys.path if entry not in (str(_HERE), str(_HERE.parent))),
]

import gc
import importlib
import os
import pkgutil
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit
import uvicorn
from starlette.middleware import Middleware
from streamlit import config, file_util, net_util
from streamlit.starlette import App

from dashboard.charts.theme import FONT
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError
from dashboard.navigation import PAGES
from dashboard.paths import APP_SCRIPT, STATIC_CACHE_DIR, streamlit_config_home
from dashboard.routes.compressed_files import CompressedCopies, CompressedFiles, make_in_background
from dashboard.routes.first_page import FirstPage
from dashboard.routes.known_pages import KnownPages
from dashboard.routes.own import own_routes
from dashboard.routes.ready import ready_route
from dashboard.settings import Settings, SettingsError, load_settings
from dashboard.store.engine import Store, open_store

EXIT_BAD_USE = 2

# Imported before the first reader comes, since all of them together take about a second; with them, everything of ours
# but the entry points and the pages.
WARM_MODULES = (
    "altair",
    "altair.vegalite.v6.api",
    "pandas",
    "sqlalchemy",
    "streamlit.elements.arrow",
    "pyarrow",
)
# Imported while the first reader is served: a second of work that only a few statistics need.
LATER_MODULE = "scipy.stats"


class PortTaken(SettingsError):
    """The port is in use; the message names it and how to choose another."""


def serve(settings: Settings) -> None:
    """Run the dashboard until it is stopped with Ctrl-C.

    Raises SystemExit: with code 2 when the port or the address cannot be used, and says so in one line; with code 1
    when the application could not start, which the log explains.
    """
    try:
        listening = _listen(settings.host, settings.port)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(EXIT_BAD_USE) from None
    _configure(
        {
            "server.port": settings.port,
            "server.address": settings.host,
            "logger.level": settings.log_level,
        }
    )
    address = f"http://{_shown_host(settings.host)}:{settings.port}"
    server = _Server(_uvicorn_config(settings), address=address, open_browser=settings.open_browser)
    try:
        with listening:
            server.run(sockets=[listening])
    except KeyboardInterrupt:
        return  # the ordinary way to stop; uvicorn has closed everything before it hands this on
    if not server.started:
        raise SystemExit(1)


class _Server(uvicorn.Server):
    """Says where the dashboard is, and opens it, at the moment it can be reached."""

    def __init__(self, config: uvicorn.Config, *, address: str, open_browser: bool) -> None:
        super().__init__(config)
        self._address = address
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        print(f"Recorded Crime Quality is at {self._address} (stop it with Ctrl-C).", flush=True)
        if self._open_browser and _has_screen():
            threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()


def _uvicorn_config(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level=settings.log_level,
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=int(config.get_option("server.maxMessageSize")) * 1024 * 1024,
        timeout_graceful_shutdown=3,  # seconds; a page somebody left open must not hold up the end
    )


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the port, so that nobody can take it between the question and the start."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise SettingsError(f"RCQ_HOST {host!r} is not an address of this computer; try 127.0.0.1.") from error
    listening = socket.socket(family, kind, protocol)
    # Windows reads SO_REUSEADDR as leave to share a port in use; elsewhere it only spares the wait after an end.
    option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listening.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        listening.bind(place)
        listening.listen()
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"Port {port} on {host} cannot be used ({error.strerror or error}). Something else may be listening "
            f"there, perhaps another copy of the dashboard. Choose another port with `rcq serve --port {port + 1}` "
            "or RCQ_PORT."
        ) from error
    return listening


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _has_screen() -> bool:
    """Without a screen `webbrowser` would start a browser inside the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _configure(options: dict[str, Any]) -> None:
    for name, value in options.items():
        config.set_option(name, value)


def _prepare_streamlit() -> None:
    """Let Streamlit find our configuration from any working directory, and keep it from calling home.

    Streamlit looks for `.streamlit/config.toml` beside whatever it holds to be the main script, and for an ASGI
    application that is a private name in 1.67; tests/routes/test_server.py fails when that changes.
    """
    if config._main_script_path is None:  # noqa: SLF001 - see above; `streamlit run` has set it already
        config._main_script_path = str(streamlit_config_home() / "app.py")  # noqa: SLF001
    # To check where a request comes from, Streamlit would ask a server on the internet for this computer's address.
    net_util._external_ip = "unknown.invalid"  # noqa: SLF001
    _configure(
        {
            "browser.gatherUsageStats": False,
            "server.headless": True,  # we open the browser ourselves
            "server.fileWatcherType": "none",
            # Else all garbage is looked for after every run of a page, kept answers included: with a hundred of them a
            # page took four times as long.  Python's own collecting goes on, and memory stays as it was.
            "runner.postScriptGC": False,
        }
    )


@asynccontextmanager
async def _around_the_run(_app: App) -> AsyncIterator[None]:
    """Before the first reader: the slow imports, then one full collection whose survivors are never looked at again.

    Python looks through everything alive from time to time, which with the libraries loaded takes some 60 ms; what is
    frozen here is left out.
    """
    for module in (*WARM_MODULES, *_own_modules()):
        importlib.import_module(module)
    # Altair would check every part of a chart against its schema as it is put together, which takes longer than the
    # drawing; the tests check the finished charts of every kind instead.
    importlib.import_module("altair.utils.schemapi").disable_debug_mode()
    gc.collect()
    gc.freeze()
    if load_settings().compress_static:
        make_in_background(_COPIES)
    threading.Thread(target=importlib.import_module, args=(LATER_MODULE,), daemon=True).start()
    yield


def _own_modules() -> Iterator[str]:
    entry_points = {"dashboard.app", "dashboard.cli", "dashboard.server"}
    for module in pkgutil.walk_packages([str(_HERE)], prefix="dashboard."):
        if module.name not in entry_points:
            yield module.name


def _open_store() -> Store:
    settings = load_settings()
    return open_store(
        settings.database_url, busy_timeout_seconds=settings.busy_timeout_seconds, files=settings.files_folder
    )


_prepare_streamlit()
_STATIC = Path(file_util.get_static_dir())
_COPIES = CompressedCopies(_STATIC, STATIC_CACHE_DIR, label=f"streamlit-{streamlit.__version__}")

# Plainly assigned from the class: `streamlit run` reads this file to see whether it makes an application.
app = App(
    APP_SCRIPT,
    routes=[
        ready_route(_open_store, fit_to_show=(ReaderError, SettingsError)),
        *own_routes(_open_store, SystemClock()),
    ],
    middleware=[
        Middleware(CompressedFiles, copies=_COPIES, prefix="/static/"),
        Middleware(FirstPage, static=_STATIC, font=FONT),
        Middleware(KnownPages, addresses=[page.address for page in PAGES]),
    ],
    lifespan=_around_the_run,
)
