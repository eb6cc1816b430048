"""Looks at release pages: when, what came of it, and which file it brought."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from dashboard.store import schema
from dashboard.store.engine import Connection, raise_version

# A link of a source that was tried stands in the same table: this in place of the publication, its address as the page.
LINK = "link"
LINK_ANSWERS, LINK_DEAD, LINK_UNKNOWN = "answers", "dead", "not known"


def note_fetch(connection: Connection, **look: Any) -> None:
    """Enter one look; the fields are those of the table `fetches`."""
    connection.execute(sa.insert(schema.fetches).values(**look))
    raise_version(connection)


def is_known(connection: Connection, sha256: str) -> bool:
    """Whether a file with this checksum was fetched before or is loaded."""
    fetched = connection.scalar(sa.select(schema.fetches.c.fetch_id).where(schema.fetches.c.sha256 == sha256).limit(1))
    loaded = connection.scalar(
        sa.select(schema.editions.c.edition_id).where(schema.editions.c.sha256 == sha256).limit(1)
    )
    return fetched is not None or loaded is not None


def last_checksum(connection: Connection, publication_id: str, page: str) -> str | None:
    """The checksum noted at the last look at a page that succeeded; None before the first."""
    table = schema.fetches
    query = (
        sa.select(table.c.sha256)
        .where(table.c.publication_id == publication_id, table.c.page == page, table.c.sha256 != "")
        .order_by(table.c.fetch_id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def last_looks(connection: Connection, on: date) -> dict[str, dict[str, Any]]:
    """The last look at each publication's page by the end of a day: publication_id to the row of `fetches`."""
    table = schema.fetches
    until = datetime.combine(min(on, date(9000, 1, 1)) + timedelta(days=1), time(), UTC)
    found = connection.execute(sa.select(table).where(table.c.checked_at < until).order_by(table.c.fetch_id)).mappings()
    return {row["publication_id"]: dict(row) for row in found}


def dead_links(connection: Connection, on: date) -> dict[str, date]:
    """The links that worked no longer when they were last tried by the end of a day, and when that was."""
    table = schema.fetches
    until = datetime.combine(min(on, date(9000, 1, 1)) + timedelta(days=1), time(), UTC)
    query = (
        sa.select(table.c.page, table.c.result, table.c.checked_at)
        .where(table.c.publication_id == LINK, table.c.checked_at < until, table.c.result != LINK_UNKNOWN)
        .order_by(table.c.fetch_id)
    )
    last = {row.page: row for row in connection.execute(query)}
    return {page: row.checked_at.date() for page, row in last.items() if row.result == LINK_DEAD}
