"""A force's own audits on the pages that are about more than audits, and when a rate was measured."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.commands.illustration import switch_illustration
from dashboard.commands.load_contents import Wishes
from dashboard.commands.publications import load_publication, undo_load
from dashboard.domain.asat import AsAt
from dashboard.domain.figures import rounded
from dashboard.domain.measured import Window
from dashboard.exports.cells import shown_columns
from dashboard.exports.template_files import sheets_as
from dashboard.ui.html_table import further_columns
from dashboard.views import answer
from tests.builders import KENT, clock_at, source_row
from tests.force_audits.conftest import ADMINISTRATOR, AREAS, BANDS, KENT_FORCE, SETTINGS, audit, table

AS_AT = AsAt.parse("2024-03-01")
INSPECTED = {
    "inspections": [{"audit_start": "2023-09-01", "audit_end": "2023-11-30", "published_on": "2024-01-20"}],
    "inspection_measures": [{"recorded_pct": 83.6, "margin_pct": 1.85}],
}


@pytest.fixture
def audited(loaded):
    """A store in which Kent was inspected in the quarter that it audits itself."""
    return loaded(business_areas=AREAS, audit_settings=SETTINGS, audit_bands=BANDS, **INSPECTED)


def seen(store, view, table, person=KENT_FORCE, as_at=AS_AT, **asked):
    return answer(store, view, asked, as_at, person).table(table).records()


def test_44_a_loaded_audit_above_the_inspectorate_s_interval_is_read_on_the_page_of_its_force(audited, send):
    send([audit(incidents_examined=320, crimes_due=300, crimes_recorded=285)])
    (found,) = [r for r in seen(audited, "force", "reading", force=KENT) if r["rule"] == "own audit beside inspection"]
    assert found["reading"] == "conflicts"
    assert "11.4 points above the inspectorate's rate of 83.6 % (81.8 to 85.5)" in found["words"]
    assert "(interval of the difference 8.3 to 14.5)" in found["words"]
    assert "false assurance" in found["words"]
    before = seen(audited, "force", "reading", as_at=AsAt.parse("2024-01-31"), force=KENT)
    assert "own audit beside inspection" not in {r["rule"] for r in before}


def test_a_loaded_audit_is_on_the_page_of_its_force_and_in_its_record_and_coverage(audited, send):
    send([audit()])
    (own,) = seen(audited, "force", "audits", force=KENT)
    assert (own["audit_id"], own["audited_by"], round(own["rate_pct"], 1), own["class"]) == (
        "2023-Q4",
        "the force",
        84.9,
        "unpublished",
    )
    entry = next(r for r in seen(audited, "force", "record", force=KENT) if r["theme"] == "Audit")
    assert entry["figure"].startswith("84.9 % recorded (95 % interval 78.0 to 89.9, Wilson), 118 of 139 crimes")
    kinds = {r["evidence"]: (r["rows"], r["newest"]) for r in seen(audited, "force", "coverage", force=KENT)}
    assert kinds["The force's own audits"] == (1, date(2023, 12, 31))
    assert kinds["Published audit counts"] == (0, None)
    held = {r["force_code"]: r for r in seen(audited, "coverage", "coverage", evidence="The force's own audit")}
    assert (held[KENT]["rows"], held[KENT]["newest_on"]) == (1, date(2023, 12, 31))
    assert {r["state"] for code, r in held.items() if code != KENT} == {"none held"}


def test_a_loaded_audit_and_its_correction_are_in_what_changed_since(audited, send):
    send([audit()])
    send([audit(crimes_recorded=120)], correction="two crimes were found after all", on="2024-02-20")
    (new,) = [r for r in seen(audited, "changes", "changes", since="2024-01-31", as_at=AsAt.parse("2024-02-02"))
              if r["kind"] == "new own audit"]  # fmt: skip
    assert new["what"] == "2023-Q4: incident to crime, October to December 2023"
    assert "118 of 139 crimes" in new["now"]
    (line,) = [r for r in seen(audited, "changes", "changes", since="2024-02-01", force=KENT) if "2023-Q4" in r["what"]]
    assert (line["kind"], line["reason"]) == ("correction", "two crimes were found after all")
    assert "118 of 139" in line["before"]
    assert "120 of 139" in line["now"]
    (revised,) = seen(audited, "force", "revisions", force=KENT)
    assert (revised["change_kind"], revised["change_reason"]) == ("correction", "two crimes were found after all")
    assert [r["what"] for r in seen(audited, "force", "changes", force=KENT, since="2024-02-20")] == ["changed"]


def test_87_what_changed_since_hides_small_unpublished_counts_whoever_asks(audited, send):
    send([audit(crimes_due=139, crimes_recorded=137)])
    for person in (KENT_FORCE, ADMINISTRATOR):
        lines = seen(audited, "changes", "changes", person=person, since="2024-01-31")
        assert "hidden" in next(r["now"] for r in lines if r["kind"] == "new own audit")
    own = seen(audited, "force", "changes", force=KENT, since="2024-02-01")
    assert "137 of 139" in own[0]["words"]


def test_a_file_of_many_audits_is_one_line_of_what_changed(audited, send):
    rows = [
        audit(audit_id=f"{year}-{month}", period_start=f"{year}-{month:02}-01", period_end=f"{year}-{month:02}-28")
        for year in range(2019, 2023)
        for month in range(1, 13)
    ]
    send(rows)
    found = [r for r in seen(audited, "changes", "changes", since="2024-01-31") if "own audit" in r["kind"]]
    assert [(r["kind"], r["what"]) for r in found] == [
        ("new own audits", "48 own audits, 1 January 2019 to 28 December 2022")
    ]


def test_97_the_invented_set_is_in_no_coverage_change_or_page_of_a_force(audited, send):
    send([audit()])
    asked = [("coverage", {}), ("changes", {"since": "2023-12-01"}), ("force", {"force": KENT, "since": "2023-12-01"})]
    before = [[t.records() for t in answer(audited, n, a, AS_AT, KENT_FORCE).tables] for n, a in asked]
    switch_illustration(audited, clock_at("2024-02-02"), on=True)
    assert [[t.records() for t in answer(audited, n, a, AS_AT, KENT_FORCE).tables] for n, a in asked] == before


def test_windows_that_are_not_held_stay_unknown_in_every_view(loaded):
    """A report's day is never taken for the end of the audit it reports."""
    store = loaded(
        sources=[source_row(published_on="2019-01-15")],
        inspections=[{"published_on": "2019-01-15"}],
        inspection_measures=[{"recorded_pct": 83.6, "margin_pct": 1.85}],
        recording_systems=[{"system_id": "niche", "name": "Niche RMS", "vendor": "Niche"}],
        force_systems=[{"force_code": KENT, "system_id": "niche", "as_at_year": 2016, "status": "in use",
                        "go_live_precision": "unknown"}],
    )  # fmt: skip
    (cell,) = seen(store, "audit_coverage", "calendar")
    assert cell["year"] == "dates not held"
    kent = next(r for r in seen(store, "audit_coverage", "forces") if r["force_code"] == KENT)
    assert (kent["inspections"], kent["newest_inspection"]) == (1, None)
    assert kent["newest_inspection_missing"] == "audit dates not held"
    (rate,) = seen(store, "audit_coverage", "rates")
    assert rate["label"] == "Kent (audit dates not held)"
    assert seen(store, "system_effects", "rates") == []
    view = answer(store, "system_effects", {}, AS_AT)
    assert any(note.text.startswith("1 rate left out: the dates of the audit are not held") for note in view.notes)


def test_a_window_bounds_without_claiming():
    known = Window(date(2018, 1, 1), date(2018, 6, 30), date(2019, 1, 15), "day")
    unknown = Window(None, None, date(2019, 1, 15), "day")
    assert (known.end, known.ended_by) == (date(2018, 6, 30), date(2018, 6, 30))
    assert (unknown.end, unknown.ended_by) == (None, date(2019, 1, 15))
    assert known.overlaps(unknown) is None
    assert known.ends_within(24, unknown) is None
    assert known.overlaps(Window(date(2018, 6, 30), date(2018, 7, 31))) is True
    assert known.overlaps(Window(date(2018, 7, 1), date(2018, 7, 31))) is False
    assert known.ends_within(24, Window(None, date(2020, 6, 30))) is True
    assert known.ends_within(24, Window(None, date(2020, 7, 1))) is False
    assert unknown.words == "audit dates not held; published 15 January 2019"


def test_43_two_forces_with_published_margins_alone_are_told_apart_or_not(bundled_store):
    """Suffolk and Norfolk of 2019 differ by 3.5 points; West Midlands and Kent of 2017 do not differ clearly."""

    def compared(force, other, day):
        view = answer(bundled_store, "force", {"force": force, "compare": other}, AsAt.parse(day))
        (row,) = (r for r in view.table("comparison").records() if r["force"] == other)
        said = [rounded(row[f"difference{end}_pct"], 1) for end in ("", "_lower", "_upper")]
        return [float(one) for one in said], row["reading"]

    assert compared("Norfolk", "Suffolk", "2026-11-23") == ([3.5, 1.0, 6.0], "higher, outside the interval")
    assert compared("Kent", "West Midlands", "2018-01-15") == ([0.2, -2.4, 2.8], "no clear difference")


def test_54_west_midlands_2019_is_not_measurable_with_its_link_and_counts_as_without_a_rate(bundled_store):
    view = answer(bundled_store, "inspections", {"force": "West Midlands", "measure": "all_crime"}, AS_AT)
    (row,) = (r for r in view.table("results").records() if str(r["published_on"]) == "2019-01-15")
    assert (row["recorded_pct"], row["recorded_pct_missing"]) == (None, "not measurable")
    assert "the limits of the force's systems" in row["note"]
    assert view.source(row["source_id"]).url
    assert "none could be measured" in view.statement
    overview = answer(bundled_store, "overview", {}, AS_AT)
    (west,) = (r for r in overview.table("forces").records() if r["force"] == "West Midlands")
    assert (west["rate_state"], west["recorded_pct"]) == ("newest inspection: not measurable", None)
    assert "1 of 43 forces has no usable all-crime rate" in " ".join(
        f"{h.sentence} {h.label}" for h in overview.headlines
    ) + overview.statement + str([t.records() for t in overview.tables])


def test_settings_and_bands_of_a_force_are_a_file_with_dry_run_and_undo(audited, send):
    """A force's own time limit, smallest sample, floor and bands hold from their day and for their edition alone."""
    common = {
        "basis": "as published", "source": "kent-settings", "source_title": "Kent: settings of audits",
        "source_publisher": "Kent Police", "source_published_on": "2023-04-01", "source_publication": "publication-1",
    }  # fmt: skip
    setting = {
        "force_code": "Kent", "manual_edition": "2022", "valid_from": "2023-04-01", "time_limit_hours": 48,
        "minimum_sample": 150, "least_to_judge": 140, "band_edition": "Kent 2023", **common,
    }  # fmt: skip
    bands = [{"band_edition": "Kent 2023", "band": b, "lower_pct": low, **common} for b, low in (("A", 84), ("B", 0))]
    send([audit(), audit(audit_id="old", period_start="2023-01-01", period_end="2023-03-31"),
          audit(audit_id="other", manual_edition="2019", crimes_due=150)])  # fmt: skip

    def shown():
        return {
            r["audit_id"]: (r["time_limit_hours"], r["band"], r["band_edition"], r["judgeable"])
            for r in seen(audited, "audits", "audits")
        }

    before = shown()
    file = {"audit_settings": [setting], "audit_bands": bands}
    content = sheets_as({kind: table(rows) for kind, rows in file.items()}, "xlsx")
    dry = load_publication(
        audited, content=content, file_name="s.xlsx", clock=clock_at("2024-02-02"), wishes=Wishes(), commit=False
    )
    assert not dry.stops
    assert {kind: change.added for kind, change in dry.changes.items()} == {"audit_settings": 1, "audit_bands": 2}
    assert shown() == before
    done = load_publication(
        audited, content=content, file_name="s.xlsx", clock=clock_at("2024-02-02"), wishes=Wishes(), commit=True
    )
    after = shown()
    assert after["2023-Q4"] == (48, None, "Kent 2023", "too few to judge")
    assert {name: after[name] for name in ("old", "other")} == {name: before[name] for name in ("old", "other")}
    warned = answer(audited, "audit", {"id": "2023-Q4"}, AS_AT, KENT_FORCE).warnings
    assert "139 crimes due are fewer than the 150 that the settings of edition 2022 ask for." in {
        w.text for w in warned
    }
    undo_load(audited, done.load_id, clock_at("2024-02-03"))
    assert shown() == before


def test_both_figures_of_a_force_are_drawn_at_the_days_they_looked_at(audited, send):
    send([audit(incidents_examined=320, crimes_due=300, crimes_recorded=285)])
    view = answer(audited, "own_and_inspectorate", {"force": KENT}, AS_AT, KENT_FORCE)
    assert view.chart("paired").kind == "windows"
    drawn = view.table("paired").records()
    assert [(r["who"], r["period_start"], r["period_end"], r["rate_pct"]) for r in drawn] == [
        ("inspectorate", date(2023, 9, 1), date(2023, 11, 30), 83.6),
        ("own audit", date(2023, 10, 1), date(2023, 12, 31), 95.0),
    ]


@pytest.mark.parametrize(
    ("view", "table", "needed"),
    [
        ("audits", "audits", {"about", "rate_pct", "lower_pct", "upper_pct", "crimes_due"}),
        ("audit", "parts", {"label", "rate_pct", "lower_pct", "upper_pct", "crimes_due"}),
        ("own_and_inspectorate", "pairs", {"verdict", "gap", "gap_lower", "gap_upper"}),
        ("audit_series", "series", {"rule", "rate_pct", "crimes_due", "limit_lower_pct", "limit_upper_pct"}),
        ("audit_reasons", "reasons", {"joined_as", "reason", "rank", "crimes"}),
    ],
)
def test_a_page_1280_wide_keeps_what_tells_rows_apart_and_what_they_come_to(audited, send, view, table, needed):
    rows = []
    for quarter in range(4):
        start, end = f"2022-{3 * quarter + 1:02}-01", f"2022-{3 * quarter + 3:02}-28"
        rows += [
            audit(audit_id=f"q{quarter}", period_start=start, period_end=end, offence_group=group, business_area=area,
                  reporting_route="MASH", crimes_due=60, crimes_recorded=50, incidents_examined="", reason_KNOW=10)
            for group in ("Violence", "Rape") for area in ("Force Contact", "Force CID")
        ]  # fmt: skip
    send([*rows, audit()])
    asked = {"id": "q1"} if view == "audit" else {"force": KENT}
    found = answer(audited, view, asked, AS_AT, KENT_FORCE).table(table)
    columns = shown_columns(found)
    put_away, _ = further_columns(columns, found.records()[:50])
    assert needed <= {column.name for column in columns} - put_away


def test_56_reasons_are_drawn_by_quarter_and_area_for_one_force(audited, send):
    rows = []
    for quarter in range(4):
        start, end = f"2022-{3 * quarter + 1:02}-01", f"2022-{3 * quarter + 3:02}-28"
        rows += [
            audit(audit_id=f"q{quarter}", period_start=start, period_end=end, business_area=area, crimes_due=60,
                  crimes_recorded=50, incidents_examined="", reason_N100=6 + quarter, reason_KNOW=4 - quarter)
            for area in ("Force Contact", "Force CID")
        ]  # fmt: skip
    send(rows)
    view = answer(audited, "audit_reasons", {"force": KENT, "reason": "N100"}, AS_AT, KENT_FORCE)
    drawn = [(str(r["quarter_ends"]), r["joined_as"], r["crimes"]) for r in view.table("quarters").records()]
    assert drawn[:2] == [("2022-03-31", "Force CID", 6), ("2022-03-31", "Force Contact", 6)]
    assert drawn[-1] == ("2022-12-31", "Force Contact", 9)
    chart = view.chart("quarters")
    assert "N100 used instead of the crime" in chart.title
    assert "no rate" in chart.subtitle
    outside = answer(audited, "audit_reasons", {"force": KENT}, AS_AT)
    assert "quarters" not in {chart.name for chart in outside.charts}, "small counts are hidden, so nothing is drawn"
