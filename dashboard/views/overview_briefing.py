"""What a senior official must know in two minutes, each as one sentence with its figure."""

from __future__ import annotations

from dashboard.domain.change import CLEAR_DOWN, CLEAR_UP, NO_CLEAR
from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.releases import days_behind, expected_by
from dashboard.domain.view_model import Column, Headline
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import Record, facts
from dashboard.views.inspection_rows import unmeasurable_since
from dashboard.views.monitoring_stages import stage_rows
from dashboard.views.position import EDITION, QUARTER, sentence
from dashboard.views.question import Question
from dashboard.views.rate_changes import points_or_reading
from dashboard.views.recommendation_rows import shown_action
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
BEHIND_COLUMNS = (
    Column("publication", "Publication"),
    Column("publisher", "Publisher"),
    Column("frequency", "How often"),
    Column("newest_on", "Newest edition held", missing="no date held"),
    Column("newest_precision", "Precision of date"),
    Column("expected_on", "Next one expected by"),
    Column("days_behind", "Days behind", "days"),
    Column("state", "State"),
)


def briefing(
    question: Question, positions: list[Record], changes: list[Record], without: Headline | None, results: list[Record]
) -> list[Headline]:
    """The sentences, in the order of `BRIEFING`; what cannot be said on the day says so in its sentence."""
    said = [
        _position(positions, QUARTER, "position_quarter", "Against a quarter before"),
        _position(positions, EDITION, "position_edition", "Against the edition before"),
        _worse(changes),
        _late(question),
        _monitored(question),
        _without_since(without, results),
        _behind(question),
    ]
    return [headline for headline in said if headline]


def _counted(code: str, label: str, number: int, unit: str, words: str, source_id: str = "") -> Headline:
    return Headline(
        code=code,
        label=label,
        value=float(number),
        unit=unit,
        sentence=words,
        published_precision="unknown",
        period="as held on this date",
        basis="worked out here",
        source_id=source_id,
    )


def _position(rows: list[Record], against: str, code: str, label: str) -> Headline | None:
    wanted = ("recorded_crime", "survey_headline") if against == QUARTER else ("national_accuracy", "survey_headline")
    of = [r for r in rows if r["against"] == against and r["code"] in wanted]
    if not of:
        return None
    compared = sum(r.get("before") is not None for r in of)
    return _counted(code, label, compared, "figures compared", " ".join(sentence(r) for r in of))


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
    )


def _late(question: Question) -> Headline | None:
    actions = [shown_action(a, question.as_at.day) for a in facts(question.connection, "actions", as_at=question.as_at)]
    past = [a for a in actions if a["window"] == "window has passed"]
    by_owner: dict[str, int] = {}
    for action in past:
        for owner in owners_in(action["owner"]):
            by_owner[owner] = by_owner.get(owner, 0) + 1
    if not actions:
        return _counted("late", "Late, by whom and by which clock", 0, "items", "No clock is running on what is held.")
    owners = "; ".join(f"{owner} {n}" for owner, n in sorted(by_owner.items(), key=lambda o: (-o[1], o[0])))
    words = (
        f"Window of the action plan: {len(past)} of {count_of(len(actions), 'action')} past it with no later status held"
        + (f" ({owners})" if owners else "")
        + "."
    )
    return _counted("late", "Late, by whom and by which clock", len(past), "items", words, actions[0]["source_id"])


def _monitored(question: Question) -> Headline:
    current = [r for r in stage_rows(question) if r["current"] == "in this stage"]
    named = "; ".join(f"{r['force']} since {british(r['started_on'])}" for r in current)
    words = (
        f"{count_of(len(current), 'force is', 'forces are')} under enhanced monitoring as far as is held: {named}."
        if current
        else "No force is under enhanced monitoring as far as is held."
    )
    source = current[0]["source_id"] if len(current) == 1 else ""
    return _counted("monitoring", "Under enhanced monitoring", len(current), "forces", words, source)


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
    return Headline(**{**without.__dict__, "sentence": words})


def behind_rows(question: Question) -> list[Record]:
    """One row a publication that comes at a stated rate: its newest edition and when the next was to be expected."""
    newest: dict[str, Record] = {}
    for edition in editions(question.connection, as_at=question.as_at):
        held = newest.get(edition["publication_id"])
        if held is None or edition["known_from"] > held["known_from"]:
            newest[edition["publication_id"]] = edition
    rows = []
    for edition in newest.values():
        # The day we knew of an edition stands in for a day of publication that nobody found: it was out by then.
        days = days_behind(edition["frequency"] or "", edition["known_from"], question.as_at.day)
        if days is not None:
            rows.append(
                {
                    "publication": edition["publication_title"],
                    "publisher": edition["publisher"],
                    "frequency": edition["frequency"],
                    "newest_on": edition["published_on"],
                    "newest_precision": edition["published_precision"],
                    "expected_on": expected_by(edition["frequency"], edition["known_from"]),
                    "days_behind": days,
                    "state": "behind" if days else "not yet due",
                }
            )
    return sorted(rows, key=lambda r: (-r["days_behind"], r["publication"]))


def _behind(question: Question) -> Headline | None:
    rows = behind_rows(question)
    late = [r for r in rows if r["days_behind"]]
    if not rows:
        words = "No publication with a stated rate is held, so none can be behind."
    elif not late:
        words = f"None of {count_of(len(rows), 'publication')} with a stated rate is behind."
    else:
        worst = late[0]
        words = (
            f"{len(late)} of {count_of(len(rows), 'publication')} that come at a stated rate are behind here; furthest: "
            f"{worst['publication']}, {count_of(worst['days_behind'], 'day')} (newest of "
            f"{british(worst['newest_on'], worst['newest_precision'])})."
        )
    return _counted("sources_behind", "Sources behind", len(late), "publications", words)
