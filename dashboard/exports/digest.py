"""What changed since a day, as text to send: entries of the ledger, and the clocks that ran out or run out soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from textwrap import wrap

from dashboard.domain.dates import british
from dashboard.domain.view_model import Value, View

WIDTH = 96
SOON = 28  # days ahead within which a last day or due date is named


def digest_of(body: str, since: date, ledger: View, recommendations: View, responses: View | None = None) -> str:
    """The digest from `since` to the day of the views, both included; nothing to say is said."""
    return "\n".join(_lines(body, since, ledger, recommendations, responses)) + "\n"


def _lines(body: str, since: date, ledger: View, recommendations: View, responses: View | None) -> Iterator[str]:
    on = recommendations.as_at
    yield f"{body}: changes since {british(since)}, as at {british(on)}"
    yield ""
    yield "Entries"
    entries = ledger.table("ledger").records()
    titles = {r["response_id"]: f"answer to “{r['report_title']}”" for r in _rows(responses, "responses")}
    yield from _listed(
        [
            f"{_said(e['known_from'])}, {e['actor']}: {titles.get(e['subject_id'], e['subject_id'])}: {e['action_words']}: {e['new']}"
            + (f" (before: {e['old']})" if e["old"] else "")
            for e in reversed(entries)
        ],
        "Nothing was entered.",
    )
    clocks = [
        *((r["last_day"], f"{r['report_title']}: {r['clock']}") for r in _rows(responses, "responses")),
        *(
            (r["due_latest"], f"{r['rec_id']}: {r['clock']}")
            for r in _rows(recommendations, "recommendations")
            if r["category"] != "closed"
        ),
    ]
    past = [words for day, words in clocks if isinstance(day, date) and since <= day < on]
    soon = [words for day, words in clocks if isinstance(day, date) and on <= day <= on + timedelta(days=SOON)]
    yield ""
    yield "Days that passed"
    yield from _listed(past, "No last day or due date passed.")
    yield ""
    yield f"The next {SOON} days"
    yield from _listed(soon, "No last day or due date comes.")


def _rows(view: View | None, table: str) -> list[dict[str, Value]]:
    return view.table(table).records() if view else []


def _said(day: Value) -> str:
    return british(day) if isinstance(day, date) else ""


def _listed(items: list[str], nothing: str) -> Iterator[str]:
    for item in items or [nothing]:
        yield from wrap(item, WIDTH, initial_indent="- ", subsequent_indent="  ")
