"""The national position in two minutes: figures that can be quoted, and which forces have a usable rate."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Headline, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.comparability import cautions_on_stretch
from dashboard.views.definitions import defined
from dashboard.views.inspection_rows import shown_result
from dashboard.views.overview_briefing import BEHIND_COLUMNS, behind_rows, briefing
from dashboard.views.overview_forces import FORCE_COLUMNS, NO_INSPECTION, RATE_STATES, force_rows
from dashboard.views.overview_headlines import actions_headline, dated, without_rate_headline
from dashboard.views.position import COLUMNS as POSITION_COLUMNS
from dashboard.views.position import national_figures, position_rows
from dashboard.views.question import Question, ViewDefinition, filter_words, in_force_scope, source_ids_of, sources_used
from dashboard.views.rate_changes import COLUMNS as CHANGE_COLUMNS
from dashboard.views.rate_changes import PAGE_COLUMNS as CHANGE_PAGE_COLUMNS
from dashboard.views.rate_changes import rate_changes


def build(question: Question) -> View:
    """The national position.

    Tables
        headlines  one row a figure that may be quoted
        forces     one row a territorial force: its newest all-crime rate, its newest grade, and how old each is
        states     how many forces have a rate of which age
        position   each national figure against a quarter before and against what the edition before had said
        rate_changes  each force's newest rate against the one before it
        behind     the release calendar as in the view releases
    """
    connection, as_at = question.connection, question.as_at
    forces = question.forces()
    chosen = in_force_scope(question, forces)
    results = [
        shown_result(r, {f["force_code"]: f for f in forces}) for r in inspection_results(connection, as_at=as_at)
    ]
    every = force_rows(question, forces, results)
    chosen_codes = {f["force_code"] for f in chosen}
    rows = [r for r in every if r["force_code"] in chosen_codes]
    figures = national_figures(question)
    figures = [dated(h, sources_used(question, [f.source_id for f in figures])) for h in figures]
    positions = position_rows(question, figures)
    changes = rate_changes(results)
    without = next(iter(without_rate_headline(every)), None)
    behind = behind_rows(question)
    brief = briefing(question, positions, changes, without, results, behind)
    headlines = [*(defined(f) for f in figures), *brief, *actions_headline(question)]
    states = _states(every)
    used = (
        {h.source_id for h in headlines}
        | source_ids_of(positions, changes)
        | {r["before_source_id"] for r in (*positions, *changes) if r.get("before_source_id")}
        | source_ids_of(every)
        | {r["judgement_source_id"] for r in every if r["judgement_source_id"]}
        | source_ids_of(behind)
        | {source_id for h in headlines for source_id in h.rests_on}
    )
    sources = sources_used(question, used)
    headlines = [dated(headline, sources) for headline in headlines]
    return View(
        name="overview",
        title="The national picture",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(headlines, every),
        headlines=tuple(headlines),
        tables=(
            _headline_table(headlines),
            _force_table(rows),
            states,
            _map_table(every),
            *_change_tables(positions, [r for r in changes if r["force_code"] in chosen_codes], behind),
        ),
        charts=_charts(every, states),
        notes=_notes(),
        warnings=_warnings() + cautions_on_stretch(question, (r.get("rate_published_on") for r in every)),
        sources=sources,
    )


def _headline_table(headlines: list[Headline]) -> Table:
    return Table.from_records(
        "headlines",
        "Headline figures",
        (
            Column("code", "Code"),
            Column("label", "Figure"),
            Column("value", "Value"),
            Column("value_missing", "Why no value"),
            Column("lower", "Lower limit"),
            Column("upper", "Upper limit"),
            Column("unit", "Unit"),
            Column("period", "Period"),
            Column("approximate", "Approximate"),
            c.PUBLISHED_ON,
            c.PUBLISHED_PRECISION,
            Column("class", "Class of figure", missing="worked out here"),
            c.BASIS,
            Column("sentence", "In words"),
            Column("source_id", "Source", missing="worked out here"),
        ),
        (
            {
                **{
                    n: getattr(h, n)
                    for n in (
                        "code",
                        "label",
                        "value",
                        "lower",
                        "upper",
                        "unit",
                        "period",
                        "published_on",
                        "approximate",
                    )
                },
                "value_missing": h.missing_reason or None,
                "published_precision": h.published_precision,
                "class": h.figure_class or None,
                "basis": h.basis or None,
                "sentence": h.sentence,
                "source_id": h.source_id or None,
            }
            for h in headlines
        ),
        empty_message="No headline figure was known on this date.",
        page_columns=("label", "value", "unit", "period", "published_on", "class", "source_id"),
    )


def _force_table(rows: list[Record]) -> Table:
    return Table.from_records(
        "forces",
        "The 43 forces, in alphabetical order",
        FORCE_COLUMNS,
        rows,
        empty_message="No force matches this choice. Clear the force or region.",
        page_columns=(
            "force",
            "region",
            "recorded_pct",
            "lower_pct",
            "upper_pct",
            "rate_published_on",
            "rate_state",
            "judgement",
            "judgement_published_on",
            "judgement_source_id",
            "source_id",
        ),
    )


def _change_tables(positions: list[Record], changes: list[Record], behind: list[Record]) -> tuple[Table, ...]:
    return (
        Table.from_records(
            "position",
            "National figures against a quarter before and the edition before",
            POSITION_COLUMNS,
            positions,
            empty_message="No national figure was known on this date.",
            page_columns=(
                "label",
                "against",
                "value",
                "unit",
                "period",
                "before",
                "before_period",
                "reading",
                "before_source_id",
                "source_id",
            ),
        ),
        Table.from_records(
            "rate_changes",
            "Each force's newest rate against the one before",
            CHANGE_COLUMNS,
            changes,
            empty_message="No force with two rates was known for this choice on this date.",
            page_columns=CHANGE_PAGE_COLUMNS,
        ),
        Table.from_records(
            "behind",
            "The release calendar: of which publication no newer edition is held in time",
            BEHIND_COLUMNS,
            behind,
            empty_message="No publication of the release calendar was known on this date.",
            page_columns=(
                "title",
                "status",
                "last_edition",
                "last_published_on",
                "due_on",
                "days_late",
                "rule",
                "source_id",
            ),
        ),
    )


def _map_table(rows: list[Record]) -> Table:
    """The tiles, of every force whatever is chosen: a map of one tile shows nothing."""
    names = ("force", "force_code", "short_name", "rate_state", "tile_column", "tile_row", "source_id")
    return Table.from_records(
        "map", "The tiles of the map", [column for column in FORCE_COLUMNS if column.name in names], rows
    )


def _states(rows: list[Record]) -> Table:
    counts = {state: sum(r["rate_state"] == state for r in rows) for state in RATE_STATES}
    return Table.from_records(
        "states",
        "How old the newest rate of each force is",
        (Column("rate_state", "Usable rate"), Column("forces", "Forces", "forces")),
        ({"rate_state": state, "forces": number} for state, number in counts.items() if number),
    )


def _charts(rows: list[Record], states: Table) -> tuple[ChartSpec, ...]:
    if not rows:
        return ()
    said = "; ".join(f"{number} {state}" for state, number in states.rows)
    return (
        ChartSpec(
            name="map",
            kind="tile_map",
            table="map",
            title="Which forces have a usable rate, and how old is it?",
            subtitle="One equal square a force. Shade and mark show the age of the newest published all-crime rate, not how good it is.",
            alt=f"Tile map of {count_of(len(rows), 'force')} by age of the newest rate: {said}.",
            roles={
                "column": "tile_column",
                "row": "tile_row",
                "label": "short_name",
                "name": "force",
                "category": "rate_state",
            },
            options={"category_order": "|".join(RATE_STATES), "blank": NO_INSPECTION},
        ),
    )


def _statement(headlines: list[Headline], rows: list[Record]) -> str:
    if not rows:
        return "No force matches this choice."
    accuracy = next((h for h in headlines if h.code == "national_accuracy"), None)
    usable = sum(r["recorded_pct"] is not None for r in rows)
    first = accuracy.sentence if accuracy else "No national rate of recording accuracy was known on this date."
    return f"{first} A rate is held for {usable} of {count_of(len(rows), 'force')}."


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "A rate counts as usable where an inspection published one for all crime, whatever its age, and no later audit found "
            "that none could be measured; the small samples of 2014 do not count. Its age is shown because old rates say little "
            "about today.",
            "definition",
        ),
        Note(
            "Forces are listed by name. Rates come from different years, rules and programmes; their order means nothing.",
            "method",
        ),
        Note(
            "The grade shown is the newest published, which may be older or newer than the rate beside it. None is worked out here.",
            "definition",
        ),
        Note(
            "The share recorded is about crimes that were reported. It does not say how much crime there is.",
            "definition",
        ),
    )


def _warnings() -> tuple[Caution, ...]:
    return (
        Caution(
            "National rates of different years come from different methods and scopes; a difference between two of them is "
            "not a measured change."
        ),
    )


OVERVIEW = ViewDefinition(
    name="overview",
    title="The national picture",
    answers="What is the national position, and for which forces is it known?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
    ),
    build=build,
)
