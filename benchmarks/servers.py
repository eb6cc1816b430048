"""Starting servers on free ports of this computer, and stopping them whatever happens."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 90


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: psutil.Process
    ready_seconds: float

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def memory_mb(self) -> float:
        """Resident memory, in megabytes of a million bytes."""
        return self.process.memory_info().rss / 1e6


def dashboard() -> list[str]:
    """The dashboard as `rcq serve` runs it.  `{port}` is filled in."""
    return _python("-c", "from dashboard.cli import main; main()", "serve", "--no-browser", "--port", "{port}")


def streamlit_script(script: Path) -> list[str]:
    """A script as `streamlit run` serves it: its own server, and nothing of ours around it.  `{port}` is filled in."""
    return _python(
        "-m", "streamlit", "run", str(script), "--server.port={port}", f"--server.address={HOST}",
        "--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
    )  # fmt: skip


def peer(module: str) -> list[str]:
    """One of the pages in benchmarks/peers."""
    return _python("-m", f"benchmarks.peers.{module}", "{port}")


def _python(*words: str) -> list[str]:
    return [sys.executable, *words]


@contextmanager
def running(
    command: Sequence[str], *, ready: str = "/", environment: Mapping[str, str] | None = None, core: int | None = None
) -> Iterator[Server]:
    """Start the command with a free port put in for `{port}`, wait until `ready` answers, stop it at the end.

    `core` pins it to one processor where the machine can do that: two threads of one Python on two processors take
    the interpreter's lock from each other and do half as much.
    """
    port = free_port()
    words = [word.replace("{port}", str(port)) for word in command]
    if core is not None and (os.cpu_count() or 1) > 1 and shutil.which("taskset"):
        words = ["taskset", "-c", str(core), *words]
    started = time.perf_counter()
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, "RCQ_OPEN_BROWSER": "false", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            _wait(f"http://{HOST}:{port}{ready}", process)
            yield Server(port, psutil.Process(process.pid), time.perf_counter() - started)
        finally:
            _stop(process)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = process.stderr.read().decode(errors="replace")[-2000:] if process.stderr else ""
            raise RuntimeError(f"{' '.join(map(str, process.args))} ended at once: {said}")  # type: ignore[arg-type]
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer within {START_SECONDS} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=8)
    if process.stderr:
        process.stderr.close()
