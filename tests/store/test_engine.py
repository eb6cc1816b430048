"""Opening a store: what is switched on, what is refused, and with which remedy."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from dashboard.domain.asat import AsAt
from dashboard.domain.errors import StoreBusy, StoreTooNew, StoreUnreadable
from dashboard.store import schema
from dashboard.store.engine import open_store, raise_version, version_of
from dashboard.store.queries.facts import facts
from tests.builders import add, make_content, make_edition


def url_of(path):
    return f"sqlite:///{path.as_posix()}"


@pytest.fixture
def store_file(tmp_path):
    """A sound store in a file, with enough rows to fill many pages, closed."""
    path = tmp_path / "store.sqlite3"
    store = open_store(url_of(path))
    rows = [
        {"year_ending": date(2017, 3, 31), "measure": "cv", "offence_type": f"type {n}", "note": "x" * 200}
        for n in range(400)
    ]
    with store.writing() as connection:
        add(connection, make_content("survey_quality", rows))
    store.close()
    return path


def test_sqlite_checks_references_and_lets_readers_read_while_somebody_writes(sqlite_store):
    with sqlite_store.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout", "synchronous")
        }
    assert pragmas == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 5000, "synchronous": 1}


def test_a_row_of_an_edition_that_does_not_exist_is_refused(store):
    table = schema.FACTS["survey_quality"]
    row = {
        "publication_id": "nobody",
        "edition_id": 99,
        "known_from": date(2020, 1, 1),
        "is_withdrawn": False,
        "year_ending": date(2020, 3, 31),
        "measure": "cv",
        "offence_type": "a",
    }
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(sa.insert(table), [row])


def test_an_edition_of_an_unknown_publication_is_refused_and_nothing_is_kept(store):
    with pytest.raises(IntegrityError), store.writing() as connection:
        add(connection, make_content("survey_quality", [], publication_id="nobody"))
    with store.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.loads)) == 0


def test_a_change_kind_that_does_not_exist_is_refused(store):
    with pytest.raises(IntegrityError), store.writing() as connection:
        add(connection, make_content("survey_quality", [], change_kind="guess"))


def test_the_same_edition_twice_is_refused(store):
    with pytest.raises(IntegrityError), store.writing() as connection:
        add(connection, make_content("survey_quality", []), make_content("survey_quality", []))


def assert_refused_with_remedy(path):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreUnreadable) as refused:
        open_store(url_of(path))
    assert str(path) in str(refused.value)
    assert "RCQ_DATABASE_URL" in str(refused.value)
    assert "\n" not in str(refused.value)
    if before is not None:
        assert path.read_bytes() == before, "the file that could not be read was changed"


def test_a_text_file_is_not_taken_for_a_store(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a store\n" * 200, encoding="utf-8")
    assert_refused_with_remedy(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_half_written_file_is_named_with_the_remedy(store_file, share):
    whole = store_file.read_bytes()
    store_file.write_bytes(whole[: int(len(whole) * share)])
    assert_refused_with_remedy(store_file)


def test_a_file_with_a_damaged_beginning_is_named_with_the_remedy(store_file):
    whole = bytearray(store_file.read_bytes())
    whole[100:4096] = b"\xff" * 3996
    store_file.write_bytes(whole)
    assert_refused_with_remedy(store_file)


def test_damage_found_only_while_reading_is_named_with_the_remedy(opening, store_file):
    whole = bytearray(store_file.read_bytes())
    first = whole.index(b"x" * 200)
    whole[first : first + 40_000] = b"\xff" * 40_000
    store_file.write_bytes(whole)
    store = opening(url_of(store_file))
    for use in (store.reading, store.writing):
        with pytest.raises(StoreUnreadable, match="RCQ_DATABASE_URL"), use() as connection:
            facts(connection, "survey_quality", as_at=AsAt(date(2026, 1, 1)))


def test_a_folder_is_not_taken_for_a_store(tmp_path):
    assert_refused_with_remedy(tmp_path)


def test_a_folder_that_cannot_be_made_is_named_with_the_remedy(opening, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnreadable, match="RCQ_DATABASE_URL"):
        opening(url_of(tmp_path / "file" / "store.sqlite3"))


def test_the_database_of_another_program_is_left_as_it_is(opening, store_url):
    if store_url.startswith("postgresql"):
        address = store_url.replace("postgresql://", "postgresql+psycopg://")
    else:
        address = store_url
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("create table invoices (amount integer)"))
    with pytest.raises(StoreUnreadable, match="not a store of this product"):
        opening(store_url)
    assert sa.inspect(engine).get_table_names() == ["invoices"]
    engine.dispose()


def test_a_store_of_a_later_version_is_refused_and_left_as_it_is(opening, store_url):
    store = opening(store_url)
    with store.writing() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
        before = sorted(tuple(row) for row in connection.execute(sa.select(schema.store_facts)))
    with pytest.raises(StoreTooNew, match="later version"):
        opening(store_url)
    with store.reading() as connection:
        assert connection.scalar(sa.text("select version_num from alembic_version")) == "9999"
        assert sorted(tuple(row) for row in connection.execute(sa.select(schema.store_facts))) == before


@pytest.mark.parametrize("url", ["data/store.sqlite3", "", "mysql://root@localhost/rcq", "https://example.org/store"])
def test_an_address_that_is_none_is_refused_with_the_forms_that_are(opening, url):
    with pytest.raises(StoreUnreadable, match=r"RCQ_DATABASE_URL.*sqlite.*postgresql"):
        opening(url)


def test_a_server_that_does_not_answer_is_named_without_its_password(opening):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(StoreUnreadable) as refused:
        opening(f"postgresql://me:topsecret@127.0.0.1:{port}/rcq")
    said = str(refused.value)
    assert "topsecret" not in said
    assert "127.0.0.1" in said
    assert "RCQ_DATABASE_URL" in said


def test_a_second_writer_is_told_to_wait_and_changes_nothing(opening, store_url):
    first, second = opening(store_url), opening(store_url, busy_timeout_seconds=0.2)
    with first.writing() as connection:
        raise_version(connection)
        with pytest.raises(StoreBusy, match="nothing was changed"), second.writing() as other:
            raise_version(other)
        with second.reading() as reader:
            assert version_of(reader) == 0, "a reader sees what was not yet kept"
    assert second.version() == 1


def test_the_writing_place_is_held_before_the_first_word_is_written(opening, store_url):
    first, second = opening(store_url), opening(store_url, busy_timeout_seconds=0.2)
    entered = []
    with first.writing(), pytest.raises(StoreBusy), second.writing():
        entered.append("second")
    assert entered == [], "two writers could have read the same state and then both changed it"


def test_a_reader_sees_one_moment_throughout(opening, store_url):
    reader, writer = opening(store_url), opening(store_url)
    with reader.reading() as connection:
        assert version_of(connection) == 0
        with writer.writing() as other:
            raise_version(other)
        assert version_of(connection) == 0
    assert reader.version() == 1


def broken_off(store):
    with store.writing() as connection:
        add(connection, make_content("survey_quality", []))
        raise ZeroDivisionError


def test_a_fault_half_way_leaves_nothing(store):
    with pytest.raises(ZeroDivisionError):
        broken_off(store)
    assert store.version() == 0


def test_the_version_rises_with_every_change_and_the_identity_stays(opening, store_url):
    store = opening(store_url)
    seen = [store.version()]
    for number in (1, 2):
        with store.writing() as connection:
            add(connection, make_content("survey_quality", [], f"p-{number}"))
        seen.append(store.version())
    assert seen == sorted(set(seen))
    again = opening(store_url)
    assert (again.identity, again.version()) == (store.identity, seen[-1])


def test_two_stores_have_two_identities(opening, sqlite_store, tmp_path):
    other = opening(url_of(tmp_path / "deep" / "folder" / "other.sqlite3"))
    assert other.identity != sqlite_store.identity


def test_edition_builder_matches_the_table():
    assert {c.name for c in schema.editions.c} - {"edition_id", "load_id"} == set(vars(make_edition()))


def test_programs_that_start_together_on_an_empty_store_all_open_the_same_one(store_url, opening):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: opening(store_url), range(4)))
    assert len({store.identity for store in stores}) == 1


@pytest.mark.postgres
def test_a_server_lost_after_the_start_is_one_clear_sentence_with_the_remedy(opening, postgres_server, postgres_url):
    opened = opening(postgres_url)
    assert opened.version() >= 0
    name = opened.engine.url.database
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'drop database "{name}" with (force)')
    with pytest.raises(
        StoreUnreadable, match=r"cannot be reached .* Check RCQ_DATABASE_URL and that the server is running"
    ):
        opened.version()
    with pytest.raises(StoreUnreadable, match="cannot be reached"), opened.writing():
        pass
