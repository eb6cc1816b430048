"""What a senior official must know in two minutes, each as one sentence with its figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dashboard.domain.change import CLEAR_DOWN, CLEAR_UP, NO_CLEAR
from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import Filters
from dashboard.domain.view_model import Headline
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recommendations import recommendations
from dashboard.views import releases, responses
from dashboard.views.inspection_rows import unmeasurable_since
from dashboard.views.monitoring_stages import enhanced, stage_rows
from dashboard.views.position import EDITION, QUARTER, sentence
from dashboard.views.question import Question
from dashboard.views.rate_changes import points_or_reading
from dashboard.views.recommendation_rows import ended_ids, shown_action, shown_recommendation
from dashboard.views.recommendations import owners_in

# The order in which a page shows them.
BRIEFING = (
    "position_quarter",
    "position_edition",
    "got_worse",
    "late",
    "monitoring",
    "forces_without_rate",
    "sources_behind",
)
MOST_NAMED = 4
LATE = "Late, by whom and by which clock"
BEHIND_COLUMNS = releases.COLUMNS


def briefing(
    question: Question,
    positions: list[Record],
    changes: list[Record],
    without: Headline | None,
    results: list[Record],
    behind: list[Record],
) -> list[Headline]:
    """The sentences, in the order of `BRIEFING`; what cannot be said on the day says so in its sentence."""
    said = [
        _position(positions, QUARTER, "position_quarter", "Against a quarter before"),
        _position(positions, EDITION, "position_edition", "Against the edition before"),
        _worse(changes),
        _late(question),
        _monitored(question),
        _without_since(without, results),
        _behind(behind),
    ]
    return [headline for headline in said if headline]


def _counted(
    code: str, label: str, number: int, unit: str, words: str, rests_on: Iterable[str | None] = ()
) -> Headline:
    """A count worked out here; with one source that is the headline's own, with several they are what it rests on."""
    found = tuple(dict.fromkeys(source_id for source_id in rests_on if source_id))
    return Headline(
        code=code,
        label=label,
        value=float(number),
        unit=unit,
        sentence=words,
        published_precision="unknown",
        period="as held on this date",
        basis="worked out here",
        source_id=found[0] if len(found) == 1 else "",
        rests_on=found,
    )


def _position(rows: list[Record], against: str, code: str, label: str) -> Headline | None:
    wanted = ("recorded_crime", "survey_headline") if against == QUARTER else ("national_accuracy", "survey_headline")
    of = [r for r in rows if r["against"] == against and r["code"] in wanted]
    if not of:
        return None
    compared = sum(r.get("before") is not None for r in of)
    of_both = (r.get(name) for r in of for name in ("source_id", "before_source_id"))
    return _counted(code, label, compared, "figures compared", " ".join(sentence(r) for r in of), of_both)


def _worse(changes: list[Record]) -> Headline:
    worse = [r for r in changes if r["reading"] == CLEAR_DOWN]
    better = sum(r["reading"] == CLEAR_UP for r in changes)
    unclear = sum(r["reading"] == NO_CLEAR for r in changes)
    named = "; ".join(f"{r['force']}, {points_or_reading(r)}" for r in worse[:MOST_NAMED])
    more = f" and {len(worse) - MOST_NAMED} more" if len(worse) > MOST_NAMED else ""
    first = (
        f"{count_of(len(worse), 'force has', 'forces have')} a newest rate below the one before it, outside the interval: {named}{more}."
        if worse
        else "No force has a newest rate that is below the one before it outside the interval."
    )
    rest = len(changes) - len(worse) - better - unclear
    return _counted(
        "got_worse",
        "Worse, outside the interval",
        len(worse),
        "forces",
        f"{first} {better} above it, {unclear} with no clear change, {rest} not comparable or without an interval.",
        (r[name] for r in (worse[:MOST_NAMED] or changes) for name in ("source_id", "before_source_id")),
    )


def _late(question: Question) -> Headline | None:
    actions = [shown_action(a, question.as_at.day) for a in facts(question.connection, "actions", as_at=question.as_at)]
    past = [a for a in actions if a["window"] == "window has passed"]
    by_owner: dict[str, int] = {}
    for action in past:
        for owner in owners_in(action["owner"]):
            by_owner[owner] = by_owner.get(owner, 0) + 1
    answers: list[Record] = responses.build(replace(question, filters=Filters())).table("responses").records()
    late = sorted((r for r in answers if r["state"] == "late"), key=lambda r: (-r["days_late"], r["force"]))
    unknown = sum(r["state"] == "unknown" for r in answers)
    items = _recommendations(question)
    overdue = [r for r in items if r["category"] == "overdue"]
    if not actions and not answers and not items:
        return _counted("late", LATE, 0, "items", "No clock is running on what is held.")
    owners = "; ".join(f"{owner} {n}" for owner, n in sorted(by_owner.items(), key=lambda o: (-o[1], o[0])))
    if shared := sum(len(owners_in(action["owner"])) > 1 for action in past):
        owners += f"; {shared} of them shared, counted for each owner"
    named = "; ".join(f"{r['force']} {count_of(r['days_late'], 'day')}" for r in late[:3])
    words = (
        f"56-day answers: {len(late)} of {len(answers)} late"
        + (f" ({named})" if named else "")
        + f", {unknown} with no "
        f"known date. Action plan: {len(past)} of {count_of(len(actions), 'window')} past, no later status held"
        + (f" ({owners})" if owners else "")
        + f". {_due_dates(items, overdue)}"
    )
    behind_it = (r["source_id"] for r in (*late, *past, *overdue))
    return _counted("late", LATE, len(late) + len(past) + len(overdue), "items", words, behind_it)


def _recommendations(question: Question) -> list[Record]:
    """Every recommendation with the category it counts in on the day."""
    found = recommendations(question.connection, as_at=question.as_at)
    names, ended = question.force_names(), ended_ids(found)
    return [shown_recommendation(r, names, question.as_at.day, ended) for r in found]


def _due_dates(items: list[Record], overdue: list[Record]) -> str:
    """The clock of due dates, and whose items are past theirs; a status not known is not the same as late."""
    by_whom = Counter(str(r["force"] or r["owner"] or r["addressee"] or "no owner held") for r in overdue)
    named = "; ".join(f"{who} {n}" for who, n in sorted(by_whom.items(), key=lambda w: (-w[1], w[0]))[:MOST_NAMED])
    silent = sum(r["category"] == "unknown" for r in items)
    return (
        f"Due dates: {len(overdue)} of {count_of(len(items), 'recommendation')} overdue"
        + (f" ({named})" if named else "")
        + f", {silent} past theirs, status not known."
    )


def _monitored(question: Question) -> Headline:
    current = enhanced(stage_rows(question))
    named = "; ".join(f"{r['force']} since {british(r['started_on'])}" for r in current)
    words = (
        f"{count_of(len(current), 'force is', 'forces are')} under enhanced monitoring as far as is held: {named}."
        if current
        else "No force is under enhanced monitoring as far as is held."
    )
    behind_it = (r["source_id"] for r in current)
    return _counted("monitoring", "Under enhanced monitoring", len(current), "forces", words, behind_it)


def _without_since(without: Headline | None, results: list[Record]) -> Headline | None:
    """The count of forces without a usable rate, with since when where a later audit could measure none."""
    if without is None:
        return None
    since = unmeasurable_since(results)
    named = "; ".join(
        f"{r['force']} since {british(r['published_on'], r['published_precision'], unknown='a date not known')}, not measurable"
        for r in sorted(since.values(), key=lambda r: r["force"])
    )
    words = without.sentence if not named else f"{without.sentence} Since when: {named}."
    return replace(without, sentence=words, rests_on=tuple(dict.fromkeys(r["source_id"] for r in since.values())))


def behind_rows(question: Question) -> list[Record]:
    """The release calendar of the day: one row a publication of which an edition is held."""
    return releases.build(replace(question, filters=Filters())).table("calendar").records()


def _behind(rows: list[Record]) -> Headline:
    late = sorted((r for r in rows if r["status"] == "late"), key=lambda r: (-r["days_late"], r["title"]))
    if not rows:
        words = "No publication of the release calendar is held, so none can be late here."
    elif not late:
        followed = "The one publication" if len(rows) == 1 else f"None of {count_of(len(rows), 'publication')}"
        words = f"{followed} in the release calendar is {'not ' if len(rows) == 1 else ''}late here."
    else:
        named = "; ".join(f"{r['title']}, {count_of(r['days_late'], 'day')}" for r in late[:2])
        words = (
            f"{len(late)} of {count_of(len(rows), 'publication')} in the release calendar "
            f"{'is' if len(late) == 1 else 'are'} late here; longest: {named}. "
            "A newer edition may be out and not yet loaded."
        )
    return _counted(
        "sources_behind",
        "Late here: newer editions not held",
        len(late),
        "publications",
        words,
        (r["source_id"] for r in late or rows),
    )
