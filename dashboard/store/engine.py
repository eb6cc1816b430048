"""Opening a store: SQLite by default, PostgreSQL by its address, the same behaviour from both."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError

from dashboard.domain.errors import StoreBusy, StoreFull, StoreUnreadable
from dashboard.paths import FILES_DIR
from dashboard.store import schema
from dashboard.store.migrate import bring_up_to_date

# How SQLite and PostgreSQL say that a disk is full; an I/O error while writing is nearly always that too.
NO_ROOM = ("disk is full", "disk I/O error", "No space left", "could not extend file")

# What views and commands hold while they ask; they need its name, not the library behind it.
Connection = sa.Connection


@dataclass(frozen=True)
class Store:
    """An open store.

    `identity` tells two stores apart; `version` rises with every load and every entry; `files` is the folder in which
    the files that were taken in are kept as they were given.
    """

    engine: sa.Engine
    identity: str
    shown_url: str
    files: Path

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One connection in one transaction, so that all figures of an answer belong to one moment."""
        with self._sound(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that holds the store's one writing place; all of it is kept, or nothing.

        Raises StoreBusy when somebody else holds that place for longer than the busy time-out.
        """
        with self._sound(), self.engine.connect().execution_options(rcq_writing=True) as connection:
            try:
                with connection.begin():
                    _take_writing_place(connection)
                    yield connection
            except OperationalError as error:
                if any(words in str(error) for words in NO_ROOM):
                    raise StoreFull(
                        "There is no room left for the store; nothing was changed. Make room on its disk and try again."
                    ) from error
                if "locked" in str(error) or "lock timeout" in str(error):
                    raise StoreBusy(
                        "Somebody else is writing to the store; nothing was changed. Try again shortly."
                    ) from error
                raise

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Says in a reader's words that a file is damaged, where that shows only when its pages are read, or a server gone."""
        try:
            yield
        except DatabaseError as error:
            # Damage is reported as the plain class; its subclasses are wrong statements, broken rules and locks.
            is_server = self.engine.dialect.name == "postgresql"
            if type(error) is DatabaseError or (is_server and isinstance(error, OperationalError)):
                raise StoreUnreadable(_unreadable(self.engine.url, self.shown_url, error)) from error
            raise

    def version(self) -> int:
        """The store's version: a whole number that rises with every change."""
        with self.reading() as connection:
            return version_of(connection)

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def open_store(url: str, *, busy_timeout_seconds: float = 10, files: Path | None = None) -> Store:
    """Open the store at `url`, making or upgrading its tables where that is needed.

    `files` is the folder for the files taken in; otherwise it lies beside the file of SQLite, or in the usual place.

    Raises:
        StoreUnreadable: no such server or folder, or the file is damaged or not a store.
        StoreTooNew: the store was made by a later version of this product.
    """
    address = _address(url)
    engine = _engine(address, busy_timeout_seconds)
    shown = address.render_as_string(hide_password=True)
    try:
        bring_up_to_date(engine, shown)
        return Store(engine=engine, identity=_identity(engine), shown_url=shown, files=files or _files(address))
    except DatabaseError as error:
        engine.dispose()
        raise StoreUnreadable(_unreadable(address, shown, error)) from error
    except BaseException:
        engine.dispose()
        raise


def version_of(connection: sa.Connection) -> int:
    """The store's version as this transaction sees it."""
    facts = schema.store_facts
    found = connection.scalar(sa.select(facts.c.value).where(facts.c.name == "version"))
    return int(found or 0)


def raise_version(connection: sa.Connection) -> int:
    """Count one change; returns the new version."""
    facts = schema.store_facts
    new = version_of(connection) + 1
    connection.execute(sa.update(facts).where(facts.c.name == "version").values(value=str(new)))
    return new


def _files(address: sa.URL) -> Path:
    if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
        path = Path(str(address.database))
        return path.with_name(f"{path.stem}-files")
    return FILES_DIR


def _address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise StoreUnreadable(
            "RCQ_DATABASE_URL is not an address of a store; write sqlite:///folder/rcq.sqlite3 "
            "or postgresql://user:password@host/database."
        ) from error
    if address.get_backend_name() == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite":
        raise StoreUnreadable(
            f"A store cannot be kept in {address.get_backend_name()}; RCQ_DATABASE_URL takes sqlite or postgresql."
        )
    if address.database not in (None, "", ":memory:"):
        try:
            Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnreadable(
                f"The folder of the store {address.database} cannot be made ({error.strerror}); "
                "choose another with RCQ_DATABASE_URL."
            ) from error
    return address


def _engine(address: sa.URL, busy_timeout_seconds: float) -> sa.Engine:
    milliseconds = int(busy_timeout_seconds * 1000)
    if address.get_backend_name() == "postgresql":
        options = f"-c lock_timeout={milliseconds} -c timezone=UTC"
        return sa.create_engine(
            address,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
            connect_args={"options": options, "connect_timeout": 10},
        )
    engine = sa.create_engine(address, connect_args={"timeout": busy_timeout_seconds})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # SQLAlchemy, not the driver, says when a transaction begins: the driver's own habit starts none for
        # reading, and then two questions of one page could see two different moments.
        connection.isolation_level = None
        for pragma in ("foreign_keys=on", "journal_mode=wal", "synchronous=normal", f"busy_timeout={milliseconds}"):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("rcq_writing", False)
        connection.exec_driver_sql("begin immediate" if writing else "begin")

    return engine


def _take_writing_place(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("lock table store_facts in share row exclusive mode"))


def _identity(engine: sa.Engine) -> str:
    """What tells this store from every other; given to it by whoever opens it first."""
    facts = schema.store_facts
    held = sa.select(facts.c.value).where(facts.c.name == "identity")
    with engine.connect() as connection, connection.begin():
        if found := connection.scalar(held):
            return str(found)
    identity = uuid.uuid4().hex
    with engine.connect().execution_options(rcq_writing=True) as connection, connection.begin():
        _take_writing_place(connection)
        if found := connection.scalar(held):  # another process was quicker
            return str(found)
        rows = [{"name": "identity", "value": identity}, {"name": "version", "value": "0"}]
        connection.execute(sa.insert(facts), rows)
    return identity


def _unreadable(address: sa.URL, shown: str, error: DatabaseError) -> str:
    if address.get_backend_name() == "sqlite":
        return (
            f"The store {address.database} cannot be read ({error.orig}). It may be damaged, half-written or not a "
            "store. Move it aside and start again to make a new one from the bundled record, or name another "
            "store with RCQ_DATABASE_URL."
        )
    reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no answer"
    return f"The store {shown} cannot be reached ({reason}). Check RCQ_DATABASE_URL and that the server is running."
