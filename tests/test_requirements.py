"""The requirements files: complete, with checksums, each containing the one before, and naming no address."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.paths import PROJECT_ROOT
from tasks import SETS

PROJECT = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(file: str) -> dict[str, int]:
    """Each pinned line up to its checksums, and how many checksums it has."""
    text = (PROJECT_ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split("--hash")[0].strip(): line.count("--hash=sha256:") for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("file", [file for file, _ in SETS.values()])
def test_every_package_is_pinned_with_checksums_and_no_address_is_named(file):
    for line, checksums in pins(file).items():
        assert re.fullmatch(r"[a-z0-9-]+==[^\s;]+( ; .+)?", line), line
        assert checksums > 0, line
    text = (PROJECT_ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", list(SETS))
def test_everything_the_project_asks_for_is_in_the_set(name):
    file, parts = SETS[name]
    pinned = {line.partition("==")[0]: line.partition("==")[2].partition(" ")[0] for line in pins(file)}
    asked = [*PROJECT["dependencies"], *(entry for part in parts for entry in PROJECT["optional-dependencies"][part])]
    for entry in map(Requirement, asked):
        version = pinned.get(canonicalize_name(entry.name))
        assert version is not None, f"{entry} is not in {file}; run `python tasks.py pin`"
        assert entry.specifier.contains(version), f"{entry} does not allow {version}; run `python tasks.py pin`"


def test_each_set_contains_the_one_before():
    run, dev, bench = (set(pins(file)) for file, _ in SETS.values())
    assert run < dev < bench
