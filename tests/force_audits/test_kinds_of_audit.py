"""Each kind of audit in its own words, and never added to another."""

from __future__ import annotations

import pytest

from dashboard.domain.audit_lists import AUDIT_TYPES
from dashboard.domain.audit_terms import TERMS, shared_terms
from dashboard.exports.view_json import view_as_json
from tests.force_audits.conftest import audit
from tests.force_audits.test_views import rows, view

THREE_KINDS = [
    audit(audit_id="itc", crimes_due=100, crimes_recorded=85, incidents_examined="", reason_know=15),
    audit(audit_id="class", audit_type="classification", crimes_due=40, crimes_recorded=32, incidents_examined="",
          reason_know=3, reason_misc=5),
    audit(audit_id="cancelled", audit_type="cancelled records", crimes_due=300, crimes_recorded=285, incidents_examined="",
          reason_know=15),
]  # fmt: skip


def test_reasons_of_different_kinds_of_audit_are_never_added_together(audited, send):
    send(THREE_KINDS)
    found = view(audited, "audit_reasons", force="Kent")
    know = {
        r["audit_type"]: (r["crimes"], r["audits"], r["counted"])
        for r in rows(found, "reasons")
        if r["reason_code"] == "KNOW"
    }
    assert know == {
        "incident to crime": (15, 1, "missed crimes"),
        "classification": (3, 1, "wrongly classified crimes"),
        "cancelled records": (15, 1, "wrongly cancelled records"),
    }
    assert "33" not in found.statement
    assert "classification, 8 wrongly classified crimes" in found.statement
    assert [r["crimes"] for r in rows(found, "totals") if r["reason_code"] == "KNOW"] == [15, 3, 15]
    assert rows(found, "quarters") == []


def test_reasons_of_one_kind_of_audit_can_be_chosen_and_keep_its_words(audited, send):
    send(THREE_KINDS)
    found = view(audited, "audit_reasons", force="Kent", audit_type="cancelled records")
    assert found.statement.startswith("15 wrongly cancelled records by 1 primary reason")
    assert found.table("reasons").column("crimes").label == "Wrongly cancelled records"
    assert found.chart("totals").title == "Wrongly cancelled records by primary reason"
    assert {r["audit_type"] for r in rows(found, "quarters")} == {"cancelled records"}
    assert "missed crime" not in found.statement


@pytest.mark.parametrize(
    ("audit_id", "said", "share", "axis"),
    [
        ("class", "32 of 40 crimes", "80.0 % correctly classified (", "Correctly classified (%)"),
        ("cancelled", "285 of 300 records", "95.0 % correctly cancelled (", "Correctly cancelled (%)"),
        ("itc", "85 of 100 crimes", "85.0 % recorded (", "Recorded (%)"),
    ],
)
def test_a_rate_is_said_in_the_words_of_its_kind_of_audit(audited, send, audit_id, said, share, axis):
    send(THREE_KINDS)
    found = view(audited, "audit", id=audit_id)
    assert said in found.statement
    assert share in found.statement
    assert found.headlines[0].sentence in found.statement + "."
    assert found.table("audits").column("rate_pct").label == axis.removesuffix(" (%)")
    alone = view(audited, "audits", audit_type=rows(found, "audits")[0]["audit_type"])
    assert alone.charts[0].options["axis_title"] == axis


def test_a_table_of_several_kinds_says_in_each_row_what_is_counted(audited, send):
    send(THREE_KINDS)
    found = view(audited, "audits")
    assert {r["audit_id"]: (r["counted"], r["right"]) for r in rows(found, "audits")} == {
        "itc": ("crimes", "recorded"),
        "class": ("crimes", "correctly classified"),
        "cancelled": ("records", "correctly cancelled"),
    }
    assert found.table("audits").column("rate_pct").label == "Right"
    assert "were recorded" not in found.charts[0].title


@pytest.mark.parametrize("kind", [kind for kind in AUDIT_TYPES if not TERMS[kind].are_recorded])
def test_no_kind_other_than_recording_speaks_of_crimes_recorded(audited, send, kind):
    send([audit(audit_type=kind, crimes_due=200, crimes_recorded=180, incidents_examined="", reason_misc=20)])
    found = view(audited, "audit", id="2023-Q4")
    assert f"90.0 % {TERMS[kind].success}" in found.statement
    for said in (found, view(audited, "audit_series", force="Kent"), view(audited, "audit_reasons", force="Kent")):
        text = view_as_json(said).casefold()
        assert "that were recorded," not in text
        assert not any(words in text for words in ("missed crime ", "% recorded (", '"crimes recorded"'))


def test_words_are_shared_only_where_every_audit_has_them():
    assert shared_terms(["incident to crime", "rape"]).success == "recorded"
    assert shared_terms(["incident to crime", "timeliness"]).unit == "cases"
    assert shared_terms([]).are_recorded


def test_audits_of_other_kinds_are_not_set_beside_the_inspectorates_rate(audited, send):
    send(THREE_KINDS)
    shown = rows(view(audited, "own_and_inspectorate", force="Kent"), "rates")
    assert {r["label"].split(", ")[1] for r in shown if r["who"] == "own audit"} == {"itc (own)"}
