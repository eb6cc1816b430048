"""Filled templates in a store: several sources in one file, what they refer to, a correction, and taking them out."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import LoadRefused, Wishes, load_publication, undo_load
from dashboard.domain.asat import AsAt
from dashboard.domain.templates import template_named
from dashboard.exports.template_files import template_file
from dashboard.store.queries.facts import facts
from tests.builders import clock_at, publication_row, write_record

CLOCK = clock_at("2026-02-01")
SOURCES = [
    {"source": "one", "source_title": "Inspection of Kent", "source_published_on": "2024-05-03", "source_publication": "hmicfrs-peel"},
    {"source": "two", "source_title": "Inspection of Essex", "source_published_on": "3 June 2025", "source_publication": "hmicfrs-peel"},
]  # fmt: skip
COMMON = {"programme": "PEEL2023-25", "report_title": "A report", "judgement_scale": "five-step"}
INSPECTIONS = [
    {"inspection_id": "kent", "force_code": "Kent", "published_on": "2024-05-03", "judgement": "Good", "source": "one", **COMMON},
    {"inspection_id": "essex", "force_code": "Essex", "published_on": "2025-06-03", "judgement": "Adequate", "source": "two", **COMMON},
]  # fmt: skip
MEASURE = {"inspection_id": "kent", "measure": "all_crime", "recorded_pct": 96.1, "approximate": "no", "source": "one"}


@pytest.fixture
def filled(store, tmp_path):
    publications = [publication_row(), publication_row(publication_id="hmicfrs-peel", title="PEEL")]
    load_bundled_record(store, write_record(tmp_path / "data", publications=publications), CLOCK)
    return store


def workbook(form="xlsx", **rows):
    return template_file(template_named("inspection_results"), form, {"Sources": SOURCES, **rows})


def load(store, content, *, commit=True):
    return load_publication(store, content=content, file_name="results", clock=CLOCK, wishes=Wishes(), commit=commit)


def take_in(store, *, commit=True, **rows):
    return load(store, workbook(**rows), commit=commit)


def grades(store, day):
    with store.reading() as connection:
        return {r["inspection_id"]: r["judgement"] for r in facts(connection, "inspections", as_at=AsAt(day))}


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_each_source_is_an_edition_known_from_its_own_day(filled, form):
    content = workbook(form, inspections=INSPECTIONS, inspection_measures=[MEASURE])
    outcome = load(filled, content)
    assert (outcome.changes["inspections"].added, outcome.changes["inspection_measures"].added) == (2, 1)
    assert grades(filled, date(2025, 1, 1)) == {"kent": "Good"}
    assert grades(filled, date(2026, 1, 1)) == {"kent": "Good", "essex": "Adequate"}
    assert load(filled, content).already_loaded
    undo_load(filled, outcome.load_id, CLOCK)
    assert grades(filled, date(2026, 1, 1)) == {}


def test_what_a_row_names_must_be_in_the_file_or_held(filled):
    outcome = take_in(filled, inspection_measures=[MEASURE], commit=False)
    assert "'kent' is not held among inspections" in str(outcome.report.faults[0])
    assert outcome.report.faults[0].place == "'inspection_measures'!A2"
    with pytest.raises(LoadRefused, match="nothing was changed"):
        take_in(filled, inspection_measures=[MEASURE])
    take_in(filled, inspections=INSPECTIONS)
    assert take_in(filled, inspection_measures=[MEASURE]).load_id


def test_a_publication_nobody_described_is_refused_with_those_there_are(filled):
    other = [{**SOURCES[0], "source_publication": "hmicfrs-pel"}]
    content = template_file(template_named("inspections"), "xlsx", {"Sources": other, "inspections": INSPECTIONS[:1]})
    with pytest.raises(LoadRefused, match="did you mean 'hmicfrs-peel'"):
        load(filled, content)
