"""What people entered on quality assurance, worked out as it stood on a day: standards, returns, grid, plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from dashboard.domain.ledger import Held
from dashboard.domain.qaad import AREAS, NATIONAL, gap_words, levels_short, split_id
from dashboard.domain.subjects.assurance import in_force
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import newest_standing, subjects_known
from dashboard.views.question import Question

# The last answer by force code, year and standard.
Answers = dict[tuple[str, int, str], Held]
NOT_ANSWERED = "not answered"
PRODUCER = "Home Office, national"
ENTERED = (
    Column("evidence", "Evidence", missing="none given"),
    Column("url", "Link", missing="none given"),
    Column("entered_on", "Entered on"),
    Column("actor", "Entered by"),
    Column("entry_id", "Entry"),
)


def entered(held: Held) -> Record:
    """Who entered it when and on what it rests: the columns `ENTERED`."""
    first = held.evidence[0] if held.evidence else {}
    words = "; ".join(str(e.get("title") or e.get("url") or "extract kept") for e in held.evidence)
    return {
        "evidence": words or None,
        "url": first.get("url"),
        "entered_on": held.known_from,
        "actor": held.actor,
        "entry_id": str(held.entry_id),
    }


def day_in(words: str | None) -> date | None:
    """An ISO day kept in the body of an entry."""
    return date.fromisoformat(words) if words else None


def standards(question: Question) -> list[Record]:
    """The minimum standards as they stood on the day, by identifier."""
    found = []
    newest = newest_standing(question.connection, "qa_standard", as_at=question.as_at, by=())
    for identifier, entries in sorted(newest.items()):
        body = entries[-1].body
        found.append(
            {
                "standard": identifier,
                "words": body["words"],
                "edition": body["edition"],
                "in_force_from": day_in(body["in_force_from"]),
                "in_force_until": day_in(body.get("in_force_until")),
                "body": body,
                **entered(entries[-1]),
            }
        )
    return found


def answers(question: Question, subject_ids: Collection[str] | None = None) -> Answers:
    """The last answer by force, year and standard; of all returns, or of those called `force code/year`."""
    last: Answers = {}
    given = newest_standing(
        question.connection, "qa_return", as_at=question.as_at, by=("standard",), subject_ids=subject_ids
    )
    for subject_id, entries in given.items():
        parts = split_id(subject_id)
        if parts:
            for held in entries:
                last[(parts[0], parts[1], held.body["standard"])] = held
    return last


def year_asked(question: Question, years: Iterable[int]) -> int:
    """The year a view is about: the one asked for, or else the newest with entries, or else the year of the day."""
    if wanted := question.wants("year"):
        return int(wanted)
    return max(years, default=question.as_at.day.year)


def return_rows(forces: list[Record], listed: list[Record], given: Answers, year: int) -> list[Record]:
    """One row a force and standard in force in the year: the answer, or that there is none, and last year's."""
    rows = []
    asked = [standard for standard in listed if in_force(standard["body"], year)]
    for force in forces:
        for standard in asked:
            held = given.get((force["force_code"], year, standard["standard"]))
            before = given.get((force["force_code"], year - 1, standard["standard"]))
            outcome = held.body["outcome"] if held else NOT_ANSWERED
            rows.append(
                {
                    "force": force["name"],
                    "force_code": force["force_code"],
                    "year": year,
                    "standard": standard["standard"],
                    "asks": standard["words"],
                    "outcome": outcome,
                    "words": held.body["words"] if held else None,
                    "respondent": held.body["respondent"] if held else None,
                    "practice": held.body.get("practice") if held else None,
                    "year_before": before.body["outcome"] if before else NOT_ANSWERED,
                    "change": _change(before.body["outcome"] if before else None, outcome if held else None),
                    **(entered(held) if held else {}),
                }
            )
    return rows


def _change(before: str | None, now: str | None) -> str:
    if now is None:
        return "no answer yet" if before else "no answer in either year"
    if before is None:
        return "first answer"
    return "as the year before" if before == now else f"from {before} to {now}"


def grid_rows(question: Question, forces: list[Record], year: int) -> list[Record]:
    """One row a force, or the producer, and practice area: level wanted, level evidenced, gap, plan."""
    matrix = {
        (m["risk_of_quality_concerns"], m["public_interest_profile"]): m
        for m in facts(question.connection, "qaad_risk_profile", as_at=question.as_at)
    }
    subjects = [(NATIONAL, PRODUCER), *((f["force_code"], f["name"]) for f in forces)]
    shown = [f"{code}/{year}" for code, _name in subjects]
    entries = newest_standing(question.connection, "qaad", as_at=question.as_at, by=("area",), subject_ids=shown)
    return [
        _grid_row(code, name, year, area, entries.get(f"{code}/{year}", []), matrix)
        for code, name in subjects
        for area in AREAS
    ]


def _grid_row(
    code: str, name: str, year: int, area: str, entries: list[Held], matrix: dict[tuple[str, str], Record]
) -> Record:
    judgement = _last(entries, "judgement")
    level = _last(entries, "level", area)
    plan = _last(entries, "plan", area)
    said = judgement.body if judgement else {}
    found = matrix.get((said.get("risk", ""), said.get("interest", "")))
    wanted = found["levels_wanted"] if found else None
    evidenced = level.body["level"] if level else None
    return {
        "subject": name,
        "force_code": None if code == NATIONAL else code,
        "force": None if code == NATIONAL else name,
        "year": year,
        "area": area,
        "risk": said.get("risk"),
        "risk_reason": said.get("risk_reason"),
        "interest": said.get("interest"),
        "interest_reason": said.get("interest_reason"),
        "wanted": wanted,
        "evidenced": evidenced,
        "level": evidenced or "not assessed",
        "gap": gap_words(wanted, evidenced),
        "levels_short": levels_short(wanted, evidenced),
        "reason": level.body["words"] if level else None,
        "plan": plan.body["words"] if plan else None,
        "owner": plan.body["owner"] if plan else None,
        "plan_from": day_in(plan.body.get("earliest")) if plan else None,
        "plan_until": day_in(plan.body["latest"]) if plan else None,
        "matrix_source_id": found["source_id"] if found else None,
        **(entered(level) if level else {}),
    }


def _last(entries: list[Held], action: str, area: str | None = None) -> Held | None:
    found = [h for h in entries if h.action == action and (area is None or h.body["area"] == area)]
    return found[-1] if found else None


def years_entered(question: Question, subject_kind: str) -> set[int]:
    """The years for which anything is entered: in the grid (qaad), or in returns (qa_return)."""
    held = subjects_known(question.connection, subject_kind, as_at=question.as_at)
    return {parts[1] for subject_id in held if (parts := split_id(subject_id))}
