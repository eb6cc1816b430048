"""Bringing a store's tables to the shape this version of the product expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from dashboard import paths
from dashboard.domain.errors import StoreTooNew, StoreUnreadable
from dashboard.store.schema import HEAD_REVISION

if TYPE_CHECKING:
    from alembic.config import Config


def revision_of(connection: sa.Connection) -> str | None:
    """The revision the store's tables are at; None for an empty database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("select version_num from alembic_version"))


def bring_up_to_date(engine: sa.Engine, shown_url: str) -> None:
    """Make or upgrade the tables, all or nothing; does nothing where they are as expected.

    Raises StoreTooNew for a store of a later version and StoreUnreadable for a database that holds something else.
    """
    with engine.connect() as connection, connection.begin():
        revision = revision_of(connection)
        if revision == HEAD_REVISION:
            return
        # A store taken back to its beginning keeps Alembic's own table, with no row in it.
        if revision is None and set(sa.inspect(connection).get_table_names()) - {"alembic_version"}:
            raise StoreUnreadable(
                f"The database {shown_url} holds tables that are not a store of this product; "
                "name an empty one with RCQ_DATABASE_URL."
            )
    upgrade(engine, shown_url, found=revision)


def upgrade(engine: sa.Engine, shown_url: str, *, found: str | None, to: str = "head") -> None:
    """Run the migration scripts up to `to` in one transaction."""
    # Imported here because a store that is up to date, the everyday case, should not wait for it.
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    config = alembic_config()
    scripts = ScriptDirectory.from_config(config)
    try:
        if found is not None:
            scripts.get_revision(found)
    except CommandError as error:
        raise StoreTooNew(
            f"The store {shown_url} was made by a later version of this product (revision {found}, this version "
            f"knows {HEAD_REVISION}). Update the product, or name another store with RCQ_DATABASE_URL; "
            "nothing was changed."
        ) from error
    options: dict[str, object] = {"rcq_writing": True}
    if engine.dialect.name == "postgresql":
        # So that the look after the wait sees what the one waited for has made.
        options["isolation_level"] = "READ COMMITTED"
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # Two servers started at once must not both make the tables.
            connection.execute(sa.text("select pg_advisory_xact_lock(7219)"))
        if revision_of(connection) == HEAD_REVISION and to == "head":
            return
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def downgrade(engine: sa.Engine, *, to: str) -> None:
    """Run the migration scripts back to `to` ("base" for an empty database) in one transaction."""
    from alembic import command

    config = alembic_config()
    with engine.connect().execution_options(rcq_writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def alembic_config() -> Config:
    """Alembic's settings, without a file of its own: the scripts' folder is all it needs."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS_DIR).replace("%", "%%"))
    return config
