"""Methods of interval, agreement over forces, crimes not recorded, targets, and lists kept to a page."""

from __future__ import annotations

import pytest

from dashboard.domain.asat import AsAt
from dashboard.stats.exact_intervals import clopper_pearson_interval, jeffreys_interval, mid_p_interval
from dashboard.views import audits as audits_view
from dashboard.views.own_pairs import agreement_rows
from tests.force_audits.conftest import as_workbook, audit
from tests.force_audits.test_views import inspected, one, rows, view

NOW = AsAt.parse("2026-11-23")
METHODS = {"clopper-pearson": clopper_pearson_interval, "jeffreys": jeffreys_interval, "mid-p": mid_p_interval}


@pytest.mark.parametrize("method", METHODS)
def test_the_interval_is_by_the_method_asked_for_and_says_so(audited, send, method):
    send([audit()])
    row = one(audited, method=method)
    assert [row["lower_pct"], row["upper_pct"]] == pytest.approx(
        [100 * float(limit) for limit in METHODS[method](118, 139)], abs=1e-4
    )
    said = view(audited, "audit", id="2023-Q4", method=method)
    assert row["method"].casefold() == method
    assert row["method"] in said.statement
    assert one(audited)["method"] == "Wilson"


def test_with_no_crime_missed_the_bound_is_one_sided_and_with_some_it_is_wilson(audited, send):
    send([audit(crimes_due=100, crimes_recorded=100), audit(audit_id="b", crimes_recorded=118)])
    clean, other = rows(view(audited, "audits", method="zero-failures"), "audits")
    assert (clean["method"], clean["lower_pct"], clean["upper_pct"]) == (
        "zero failures, one-sided",
        pytest.approx(100 * 0.05**0.01, abs=1e-4),
        100.0,
    )
    assert other["method"] == "Wilson"


def test_41_a_weighted_sample_gives_its_weighted_rate_through_the_view(audited, send):
    send([
        audit(sampling_method="stratified", offence_group=group, population=size, crimes_due=due, crimes_recorded=got,
              incidents_examined="")
        for group, size, due, got in (("Violence", 14000, 200, 156), ("Sexual offences", 2000, 100, 94), ("Other", 24000, 200, 184))
    ])  # fmt: skip
    found = view(audited, "audit", id="2023-Q4")
    assert "the rate is 87.2 % (95 % interval 83.9 to 89.9" in " ".join(note.text for note in found.notes)
    assert round(rows(found, "audits")[0]["rate_pct"], 1) == 86.8


def test_agreement_is_a_share_of_pairs_with_its_interval_and_ranks_nobody(loaded, send_to):
    store = loaded(**inspected())
    send_to(store, [
        audit(audit_id="high", crimes_recorded=285, crimes_due=300, incidents_examined=""),
        audit(audit_id="near", crimes_recorded=168, crimes_due=200, incidents_examined=""),
        audit(audit_id="small", crimes_recorded=20, crimes_due=20, incidents_examined=""),
    ])  # fmt: skip
    (row,) = rows(view(store, "own_and_inspectorate"), "agreement")
    assert [row[n] for n in ("pairs", "forces", "agreeing", "above", "below")] == [2, 1, 1, 1, 0]
    # Wilson on 1 of 2, worked by hand.
    assert [round(row[n], 1) for n in ("agreeing_pct", "lower_pct", "upper_pct")] == [50.0, 9.5, 90.5]


def test_no_pair_that_can_be_told_gives_no_share():
    assert agreement_rows([]) == []


def test_53_crimes_not_recorded_carry_limits_their_window_and_the_warning_not_to_add(bundled_store):
    found = view(bundled_store, "own_and_inspectorate", as_at=NOW, force="West Midlands")
    row = next(r for r in rows(found, "unrecorded") if str(r["window_end"]) == "2016-12-31")
    assert [row[n] for n in ("unrecorded", "lower", "upper")] == [38_800, 33_500, 44_300]
    assert (str(row["window_start"]), row["measure"]) == ("2016-07-01", "all_crime")
    assert any("must not be added up" in note.text for note in found.notes)


def test_the_limits_are_read_against_a_target_of_the_readers_own(audited, send):
    send([
        audit(audit_id=f"2023-{month:02}", period_start=f"2023-{month:02}-01", period_end=f"2023-{month:02}-28",
              crimes_recorded=90 + month % 3, crimes_due=100, incidents_examined="")
        for month in range(1, 13)
    ])  # fmt: skip
    for target, words in (("70", "will consistently meet"), ("91", "hit and miss"), ("99.9", "will consistently miss")):
        assert words in view(audited, "audit_series", force="Kent", target=target).statement
    assert "target" not in view(audited, "audit_series", force="Kent").statement


def test_too_many_audits_are_kept_to_the_newest_and_it_is_said(audited, send, monkeypatch):
    monkeypatch.setattr(audits_view, "MOST_LISTED", 2)
    send([
        audit(audit_id=f"2023-{month:02}", period_start=f"2023-{month:02}-01", period_end=f"2023-{month:02}-28")
        for month in (1, 2, 3)
    ])  # fmt: skip
    found = view(audited, "audits")
    assert [r["audit_id"] for r in rows(found, "audits")] == ["2023-02", "2023-03"]
    assert any("of 3 that fit the choice" in note.text for note in found.notes)


def test_one_funnel_holds_the_last_audit_of_each_year(audited, send):
    send([audit(audit_id="first", period_start="2023-01-01", period_end="2023-03-31"), audit(audit_id="last")])
    (group,) = rows(view(audited, "funnel"), "groups")
    assert (group["year"], group["forces"]) == ("2023", 1)


def test_57_a_renamed_area_joins_its_years_and_the_join_is_visible(audited, send):
    misses = {"crimes_due": 100, "crimes_recorded": 90, "incidents_examined": "", "reason_know": 10}
    send([
        audit(audit_id="old", period_start="2022-01-01", period_end="2022-03-31", business_area="Force CID", **misses)
    ])  # fmt: skip
    renamed = [{"area_name": "Crime Command", "valid_from": "2023-07-01", "valid_until": "", "joined_as": "Force CID"}]
    new = audit(audit_id="new", business_area="Crime Command", **misses)
    send(as_workbook([new], "xlsx", **{"Business areas": renamed}), file_name="new.xlsx")
    found = rows(view(audited, "audit_reasons", force="Kent"), "reasons")
    assert {(row["business_area"], row["joined_as"]) for row in found} == {
        ("Force CID", "Force CID"),
        ("Crime Command", "Force CID"),
    }


def test_all_forces_show_the_rates_of_one_programme_in_alphabetical_order(bundled_store):
    found = view(bundled_store, "audit_coverage", as_at=NOW, programme="CDI2016-20")
    rates = rows(found, "rates")
    assert {row["programme"] for row in rates} == {"CDI2016-20"}
    assert len(rates) > 30
    assert [row["force"] for row in rates] == sorted(row["force"] for row in rates)
    kent = next(row for row in rates if row["force"] == "Kent")
    assert (kent["lower_pct"], kent["upper_pct"]) == (pytest.approx(81.75), pytest.approx(85.45))
    assert found.chart("rates").table == "rates"


def test_strata_are_those_of_the_chosen_forces_last_audit(audited, send):
    groups = (("Violence", 14000, 200, 156), ("Other", 24000, 200, 184))
    send([
        audit(sampling_method="stratified", offence_group=group, population=size, crimes_due=due, crimes_recorded=got,
              incidents_examined="")
        for group, size, due, got in groups
    ])  # fmt: skip
    found = view(audited, "sample_size", force="Kent")
    assert [(r["stratum"], r["population"]) for r in rows(found, "strata")] == [
        ("Other offences", 24000),
        ("Violence against the person", 14000),
    ]
    assert any("last audit, 2023-Q4" in note.text for note in found.notes)
    own = rows(view(audited, "sample_size", force="Kent", strata="Theft=900"), "strata")
    assert [r["stratum"] for r in own] == ["Theft"]
    assert rows(view(audited, "sample_size"), "strata") == []
