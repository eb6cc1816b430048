"""One report as a row: its clock, its steps, what is answered, and what its office waits for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.dates import british
from dashboard.domain.responses import COMMENTS_WAITED_FOR, ResponseClock, response_clock
from dashboard.store.queries.facts import Record
from dashboard.store.queries.responses import Explanations, body_statements

STATE_WORDS = {
    "open": "open",
    "published": "published in time",
    "late": "late",
    "unknown": "not known",
    "no_duty": "no duty",
}
MARKS = {"open": "○", "published": "✓", "late": "!", "unknown": "?", "no_duty": "–"}
CLOCK_COLUMNS = ("last_day", "day_of_56", "days_in_hand", "days_late", "state", "on_record", "days_past_last_day")
COPIES = (("inspectorate", "the inspectorate"), ("secretary_of_state", "the Secretary of State"))


def shown_response(
    report: Record, on: date, names: dict[str, str], held: tuple[Explanations, list[Record], set[str]]
) -> Record:
    """One report as a row, with its clock, its steps and what is answered."""
    explanations, elements, with_body = held
    explained = explanations.of(report)
    state = report["state"] or {"latest": {}, "last_entry_id": 0}
    said = {action: found["body"] for action, found in state["latest"].items()}
    # Only what the office itself enters says that it keeps its answer here; a force's comment does not.
    is_tracked = any(found["role"] == Role.PCC_OFFICE for found in state["latest"].values())
    own = body_statements(report)
    first = own[0] if own else {}
    published = said.get("publish", {})
    day = _day(published.get("published_on")) or _known_day(first)
    clock = response_clock(
        report["published_on"],
        precision=report["published_precision"],
        on=on,
        response_on=day,
        has_body=not report["force_code"] or report["force_code"] in with_body,
        is_tracked=is_tracked,
    )
    of_report = [e for e in elements if e["rec_id"] in report["asked"]]
    blank = [rec for rec in report["asked"] if rec not in explained]
    row = {
        **report,
        **{name: getattr(clock, name) for name in CLOCK_COLUMNS},
        "force": names.get(report["force_code"]) or ("each force" if report["is_national"] else "none named"),
        "duty_applies": {True: "yes", False: "no", None: None}[clock.duty_applies],
        "response_published_on": clock.response_published_on,
        "clock": clock.words,
        "state_words": f"{MARKS[clock.state]} {_state_words(clock)}",
        "responder": "office of the local policing body" if published else first.get("responder"),
        "response_kind": published.get("kind") or first.get("response_date_kind"),
        "asked": len(report["asked"]),
        "explained": len(report["asked"]) - len(blank),
        "unexplained": ", ".join(blank) or None,
        "elements_answered": sum(e["answered"] in ("yes", "in part") for e in of_report) if of_report else None,
        "elements_unanswered": sum(e["answered"] in ("no", "elsewhere") for e in of_report) if of_report else None,
        "elements_unread": sum(e["answered"] is None for e in of_report) if of_report else None,
        "invited_on": _day(said.get("invite", {}).get("invited_on")),
        "comments_due_on": _day(said.get("invite", {}).get("due_on")),
        "comments_received_on": _day(said.get("comments", {}).get("received_on")),
        **{f"copied_to_{name}_on": _day(said.get(f"copy_to_{name}", {}).get("sent_on")) for name, _ in COPIES},
        "covered_by": published.get("covered_by"),
        "is_national": "yes" if report["is_national"] else "no",
        "last_entry_id": state["last_entry_id"],
        "is_tracked": is_tracked,
        "note": first.get("note") or report["note"],
        "source_id": first.get("source_id") or report["source_id"],
    }
    return {**row, "steps": _steps(row), "elements": _elements(row)}


def cover_each_other(rows: list[Record], everything: list[Record]) -> None:
    """Write the link between an answer and those it covers into both rows, by number and in the words of the clock.

    `everything` are the rows before any filter, so that a filter does not cut a link.
    """
    by_id = {r["response_id"]: r for r in everything}
    covered: dict[str, list[Record]] = {}
    for row in everything:
        if row["covered_by"]:
            covered.setdefault(row["covered_by"], []).append(row)
    for row in rows:
        by, covers = by_id.get(row["covered_by"] or ""), covered.get(row["response_id"], [])
        row["covers"] = ", ".join(r["response_id"] for r in covers) or None
        if by:
            row["clock"] += f"; covered by the answer to “{by['report_title']}”"
        if covers:
            titles = ", ".join(f"“{r['report_title']}”" for r in covers)
            row["clock"] += f"; this answer also covers {titles}"


def _state_words(clock: ResponseClock) -> str:
    return clock.on_record if clock.state == "unknown" else STATE_WORDS[clock.state]


def _elements(row: Record) -> str | None:
    """How many parts of the recommendations are answered, and how many are not; None where no parts are held."""
    answered, not_answered = row["elements_answered"], row["elements_unanswered"]
    if answered is None:
        return None
    unread = f", {row['elements_unread']} not read" if row["elements_unread"] else ""
    return f"{answered} answered, {not_answered} not{unread}"


def _steps(row: Record) -> str | None:
    """Publishing and the two copies as three ticks; None where no clock runs, or another answer stands for this one."""
    if row["state"] == "no_duty" or row["covered_by"]:
        return None
    steps = [("published", row["response_published_on"])]
    steps += [(f"copied to {words}", row[f"copied_to_{name}_on"]) for name, words in COPIES]
    done = [f"✓ {words} {british(day)}" for words, day in steps if day]
    return "; ".join([*done, *(f"○ {words}: not entered" for words, day in steps if not day)])


def _known_day(statement: Record) -> date | None:
    """The day of a statement, where it is known to the day."""
    day = statement.get("response_published_on")
    return day if day and statement.get("response_published_precision") == "day" else None


def _day(words: Any) -> date | None:
    return date.fromisoformat(words) if words else None


def urgency(row: Record) -> tuple[Any, ...]:
    """Open ones by their last day, then what is late or not known, the newest first."""
    order = {"open": 0, "late": 1, "unknown": 2, "published": 3, "no_duty": 4}[row["state"]]
    day = row["last_day"] or row["published_on"] or date.min
    return (order, day.toordinal() if order == 0 else -day.toordinal(), row["force"], row["report_title"])


def waiting_on(row: Record, on: date) -> list[Record]:
    """What a response that its office has begun is waiting for."""
    if not row["is_tracked"] or row["state"] == "no_duty":
        return []
    base = {name: row[name] for name in ("response_id", "force", "report_title")}
    found = []
    is_published = row["response_published_on"] is not None
    reminder = row["published_on"] + timedelta(days=COMMENTS_WAITED_FOR) if row["published_on"] else None
    overdue = row["comments_due_on"] and on > row["comments_due_on"]
    missing = row["invited_on"] and not row["comments_received_on"] and not is_published
    if missing and (overdue or (reminder and on >= reminder)):
        words = "the force: the chief officer's comments"
        found.append({**base, "waits_for": words, "since": row["invited_on"], "asked_by": row["comments_due_on"]})
    if row["unexplained"] and not is_published:
        found.append(
            {**base, "waits_for": f"this office: explanations for {row['unexplained']}", "asked_by": row["last_day"]}
        )
    if is_published and not row["covered_by"]:
        for name, words in COPIES:
            if not row[f"copied_to_{name}_on"]:
                waits = f"this office: a copy to {words}"
                found.append({**base, "waits_for": waits, "since": row["response_published_on"]})
    return found
