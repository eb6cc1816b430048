"""Loading a published file: the dry run, the commit, the same file again, what stops it, and taking it out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import LoadRefused, Wishes, load_publication, undo_load
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError
from dashboard.store import schema
from dashboard.store.loads import file_content, load_log
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import facts
from loaders import cancelled_records
from tests.builders import clock_at, publication_row, write_record

HEADER = "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,Number of Offences"
KENT = "2017/18,1,Kent,Homicide,Violence against the person,Homicide,1,{homicide}"
ARSON = "2017/18,1,Kent,Arson endangering life,Criminal damage and arson,Arson,56A, 1200 "
ON_THE_DAY = Wishes(published_on=date(2019, 7, 18))
CLOCK = clock_at("2024-02-01")
OPEN_DATA = "ho-recorded-crime-open-data"


def workbook(homicide="3", *more):
    return "\n".join([HEADER, KENT.format(homicide=homicide), ARSON, *more]).encode()


@pytest.fixture
def filled(store, tmp_path):
    publications = [
        publication_row(),
        publication_row(publication_id=OPEN_DATA, title="Open data"),
        publication_row(publication_id=cancelled_records.PUBLICATION, title="Cancelled records"),
    ]
    load_bundled_record(store, write_record(tmp_path / "data", publications=publications), CLOCK)
    return store


def take_in(store, content, wishes=ON_THE_DAY, *, commit=True):
    return load_publication(store, content=content, file_name="tables.csv", clock=CLOCK, wishes=wishes, commit=commit)


def rows_of(store, kind="recorded_crime", day=date(2024, 1, 1)):
    with store.reading() as connection:
        return {r["offence_code"]: r["offences"] for r in facts(connection, kind, as_at=AsAt(day))}


def everything(store):
    with store.reading() as connection:
        tables = [*schema.FACTS.values(), schema.editions, schema.count_cells, schema.count_series, schema.count_scopes]
        return {t.name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(t))) for t in tables}


def test_a_dry_run_says_what_would_change_and_changes_nothing(filled):
    before, version = everything(filled), filled.version()
    outcome = take_in(filled, workbook(), commit=False)
    assert (outcome.changes["recorded_crime"].added, outcome.load_id, outcome.stops) == (2, None, ())
    assert everything(filled) == before
    assert filled.version() == version


def test_a_commit_takes_all_of_it_in_as_known_from_its_day_of_publication(filled):
    assert take_in(filled, workbook()).load_id
    assert rows_of(filled) == {"1": 3, "56A": 1200}
    assert rows_of(filled, day=date(2019, 7, 17)) == {}


def test_the_same_file_again_changes_nothing_and_says_so(filled):
    first = take_in(filled, workbook())
    before, version = everything(filled), filled.version()
    again = take_in(filled, workbook())
    assert again.already_loaded
    assert again.load_id == first.load_id
    assert everything(filled) == before
    assert filled.version() == version


def test_a_later_edition_revises_and_both_values_can_be_asked_for(filled):
    take_in(filled, workbook())
    later = Wishes(published_on=date(2020, 7, 17), correction="Three records were counted twice.")
    outcome = take_in(filled, workbook("2"), later)
    change = outcome.changes["recorded_crime"]
    assert (change.added, change.revised, change.unchanged) == (0, 1, 1)
    assert rows_of(filled, day=date(2020, 7, 16))["1"] == 3
    assert rows_of(filled)["1"] == 2
    with filled.reading() as connection:
        now = facts(connection, "recorded_crime", as_at=AsAt(date(2024, 1, 1)), offence_code="1")
    assert (now[0]["change_kind"], now[0]["change_reason"]) == ("correction", "Three records were counted twice.")


@pytest.mark.parametrize("correction_first", [True, False])
def test_a_correction_of_the_same_day_stands_whatever_the_checksums(filled, correction_first):
    by_checksum = {hashlib.sha256(workbook(n)).hexdigest(): n for n in ("3", "4", "5")}
    corrected, first = (by_checksum[digest] for digest in (min(by_checksum), max(by_checksum)))
    asked = [(first, ON_THE_DAY), (corrected, replace(ON_THE_DAY, correction="A row was left out."))]
    for homicide, wishes in reversed(asked) if correction_first else asked:
        take_in(filled, workbook(homicide), wishes)
    assert rows_of(filled)["1"] == int(corrected)
    with filled.reading() as connection:
        held = [e for e in editions(connection, as_at=AsAt(date(2024, 1, 1))) if e["publication_id"] == OPEN_DATA]
    assert [e["change_reason"] for e in held] == ["", "A row was left out."]


def test_a_file_without_a_day_of_publication_that_only_adds_is_known_from_the_day_it_is_entered(filled):
    tried = take_in(filled, workbook(), Wishes(), commit=False)
    assert (tried.stops, "from the day it is entered, 1 February 2024" in tried.remarks[0]) == ((), True)
    done = take_in(filled, workbook(), Wishes())
    assert done.remarks == tried.remarks
    assert rows_of(filled, day=date(2024, 2, 1)) == {"1": 3, "56A": 1200}
    assert rows_of(filled, day=date(2024, 1, 31)) == {}
    with filled.reading() as connection:
        (held,) = [e for e in editions(connection, as_at=AsAt(date(2024, 2, 1))) if e["publication_id"] == OPEN_DATA]
    assert (held["published_on"], held["published_precision"]) == (None, "unknown")
    assert take_in(filled, workbook(), Wishes()).already_loaded


@pytest.mark.parametrize(
    ("content", "why"), [(workbook("2"), "revise 1 row"), ("\n".join([HEADER, ARSON]).encode(), "withdraw 1 row")]
)
def test_a_file_without_its_day_that_would_change_what_is_held_is_refused_and_says_why(filled, content, why):
    take_in(filled, workbook())
    before = everything(filled)
    assert why in take_in(filled, content, Wishes(), commit=False).stops[0]
    with pytest.raises(LoadRefused, match=rf"nothing was changed.*{why}.*--published-on"):
        take_in(filled, content, Wishes())
    assert everything(filled) == before


def test_what_comes_between_the_look_and_the_writing_is_seen_too(filled):
    def told(doing, _share, _rows):
        if doing == "comparing and writing":
            take_in(filled, workbook("2"))

    with pytest.raises(LoadRefused, match="revise 1 row"):
        load_publication(
            filled, content=workbook(), file_name="t.csv", clock=CLOCK, wishes=Wishes(), commit=True,
            progress=told,
        )  # fmt: skip
    assert rows_of(filled)["1"] == 2


def test_a_day_given_later_for_a_file_that_is_held_is_never_passed_over(filled):
    first = take_in(filled, workbook(), Wishes())
    tried = take_in(filled, workbook(), commit=False)
    assert tried.already_loaded
    assert f"rcq undo {first.load_id}" in tried.stops[0]
    with pytest.raises(LoadRefused, match=rf"date of publication not known.*rcq undo {first.load_id}"):
        take_in(filled, workbook())
    undo_load(filled, first.load_id, CLOCK)
    take_in(filled, workbook())
    assert rows_of(filled, day=date(2019, 7, 18)) == {"1": 3, "56A": 1200}
    assert take_in(filled, workbook()).already_loaded


def test_a_day_of_publication_that_has_not_come_yet_is_refused(filled):
    with pytest.raises(LoadRefused, match="1 March 2030, has not come yet"):
        take_in(filled, workbook(), Wishes(published_on=date(2030, 3, 1)))


def test_a_file_that_is_no_publication_is_refused_with_what_was_found_in_it(filled):
    with pytest.raises(ReaderError, match="Colour"):
        take_in(filled, b"Colour,Shape\nred,round\n")


def test_taking_a_load_out_restores_the_exact_earlier_state_and_is_logged(filled):
    take_in(filled, workbook())
    before = everything(filled)
    later = take_in(filled, workbook("2"), Wishes(published_on=date(2020, 7, 17)))
    assert undo_load(filled, later.load_id, CLOCK) == 2
    assert everything(filled) == before
    with filled.reading() as connection:
        last = load_log(connection)[-1]
    assert last["rows_added"] == -2
    assert last["what"].startswith(f"took out load {later.load_id}")


def test_what_was_taken_out_can_be_taken_in_again(filled):
    first = take_in(filled, workbook())
    undo_load(filled, first.load_id, CLOCK)
    assert rows_of(filled) == {}
    assert not take_in(filled, workbook()).already_loaded
    assert rows_of(filled) == {"1": 3, "56A": 1200}


def test_neither_the_bundled_record_nor_a_load_that_is_not_there_can_be_taken_out(filled):
    with pytest.raises(LoadRefused, match="bundled record"):
        undo_load(filled, 1, CLOCK)
    with pytest.raises(LoadRefused, match=r"no load 77.*rcq loads"):
        undo_load(filled, 77, CLOCK)


def test_the_file_is_kept_as_it_was_given(filled):
    content = workbook()
    take_in(filled, content)
    with filled.reading() as connection:
        table = schema.raw_files
        (noted,) = connection.execute(sa.select(table).where(table.c.file_name == "tables.csv")).mappings()
        assert file_content(connection, filled.files, noted["sha256"]) == content
    assert (noted["size"], noted["file_name"]) == (len(content), "tables.csv")


def test_a_dry_run_shows_the_effect_on_headline_figures_and_changes_nothing(filled):
    def headlines(connection):
        found = facts(connection, "recorded_crime", as_at=AsAt(date(2024, 1, 1)), offence_code="1")
        return {"homicide": ("Homicides", "offences", found[0]["offences"])} if found else {}

    def load(content, day, *, commit):
        return load_publication(
            filled,
            content=content,
            file_name="tables.csv",
            clock=CLOCK,
            wishes=Wishes(published_on=day),
            commit=commit,
            headlines=headlines,
        )

    take_in(filled, workbook())
    before, version = everything(filled), filled.version()
    tried = load(workbook("2"), date(2020, 7, 17), commit=False)
    assert [(e.before, e.after, e.changed) for e in tried.effect] == [(3, 2, True)]
    assert (tried.load_id, tried.changes["recorded_crime"].revised) == (None, 1)
    assert (everything(filled), filled.version()) == (before, version)
    done = load(workbook("2"), date(2020, 7, 17), commit=True)
    assert (done.effect, done.changes) == (tried.effect, tried.changes)


def test_a_dry_run_waits_for_nobody_and_nobody_for_it(filled):
    def while_tried(connection):
        take_in(
            filled, workbook("5"), Wishes(published_on=date(2021, 7, 1))
        )  # StoreBusy, if the dry run held its place
        return {"all": ("Statements", "", len(facts(connection, "recorded_crime", as_at=AsAt(date(2024, 1, 1)))))}

    take_in(filled, workbook())
    for _ in range(7):  # often enough for a database to keep its statements prepared
        rows_of(filled)
    with filled.writing():
        held = take_in(filled, workbook("2"), Wishes(published_on=date(2020, 7, 17)), commit=False)
    assert held.changes["recorded_crime"].revised == 1
    tried = load_publication(
        filled,
        content=workbook("4", "2017/18,1,Kent,Theft,Theft offences,Shoplifting,46,7"),
        file_name="tables.csv",
        clock=CLOCK,
        wishes=Wishes(published_on=date(2020, 7, 17)),
        commit=False,
        headlines=while_tried,
    )
    assert [(e.before, e.after) for e in tried.effect] == [(2, 3)]
    assert rows_of(filled) == {"1": 5, "56A": 1200}


def test_totals_that_differ_stop_a_load_until_a_reason_is_given_which_is_kept(filled):
    wrong = "\n".join(
        [
            "Financial Year,Force Name,Offence Group,Force Offences,Force No Crimes",
            "2011/12,Kent,Robbery,10,1",
            "2011/12,Kent,Theft offences,10,1",
            "2011/12,Kent,Total,21,2",
        ]
    ).encode()
    stops = take_in(filled, wrong, commit=False).stops
    assert len(stops) == 1, stops
    assert "printed 21, parts add to 20" in stops[0]
    assert '--accept-totals "REASON"' in stops[0]
    with pytest.raises(LoadRefused, match="printed 21, parts add to 20"):
        take_in(filled, wrong)
    take_in(filled, wrong, replace(ON_THE_DAY, accept_totals="So published."))
    with filled.reading() as connection:
        held = editions(connection, as_at=AsAt(date(2024, 1, 1)))
    assert "Totals accepted: So published." in [e["change_reason"] for e in held]


def test_what_an_edition_leaves_out_of_a_period_is_withdrawn(filled):
    take_in(filled, workbook())
    shorter = "\n".join([HEADER, ARSON]).encode()
    outcome = take_in(filled, shorter, Wishes(published_on=date(2020, 7, 17)))
    assert outcome.changes["recorded_crime"].withdrawn == 1
    assert rows_of(filled) == {"56A": 1200}
    assert rows_of(filled, day=date(2020, 7, 16)) == {"1": 3, "56A": 1200}


def test_progress_is_told_with_rows(filled):
    heard = []
    load_publication(
        filled,
        content=workbook(),
        file_name="tables.csv",
        clock=CLOCK,
        wishes=ON_THE_DAY,
        commit=True,
        progress=lambda *said: heard.append(said),
    )
    assert heard == [("reading", 1.0, 3), ("comparing and writing", 1.0, 2)]
