"""The rating of an offence stands beside figures on it, wherever they are, and nowhere else."""

from __future__ import annotations

from tests.builders import KENT
from tests.views.asking import ask, rows

RATING = {"framework_edition": "2023", "series": "PRC", "offence_type": "Robbery", "rating": "good"}


def counts(loaded, **more):
    stated = [{"offence_group": group, "offences": 5, **more} for group in ("Robbery", "Theft offences")]
    return loaded(recorded_crime=stated, quality_ratings=[RATING])


def test_a_figure_on_a_rated_offence_has_its_rating_and_source_and_another_says_that_it_has_none(loaded):
    view = ask(counts(loaded), "recorded_crime", force="Kent")
    found = {r["offence_group"]: (r["rating"], r["rating_source_id"]) for r in rows(view, "counts")}
    assert found["Robbery"][0] == "good"
    assert view.source(found["Robbery"][1])
    assert found["Theft offences"] == (None, None)
    column = view.table("counts").column("rating")
    assert "not rated" in column.missing
    shown = view.table("counts").page_columns
    assert "rating" in shown


def test_what_is_counted_within_a_rated_group_has_the_rating_of_the_group(loaded):
    view = ask(counts(loaded, offence_subgroup="Robbery of personal property"), "recorded_crime", force=KENT)
    assert {r["rating"] for r in rows(view, "counts") if r["offence_group"] == "Robbery"} == {"good"}


def test_without_a_rating_known_on_the_day_the_tables_are_as_they_were(loaded):
    view = ask(loaded(recorded_crime=[{"offences": 5}]), "recorded_crime", force="Kent")
    assert "rating" not in {column.name for column in view.table("counts").columns}
    assert not any("rating beside an offence" in note.text for note in view.notes)


def test_an_inspection_measure_of_a_rated_offence_has_the_rating_and_all_crime_has_none(bundled_store):
    found = {r["measure"]: r["rating"] for r in rows(ask(bundled_store, "inspections"), "results")}
    assert found["sexual_offences"] == "poor"
    assert found["all_crime"] is None, "the rating of all recorded crime may not be the statisticians' own"


def test_a_rating_read_from_a_transcription_says_so(bundled_store):
    view = ask(bundled_store, "inspections")
    assert any("read from a transcription" in note.text for note in view.notes)


def test_names_and_ratings_themselves_are_left_alone(bundled_store):
    for name in ("quality_ratings", "crosswalk", "timeline"):
        for table in ask(bundled_store, name).tables:
            assert "rating_source_id" not in {column.name for column in table.columns}
