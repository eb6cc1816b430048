"""A view as at a date is the view of a store that holds only what was known by then: tried on the whole record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard import paths
from dashboard.domain.asat import AsAt
from dashboard.domain.kinds import BY_NAME
from dashboard.store import editions
from dashboard.views import VIEWS, answer
from loaders.bundled import read_record
from tests.builders import KENT, LONDON_CITY, THAMES_VALLEY, WEST_MIDLANDS, clock_at

FORCES = (KENT, WEST_MIDLANDS, THAMES_VALLEY, LONDON_CITY)
QUESTIONS = [
    *((name, {}) for name in VIEWS if name != "force"),
    *(("force", {"force": code}) for code in FORCES),
    ("overview", {"region": "Wales"}),
    ("inspections", {"force": WEST_MIDLANDS}),
    ("recommendations", {"status": "not known"}),
]


@pytest.fixture(scope="module")
def record():
    return read_record(paths.DATA_DIR)


def known_by(content, day):
    """The rows of an edition that were known by the day.  Names of things are kept, whenever we first read them."""
    edition = content.edition
    rows = {
        kind: [r for r in rows if BY_NAME[kind].is_reference or r.get("known_from", edition.known_from) <= day]
        for kind, rows in content.rows.items()
    }
    return replace(content, rows={kind: found for kind, found in rows.items() if found})


def plain(view):
    """The view without what may differ between two stores: the count of changes, and the order of its sources."""
    return replace(view, store_version=0, sources=tuple(sorted(view.sources, key=lambda s: s.source_id)))


@pytest.mark.parametrize("day", ["2015-01-31", "2018-01-15", "2023-07-20", "2025-02-03"])
def test_scenario_27_every_view_shows_only_what_was_known_by_the_day(bundled_store, sqlite_store, record, day):
    as_at = AsAt(date.fromisoformat(day))
    contents = [known_by(content, as_at.day) for content in record.contents]
    contents = [c for c in contents if c.rows or c.edition.known_from <= as_at.day]
    assert sum(c.count() for c in contents) < sum(c.count() for c in record.contents), "nothing came later"
    with sqlite_store.writing() as connection:
        editions.put_publications(connection, record.publications)
        number = editions.note_load(connection, what="", file_name="", sha256="", loaded_at=clock_at().now())
        editions.add_editions(connection, load_id=number, contents=contents)
    for name, asked in QUESTIONS:
        whole, early = answer(bundled_store, name, asked, as_at), answer(sqlite_store, name, asked, as_at)
        for table in whole.tables:
            assert table == early.table(table.name), (name, asked, table.name)
        assert plain(whole) == plain(early), (name, asked)
