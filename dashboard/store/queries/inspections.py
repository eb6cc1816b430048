"""Inspections of crime recording and what they measured."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store.queries.facts import Record, facts, replaced


def inspection_results(
    connection: sa.Connection, *, as_at: AsAt, force_codes: Collection[str] | None = None
) -> list[Record]:
    """One record an inspection and measure, by force code, publication date (unknown first) and measure.

    Holds the inspection's own fields; what its grade was before it was last revised or corrected; and under the
    measure's names what was measured.  Where the two differ in source, basis or date, source_id, basis and known_from
    are the measure's; judgement_source_id, judgement_basis and judgement_known_from are those of the grade.
    """
    held = {
        inspection["inspection_id"]: inspection
        for inspection in facts(connection, "inspections", as_at=as_at, force_code=force_codes)
    }
    before: dict[str, Record] = {}
    for earlier in replaced(connection, "inspections", as_at=as_at):
        before[earlier["inspection_id"]] = earlier
    results = []
    for measure in facts(connection, "inspection_measures", as_at=as_at):
        inspection = held.get(measure["inspection_id"])
        if inspection is None:
            continue
        notes = [note for note in (inspection["note"], measure["note"]) if note]
        results.append(
            {
                **inspection,
                **measure,
                "judgement_source_id": inspection["source_id"],
                "judgement_basis": inspection["basis"],
                "judgement_known_from": inspection["known_from"],
                "judgement_before": before.get(inspection["inspection_id"], {}).get("judgement"),
                "judgement_change": inspection["change_kind"] if inspection["inspection_id"] in before else None,
                "judgement_change_reason": inspection["change_reason"],
                "note": " ".join(dict.fromkeys(notes)),
            }
        )
    return sorted(
        results, key=lambda r: (r["force_code"], str(r["published_on"] or ""), r["inspection_id"], r["measure"])
    )
