"""The wheel holds all that an installed copy needs, and nothing that belongs to a checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from dashboard.paths import DATA_DIR, PROJECT_ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=PROJECT_ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


def test_the_theme_lies_where_streamlit_looks_in_an_installed_copy(wheel):
    ours = (PROJECT_ROOT / ".streamlit" / "config.toml").read_bytes()
    assert wheel.read("dashboard/.streamlit/config.toml") == ours


def test_the_record_and_the_migrations_travel_with_the_code(wheel):
    names = set(wheel.namelist())
    for file in [*DATA_DIR.glob("*.csv"), *DATA_DIR.glob("*.toml")]:
        assert f"data/{file.name}" in names
    for file in (PROJECT_ROOT / "migrations").rglob("*.py"):
        assert file.relative_to(PROJECT_ROOT).as_posix() in names
    assert "migrations/script.py.mako" in names


def test_nothing_of_this_machine_travels(wheel):
    kept_out = [
        name for name in wheel.namelist() if name.startswith(("data/store", "tests/", ".venv")) or ".env" in name
    ]
    assert kept_out == []


def test_the_command_is_there(wheel):
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert b"rcq = dashboard.cli:main" in wheel.read(entry_points)
