"""Audits with their intervals, published ones and forces' own: crimes recorded of crimes due, never of incidents examined."""

from __future__ import annotations

from datetime import date

from dashboard.domain.dates import period_words
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Caution, Note, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import audit_rows, count_rows
from dashboard.views import audit_filters as filters
from dashboard.views.audit_common import LEAST_TO_JUDGE, TOO_FEW, about, crimes_covered, rated, words_of_kind
from dashboard.views.audit_intervals import METHOD, WILSON, add_rates, method_words
from dashboard.views.audit_tables import audit_tables, audits_chart, own_words, rate_words
from dashboard.views.comparability import cautions_on_stretch
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
    within_dates,
)

# Up to this many rows every part of every audit is listed; beyond it whole audits only, and of these the newest.
MOST_LISTED = 1500
# More dots than this cannot be told apart in one chart.
MOST_CHARTED = 40
PARTS_LEFT_OUT = Note(
    "Parts of audits by group, area and route are left out here, since there are too many; choose a force and a period, an "
    "offence group or a business area to list them.",
    "coverage",
)


def shown_audit(found: Record, names: dict[str, str], *, method: str = WILSON) -> Record:
    """One published audit as a row, its rate with an interval; no band, since grades are not ours to work out."""
    due, recorded = found["crimes_due"], found["crimes_recorded"]
    row: Record = {
        **found,
        "force": names.get(found["force_code"], found["force_code"]),
        "period": found["period_words"] or period_words(found["period_start"], found["period_end"]),
        "class": found["figure_class"],
        **words_of_kind(found["audit_type"]),
        "offence_group": filters.group_of(found["measure"]),
        "manual_edition": found["rule_edition"],
        "breakdown": "total",
        "judgeable": "yes" if (due or 0) >= LEAST_TO_JUDGE else TOO_FEW,
        "rate_missing": None,
    }
    if not due or recorded is None:
        row["rate_missing"] = "no records audited" if due == 0 else "counts not published"
    row["about"] = about(row)
    add_rates([row], method=method)
    return row


def build(question: Question) -> View:
    """Audits with their counts.

    Tables
        audits  one row an audit, or a part of one: counts, rate and interval worked out here
        chart   whole audits, labelled, in the order of the chart; not where there are too many to tell apart
    """
    published, undated = ([], 0) if filters.is_illustration(question) else _published(question)
    own, left_out = _own(question)
    rows = sorted([*published, *own], key=lambda r: (r["force"], r["audit_id"]))
    for row in rows:
        row.setdefault("measure", crimes_covered(row))
    whole = [r for r in rows if r["breakdown"] == "total" or not _is_whole(question)]
    charted = [{**r, "label": _label(r)} for r in whole] if len(whole) <= MOST_CHARTED else []
    return View(
        name="audits",
        title=f"{filters.mark(question)}Audits of recording",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=filters.mark(question) + _statement(rows),
        tables=audit_tables(rows, charted),
        charts=audits_chart(charted, filters.mark(question), method_words(question.wants("method"))),
        notes=_notes(rows, undated, left_out, len(whole) > MOST_CHARTED, method_words(question.wants("method"))),
        warnings=(
            Caution(
                "These audits differ in programme, year, rules and crimes covered. They stand side by side for "
                "reference and must not be compared with each other."
            ),
            *cautions_on_stretch(question, (r["period_end"] for r in rows)),
        )
        if len(rows) > 1
        else (),
        sources=sources_used(question, source_ids_of(rows)),
    )


def _is_whole(question: Question) -> bool:
    """Whether whole audits are asked for, and not the parts about one group or area."""
    return not question.wants("offence_group") and not question.wants("business_area")


def _published(question: Question) -> tuple[list[Record], int]:
    names = question.force_names()
    found = in_force_scope(question, facts(question.connection, "audits", as_at=question.as_at))
    found, undated = within_dates(question, found, "period_end")
    rows = [shown_audit(f, names, method=question.wants("method")) for f in found]
    wanted = {name: question.wants(name) for name in ("audit_type", "offence_group", "business_area")}
    return [r for r in rows if all(value in ("", r.get(name)) for name, value in wanted.items())], undated


def _own(question: Question) -> tuple[list[Record], list[Note]]:
    """Rows of forces' own audits, and notes on what was left out for being too many."""
    every, whole = filters.wanted_rows(question, every_breakdown=True), filters.wanted_rows(question)
    held = count_rows(question.connection, every, as_at=question.as_at, most=MOST_LISTED + 1)
    if not held:
        return [], []
    wanted = every if held <= MOST_LISTED else whole
    found = audit_rows(question.connection, wanted, as_at=question.as_at, newest=MOST_LISTED + 1)
    left_out = [PARTS_LEFT_OUT] if held > MOST_LISTED else []
    if len(found) > MOST_LISTED:
        found.remove(min(found, key=lambda row: row["period_end"] or date.min))
        left_out.append(_older_left_out(question))
    return rated(question, found, method=question.wants("method")), left_out


def _older_left_out(question: Question) -> Note:
    held = count_rows(question.connection, filters.wanted_rows(question), as_at=question.as_at)
    return Note(
        f"Only the {MOST_LISTED:,} own audits whose periods end last are listed, of {held:,} that fit the choice; choose a "
        "force or a period for the others.",
        "coverage",
    )


def _notes(rows: list[Record], undated: int, left_out: list[Note], too_many: bool, method: str) -> tuple[Note, ...]:
    notes = [
        Note(
            "The rate is crimes recorded of crimes that should have been recorded. Incidents examined are a different "
            "denominator, since one incident can hold several crimes or none.",
            "definition",
        ),
        *own_words(rows),
        Note(
            f"Intervals are at 95 per cent ({method}), worked out here from the counts. Wilson's are narrower where more than a "
            "twentieth of all crimes was audited; there is none where all were. Crimes in one incident are not independent, "
            "so the true interval is somewhat wider."
        ),
        Note(f"Below {LEAST_TO_JUDGE} crimes due an audit is marked as too few to judge."),
        Note(
            "Bands are a force's own, half-open and on the unrounded rate; they are no grade of the inspectorate and are "
            "given to forces' own audits only."
        ),
        Note(
            "Published counts are those found in published documents, and forces' own audits those sent in; neither is a "
            "sample of forces, and a force that is absent is not a force without audits.",
            "coverage",
        ),
    ]
    notes += left_out
    if too_many:
        notes.append(Note(f"More than {MOST_CHARTED} audits fit the choice, too many for one chart; choose a force."))
    if any(row.get("is_hidden") for row in rows):
        notes.append(
            Note(
                "Unpublished counts under 5 are hidden from anyone outside the force and the office of its local policing "
                "body, and where one alone would be hidden a second is, so that totals do not give it away.",
                "coverage",
            )
        )
    if undated:
        notes.append(Note(f"{count_of(undated, 'audit')} left out: the end of the window is not known.", "coverage"))
    return tuple(notes)


def _label(row: Record) -> str:
    year = f" {row['period_end'].year}" if row["period_end"] else ""
    own = f"{row['audit_id']}: " if row["audited_by"] == "the force" else ""
    return f"{row['force']}, {own}{row['about']} ({row['audited_by']}{year})"


def _statement(rows: list[Record]) -> str:
    if not rows:
        return "No audit was known for this choice on this date."
    if len(rows) == 1:
        return f"{rows[0]['force']}: {rate_words(rows[0])}."
    few = sum(r["judgeable"] != "yes" for r in rows)
    few_words = f"; {few} of them too small to judge" if few else ""
    forces = len({r["force_code"] for r in rows})
    parts = sum(r["breakdown"] != "total" for r in rows)
    part_words = f" and {count_of(parts, 'part')} of audits" if parts else ""
    return f"{count_of(len(rows) - parts, 'audit')}{part_words} with counts, of {count_of(forces, 'force')}{few_words}."


AUDITS = ViewDefinition(
    name="audits",
    title="Audits of recording",
    answers="Which audits have counts, and how wide is the interval of each?",
    filters=(
        filters.FORCE,
        filters.REGION,
        filters.AUDIT_TYPE,
        filters.FROM,
        filters.TO,
        filters.OFFENCE_GROUP,
        filters.BUSINESS_AREA,
        METHOD,
        filters.FIGURES,
    ),
    build=build,
    holds_unpublished=True,
)
