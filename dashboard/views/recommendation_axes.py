"""The axes of one recommendation side by side: what the force, the local policing body and the issuer each say."""

from __future__ import annotations

from datetime import date

from dashboard.domain.access import Role
from dashboard.store.queries.facts import Record
from dashboard.views.recommendation_history import REPORTED
from dashboard.views.recommendation_rows import reasons_in_words


def axes_of(found: Record, row: Record) -> list[Record]:
    """One row a holder and what it says, with the claim, the assurance and the published explanation in rows of their own."""
    latest = found["state"]["latest"]
    axes: list[Record] = []
    for holder, position, claim in (
        ("force", "force_position", "claim"),
        ("local policing body", "body_position", "assurance"),
    ):
        held = found["positions"].get(holder, {})
        said = latest.get(position, {}).get("body", {})
        axes.append(
            {
                "holder": holder,
                "says": row[position],
                "since": row[f"{position}_on"],
                "words": said.get("words") or held.get("position_words"),
                "reasons": reasons_in_words(said, held),
                "source_id": None if said else held.get("source_id"),
            }
        )
        progress = latest.get(claim, {})
        if claim == "claim" and row["force_claim_by"] not in (None, "the force"):
            progress = latest["reported_claim"]
        if progress:
            body = progress["body"]
            says = body.get("progress") or body.get("assurance")
            told = f", in {row['force_claim_by']}" if progress.get("role") == Role.PCC_OFFICE else ""
            about = f"claim of progress{told}" if claim == "claim" else "assurance"
            axes.append(
                {
                    "holder": f"{holder}: {about}",
                    "says": says,
                    "since": date.fromisoformat(progress["happened_on"]),
                    "words": body["words"],
                }
            )
    axes += [
        {
            "holder": "local policing body: published explanation",
            "says": answer["explanation_type"],
            "since": answer["published_on"],
            "words": answer["words"],
        }
        for answer in _own_answers(found)[-1:]
    ]
    last: Record = next((e for e in reversed(found["register"]) if e["happened_on"] == row["issuer_status_on"]), {})
    status = latest.get("issuer_status", {}).get("body", {})
    axes.append(
        {
            "holder": f"issuer, {found['issuer']}",
            "says": row["issuer_status"],
            "since": row["issuer_status_on"],
            "words": " ".join(filter(None, (status.get("words"), status.get("route")))) or last.get("event_words"),
            "source_id": None if status else last.get("source_id"),
        }
    )
    if row["reported"]:
        axes.append(
            {
                "holder": REPORTED,
                "says": "not the issuer's word, so its status stands",
                "since": row["reported_on"],
                "words": row["reported"],
                "source_id": row["reported_source_id"],
            }
        )
    return axes


def _own_answers(found: Record) -> list[Record]:
    """What the body of the item's own force published; of a national item each body's answer stands in the history."""
    return [a for a in found["answers"] if found["force_code"] and a["scope"] == found["force_code"]]
