"""The questions put to the store, each against a slow and obvious second opinion."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard import paths
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import UnknownName
from dashboard.store.queries import bodies
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from tests.builders import KENT, LONDON_CITY, WEST_MIDLANDS

TODAY = AsAt(date(2026, 11, 23))
DAYS = [AsAt(date(2019, 4, 30)), AsAt(date(2022, 12, 31)), AsAt(date(2025, 12, 31)), TODAY]
FRAUD = {"Fraud offences", "Fraud and computer misuse offences", "All offences including fraud"}
PRINTED = "All offences excluding fraud"


@pytest.fixture(scope="module")
def force_codes():
    return list(pd.read_csv(paths.DATA_DIR / "forces.csv")["force_code"])


@pytest.fixture(scope="module")
def crime():
    """The rows of recorded crime with the publication and the day each was known, read by pandas alone."""
    rows = pd.read_csv(paths.DATA_DIR / "recorded_crime.csv", dtype={"offence_code": str}, keep_default_na=False)
    sources = pd.read_csv(paths.DATA_DIR / "sources.csv", keep_default_na=False).set_index("source_id")
    source = sources.loc[rows["source_id"]].reset_index()
    rows["publication_id"] = source["publication_id"]
    published = source["published_on"].where(source["published_on"] != "", source["retrieved_on"])
    rows["known_from"] = rows["known_on"].where(rows["known_on"] != "", published)
    rows["offences"] = pd.to_numeric(rows["offences"])
    return rows


def second_opinion(crime, day):
    """Totals by area, period and publication as a plain walk over the rows gives them."""
    known = crime[crime["known_from"] <= day.isoformat()].sort_values(["known_from", "source_id"])
    about = ["publication_id", "area_code", "period_start", "period_end"]
    newest = known.drop_duplicates([*about, "offence_group", "offence_subgroup", "offence_code"], keep="last")
    totals = {}
    for name, rows in newest.groupby(about):
        printed = rows[rows["offence_group"] == PRINTED]
        if len(printed):
            totals[name] = printed["offences"].sum()
        elif name[1] != ENGLAND_AND_WALES:
            parts = rows[~rows["offence_group"].isin(FRAUD)]
            if len(parts):
                totals[name] = parts["offences"].sum()
    return totals


@pytest.mark.parametrize("as_at", DAYS, ids=lambda as_at: as_at.day.isoformat())
def test_recorded_crime_of_every_force_equals_a_slow_second_opinion(bundled_store, crime, force_codes, as_at):
    wanted = second_opinion(crime, as_at.day)
    areas = [*force_codes, ENGLAND_AND_WALES]
    with bundled_store.reading() as connection:
        totals = yearly_totals(connection, as_at=as_at, area_codes=areas)
    found = {
        (t["publication_id"], t["area_code"], t["period_start"].isoformat(), t["period_end"].isoformat()): t["offences"]
        for t in totals
    }
    assert len(found) == len(totals), "one publication says two things about one year"
    assert found == {name: total for name, total in wanted.items() if name[1] in areas}
    assert len({area for _, area, _, _ in found}) > 40, "too few areas were compared"


def test_where_a_total_is_printed_it_answers_and_its_parts_do_not(bundled_store, crime):
    printed = crime[(crime["offence_group"] == PRINTED) & (crime["area_code"] == ENGLAND_AND_WALES)]
    with bundled_store.reading() as connection:
        totals = yearly_totals(connection, as_at=TODAY, area_codes=[ENGLAND_AND_WALES])
    assert len(totals) > 3
    assert all(total["is_printed_total"] for total in totals)
    assert {t["offences"] for t in totals} <= set(printed["offences"])


def test_england_and_wales_is_never_summed_from_parts(loaded):
    parts = {"area_code": ENGLAND_AND_WALES, "coverage": "England and Wales"}
    store = loaded(
        recorded_crime=[
            {**parts, "offence_group": "Theft offences", "offences": 100},
            {**parts, "offence_group": "Robbery", "offences": 10},
            {"area_code": KENT, "offence_group": "Theft offences", "offences": 7},
        ]
    )
    with store.reading() as connection:
        totals = yearly_totals(connection, as_at=TODAY, area_codes=[ENGLAND_AND_WALES, KENT])
    assert [(t["area_code"], t["offences"]) for t in totals] == [(KENT, 7)]


def test_fraud_is_left_out_and_a_printed_total_wins_over_the_sum(loaded):
    store = loaded(
        recorded_crime=[
            {"offence_group": "Theft offences", "offences": 100},
            {"offence_group": "Fraud offences", "offences": 1000},
            {"offence_group": "All offences including fraud", "offences": 1100},
            {"area_code": WEST_MIDLANDS, "offence_group": "Theft offences", "offences": 100},
            {"area_code": WEST_MIDLANDS, "offence_group": PRINTED, "offences": 101},
        ]
    )
    with store.reading() as connection:
        totals = yearly_totals(connection, as_at=TODAY, area_codes=[KENT, WEST_MIDLANDS])
    assert {t["area_code"]: t["offences"] for t in totals} == {KENT: 100, WEST_MIDLANDS: 101}


NAMES = {
    "E23000032": KENT,
    "e23000032": KENT,
    "kent": KENT,
    " Kent ": KENT,
    "West Midlands": WEST_MIDLANDS,
    "west-midlands": WEST_MIDLANDS,
    "London, City of": LONDON_CITY,
    "City of London": LONDON_CITY,
    "Avon & Somerset": "E23000036",
    "AVON AND SOMERSET": "E23000036",
    "Metropolitan": "E23000001",
    "Metropolitan Police Service": "E23000001",
    "Devon & Cornwall": "E23000035",
}


@pytest.mark.parametrize(("words", "code"), NAMES.items())
def test_a_force_is_found_by_code_name_or_alias_in_any_case(bundled_store, words, code):
    with bundled_store.reading() as connection:
        assert bodies.force_code(connection, words, as_at=TODAY) == code


@pytest.mark.parametrize(("words", "nearest"), [("Kentt", "Kent"), ("west mercai", "West Mercia")])
def test_an_unknown_force_is_answered_with_the_nearest_name_and_all_names(bundled_store, words, nearest):
    with bundled_store.reading() as connection, pytest.raises(UnknownName) as refused:
        bodies.force_code(connection, words, as_at=TODAY)
    assert f"did you mean '{nearest}'?" in str(refused.value)
    assert "Thames Valley" in str(refused.value)


@pytest.mark.parametrize("words", ["Ruritania", "E99999999", "'; drop table forces; --"])
def test_a_force_that_is_like_none_is_answered_without_a_guess(bundled_store, words):
    with bundled_store.reading() as connection, pytest.raises(UnknownName) as refused:
        bodies.force_code(connection, words, as_at=TODAY)
    assert "did you mean" not in str(refused.value)


MERGED = (
    {
        "force_code": "E1",
        "name": "Old North",
        "short_name": "N",
        "slug": "n",
        "region": "North",
        "ended_on": "2030-03-31",
    },
    {
        "force_code": "E2",
        "name": "Old South",
        "short_name": "S",
        "slug": "s",
        "region": "North",
        "ended_on": "2030-03-31",
    },
    {
        "force_code": "E3",
        "name": "New",
        "short_name": "New",
        "slug": "new",
        "region": "North",
        "started_on": "2030-04-01",
    },
)


@pytest.mark.parametrize(
    ("day", "names"), [("2030-03-31", ["Old North", "Old South"]), ("2030-04-01", ["New"]), ("2035-01-01", ["New"])]
)
def test_two_forces_that_merge_are_two_until_their_last_day_and_one_from_the_next(loaded, day, names):
    store = loaded(forces=MERGED)
    with store.reading() as connection:
        found = bodies.forces(connection, as_at=AsAt(date.fromisoformat(day)))
    assert [force["name"] for force in found] == names


@pytest.mark.parametrize(("day", "body"), [("2028-05-03", "Commissioner"), ("2028-05-04", "Mayor")])
def test_a_policing_body_gives_way_to_the_next_on_the_day(loaded, day, body):
    store = loaded(
        local_policing_bodies=[
            {
                "body_id": "a",
                "force_code": KENT,
                "name": "Commissioner",
                "kind": "commissioner",
                "ended_on": "2028-05-03",
            },
            {"body_id": "b", "force_code": KENT, "name": "Mayor", "kind": "mayor", "started_on": "2028-05-04"},
        ]
    )
    with store.reading() as connection:
        found = bodies.local_policing_bodies(connection, as_at=AsAt(date.fromisoformat(day)))
    assert [b["name"] for b in found] == [body]
