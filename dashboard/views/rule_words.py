"""Which edition of the rules a term stands for on a day: the time limits of recording, and the newest change of the counting rules."""

from __future__ import annotations

from datetime import date

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import british
from dashboard.domain.filters import Filters
from dashboard.store.engine import Store, version_of
from dashboard.store.queries.facts import Record, facts
from dashboard.views.question import Question

# The terms that rest on the recording standard's time limit, and those that rest on the counting rules.
OF_THE_LIMIT = ("NCRS",)
OF_THE_RULES = ("HOCR", "N100", "AVI")
OF_THE_SERVICE = ("NDQIS",)
COUNTING_RULES = "Counting rules"
# How the settings write "without a beginning".
BEGINNING = date(1900, 1, 1)

# Words on the edition of the rules, by term.
RuleWords = dict[str, tuple[str, ...]]


def rules_on(store: Store, as_at: AsAt) -> RuleWords:
    """What each term of the rules stands for on the day, as known by then."""
    with store.reading() as connection:
        return rule_words(Question(connection, as_at, Filters(), version_of(connection)))


def rule_words(question: Question) -> RuleWords:
    """The same within a transaction."""
    limits = tuple(_limits(question))
    rules = _newest_rules(question)
    service = _newest_method(question)
    return (
        dict.fromkeys(OF_THE_LIMIT, limits)
        | dict.fromkeys(OF_THE_RULES, (rules,))
        | dict.fromkeys(OF_THE_SERVICE, (service,))
    )


def _limits(question: Question) -> list[str]:
    """The limit on the day first, then each that is held with its dates."""
    day = question.as_at.day
    settings = facts(question.connection, "audit_settings", as_at=question.as_at, force_code="", manual_edition="")
    held = sorted(settings, key=lambda s: s["valid_from"])
    now = next((s for s in held if _holds(s, day)), None)
    hours = now["time_limit_hours"] if now else None
    said = [f"Time limit on {british(day)}: {f'{hours} hours' if hours else 'not found'}."]
    return said + [
        f"Audits of periods {_stretch(s)}: {s['time_limit_hours']} hours."
        for s in held
        if s["time_limit_hours"] and s["valid_from"] <= day
    ]


def _holds(setting: Record, day: date) -> bool:
    return setting["valid_from"] <= day and (setting["valid_until"] is None or day <= setting["valid_until"])


def _stretch(setting: Record) -> str:
    first, last = setting["valid_from"], setting["valid_until"]
    until = f"to {british(last)}" if last else "on"
    return until if first == BEGINNING else f"from {british(first)} {until}"


def _newest_rules(question: Question) -> str:
    """The last change of the counting rules that had come by the day."""
    events = [
        e
        for e in facts(question.connection, "events", as_at=question.as_at, category=COUNTING_RULES)
        if e["happened_on"] and e["happened_on"] <= question.as_at.day
    ]
    if not events:
        return f"No edition of the counting rules by {british(question.as_at.day)} is held."
    newest = max(events, key=lambda e: (e["happened_on"], e["event_id"], e["source_id"]))
    return (
        f"Newest change of the counting rules held on {british(question.as_at.day)}: "
        f"{british(newest['happened_on'], newest['happened_precision'])}. {newest['event']}"
    )


def _newest_method(question: Question) -> str:
    """The last method of the data quality service that the register of events holds by the day."""
    events = [
        e
        for e in facts(question.connection, "events", as_at=question.as_at)
        if "NDQIS" in e["event"] and e["happened_on"] and e["happened_on"] <= question.as_at.day
    ]
    if not events:
        return f"Nothing of the service's method by {british(question.as_at.day)} is held."
    newest = max(events, key=lambda e: (e["happened_on"], e["event_id"], e["source_id"]))
    return f"Newest event held: {british(newest['happened_on'], newest['happened_precision'])}. {newest['event']}"
