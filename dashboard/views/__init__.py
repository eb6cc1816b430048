"""One question, one view model.  `VIEWS` is the one list; `answer` is the one way in for every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dashboard.domain.access import READER, Person
from dashboard.domain.asat import AsAt
from dashboard.domain.audit_words import in_the_list
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import LATEST, british, parse_day
from dashboard.domain.errors import BadDate, NotYet, UnknownName, unknown_name
from dashboard.domain.filters import (
    ENGLAND_AND_WALES,
    NATION_NAMES,
    FilterDefinition,
    Filters,
    contradiction,
    match_choice,
    names_the_nation,
    read_number,
    read_text,
)
from dashboard.domain.view_model import Caution, View
from dashboard.store.engine import Connection, Store, version_of
from dashboard.store.queries import bodies
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import facts
from dashboard.store.queries.published_counts import offence_words, stating_sources
from dashboard.store.queries.versions import changes_known
from dashboard.store.written import last_day
from dashboard.views.action_plan import ACTION_PLAN
from dashboard.views.assurance_plan import ASSURANCE_PLAN
from dashboard.views.audit import AUDIT
from dashboard.views.audit_coverage import AUDIT_COVERAGE
from dashboard.views.audit_filters import audit_choices
from dashboard.views.audit_reasons import AUDIT_REASONS
from dashboard.views.audit_series import AUDIT_SERIES
from dashboard.views.audits import AUDITS
from dashboard.views.changes import CHANGES
from dashboard.views.coverage import COVERAGE
from dashboard.views.crosswalk import CROSSWALK
from dashboard.views.data_coverage import DATA_COVERAGE
from dashboard.views.divergence import DIVERGENCE
from dashboard.views.divergence_change import DIVERGENCE_CHANGE
from dashboard.views.divergence_forces import DIVERGENCE_FORCES
from dashboard.views.divergence_split import DIVERGENCE_SPLIT
from dashboard.views.drivers import DRIVERS
from dashboard.views.events import EVENTS
from dashboard.views.flow import FLOW
from dashboard.views.force import FORCE
from dashboard.views.funnel import FUNNEL
from dashboard.views.inspections import INSPECTIONS
from dashboard.views.ledger import LEDGER
from dashboard.views.meetings import MEETINGS
from dashboard.views.minutes import MINUTES
from dashboard.views.monitoring_stages import MONITORING_STAGES
from dashboard.views.ndqis import NDQIS
from dashboard.views.oversight import BODIES
from dashboard.views.overview import OVERVIEW
from dashboard.views.own_and_inspectorate import OWN_AND_INSPECTORATE
from dashboard.views.qa_returns import QA_RETURNS
from dashboard.views.qaad import QAAD
from dashboard.views.quality_ratings import QUALITY_RATINGS
from dashboard.views.question import Question, ViewDefinition, seen_as
from dashboard.views.rated import with_ratings
from dashboard.views.recommendation import RECOMMENDATION
from dashboard.views.recommendations import RECOMMENDATIONS, owners_in
from dashboard.views.recorded_crime import RECORDED_CRIME
from dashboard.views.recording_scenario import RECORDING_SCENARIO
from dashboard.views.recording_systems import RECORDING_SYSTEMS
from dashboard.views.releases import RELEASES
from dashboard.views.responses import RESPONSES
from dashboard.views.revisions import REVISIONS
from dashboard.views.sample_size import SAMPLE_SIZE
from dashboard.views.sources import SOURCES
from dashboard.views.system_effects import SYSTEM_EFFECTS
from dashboard.views.timeline import TIMELINE

VIEWS: dict[str, ViewDefinition] = {
    view.name: view
    for view in (
        OVERVIEW,
        INSPECTIONS,
        RECOMMENDATIONS,
        RESPONSES,
        RECOMMENDATION,
        LEDGER,
        FLOW,
        ACTION_PLAN,
        FORCE,
        AUDITS,
        AUDIT,
        AUDIT_SERIES,
        OWN_AND_INSPECTORATE,
        AUDIT_COVERAGE,
        FUNNEL,
        SAMPLE_SIZE,
        AUDIT_REASONS,
        DIVERGENCE,
        DIVERGENCE_CHANGE,
        DIVERGENCE_SPLIT,
        RECORDING_SCENARIO,
        DIVERGENCE_FORCES,
        DRIVERS,
        CROSSWALK,
        EVENTS,
        COVERAGE,
        MONITORING_STAGES,
        RECORDING_SYSTEMS,
        SYSTEM_EFFECTS,
        QA_RETURNS,
        QAAD,
        ASSURANCE_PLAN,
        NDQIS,
        QUALITY_RATINGS,
        TIMELINE,
        BODIES,
        RECORDED_CRIME,
        REVISIONS,
        DATA_COVERAGE,
        CHANGES,
        MEETINGS,
        MINUTES,
        SOURCES,
        RELEASES,
    )
}


def view_named(name: str) -> ViewDefinition:
    """The view called `name`; UnknownName names the views there are."""
    if name not in VIEWS:
        raise unknown_name("view", name, VIEWS)
    return VIEWS[name]


def answer(
    store: Store,
    name: str,
    asked: Mapping[str, str],
    as_at: AsAt,
    person: Person = READER,
    *,
    today: date | None = None,
    look_ahead: bool = False,
) -> View:
    """Answer a view with a reader's words: every filter is checked, every figure belongs to one moment of the store.

    `person` is who asks; unpublished figures are in full only in the answers to those who may see them.  A day after
    `today` (by default this computer's) has no "known on": it is refused, or with `look_ahead` answered from what is known
    today with a caution that says so.

    Raises UnknownName for a view, filter or value that does not exist (the message names what is allowed), BadDate for a
    date that cannot be read, and NotYet for a day that has not come.
    """
    definition = view_named(name)
    allowed = {f.name: f for f in definition.filters}
    for filter_name in asked:
        if filter_name not in allowed:
            raise unknown_name(f"filter of the view {name} called", filter_name, allowed)
    with store.reading() as connection:
        question = Question(connection, as_at, Filters(), version_of(connection), person)
        last = last_day(connection, today or SystemClock().today())
        if not look_ahead:
            as_at.reached(last)
        elif as_at.day <= last:
            raise BadDate(
                f"{british(as_at.day)} has come, so there is nothing to look ahead to; ask with as_at for that day."
            )
        values = {f.name: _value(question, f, asked.get(f.name, "")) for f in definition.filters}
        if words := contradiction(definition.filters, values):
            raise BadDate(words)
        if (since := values.get("since")) and date.fromisoformat(since) > max(last, as_at.day):
            raise NotYet(
                f"The date in the filter since, {british(date.fromisoformat(since))}, has not come yet; the last day is {british(last)}."
            )
        asking = replace(question, filters=Filters.of(values))
        answered = with_ratings(asking, definition.build(asking))
        return replace(
            _looking_ahead(answered, last) if look_ahead else answered,
            chosen=_chosen_words(asking, definition),
            known_version=changes_known(connection, as_at=as_at),
            seen_as=seen_as(person) if definition.holds_unpublished else "",
        )


def _looking_ahead(view: View, last: date) -> View:
    """The view with the caution that it is about a day that has not come."""
    words = (
        f"This looks ahead to {british(view.as_at)} from what is known on {british(last)}: what becomes known between the "
        "two days is not in it, and nothing here was known on the later day."
    )
    return replace(view, warnings=(Caution(words), *view.warnings), looking_from=last)


def headlines_of(connection: Connection, *, as_at: AsAt) -> dict[str, tuple[str, str, float | None]]:
    """The headline figures as this transaction sees them: code to label with period, unit and value."""
    question = Question(connection, as_at, Filters(), version_of(connection))
    return {
        headline.code: (
            f"{headline.label} ({headline.period})" if headline.period else headline.label,
            headline.unit,
            headline.value,
        )
        for headline in OVERVIEW.build(question).headlines
    }


def _chosen_words(question: Question, definition: ViewDefinition) -> tuple[tuple[str, str], ...]:
    """The filters that are set, as label and value in a reader's words."""
    said = []
    names: dict[str, str] = {}
    for f in definition.filters:
        value = question.wants(f.name)
        if not value:
            continue
        if f.kind in ("force", "forces"):
            names = names or {**question.force_names(), **NATION_NAMES}
            value = "; ".join(names.get(code, code) for code in value.split(";"))
        elif f.kind == "date":
            value = british(parse_day(value))
        elif f.kind == "choice":
            value = value.replace("_", " ")
        said.append((f.label, value))
    return tuple(said)


def choices_of(question: Question, definition: FilterDefinition) -> tuple[str, ...]:
    """The values a filter takes: its own list, or every value the store has ever held.

    Not only those known on the day: a link with a value that came later must say that nothing was known, not fail.
    """
    question = replace(question, as_at=AsAt(LATEST)) if definition.kind != "force" else question
    if definition.choices:
        return definition.choices
    if definition.kind == "force":
        return tuple(force["force_code"] for force in question.forces(kind=None))
    if not definition.choices_from:
        return ()
    kind_name, field = definition.choices_from.split(".")
    if kind_name == "recorded_crime":  # by the hundred thousand: their words are asked for, not their rows
        if field == "source_id":
            return stating_sources(question.connection, as_at=question.as_at)
        return offence_words(question.connection, field, as_at=question.as_at)
    if kind_name == "publications":
        held = editions(question.connection, as_at=question.as_at)
        return tuple(sorted({e["publication_title" if field == "title" else field] for e in held}))
    if kind_name == "force_audits":
        return audit_choices(question, field)
    records = facts(question.connection, kind_name, as_at=question.as_at)
    if definition.name == "owner":
        return tuple(sorted(set().union(*(owners_in(record[field]) for record in records))))
    if kind_name == "forces":
        records = question.forces()
    return tuple(sorted({record[field] for record in records if record[field]}))


def _value(question: Question, definition: FilterDefinition, words: str) -> str:
    if not words:
        if definition.required:
            names = ", ".join(force["name"] for force in question.forces())
            raise UnknownName(f"This view needs the filter {definition.name}; allowed: {names}.")
        return definition.default  # ours, and so not looked for among what this store happens to hold
    if definition.takes_nation and names_the_nation(words):
        return ENGLAND_AND_WALES
    if definition.kind == "force":
        return bodies.force_code(question.connection, words, as_at=question.as_at)
    if definition.kind == "forces":
        named = [part for part in words.split(";") if part.strip()]
        codes = (bodies.force_code(question.connection, part, as_at=question.as_at) for part in named)
        return ";".join(dict.fromkeys(codes))
    if definition.kind == "number":
        return read_number(definition, words)
    if definition.kind == "text":
        return read_text(definition, words)
    if definition.kind == "date":
        return parse_day(words, what=f"date in the filter {definition.name}").isoformat()
    if definition.choices_from.startswith("force_audits."):
        words = in_the_list(definition.choices_from.removeprefix("force_audits."), words) or words
    return match_choice(definition, words, choices_of(question, definition))
