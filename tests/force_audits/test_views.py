"""The views of audits against the scenarios of the field, each worked by hand."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.charts.draw import draw
from dashboard.cli.opened import opened_store
from dashboard.commands.illustration import switch_illustration
from dashboard.commands.record import record
from dashboard.domain.access import READER, Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import read_entry
from dashboard.domain.subjects.control_chart import chart_id
from dashboard.exports.view_json import view_as_json
from dashboard.settings import load_settings
from dashboard.views import VIEWS, answer
from tests.builders import KENT, WEST_MIDLANDS, clock_at
from tests.force_audits.conftest import ADMINISTRATOR, AREAS, BANDS, KENT_FORCE, SETTINGS, audit

AS_AT = AsAt.parse("2024-02-02")
# Twelve months worked through for the p-chart: in the eighth 70 of 97 were recorded.
RECORDED = [88, 91, 85, 90, 87, 92, 89, 70, 93, 90, 94, 95]
DUE = [100, 104, 98, 102, 99, 105, 101, 97, 106, 100, 103, 104]


def view(store, name, person=ADMINISTRATOR, as_at=AS_AT, **asked):
    return answer(store, name, {key.rstrip("_"): value for key, value in asked.items()}, as_at, person)


def rows(found, table):
    return found.table(table).records()


def one(store, person=ADMINISTRATOR, **more):
    (row,) = rows(view(store, "audits", person, **more), "audits")
    return row


def limits(row):
    return tuple(None if row[n] is None else round(row[n], 1) for n in ("rate_pct", "lower_pct", "upper_pct"))


def test_35_the_audit_page_says_rate_interval_and_both_denominators(audited, send):
    send([audit(on_time=100)])
    found = view(audited, "audit", id="2023-Q4")
    assert (
        "84.9 % recorded (95 % interval 78.0 to 89.9, Wilson), 118 of 139 crimes; 156 incidents examined"
        in found.statement
    )
    assert [h.code for h in found.headlines] == ["rate", "on_time"]
    assert "24 hours" in found.headlines[1].label


@pytest.mark.parametrize(
    ("recorded", "due", "expected", "said"),
    [(62, 63, (98.4, 91.5, 99.7), "91.5 to 99.7"), (10, 10, (100.0, 72.2, 100.0), "72.2 to 100.0")],
)
def test_36_and_37_the_interval_never_passes_100_and_nothing_is_called_perfect(
    audited, send, recorded, due, expected, said
):
    send([audit(crimes_recorded=recorded, crimes_due=due, incidents_examined="")])
    assert limits(one(audited)) == expected
    found = view(audited, "audit", id="2023-Q4")
    assert said in found.statement
    assert "perfect" not in view_as_json(found).casefold()


def test_38_no_crimes_due_gives_no_rate_no_band_and_no_zero(audited, send):
    send([audit(crimes_recorded=0, crimes_due=0)])
    row = one(audited)
    assert limits(row) == (None, None, None)
    assert (row["rate_missing"], row["band"], row["judgeable"]) == ("no records audited", None, "too few to judge")
    assert "no records audited" in view(audited, "audit", id="2023-Q4").statement


@pytest.mark.parametrize(("recorded", "due", "reach"), [(95, 100, (88.8, 97.8)), (285, 300, (91.9, 96.9))])
def test_39_excellent_on_the_rate_and_the_interval_reaches_into_good(audited, send, recorded, due, reach):
    send([audit(crimes_recorded=recorded, crimes_due=due, incidents_examined="")])
    row = one(audited)
    assert limits(row)[1:] == reach
    assert row["band"] == "Excellent"
    assert row["band_interval"].endswith("to Excellent")
    assert "Good" in row["band_interval"] or "Fair" in row["band_interval"]


@pytest.mark.parametrize(
    ("recorded", "due", "band"),
    [(1899, 2000, "Good"), (900, 1000, "Good"), (89999, 100000, "Fair"), (800, 1000, "Fair"), (1599, 2000, "Poor"),
     (950, 1000, "Excellent")],
)  # fmt: skip
def test_bands_are_half_open_on_the_unrounded_rate(audited, send, recorded, due, band):
    send([audit(crimes_recorded=recorded, crimes_due=due, incidents_examined="")])
    assert one(audited)["band"] == band


@pytest.mark.parametrize("more", [{"sampling_method": "all cases"}, {"population": 57}])
def test_40_where_all_cases_were_audited_the_rate_is_exact_and_has_no_interval(audited, send, more):
    send([audit(crimes_recorded=57, crimes_due=57, incidents_examined="", **more)])
    row = one(audited)
    assert limits(row) == (100.0, None, None)
    assert (row["method"], row["level"]) == ("all cases audited", None)
    assert "exact since all cases were audited" in view(audited, "audit", id="2023-Q4").statement


def test_42_a_rise_between_two_audits_is_said_with_its_interval(audited, send):
    send([audit(audit_id="a", period_start="2023-07-01", period_end="2023-09-30"),
          audit(audit_id="b", crimes_recorded=285, crimes_due=300)])  # fmt: skip
    said = view(audited, "audit_series", force="Kent").statement
    assert "+10.1 points (4.2 to 17.3), likely a real rise" in said


def test_a_change_inside_its_interval_is_no_clear_change(audited, send):
    send(
        [
            audit(audit_id="a", period_start="2023-07-01", period_end="2023-09-30"),
            audit(audit_id="b", crimes_recorded=121),
        ]
    )
    said = view(audited, "audit_series", force="Kent").statement
    assert "no clear change" in said


def inspected(**more):
    """Kent inspected in a window that overlaps the audit's: 83.6 ± 1.85."""
    return {
        "inspections": [{"audit_start": "2023-10-01", "audit_end": "2023-12-31", **more}],
        "inspection_measures": [{"recorded_pct": "83.6", "margin_pct": "1.85"}],
        "business_areas": AREAS,
        "audit_settings": SETTINGS,
        "audit_bands": BANDS,
    }


def test_44_an_own_audit_far_above_the_inspectorate_leads_with_the_gap_and_a_warning(loaded, send_to):
    store = loaded(**inspected())
    send_to(store, [audit(crimes_recorded=285, crimes_due=300, incidents_examined="")])
    found = view(store, "own_and_inspectorate", force="Kent")
    (pair,) = rows(found, "pairs")
    assert [round(pair[n], 1) for n in ("gap", "gap_lower", "gap_upper")] == [11.4, 8.3, 14.5]
    assert pair["windows"] == "overlap"
    assert found.statement.startswith("Kent: a gap of 11.4 points (8.3 to 14.5), false assurance")
    assert "false assurance" in found.warnings[0].text


def test_an_inspection_without_dates_of_its_audit_is_not_given_its_day_of_publication_as_a_window(loaded, send_to):
    store = loaded(**inspected(audit_start="", audit_end="", published_on="2024-01-15"))
    send_to(store, [audit(crimes_recorded=285, crimes_due=300, incidents_examined="")])
    found = view(store, "own_and_inspectorate", force="Kent")
    (pair,) = rows(found, "pairs")
    assert (pair["inspectorate_end"], pair["windows"]) == (None, "not known")
    assert pair["inspected_words"].startswith("audit dates not held; published ")
    assert pair["verdict"].startswith("not told: dates not held")
    assert found.warnings == ()


def test_44_windows_apart_give_a_gap_and_no_alarm(loaded, send_to):
    store = loaded(**inspected(audit_start="2022-10-01", audit_end="2022-12-31"))
    send_to(store, [audit(crimes_recorded=285, crimes_due=300, incidents_examined="")])
    found = view(store, "own_and_inspectorate", force="Kent")
    (pair,) = rows(found, "pairs")
    assert (pair["windows"], found.warnings) == ("apart", ())
    assert "may be a real change" in pair["verdict"]


def test_45_forces_of_different_programmes_or_rules_are_not_compared_and_the_difference_is_named(loaded):
    store = loaded(
        audits=[
            {"crimes_due": 100, "crimes_recorded": 90, "period_end": "2013-10-31", "time_limit_hours": 72},
            {"audit_id": "b", "force_code": WEST_MIDLANDS, "crimes_due": 100, "crimes_recorded": 80,
             "period_end": "2018-03-31", "time_limit_hours": 24},
        ]
    )  # fmt: skip
    found = view(store, "funnel", forces="Kent; West Midlands")
    assert "not compared, because they differ in year, time limit" in found.statement
    assert rows(found, "funnel") == []
    assert found.charts == ()


def test_46_no_grade_or_band_is_worked_out_from_an_inspectorate_figure(bundled_store):
    found = view(bundled_store, "audits", as_at=AsAt.parse("2026-11-23"))
    assert len(rows(found, "audits")) == 15
    assert {row["band"] for row in rows(found, "audits")} == {None}


def test_47_the_funnel_has_both_limits_admits_the_spread_and_ranks_nobody(bundled_store):
    found = view(bundled_store, "funnel", as_at=AsAt.parse("2026-11-23"))
    names = [row["force"] for row in rows(found, "funnel")]
    assert names == sorted(names)
    assert names == ["Cheshire", "Cleveland", "Devon and Cornwall", "Gwent", "Thames Valley"]
    row = rows(found, "funnel")[0]
    assert row["alarm_lower_pct"] < row["alert_lower_pct"] < row["average_pct"] < row["alert_upper_pct"]
    said = " ".join(note.text for note in found.notes)
    assert "overdispersion" in said
    assert "about two lie outside 95 per cent limits by luck" in said
    assert "not ranked" in said


def monthly(recorded=RECORDED, due=DUE):
    return [
        audit(audit_id=f"m{month:02}", period_start=f"2023-{month:02}-01", period_end=f"2023-{month:02}-28",
              crimes_recorded=x, crimes_due=n, incidents_examined="")
        for month, (x, n) in enumerate(zip(recorded, due, strict=True), 1)
    ]  # fmt: skip


def test_48_month_8_alone_breaks_the_limits_and_the_rule_is_named(audited, send):
    send(monthly())
    found = view(audited, "audit_series", force="Kent")
    fired = {row["audit_id"]: row["rule"] for row in rows(found, "series") if row["rule"]}
    assert fired == {"m08": "outside limits"}
    assert "outside limits at August 2023" in found.statement
    assert [chart.kind for chart in found.charts] == ["control"]


def test_49_eleven_points_get_no_limits_and_one_more_is_asked_for(audited, send):
    send(monthly()[:11])
    found = view(audited, "audit_series", force="Kent")
    assert {row["centre_pct"] for row in rows(found, "series")} == {None}
    assert "until there are 1 more point" in found.statement


@pytest.mark.parametrize("method", ["p", "laney", "xmr"])
def test_each_kind_of_chart_draws_limits(audited, send, method):
    send(monthly())
    found = rows(view(audited, "audit_series", force="Kent", method=method), "series")
    assert all(row["limit_lower_pct"] < row["centre_pct"] < row["limit_upper_pct"] for row in found)


def test_a_rebase_is_a_named_persons_decision_with_a_reason_and_splits_the_limits(audited, send):
    send(monthly())
    entry = read_entry(
        {"subject_kind": "control_chart", "subject_id": chart_id(KENT, "incident to crime", "", ""), "action": "rebase",
         "happened_on": "2024-01-20", "body": {"from_on": "2023-09-01"}, "reason": "New crime service team from September"}
    )  # fmt: skip
    record(audited, clock_at("2024-02-01"), Person(Role.FORCE, KENT, "Force crime registrar"), entry)
    found = view(audited, "audit_series", force="Kent")
    (decision,) = rows(found, "decisions")
    assert (decision["actor"], decision["reason"]) == ("Force crime registrar", "New crime service team from September")
    assert [row["segment"] for row in rows(found, "series")] == [1] * 8 + [2] * 4
    assert found.chart("control").marks[0].is_break
    before = view(audited, "audit_series", force="Kent", as_at=AsAt.parse("2024-01-31"))
    assert rows(before, "decisions") == []


def test_51_below_thirty_counts_show_and_no_band(audited, send):
    send([audit(crimes_recorded=28, crimes_due=29, incidents_examined="")])
    row = one(audited)
    assert (row["judgeable"], row["band"], row["crimes_recorded"], row["crimes_due"]) == (
        "too few to judge",
        None,
        28,
        29,
    )
    assert "too few to judge" in view(audited, "audit", id="2023-Q4").warnings[0].text


def test_52_three_three_and_two_show_as_counts_in_the_order_of_the_list(audited, send):
    send([audit(crimes_recorded=49, crimes_due=57, incidents_examined="", reason_N100=3, reason_MISC=3, reason_NREC=2)])
    found = rows(view(audited, "audit", id="2023-Q4"), "reasons")
    assert [(r["reason_code"], r["crimes"], r["share_pct"]) for r in found] == [
        ("N100", 3, None), ("MISC", 3, None), ("NREC", 2, None),
    ]  # fmt: skip


def test_56_n100_shows_its_areas_and_quarters_with_counts_and_the_linked_recommendation(loaded, send_to):
    store = loaded(
        business_areas=AREAS,
        audit_settings=SETTINGS,
        recommendations=[{}],
        reason_links=[{"reason": "N100", "rec_id": "KENT-1", "answer": "N100 training module"}],
    )
    quarters = [("2023-Q1", "2023-01-01", "2023-03-31"), ("2023-Q2", "2023-04-01", "2023-06-30")]
    send_to(
        store,
        [
            audit(audit_id=name, period_start=start, period_end=end, business_area=area, crimes_due=50, crimes_recorded=50 - n,
                  incidents_examined="", reason_N100=n)
            for name, start, end in quarters
            for area, n in (("Force CID", 5), ("Force Contact", 7))
        ],
    )  # fmt: skip
    found = view(store, "audit_reasons", force="Kent", reason="N100")
    assert [(r["quarter"], r["business_area"], r["crimes"]) for r in rows(found, "reasons")] == [
        ("2023 Q1", "Force CID", 5), ("2023 Q1", "Force Contact", 7),
        ("2023 Q2", "Force CID", 5), ("2023 Q2", "Force Contact", 7),
    ]  # fmt: skip
    (action,) = rows(found, "actions")
    assert (action["rec_id"], action["answer"]) == ("KENT-1", "N100 training module")
    assert "do not show that it was the cause" in found.warnings[0].text


def parts_of(store, person):
    found = view(store, "audits", person)
    return {r["business_area"]: r for r in rows(found, "audits") if r["breakdown"] == "business area"}


PARTS = [
    {"business_area": "Force Contact", "crimes_due": 60, "crimes_recorded": 57},
    {"business_area": "Force CID", "crimes_due": 50, "crimes_recorded": 40},
    {"business_area": "Public Protection Unit", "crimes_due": 40, "crimes_recorded": 28},
]


@pytest.mark.parametrize("person", [READER, Person(Role.FORCE, WEST_MIDLANDS), Person(Role.WORKING_GROUP)])
def test_87_a_small_unpublished_cell_is_hidden_from_outsiders_with_a_second_one(audited, send, person):
    send([audit(incidents_examined="", **part) for part in PARTS])
    seen = parts_of(audited, person)
    assert seen["Force Contact"]["crimes_recorded"] is None, "3 missed"
    assert seen["Force CID"]["crimes_recorded"] is None, "the next smallest goes as well"
    assert seen["Public Protection Unit"]["crimes_recorded"] == 28
    assert "hidden" in seen["Force Contact"]["rate_missing"]
    assert any("hidden from anyone outside" in note.text for note in view(audited, "audits", person).notes)


@pytest.mark.parametrize("person", [KENT_FORCE, Person(Role.PCC_OFFICE, KENT), ADMINISTRATOR])
def test_87_the_force_and_its_office_see_every_cell(audited, send, person):
    send([audit(incidents_examined="", **part) for part in PARTS])
    assert {r["crimes_recorded"] for r in parts_of(audited, person).values()} == {57, 40, 28}


def test_88_small_counts_that_are_published_show_as_published(audited, send, bundled_store):
    send([audit(incidents_examined="", published="yes", link="https://example.org/audit", **part) for part in PARTS])
    assert parts_of(audited, READER)["Force Contact"]["crimes_recorded"] == 57
    found = view(bundled_store, "audits", READER, as_at=AsAt.parse("2026-11-23"), force="Avon and Somerset")
    assert [(r["crimes_recorded"], r["crimes_due"]) for r in rows(found, "audits")] == [(49, 57)]


def test_96_the_time_limit_is_that_of_the_period(audited, send):
    send([audit(audit_id="a", period_start="2018-01-01", period_end="2018-03-31"),
          audit(audit_id="b", period_start="2013-01-01", period_end="2013-03-31")])  # fmt: skip
    assert {r["audit_id"]: r["time_limit_hours"] for r in rows(view(audited, "audits"), "audits")} == {"a": 24, "b": 72}


def test_41_a_stratified_audit_is_weighted_by_the_crimes_of_each_group(audited, send):
    send([
        audit(sampling_method="stratified", offence_group=group, population=size, crimes_due=due, crimes_recorded=got,
              incidents_examined="")
        for group, size, due, got in (("Violence", 4000, 150, 126), ("Sexual offences", 600, 120, 102), ("Other", 3400, 180, 162))
    ])  # fmt: skip
    said = " ".join(note.text for note in view(audited, "audit", id="2023-Q4").notes)
    assert "Weighted by the crimes each offence group holds" in said


def test_a_second_review_gives_kappa(audited, send):
    send([audit(review_both=40, review_first_only=3, review_second_only=2, review_neither=5)])
    (row,) = rows(view(audited, "audit", id="2023-Q4"), "review")
    assert row["cases"] == 50
    assert round(row["agreed_pct"], 1) == 90.0
    assert 0.4 < row["kappa"] < 0.8


def test_the_calendar_names_who_audited_and_a_blank_is_not_a_zero(audited, send):
    send([audit()])
    found = view(audited, "audit_coverage")
    by_force = {r["force"]: r for r in rows(found, "forces")}
    assert (by_force["Kent"]["own_audits"], by_force["West Midlands"]["own_audits"]) == (1, None)
    assert [(r["force"], r["year"], r["state"]) for r in rows(found, "calendar")] == [("Kent", "2023", "own audits")]
    assert any("never zero" in note.text for note in found.notes)


@pytest.fixture
def illustrated(bundled_copy):
    switch_illustration(bundled_copy, clock_at("2026-11-23"), on=True)
    return bundled_copy


NEEDED = {"force": {"force": "Kent"}}


def plain(found):
    data = json.loads(view_as_json(found))
    data.pop("store_version")
    return data


def test_97_the_invented_set_changes_no_real_view_and_no_total(bundled_store, illustrated):
    day = AsAt.parse("2026-11-23")
    for name in VIEWS:
        if name == "sources":  # lists every edition that is held, this one with its class
            continue
        asked = NEEDED.get(name, {})
        assert plain(view(illustrated, name, as_at=day, **asked)) == plain(
            view(bundled_store, name, as_at=day, **asked)
        ), name


@pytest.mark.parametrize("name", [name for name in VIEWS if any(f.name == "figures" for f in VIEWS[name].filters)])
def test_97_the_invented_set_is_marked_wherever_it_shows(illustrated, name):
    found = view(illustrated, name, as_at=AsAt.parse("2026-11-23"), figures="illustrative")
    assert found.title.startswith("Illustration, not real")
    assert found.statement.startswith("Illustration, not real")
    assert all(chart.title.startswith("Illustration, not real") for chart in found.charts)
    main = rows(found, found.tables[0].name)
    assert main
    assert {row["force"] for row in main} == {"Illustrative Constabulary (invented)"}
    assert {row.get("class", "illustrative") for row in main} == {"illustrative"}


def test_the_invented_set_goes_again(illustrated):
    assert switch_illustration(illustrated, clock_at("2026-11-23"), on=False)
    assert not switch_illustration(illustrated, clock_at("2026-11-23"), on=False)
    found = view(illustrated, "audits", as_at=AsAt(date(2026, 11, 23)), figures="illustrative")
    assert rows(found, "audits") == []


@pytest.mark.parametrize("name", [name for name in VIEWS if any(f.name == "figures" for f in VIEWS[name].filters)])
def test_charts_of_own_audits_draw_columns_that_exist(illustrated, name):
    asked = {"id": "illustration-2023-04"} if name == "audit" else {}
    found = view(illustrated, name, as_at=AsAt.parse("2026-11-23"), figures="illustrative", **asked)
    assert found.charts, name
    for chart in found.charts:
        drawn = draw(chart, found.table(chart.table))
        assert drawn["layer"], (name, chart.name)
        assert set(chart.roles.values()) <= {column.name for column in found.table(chart.table).columns}


def test_the_odd_month_of_the_invented_set_is_the_one_that_fires(illustrated):
    found = view(illustrated, "audit_series", as_at=AsAt.parse("2026-11-23"), figures="illustrative")
    outside = [row["audit_id"] for row in rows(found, "series") if row["rule"] == "outside limits"]
    assert outside == ["illustration-2023-04"]


def test_the_setting_holds_the_invented_set_from_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("RCQ_DATABASE_URL", f"sqlite:///{(tmp_path / 'store.sqlite3').as_posix()}")
    monkeypatch.setenv("RCQ_ILLUSTRATIVE", "true")
    load_settings.cache_clear()
    with opened_store(load_settings()) as store:
        found = view(store, "audits", as_at=AsAt(date(2026, 11, 23)), figures="illustrative")
    assert rows(found, "audits")
