"""The bundled record itself: whole, sourced, and with the totals its publications print."""

from __future__ import annotations

import csv
import re

import pytest

from dashboard import paths
from dashboard.domain.kinds import COMMON, KINDS
from loaders.bundled import PUBLICATION_COLUMNS, SOURCE_COLUMNS, read_record


def lines(name):
    with (paths.DATA_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def record():
    return read_record(paths.DATA_DIR)


@pytest.fixture(scope="module")
def sources():
    return {source["source_id"]: source for source in lines("sources")}


@pytest.fixture(scope="module")
def rows():
    return {kind.name: lines(kind.name) for kind in KINDS}


def test_the_whole_record_passes_every_check_and_says_what_it_is(record, rows):
    assert record.title
    assert sum(content.count() for content in record.contents) == sum(map(len, rows.values()))


def test_only_the_kinds_that_come_from_loaded_files_alone_are_without_rows(rows):
    empty = {name for name, found in rows.items() if not found}
    assert empty == {"boundaries", "cancelled_records", "force_audits", "force_audit_reasons", "force_successions"}


def test_every_file_has_the_columns_of_its_kind_in_their_order():
    expected = {kind.name: [field.name for field in (*kind.fields, *COMMON)] for kind in KINDS}
    expected |= {"publications": list(PUBLICATION_COLUMNS), "sources": list(SOURCE_COLUMNS)}
    for name, columns in expected.items():
        with (paths.DATA_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == columns, name
    assert {path.stem for path in paths.DATA_DIR.glob("*.csv")} == expected.keys()


def test_every_file_has_plain_line_ends_and_no_byte_order_mark():
    for path in paths.DATA_DIR.glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\n"), path.name


def test_every_source_is_used_and_belongs_to_a_described_publication(rows, sources):
    used = {row["source_id"] for found in rows.values() for row in found}
    assert used == sources.keys()
    described = {p["publication_id"] for p in lines("publications")}
    # Nothing of the cancelled records is bundled: they are described so that a published file can be loaded.
    assert {s["publication_id"] for s in sources.values()} == described - {"ho-cancelled-records"}


def test_a_source_has_a_link_or_says_why_not(sources):
    for source in sources.values():
        assert source["url"].startswith("https://") or source["secondary_note"] or source["edition_label"], source
        assert "?utm" not in source["url"], source


def test_a_secondary_source_says_that_it_is_one(rows, sources):
    for source in sources.values():
        assert source["is_secondary"] == "no" or source["secondary_note"], source["source_id"]
    for name, found in rows.items():
        for row in found:
            if sources[row["source_id"]]["is_secondary"] == "yes":
                assert row["basis"] in ("secondary", "derived"), (name, row)


def test_nothing_comes_from_memory(rows, sources):
    bases = {row["basis"] for found in rows.values() for row in found}
    assert bases == {"as published", "secondary", "derived"}
    for source in sources.values():
        words = " ".join((source["source_id"], source["title"], source["secondary_note"])).casefold()
        assert "memory" not in words.split(), source["source_id"]


def test_what_we_derived_says_how(rows):
    for name, found in rows.items():
        silent = [row for row in found if row["basis"] == "derived" and not row["note"]]
        assert silent == [], name


def test_nothing_illustrative_is_bundled(rows):
    own = {row["figure_class"] for found in rows.values() for row in found}
    assert "illustrative" not in own | {p["figure_class"] for p in lines("publications")}


def test_a_value_is_there_exactly_where_the_row_says_so(rows):
    fields = {
        "inspection_measures": ("recorded_pct", "estimated_unrecorded_per_year", "crimes_recorded"),
        "national_accuracy": ("recorded_pct", "unrecorded_per_year"),
        "recorded_crime": ("offences",),
        "survey_estimates": ("estimate",),
    }
    for name, columns in fields.items():
        for row in rows[name]:
            assert (row["value_status"] == "published") == any(row[column] for column in columns), (name, row)


def test_43_territorial_forces_and_one_tile_each(rows):
    territorial = [row for row in rows["forces"] if row["kind"] == "territorial"]
    assert len(territorial) == 43
    assert len({(row["tile_column"], row["tile_row"]) for row in territorial}) == 43
    assert all(row["tile_column"] and row["tile_row"] for row in territorial)


def test_an_alias_means_one_force(rows):
    by_alias = {}
    for row in rows["force_aliases"]:
        by_alias.setdefault(row["alias"].casefold(), set()).add(row["force_code"])
    assert {alias: codes for alias, codes in by_alias.items() if len(codes) > 1} == {}


def test_105_inspections_each_with_a_measure(rows):
    inspections = {row["inspection_id"] for row in rows["inspections"]}
    assert len(inspections) == 105
    assert {row["inspection_id"] for row in rows["inspection_measures"]} == inspections


def test_a_grade_has_a_scale_and_only_words_of_that_scale(rows):
    scales = {"four-step": set(), "five-step": set()}
    for row in rows["inspections"]:
        assert bool(row["judgement"]) == bool(row["judgement_scale"]), row
        if row["judgement"]:
            scales[row["judgement_scale"]].add(row["judgement"])
    assert scales["four-step"] <= {"Outstanding", "Good", "Requires improvement", "Inadequate"}
    assert scales["five-step"] <= {"Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate"}
    assert all(scales.values())


def test_a_grade_we_worked_out_is_not_held_as_a_judgement(rows):
    for row in rows["inspections"]:
        ours = row["basis"] == "derived" or re.search(r"grade inferred|our inference", row["note"], re.IGNORECASE)
        assert not (ours and row["judgement"]), row["inspection_id"]


WORDED = ("note", "event", "expected_effect", "summary", "event_words", "secondary_note", "change_reason")

# Days that the text itself announced before they came.
ANNOUNCED = {
    ("local_policing_bodies", "greater-manchester-pcc", "2017"),
    ("local_policing_bodies", "north-yorkshire-pcc", "2024"),
    ("local_policing_bodies", "north-yorkshire-mayor", "2024"),
    ("recommendation_events", "MER-2017-01", "2018"),
}


def test_no_words_name_a_year_later_than_the_row_was_known(rows, sources):
    found = set()
    for name, of_kind in {**rows, "sources": list(sources.values())}.items():
        for row in of_kind:
            source = sources[row["source_id"]]
            known = row.get("known_on") or source["published_on"] or source["retrieved_on"]
            words = " ".join(row.get(column) or "" for column in WORDED)
            for year in re.findall(r"(?<!\d)(?:199\d|20[0-2]\d|2030)(?!\d)", words):
                if year > known[:4]:
                    found.add((name, next(iter(row.values())), year))
    assert found == ANNOUNCED


def test_a_rounded_figure_says_so_first(rows):
    for name in ("recorded_crime", "survey_estimates"):
        for row in rows[name]:
            if re.search(r"\bRounded\b", row["note"]):
                assert row["note"].startswith("Rounded in the source"), (name, row)


def test_a_published_share_lies_within_0_and_100(rows):
    fields = ("recorded_pct", "known_pct")
    for found in rows.values():
        for row in found:
            for value in (row[name] for name in fields if row.get(name)):
                assert 0 <= float(value) <= 100, row


def test_no_count_exceeds_the_count_it_is_part_of(rows):
    for row in (*rows["audits"], *rows["inspection_measures"]):
        if row["crimes_due"] and row["crimes_recorded"]:
            assert int(row["crimes_recorded"]) <= int(row["crimes_due"]), row


def test_no_period_ends_before_it_starts(rows):
    pairs = (("period_start", "period_end"), ("audit_start", "audit_end"), ("due_earliest", "due_latest"))
    for found in rows.values():
        for row in found:
            for start, end in pairs:
                if row.get(start) and row.get(end):
                    assert row[start] <= row[end], row


def total_of(rows, sources, publication, start, end, *, with_fraud=False, areas=None):
    """Offences of the publication's lowest rows in the period, England and Wales as a whole left out."""
    return sum(
        int(row["offences"])
        for row in rows["recorded_crime"]
        if sources[row["source_id"]]["publication_id"] == publication
        and row["area_code"] != "K04000001"
        and start <= row["period_start"]
        and row["period_end"] <= end
        and (with_fraud or "fraud" not in row["offence_group"].casefold())
        and (areas is None or row["area_code"] in areas)
        and row["offences"]
    )


ROLLING, OPEN_DATA = "ho-ons-rolling-recorded-crime", "ho-recorded-crime-open-data"
YEAR = ("2017-04-01", "2018-03-31")


def test_the_forces_of_2017_18_sum_to_what_the_rolling_tables_print(rows, sources):
    assert total_of(rows, sources, ROLLING, *YEAR) == 4_878_303


def test_2017_18_in_the_open_data_sums_to_its_own_totals(rows, sources):
    forces = {row["force_code"] for row in rows["forces"] if row["kind"] == "territorial"}
    assert total_of(rows, sources, OPEN_DATA, *YEAR, with_fraud=True) == 5_519_401
    assert total_of(rows, sources, OPEN_DATA, *YEAR) == 4_881_043
    assert total_of(rows, sources, OPEN_DATA, *YEAR, areas=forces) == 4_821_452


def test_april_to_december_2025_sums_to_the_published_total(rows, sources):
    found = total_of(rows, sources, OPEN_DATA, "2025-04-01", "2025-12-31")
    assert found == 3_992_353


def test_the_published_ratio_is_1_63_and_not_ours(rows):
    (ratio,) = (r for r in rows["comparable_ratios"] if r["ratio"] == "1.63")
    assert (ratio["year_ending"], ratio["is_ours"], ratio["basis"]) == ("2024-03-31", "no", "as published")


def test_four_west_midlands_recommendations_with_elements_and_two_positions_each(rows):
    wanted = [f"WMP-2017-{n}" for n in range(1, 5)]
    assert sorted(r["rec_id"] for r in rows["recommendations"] if r["parent_rec_id"] == "WMP-2017-C1") == wanted
    assert {e["rec_id"] for e in rows["recommendation_elements"]} == set(wanted)
    positions = {(p["rec_id"], p["holder"]) for p in rows["recommendation_positions"]}
    assert positions == {(rec, holder) for rec in wanted for holder in ("force", "local policing body")}


def test_ten_recommendations_of_the_regulator_with_26_actions(rows):
    regulator = {r["rec_id"] for r in rows["recommendations"] if r["issuer"] == "OSR"}
    assert len(regulator) == 10
    assert len(rows["actions"]) == 26
    assert {action["rec_id"] for action in rows["actions"]} == regulator


def test_thames_valley_2014_had_156_incidents_139_crimes_due_and_118_recorded(rows):
    (audit,) = (row for row in rows["audits"] if row["audit_id"] == "thames-valley-hmic-2014")
    assert [audit[n] for n in ("incidents_examined", "crimes_due", "crimes_recorded")] == ["156", "139", "118"]
