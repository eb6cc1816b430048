"""Loading that is broken off, meets a full disk, or meets another: the last good data stay, in real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from dashboard import paths
from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import Wishes, load_publication
from dashboard.domain.asat import AsAt
from dashboard.store.loads import load_log
from dashboard.store.queries.facts import facts
from tests.builders import FORCES, clock_at, publication_row, write_record
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row

OPEN_DATA = "ho-recorded-crime-open-data"
CLOCK = clock_at("2026-01-31")
FIRST, SECOND = date(2019, 7, 18), date(2020, 7, 16)
# A process that takes a file in and stops just before the end of its transaction, saying so.
STOPPING = """
import signal, sys, time
from datetime import date
from pathlib import Path
from dashboard.commands import publications
from dashboard.domain.clock import SystemClock
from dashboard.store import editions
from dashboard.store.engine import open_store

# A build may start its tests with Ctrl-C ignored, which a child inherits; a terminal does not.
signal.signal(signal.SIGINT, signal.default_int_handler)
url, files, path = sys.argv[1:]
really = editions.take_in

def slowly(*arguments, **named):
    done = really(*arguments, **named)
    print("written", flush=True)
    time.sleep(60)
    return done

editions.take_in = slowly
store = open_store(url, files=Path(files))
wishes = publications.Wishes(published_on=date(2020, 7, 16))
publications.load_publication(store, content=Path(path).read_bytes(), file_name="second.csv", clock=SystemClock(),
                              wishes=wishes, commit=True)
"""
LOADING = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from dashboard.commands import publications
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError
from dashboard.store.engine import open_store

url, files, path, most = sys.argv[1:]
store = open_store(url, busy_timeout_seconds=60, files=Path(files))
content = Path(path).read_bytes()
if int(most):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
print("ready", flush=True)
sys.stdin.readline()
try:
    done = publications.load_publication(store, content=content, file_name=Path(path).name, clock=SystemClock(),
                                         wishes=publications.Wishes(published_on=date(2020, 7, 16)), commit=True)
except ReaderError as error:
    print("refused", error)
    raise SystemExit(2)
print("already" if done.already_loaded else "loaded", done.load_id)
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of this kind are POSIX's")


def file_of(tmp_path, name, count, rows=1):
    path = tmp_path / name
    codes = [open_data_row(count, code=f"{n}A", quarter=q) for n in range(rows) for q in (1, 2, 3, 4)]
    path.write_bytes(csv_bytes(open_data(*codes)))
    return path


@pytest.fixture
def filled(store, tmp_path):
    publications = [publication_row(), publication_row(publication_id=OPEN_DATA, title="Open data")]
    load_bundled_record(store, write_record(tmp_path / "data", publications=publications, forces=FORCES), CLOCK)
    path = file_of(tmp_path, "first.csv", 5)
    wishes = Wishes(published_on=FIRST)
    load_publication(store, content=path.read_bytes(), file_name="first.csv", clock=CLOCK, wishes=wishes, commit=True)
    return store


def start(store, store_url, script, path, *more):
    command = [sys.executable, "-c", script, store_url, str(store.files), str(path), *more]
    return subprocess.Popen(
        command,
        cwd=paths.PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def offences(store):
    with store.reading() as connection:
        return sorted(r["offences"] for r in facts(connection, "recorded_crime", as_at=AsAt(date(2026, 1, 1))))


def kept(store):
    return sorted(path.name for path in store.files.rglob("*") if path.is_file() and not path.name.startswith("."))


@posix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_broken_off_at_the_last_moment_the_last_good_data_stay(filled, store_url, tmp_path, how):
    path = file_of(tmp_path, "second.csv", 6)
    version, files = filled.version(), kept(filled)
    process = start(filled, store_url, STOPPING, path)
    try:
        assert process.stdout.readline().strip() == "written", process.stderr.read()
        assert offences(filled) == [5] * 4, "readers see nothing of a load before its end"
        os.kill(process.pid, how)
        process.wait(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert (offences(filled), filled.version()) == ([5] * 4, version)
    if how == signal.SIGINT:
        assert kept(filled) == files, "what was kept for it goes again"
    for _ in range(50):  # a server notices that its client is gone a moment later
        try:
            done = load_publication(
                filled,
                content=path.read_bytes(),
                file_name="second.csv",
                clock=CLOCK,
                wishes=Wishes(published_on=SECOND),
                commit=True,
            )
            break
        except Exception:
            time.sleep(0.2)
    assert done.load_id
    assert offences(filled) == [6] * 4


@posix
def test_a_full_disk_is_said_in_words_and_changes_nothing(filled, store_url, tmp_path):
    if "sqlite" not in store_url:
        pytest.skip("a server's disk is not this process's")
    path = file_of(tmp_path, "second.csv", 6, rows=2_000)
    version = filled.version()
    most = max(path.stat().st_size, (tmp_path / "store.sqlite3").stat().st_size) + 20_000
    process = start(filled, store_url, LOADING, path, str(most))
    said, error = process.communicate("go\n", timeout=120)
    assert process.returncode == 2, (said, error)
    assert "no room" in said
    assert "nothing was changed" in said
    assert (offences(filled), filled.version()) == ([5] * 4, version)


@pytest.mark.parametrize("files", [("second.csv", "second.csv"), ("second.csv", "third.csv")], ids=["same", "other"])
def test_two_loaders_at_once_neither_corrupt_nor_duplicate(filled, store_url, tmp_path, files):
    for number, name in enumerate(("second.csv", "third.csv")):
        file_of(tmp_path, name, 6 + number, rows=200)
    processes = [start(filled, store_url, LOADING, tmp_path / name, "0") for name in files]
    for process in processes:
        assert process.stdout.readline().strip() == "ready", process.stderr.read()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    if files[0] == files[1]:
        assert sorted(words[0] for words in said) == ["already", "loaded"]
        assert said[0][1] == said[1][1]
    else:
        assert [words[0] for words in said] == ["loaded", "loaded"]
    with filled.reading() as connection:
        assert len(load_log(connection)) == 2 + len(set(files))
    newest = set(offences(filled))
    assert len(offences(filled)) == 800
    assert len(newest) == 1, "of two editions of one day one answers, for every count"
