"""One recommendation as a row: three axes with a holder each, and the clocks."""

from __future__ import annotations

from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.recommendations import ENDED, issuer_status, reported_by_others, window_words
from dashboard.domain.standing import STALE_AFTER, standing
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c

RECOMMENDATION_COLUMNS = (
    Column("rec_id", "Number here"),
    Column("issuer", "Issuer"),
    Column("issuer_ref", "Issuer's number"),
    c.KIND,
    Column("parent_rec_id", "Belongs to"),
    Column("force", "Force", missing="national"),
    c.FORCE_CODE,
    Column("addressee", "Aimed at"),
    Column("respondent", "Answered by"),
    Column("owner", "Owner"),
    c.REPORT_TITLE,
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    c.SUMMARY,
    Column("due_words", "Due, as published", missing="none stated"),
    Column("due_earliest", "Due from"),
    Column("due_latest", "Due by", missing="no date"),
    Column("due_rule", "How the date was read"),
    Column("due_strict", "Due by, strict reading", missing="no date"),
    Column("due_original_latest", "First due date", missing="no date"),
    Column("due_changes", "Changes of the date", "count"),
    Column("due_changed_by", "Date last moved by", missing="not moved"),
    Column("slippage_days", "Slipped by", "days", missing="no date"),
    Column("force_position", "Force's position"),
    Column("force_claim", "Force's claim of progress"),
    Column("force_claim_on", "Claimed on", missing="no claim held"),
    Column("force_claim_by", "Claim in the words of", missing="no claim held"),
    Column("body_position", "Local policing body's position"),
    Column("body_assurance", "Local policing body's assurance"),
    Column("force_reasons", "Force's reasons", missing="none held"),
    Column("body_words", "Local policing body's view in words", missing="none held"),
    Column("positions_source_id", "Source of positions", missing="no position held"),
    Column("positions_words", "The positions in words", missing="no position held"),
    Column("explanation_type", "Explanation given", missing="none held"),
    Column("explanation_words", "Explanation as entered", missing="none entered"),
    Column("explanation_on", "Explanation of", missing="none entered"),
    Column("issuer_status", "Issuer's status"),
    Column("issuer_status_on", "Status since"),
    Column("conflict", "Sources that disagree", missing="none held"),
    Column("reported", "Reported by others, not the issuer's word", missing="nothing later held"),
    Column("reported_on", "Reported on", missing="nothing later held"),
    Column("reported_source_id", "Source of the report", missing="nothing later held"),
    Column("assurance_route", "Route of assurance", missing="none held"),
    Column("category", "Counts as"),
    Column("clock", "Clock"),
    Column("days_overdue", "Past its date by", "days", missing="not past it, or ended"),
    Column("days_overdue_original", "Past its first date by", "days", missing="not past it, or ended"),
    Column("is_disputed", "Disputed"),
    Column("waits_for", "Waits for", missing="nothing"),
    Column("days_late", "Finished after its due date by", "days"),
    Column("days_late_missing", "Why no figure"),
    Column("severity", "Severity", missing="not stated"),
    Column("last_update_on", "Last entry on", missing="none held"),
    Column("days_since_update", "Days without an entry", "days", missing="none held"),
    Column("is_stale", "Stale"),
    Column("age_days", "Age", "days", missing="ended"),
    Column("last_entry_id", "Last entry"),
    Column("elements", "Elements", "count"),
    Column("elements_unanswered", "Elements not answered in the response", "count"),
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)

ACTION_COLUMNS = (
    Column("action_id", "Action"),
    Column("rec_id", "Recommendation"),
    Column("owner", "Owner"),
    Column("action", "What was promised"),
    Column("target_words", "Date, as published", missing="none stated"),
    Column("due_earliest", "Window from"),
    Column("due_latest", "Window to"),
    Column("window", "Against its window"),
    Column("depends_on", "Waits for"),
    Column("status_words", "Status, as published"),
    Column("status_on", "Status as of"),
    c.NOTE,
    c.PLACE,
    c.SOURCE_ID,
)


def shown_recommendation(found: Record, names: dict[str, str], on: date, ended: frozenset[str] = frozenset()) -> Record:
    """One recommendation as a row; a position nobody has stated reads "not known", never blank.

    `ended` are the recommendations that their issuer has ended: what an item waits for is what of it has not.
    """
    waits = [rec_id for rec_id in found["waits_for"] if rec_id not in ended]
    row = standing({**found, "waits_for": waits}, found["state"], on)
    force, body = (found["positions"].get(holder, {}) for holder in ("force", "local policing body"))
    answer = newest_explanation(found)
    told = reported_by_others(found["register"]) or {}
    if told and row["issuer_status_on"] and told["happened_on"] < row["issuer_status_on"]:
        told = {}  # the issuer has spoken since, in an entry
    unanswered = [e for e in found["elements"] if e["answered"] in ("no", "elsewhere")]
    waiting = f"waiting for {', '.join(waits)}" if waits and row["category"] != "closed" else None
    return {
        **found,
        **row,
        "clock": (waiting or row["clock"])
        + (f"; reported otherwise on {british(told['happened_on'])}" if told else ""),
        "conflict": f"issuer's register: {row['issuer_status']}; {told['event_words']}" if told else None,
        "force": names.get(found["force_code"] or ""),
        "waits_for": ", ".join(waits) or None,
        "severity": found.get("severity") or severity_of(found),
        "positions_source_id": next((p["source_id"] for p in _copied(found).values()), None),
        "force_reasons": _reasons(found["state"], force),
        "body_words": answer.get("words") or body.get("position_words"),
        "explanation_type": answer.get("explanation_type") or row["explanation_type"],
        "explanation_words": answer.get("words"),
        "explanation_on": answer.get("on"),
        "reported": told.get("event_words"),
        "reported_on": told.get("happened_on"),
        "reported_source_id": told.get("source_id"),
        "positions_words": _positions_words(found, answer),
        "days_late_missing": _why_not_late(row),
        "elements": len(found["elements"]) or None,
        "elements_unanswered": len(unanswered) if found["elements"] else None,
    }


def newest_explanation(found: Record) -> Record:
    """The explanation of the force's own policing body that was made last, in a published answer or as its position.

    It holds explanation_type, words and the day `on`; empty where its office entered none.
    """
    given = [
        {"explanation_type": a["explanation_type"], "words": a["words"], "on": a["published_on"], "n": a["entry_id"]}
        for a in found.get("answers", ())
        if found["force_code"] and a["scope"] == found["force_code"]
    ]
    if position := found["state"]["latest"].get("body_position"):
        day = date.fromisoformat(position["happened_on"])
        given.append({**position["body"], "on": day, "n": position["entry_id"]})
    return max(given, key=lambda one: (one["on"], one["n"]), default={})


def _copied(found: Record) -> Record:
    """The positions by holder that the record copied from a document and that no entry has taken the place of."""
    latest = found["state"]["latest"]
    entered = {"force": "force_position", "local policing body": "body_position"}
    return {holder: held for holder, held in found["positions"].items() if entered[holder] not in latest}


def _positions_words(found: Record, answer: Record) -> str | None:
    """What each holder says, the newest words of each: what its own entry took the place of is history."""
    words = {holder: held["position_words"] for holder, held in _copied(found).items() if held["position_words"]}
    if said := _said(found["state"], "force_position"):
        words["force"] = said["words"]
    if answer:
        words["local policing body"] = answer["words"]
    return " ".join(f"{holder.capitalize()}: {said.rstrip('.')}." for holder, said in sorted(words.items())) or None


def _said(state: Record, action: str) -> Record:
    body: Record = state["latest"].get(action, {}).get("body", {})
    return body


def _reasons(state: Record, held: Record) -> str | None:
    """Why the force holds what it holds: the reasons it names, or else its words."""
    said = _said(state, "force_position")
    return reasons_in_words(said, held) or said.get("words") or held.get("position_words")


def reasons_in_words(said: Record, held: Record) -> str | None:
    """The reasons named, as words; the record keeps several apart with a stroke."""
    kept = [] if said else (held.get("reasons") or "").split("|")
    return "; ".join(reason.strip() for reason in (*said.get("reasons", ()), *kept) if reason.strip()) or None


def severity_of(found: Record) -> str | None:
    """A cause of concern, or under one; nothing else about severity is published."""
    if found["kind"] == "cause of concern":
        return "cause of concern"
    return "under a cause of concern" if found["parent_rec_id"] else None


def ended_ids(found: list[Record]) -> frozenset[str]:
    """The recommendations that their issuer has ended."""
    return frozenset(
        r["rec_id"]
        for r in found
        if issuer_status(r["register"]).has_ended
        or r["state"]["latest"].get("issuer_status", {}).get("body", {}).get("status") in ENDED
    )


def _why_not_late(row: Record) -> str | None:
    if row["due_latest"] is None:
        return "no due date"
    return None if row["issuer_status"] in ENDED else "no end held"


def shown_action(found: Record, on: date) -> Record:
    """One committed action as a row."""
    window = window_words(
        due_earliest=found["due_earliest"],
        due_latest=found["due_latest"],
        target_kind=found["target_kind"] or "",
        on=on,
    )
    return {**found, "window": window}


STALE_WORDS = f"Stale: {STALE_AFTER} days or more without an entry, and not ended."
