"""Templates: what is written for a kind of fact is read back, and every fault in a filled one is told with its cell."""

import csv
from datetime import date

import pytest

from dashboard import paths
from dashboard.domain.errors import UnknownName
from dashboard.domain.kinds import BY_NAME, KINDS
from dashboard.domain.templates import PUBLICATIONS, TEMPLATES, template_named
from dashboard.exports.template_files import FORMATS, template_file
from loaders.bundled import read_record
from loaders.run import fields_of, read_publication
from tests.loaders_published.writing import csv_bytes, ods, xlsx

SOURCE = {
    "source_title": "PEEL 2023-25: an inspection of Kent Police",
    "source_publisher": "HMICFRS",
    "source_published_on": "2024-05-03",
    "source_url": "https://hmicfrs.justiceinspectorates.gov.uk/publications/example/",
}
INSPECTION = {
    "inspection_id": "kent-peel2023-25-2024",
    "force_code": "Kent",
    "programme": "PEEL2023-25",
    "report_title": "PEEL 2023-25: an inspection of Kent Police",
    "published_on": "2024-05-03",
    "judgement": "Good",
    "judgement_scale": "five-step",
}
MEASURE = {
    "inspection_id": "kent-peel2023-25-2024",
    "measure": "all_crime",
    "recorded_pct": "96.1",
    "margin_pct": "1.7",
    "approximate": "no",
}
FILLED = {
    "Sources": [SOURCE],
    "inspections": [INSPECTION],
    "inspection_measures": [MEASURE],
    "recommendations": [
        {
            "rec_id": "kent-2024-1",
            "issuer": "HMICFRS",
            "kind": "area for improvement",
            "force_code": "E23000032",
            "addressee": "Kent Police",
            "report_title": "PEEL 2023-25: an inspection of Kent Police",
            "published_on": "May 2024",
            "summary": "Record reports of rape without delay.",
        }
    ],
}


def read(content, name="filled"):
    return read_publication(content, name)


def filled(form):
    template = template_named("inspection_results")
    rows = FILLED
    if form == "csv":
        rows = {kind: [{**row, **SOURCE} for row in found] for kind, found in FILLED.items() if kind != "Sources"}
    return template_file(template, form, rows)


@pytest.mark.parametrize("form", FORMATS)
def test_inspection_results_in_one_file(form):
    publication = read(filled(form))
    assert not publication.report.faults
    assert publication.report.recognised_as == "template"
    facts, rows = publication.by_edition()[0]
    assert (facts.title, facts.publication_id) == (SOURCE["source_title"], "hmicfrs-peel")
    assert (facts.published_on, facts.publisher) == (date(2024, 5, 3), "HMICFRS")
    inspection = rows["inspections"][0]
    assert (inspection["force_code"], inspection["published_on"], inspection["published_precision"]) == (
        "E23000032",
        date(2024, 5, 3),
        "day",
    )
    measure = rows["inspection_measures"][0]
    assert (measure["recorded_pct"], measure["value_status"], measure["basis"]) == (96.1, "published", "as published")
    recommendation = rows["recommendations"][0]
    assert (recommendation["published_on"], recommendation["published_precision"]) == (date(2024, 5, 31), "month")
    assert publication.references == ()
    for kind, found in rows.items():
        assert set(found[0]) == set(fields_of(kind))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_an_empty_template_is_recognised_and_says_that_it_is_empty(name, form):
    if form == "ods" and name not in ("inspection_results", "forces"):
        pytest.skip("one writer for every kind; two are enough")
    report = read(template_file(TEMPLATES[name], form)).report
    assert report.recognised_as == "template"
    assert [fault.what.split(";")[0] for fault in report.faults] == ["no row is filled in"]


def test_every_kind_has_a_default_publication_that_the_record_describes():
    with (paths.DATA_DIR / "publications.csv").open(encoding="utf-8", newline="") as file:
        described = {row["publication_id"] for row in csv.DictReader(file)}
    assert set(PUBLICATIONS.values()) <= described


@pytest.fixture(scope="module")
def record():
    return read_record(paths.DATA_DIR)


@pytest.mark.parametrize(
    "kind", [kind.name for kind in KINDS if kind.name not in ("recorded_crime", "survey_estimates")]
)
def test_what_the_record_holds_comes_back_from_a_template_unchanged(record, kind):
    sources, rows, wanted = [], [], []
    for content in record.contents:
        stated = content.rows.get(kind, ())
        if stated:
            edition = content.edition
            sources.append(
                {
                    "source": edition.source_id,
                    "source_title": edition.source_id,
                    "source_published_on": edition.published_on,
                    "source_publication": edition.publication_id,
                    "source_is_secondary": edition.is_secondary,
                }
            )
        for row in stated:
            rows.append({**row, "known_on": row.get("known_from"), "source": edition.source_id})
            wanted.append((edition.source_id, row))
    if not rows:
        pytest.skip("nothing of it in the record")
    publication = read(template_file(TEMPLATES[kind], "xlsx", {"Sources": sources, kind: rows}))
    assert not publication.report.faults, [str(fault) for fault in publication.report.faults[:5]]
    found = [(facts.title, row) for facts, by_kind in publication.by_edition() for row in by_kind[kind]]

    def plain(pairs):
        names = [*(field.name for field in BY_NAME[kind].fields), "known_from", "basis", "figure_class", "note"]
        return sorted((source, *(str(row.get(name) or "") for name in names)) for source, row in pairs)

    assert plain(found) == plain(wanted)


WRONG = [
    ["inspection_id", "force_code", "programme", "report_title", "published_on", "judgment", "judgement_scale", *SOURCE],
    ["a", "Hampshir", "PEEL", "Title", "31 February 2024", "Good", "six-step", *SOURCE.values()],
    ["", "Kent", "PEEL", "Title", "2024-05-03", "Good", "five-step", *SOURCE.values()],
    ["b", "Kent", "PEEL", "", "2024-05-03", "Good", "five-step", "", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize(
    ("write", "cell"),
    [
        (csv_bytes, "row {}, column {}"),
        (lambda rows: xlsx({"inspections": rows}), "'inspections'!{1}{0}"),
        (lambda rows: ods({"inspections": rows}), "'inspections'!{1}{0}"),
    ],
)
def test_every_fault_is_told_at_once_with_its_cell(write, cell):
    faults = {fault.place: fault.what for fault in read(write(WRONG)).report.faults}
    assert faults[cell.format(1, "F")] == "column 'judgment' is not known; did you mean 'judgement'?"
    assert "did you mean 'Hampshire'?" in faults[cell.format(2, "B")]
    assert faults[cell.format(2, "E")].startswith("is no date; write 2018-01-15")
    assert faults[cell.format(2, "G")] == "is not one of four-step, five-step; did you mean 'five-step'?"
    assert faults[cell.format(3, "A")].startswith("is blank, and must not be")
    assert faults[cell.format(4, "D")].startswith("is blank, and must not be")
    assert "names no source" in faults[cell.format(4, "H")]
    assert len(faults) == 7


def test_a_column_that_must_be_there_is_named_with_its_meaning():
    faults = read(
        xlsx(
            {
                "force_systems": [["force_code", "status"], ["Kent", "in use"]],
                "Sources": [list(SOURCE), list(SOURCE.values())],
            }
        )
    ).report.faults
    assert any("column system_id is missing (the system)" in str(fault) for fault in faults)


def test_per_cents_written_in_parts_of_one_are_noticed():
    rows = {
        "Sources": [SOURCE],
        "inspection_measures": [
            {**MEASURE, "recorded_pct": 0.961},
            {**MEASURE, "measure": "rape", "recorded_pct": 0.99},
        ],
    }
    faults = read(template_file(TEMPLATES["inspection_measures"], "xlsx", rows)).report.faults
    assert any("write 79.5 for 79.5 per cent" in str(fault) for fault in faults)


def test_two_statements_of_one_source_about_one_thing_are_a_fault():
    rows = {"Sources": [SOURCE], "inspections": [INSPECTION, {**INSPECTION, "judgement": "Adequate"}]}
    faults = read(template_file(TEMPLATES["inspections"], "xlsx", rows)).report.faults
    assert [str(fault) for fault in faults] == [
        "'inspections' row 3: says something about the same inspection_id as 'inspections' row 2, from the same source"
    ]


def test_a_cover_may_name_the_source_in_two_columns():
    cover = [["Source title", "A report"], ["Source published on", "3 May 2024"], ["Source publisher", "HMICFRS"]]
    table = [["Force", "System ID", "Status", "Confidence"], ["Kent Police", "athena", "in use", "High"]]
    publication = read(ods({"Cover": cover, "Force systems": table}))
    assert not publication.report.faults
    assert publication.by_edition()[0][0].published_on == date(2024, 5, 3)
    assert publication.rows["force_systems"][0]["confidence"] == "high"
    assert [(one.target, one.value) for one in publication.references] == [("recording_systems.system_id", "athena")]


def test_a_template_nobody_has_is_answered_with_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'inspections'"):
        template_named("inspection")


def test_scenario_32_a_page_long_after_its_audit_window_is_warned_of_and_not_refused():
    def noted(published):
        inspection = {**INSPECTION, "audit_start": "2017-02-01", "audit_end": "2017-07-31", "published_on": published}
        rows = {
            "Sources": [{**SOURCE, "source_published_on": published}],
            "inspections": [inspection],
            "inspection_measures": [{**MEASURE, "recorded_pct": "80.4"}],
        }
        report = read(template_file(template_named("inspection_results"), "xlsx", rows)).report
        assert report.faults == []
        return [note for note in report.notes if "audit window" in note]

    (note,) = noted("2019-07-25")
    assert "of 25 July 2019, and the audit window ended on 31 July 2017" in note
    assert "check which audit" in note
    assert noted("2017-11-20") == []
