"""Everything held about one force, in time order, with what is not held said as plainly as what is."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.domain.dates import british, period_words
from dashboard.domain.duty import day_of_clock, last_day_to_respond
from dashboard.domain.figures import count_of, percent_with_interval, whole
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries import bodies
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.store.queries.recommendations import recommendations
from dashboard.store.queries.recorded_crime import yearly_totals
from dashboard.views import columns as c
from dashboard.views.audits import COLUMNS as AUDIT_COLUMNS
from dashboard.views.audits import shown_audit
from dashboard.views.comparability import MAKING, cautions_of, events_between, marks_of
from dashboard.views.inspections import MEASURE_WORDS, RESULT_COLUMNS, latest_rates, shown_result
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recommendations import RECOMMENDATION_COLUMNS, shown_recommendation

RECORD_COLUMNS = (
    Column("happened_on", "Date"),
    Column("when", "Date in words"),
    Column("precision", "Precision of date"),
    Column("theme", "Theme"),
    Column("what", "What happened"),
    Column("figure", "Figure", missing=""),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
RESPONSE_COLUMNS = (
    c.REPORT_TITLE,
    Column("report_published_on", "Report published"),
    Column("report_published_precision", "Precision of report date"),
    Column("last_day", "Last day of the 56"),
    Column("response_published_on", "Response dated"),
    Column("response_published_precision", "Precision of response date"),
    Column("response_date_kind", "What the date is of"),
    Column("day_of_56", "Day of 56", "day"),
    Column("clock", "Reading"),
    Column("responder", "Answered by"),
    c.NOTE,
    c.SOURCE_ID,
)
SYSTEM_COLUMNS = (
    Column("system", "System"),
    Column("vendor", "Supplier, as the source names it"),
    Column("status", "Status"),
    Column("as_at_year", "Stated for", "year"),
    Column("go_live_on", "Went live"),
    Column("go_live_precision", "Precision of date"),
    Column("previous_system", "Replaced"),
    Column("confidence", "How firmly the source says so"),
    c.NOTE,
    c.SOURCE_ID,
)
CRIME_COLUMNS = (
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    c.OFFENCES,
    Column("months", "Months", "months"),
    Column("publication", "Publication"),
    Column("coverage", "Coverage"),
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """One force.

    Tables
        record           everything dated, oldest first
        inspections      as in the view inspections
        audits           as in the view audits
        recommendations  as in the view recommendations
        responses        each published response with its place on the 56-day clock
        systems          recording systems as stated by sources
        recorded_crime   offences excluding fraud by year and publication
        monitoring       stages of the inspectorate's monitoring
        events           events of this force in the register of events
        coverage         each kind of evidence: how many rows are held, and the newest
    """
    code = question.wants("force")
    force = next(f for f in question.forces(kind=None) if f["force_code"] == code)
    parts = _parts(question, code)
    dated = (entry for entry in _record(parts) if entry["happened_on"])
    record = sorted(dated, key=lambda r: (r["happened_on"], r["theme"], r["what"]))
    used = source_ids_of(*(rows for name, rows in parts.items() if name != "coverage"), [force])
    used |= {r["judgement_source_id"] for r in parts["inspections"]} | source_ids_of(record)
    latest = latest_rates(parts["inspections"]).get(code)
    bearing = _bearing(question, code, parts["recorded_crime"])
    return View(
        name="force",
        title=f"{force['name']}: what is held",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(force, latest, parts),
        tables=_tables(parts, record),
        charts=_charts(force, parts, record, bearing),
        notes=_notes(force, parts),
        warnings=cautions_of(bearing) + cautions_of([e for e in parts["events"] if e not in bearing]),
        sources=sources_used(question, used),
    )


def _parts(question: Question, code: str) -> dict[str, list[Record]]:
    connection, as_at = question.connection, question.as_at
    forces = {f["force_code"]: f for f in question.forces(kind=None)}
    names = question.force_names()
    systems = {s["system_id"]: s for s in facts(connection, "recording_systems", as_at=as_at)}
    return {
        "inspections": [
            shown_result(r, forces) for r in inspection_results(connection, as_at=as_at, force_codes=[code])
        ],
        "audits": [shown_audit(a, names) for a in facts(connection, "audits", as_at=as_at, force_code=code)],
        "recommendations": [
            shown_recommendation(r, names) for r in recommendations(connection, as_at=as_at) if r["force_code"] == code
        ],
        "responses": [_shown_response(r) for r in facts(connection, "responses", as_at=as_at, force_code=code)],
        "systems": [
            {**s, "system": systems[s["system_id"]]["name"], "vendor": systems[s["system_id"]]["vendor"]}
            for s in facts(connection, "force_systems", as_at=as_at, force_code=code)
        ],
        "recorded_crime": [_shown_total(t) for t in yearly_totals(connection, as_at=as_at, area_codes=[code])],
        "monitoring": facts(connection, "monitoring_stages", as_at=as_at, force_code=code),
        "events": facts(connection, "events", as_at=as_at, force_code=code),
        "bodies": [b for b in bodies.local_policing_bodies(connection, as_at=as_at) if b["force_code"] == code],
        "recording_coverage": facts(connection, "recording_coverage", as_at=as_at, force_code=code),
    }


def _shown_total(total: Record) -> Record:
    start, end = total["period_start"], total["period_end"]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return {**total, "period": period_words(start, end), "months": months}


def _shown_response(response: Record) -> Record:
    published, answered = response["report_published_on"], response["response_published_on"]
    exact = response["report_published_precision"] == "day"
    last_day = last_day_to_respond(published) if published and exact else None
    is_answer = response["response_date_kind"] != "meeting date"
    day = (
        day_of_clock(published, answered)
        if last_day and published and answered and response["response_published_precision"] == "day"
        else None
    )
    return {
        **response,
        "last_day": last_day,
        "day_of_56": day,
        "clock": _clock_words(last_day, answered, day, is_answer),
    }


def _clock_words(last_day: object, answered: object, day: int | None, is_answer: bool) -> str:
    if last_day is None:
        return "no clock: the duty had not begun, or the report's day of publication is not known"
    if not is_answer:
        return "a meeting, not a response"
    if answered is None or day is None:
        return f"deadline {british(last_day)}; publication date not recorded"  # type: ignore[arg-type]
    if day < 1:
        return "the date given is before the report; shown as the source has it"
    if day <= 56:
        return f"published on day {day}, {count_of(56 - day, 'day')} in hand"
    return f"published on day {day}, {count_of(day - 56, 'day')} late"


def _record(parts: dict[str, list[Record]]) -> Iterator[Record]:
    """Everything with a date, as one list; what has no known date is in its own table only."""
    yield from _inspection_entries(parts["inspections"])
    for r in parts["recommendations"]:
        yield _entry(
            r, "published_on", "published_precision", "Recommendation", f"{r['kind'].capitalize()}: {r['summary']}"
        )
        for entry in r["register"]:
            words = f"{r['rec_id']}: {entry['event']}" + (f" ({entry['event_words']})" if entry["event_words"] else "")
            yield _entry(entry, "happened_on", None, "Register of recommendations", words)
    for r in parts["responses"]:
        words = f"{r['responder'] or 'Response'} on {r['report_title']}"
        yield _entry(r, "response_published_on", "response_published_precision", "Response", words, r["clock"])
    for s in parts["systems"]:
        yield _entry(s, "go_live_on", "go_live_precision", "Recording system", f"{s['system']} went live")
    for e in parts["events"]:
        yield _entry(e, "happened_on", "happened_precision", "Event", e["event"], e["expected_effect"] or "")
    for m in parts["monitoring"]:
        yield _entry(m, "started_on", None, "Monitoring", f"Entered {m['stage']}")
        if m["ended_on"]:
            yield _entry(m, "ended_on", None, "Monitoring", f"Left {m['stage']}")
    for a in parts["audits"]:
        if a["rate_pct"] is not None and a["period_end"]:
            words = f"Audit window ended: {a['audit_type']} by {a['audited_by']}"
            rate = percent_with_interval(a["rate_pct"], a["lower_pct"], a["upper_pct"])
            figure = f"{rate}, {a['crimes_recorded']:,} of {a['crimes_due']:,}"
            yield _entry(a, "period_end", None, "Audit", words, figure)


def _inspection_entries(results: list[Record]) -> Iterator[Record]:
    by_report: dict[str, list[Record]] = {}
    for row in results:
        by_report.setdefault(row["inspection_id"], []).append(row)
    for rows in by_report.values():
        grade = f"; graded {rows[0]['judgement'].lower()}" if rows[0]["judgement"] else ""
        figures = [
            f"{MEASURE_WORDS.get(r['measure'], r['measure'])} "
            + percent_with_interval(r["recorded_pct"], r["lower_pct"], r["upper_pct"], approximate=r["approximate"])
            for r in rows
            if r["recorded_pct"] is not None
        ]
        words = f"{rows[0]['report_title']}{grade}"
        figure = "; ".join(figures) or f"all-crime rate {rows[0]['recorded_pct_missing']}"
        yield _entry(rows[0], "published_on", "published_precision", "Inspection", words, figure)


def _entry(record: Record, on: str, precision: str | None, theme: str, what: str, figure: str = "") -> Record:
    known = record[precision] if precision else "day"
    return {
        "happened_on": record[on],
        "precision": known,
        "when": british(record[on], known),
        "theme": theme,
        "what": what,
        "figure": figure or None,
        "class": record.get("figure_class"),
        "source_id": record["source_id"],
    }


def _tables(parts: dict[str, list[Record]], record: list[Record]) -> tuple[Table, ...]:
    nothing = "Nothing of this kind was known about this force on this date."
    specs = (
        ("inspections", "Inspection results", RESULT_COLUMNS),
        ("audits", "Published audit counts", AUDIT_COLUMNS),
        ("recommendations", "Recommendations", RECOMMENDATION_COLUMNS),
        ("responses", "Responses of the local policing body", RESPONSE_COLUMNS),
        ("systems", "Recording systems", SYSTEM_COLUMNS),
        ("recorded_crime", "Recorded crime excluding fraud, by year and publication", CRIME_COLUMNS),
        (
            "monitoring",
            "Stages of monitoring",
            (Column("stage", "Stage"), Column("started_on", "From"), Column("ended_on", "To"), c.NOTE, c.SOURCE_ID),
        ),
        ("events", "Events of this force", c.EVENT_COLUMNS),
    )
    made = [
        Table.from_records(
            "record",
            "The record in time order",
            RECORD_COLUMNS,
            record,
            empty_message=nothing,
            page_columns=PAGE_COLUMNS["record"],
        )
    ]
    made += [
        Table.from_records(
            name, title, columns, parts[name], empty_message=nothing, page_columns=PAGE_COLUMNS.get(name, ())
        )
        for name, title, columns in specs
    ]
    chart_rows = _yearly(parts["recorded_crime"])
    made.append(
        Table.from_records(
            "yearly",
            "Recorded crime excluding fraud, whole financial years of one publication",
            (Column("period_end", "Year ending"), c.OFFENCES, Column("series", "Publication"), c.SOURCE_ID),
            chart_rows,
            empty_message=nothing,
        )
    )
    made.append(_coverage(parts))
    return tuple(made)


def _yearly(totals: list[Record]) -> list[Record]:
    """Whole years ending in March of the publication with the longest run: years of different publications are not joined."""
    runs: dict[str, list[Record]] = {}
    for total in totals:
        if total["months"] == 12 and total["period_end"].month == 3:
            runs.setdefault(total["publication"], []).append(total)
    if not runs:
        return []
    longest = max(runs.values(), key=len)
    return [{**t, "series": t["publication"]} for t in longest]


PAGE_COLUMNS = {
    "record": ("happened_on", "theme", "what", "figure", "class", "source_id"),
    "inspections": (
        "programme",
        "published_on",
        "measure",
        "recorded_pct",
        "lower_pct",
        "upper_pct",
        "judgement",
        "audit_end",
        "source_id",
    ),
    "audits": (
        "audited_by",
        "audit_type",
        "measure",
        "period",
        "crimes_recorded",
        "crimes_due",
        "rate_pct",
        "lower_pct",
        "upper_pct",
        "judgeable",
        "source_id",
    ),
    "recommendations": (
        "rec_id",
        "kind",
        "summary",
        "due_latest",
        "force_position",
        "body_position",
        "issuer_status",
        "days_late",
        "source_id",
    ),
    "responses": (
        "report_title",
        "report_published_on",
        "last_day",
        "response_published_on",
        "clock",
        "responder",
        "source_id",
    ),
    "systems": ("system", "status", "as_at_year", "go_live_on", "previous_system", "note", "source_id"),
    "recorded_crime": ("period", "offences", "months", "publication", "coverage", "known_from", "source_id"),
    "events": ("happened_on", "category", "event", "expected_effect", "source_id"),
}
COVERAGE_KINDS = (
    ("inspections", "Inspection of crime recording", "published_on"),
    ("audits", "Published audit counts", "period_end"),
    ("recommendations", "Recommendations", "published_on"),
    ("responses", "Responses of the local policing body", "response_published_on"),
    ("systems", "Recording system", "go_live_on"),
    ("recorded_crime", "Recorded crime", "period_end"),
    ("events", "Events", "happened_on"),
)


def _coverage(parts: dict[str, list[Record]]) -> Table:
    rows = []
    for name, title, field in COVERAGE_KINDS:
        days = [r[field] for r in parts[name] if r[field]]
        held = len(parts[name])
        rows.append(
            {
                "evidence": title,
                "rows": held,
                "newest": max(days) if days else None,
                "reading": "held" if held else "none held in this record; that does not mean there is none",
            }
        )
    return Table.from_records(
        "coverage",
        "What is held and what is not",
        (
            Column("evidence", "Kind of evidence"),
            Column("rows", "Rows held", "count"),
            Column("newest", "Newest date", missing="none"),
            Column("reading", "Reading"),
        ),
        rows,
    )


def _charts(
    force: Record, parts: dict[str, list[Record]], record: list[Record], bearing: list[Record]
) -> tuple[ChartSpec, ...]:
    charts = []
    if record:
        themes = ", ".join(dict.fromkeys(r["theme"].lower() for r in record))
        charts.append(
            ChartSpec(
                name="record",
                kind="timeline",
                table="record",
                title=f"The record of {force['name']}",
                subtitle="Each mark is a dated entry in the table; a month or year is marked on its last day",
                alt=f"Timeline of {count_of(len(record), 'entry', 'entries')} for {force['name']}, from "
                f"{british(record[0]['happened_on'])} to {british(record[-1]['happened_on'])}: {themes}. "
                "The table lists them in the same order.",
                roles={"date": "happened_on", "lane": "theme", "text": "what", "kind": "theme", "date_words": "when"},
            )
        )
    yearly = _yearly(parts["recorded_crime"])
    if len(yearly) > 1:
        first, last = yearly[0], yearly[-1]
        charts.append(
            ChartSpec(
                name="recorded_crime",
                kind="series",
                table="yearly",
                title=f"Crime recorded by {force['name']}, excluding fraud",
                subtitle="Offences recorded, years ending March. A change can come from crime, from reporting or from recording.",
                alt=f"Line of offences recorded excluding fraud, from {whole(first['offences'])} in the "
                f"{period_words(first['period_start'], first['period_end'])} to {whole(last['offences'])} in the "
                f"{period_words(last['period_start'], last['period_end'])}.",
                roles={"date": "period_end", "value": "offences"},
                marks=marks_of(bearing),
                options={"zero": True, "unit": "offences", "axis_title": "Offences recorded"},
            )
        )
    return tuple(charts)


def _statement(force: Record, latest: Record | None, parts: dict[str, list[Record]]) -> str:
    name = force["name"]
    if latest is None:
        return f"No usable rate of recording accuracy is held for {name} at this date."
    said = percent_with_interval(
        latest["recorded_pct"], latest["lower_pct"], latest["upper_pct"], approximate=latest["approximate"]
    )
    when = british(latest["published_on"], latest["published_precision"], unknown="a date not known")
    newer = [
        r
        for r in parts["inspections"]
        if r["measure"] == "all_crime"
        and r["value_status"] == "not measurable"
        and r["published_on"]
        and latest["published_on"]
        and r["published_on"] > latest["published_on"]
    ]
    more = ""
    if newer:
        last = max(newer, key=lambda r: r["published_on"])
        more = (
            f" That rate is no longer usable: the later inspection published {british(last['published_on'], last['published_precision'])} "
            "found that no all-crime rate could be measured."
        )
    return f"The newest rate held for {name} is {said} of reported crime recorded, published {when}.{more}"


def _notes(force: Record, parts: dict[str, list[Record]]) -> tuple[Note, ...]:
    notes = [Note("What is not held here may still exist: the record is made from what could be sourced.", "coverage")]
    if parts["bodies"]:
        body = parts["bodies"][0]
        ends = f"; due to end {british(body['ended_on'], body['ended_precision'])}" if body["ended_on"] else ""
        notes.append(Note(f"Local policing body: {body['name']}{ends}.", "definition"))
    else:
        notes.append(
            Note(f"The kind of local policing body of {force['name']} has no source in this record.", "coverage")
        )
    for row in parts["recording_coverage"]:
        graded = {"yes": "graded", "no": "did not grade"}.get(row["recording_graded"], "may or may not have graded")
        notes.append(
            Note(f"{row['programme']}: the inspectorate {graded} crime recording here ({row['reading']}).", "coverage")
        )
    return tuple(notes)


def _bearing(question: Question, code: str, totals: list[Record]) -> list[Record]:
    """Events between the years of the chart that change how this force's recorded crime is made."""
    yearly = _yearly(totals)
    if not yearly:
        return []
    return events_between(
        question,
        yearly[0]["period_end"],
        yearly[-1]["period_end"],
        categories=MAKING,
        force_code=code,
        series=("PRC", "Both"),
        offences=(),
    )


FORCE = ViewDefinition(
    name="force",
    title="One force",
    answers="What is held about this force, in time order, and what is not?",
    filters=(FilterDefinition("force", "Force", "force", required=True),),
    build=build,
)
