"""One audit: its rate in words that claim no more than the interval, its parts, its reasons, and a second review."""

from __future__ import annotations

from dashboard.domain.audit_lists import NOT_BY_CHANCE
from dashboard.domain.audit_terms import terms_of
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, Headline, Note, View
from dashboard.stats.intervals import wilson_interval
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import Wanted, audit_rows, reason_rows
from dashboard.views import audit_filters as filters
from dashboard.views.audit_common import TOO_FEW, crimes_covered, rated
from dashboard.views.audit_intervals import METHOD, method_words
from dashboard.views.audit_parts import audit_charts, audit_page_tables, review_rows, stratified_note, terms_of_audit
from dashboard.views.audit_reasons_rows import FEW_MISSES, shown_reasons
from dashboard.views.audit_tables import own_words, rate_words
from dashboard.views.audits import shown_audit
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

MOST_LISTED = 500


def build(question: Question) -> View:
    """One audit, or without a choice the newest audits to choose from.

    Tables
        audits   the audit itself; without a choice the newest audits there are
        parts    the audit by offence group, business area and reporting route
        reasons  primary reasons first; counts alone where there are few
        review   agreement of a second review
    """
    audit_id = question.wants("id")
    whole, parts, reasons = _found(question, audit_id) if audit_id else ([], [], [])
    listed = whole if audit_id else _newest(question)
    review = review_rows(whole[0]) if whole else []
    charts = audit_charts(
        parts, reasons, filters.mark(question), method_words(question.wants("method")), terms_of_audit(whole)
    )
    mark = filters.mark(question)
    return View(
        name="audit",
        title=f"{mark}Audit",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=mark + _statement(audit_id, whole, listed),
        headlines=_headlines(whole),
        tables=audit_page_tables(audit_id, listed, parts, reasons, review),
        charts=charts,
        notes=_notes(whole, parts, reasons),
        warnings=_warnings(whole),
        sources=sources_used(question, source_ids_of(listed, parts, reasons, review)),
    )  # fmt: skip


def _found(question: Question, audit_id: str) -> tuple[list[Record], list[Record], list[Record]]:
    wanted = Wanted(
        audit_id=audit_id, every_breakdown=True, illustrative=filters.is_illustration(question),
        force_codes=None if filters.is_illustration(question) else filters.codes_chosen(question),
    )  # fmt: skip
    method = question.wants("method")
    rows = rated(question, audit_rows(question.connection, wanted, as_at=question.as_at), method=method)
    for row in rows:
        row["measure"] = crimes_covered(row)
        row["label"] = ", ".join(
            word for word in (row["offence_group"], row["business_area"], row["reporting_route"]) if word
        )
    whole = [row for row in rows if row["breakdown"] == "total"]
    reasons = shown_reasons(question, reason_rows(question.connection, wanted, as_at=question.as_at))
    if whole or filters.is_illustration(question):
        return whole, [row for row in rows if row["breakdown"] != "total"], reasons
    names = question.force_names()
    published = facts(question.connection, "audits", as_at=question.as_at, audit_id=audit_id)
    return [shown_audit(found, names, method=method) for found in published], [], []


def _newest(question: Question) -> list[Record]:
    wanted = filters.wanted_rows(question)
    method = question.wants("method")
    found = audit_rows(question.connection, wanted, as_at=question.as_at, newest=MOST_LISTED)
    rows = rated(question, found, method=method)
    if not filters.is_illustration(question):
        names = question.force_names()
        codes = filters.codes_chosen(question)
        published = facts(question.connection, "audits", as_at=question.as_at, force_code=codes)
        rows += [shown_audit(one, names, method=method) for one in published]
    rows.sort(
        key=lambda r: (r["period_end"] is None, -(r["period_end"].toordinal() if r["period_end"] else 0), r["force"])
    )
    return rows[:MOST_LISTED]


def _headlines(whole: list[Record]) -> tuple[Headline, ...]:
    if len(whole) != 1 or whole[0]["rate_pct"] is None:
        return ()
    row, terms = whole[0], terms_of(whole[0]["audit_type"])
    shown = [
        Headline(
            code="rate",
            label=f"{terms.due.capitalize()} that were {terms.success}",
            value=row["rate_pct"],
            unit="%",
            lower=row["lower_pct"],
            upper=row["upper_pct"],
            sentence=f"{rate_words(row)}.",
            period=row["period"],
            published_on=row["known_from"],
            figure_class=row["class"],
            source_id=row["source_id"],
            basis="worked out here from the counts",
        )
    ]
    recorded, on_time = row["crimes_recorded"], row.get("on_time")
    if recorded and on_time is not None:
        lower, upper = wilson_interval(on_time, recorded)
        limit = f"{row['time_limit_hours']} hours" if row["time_limit_hours"] else "the time limit"
        shown.append(
            Headline(
                code="on_time",
                label=f"Of those, {'recorded' if terms.are_recorded else 'on time,'} within {limit}",
                value=round(100 * on_time / recorded, 4),
                unit="%",
                lower=round(100 * float(lower), 4),
                upper=round(100 * float(upper), 4),
                sentence=f"{on_time:,} of {recorded:,} crimes recorded (Wilson 95 % interval).",
                period=row["period"],
                published_on=row["known_from"],
                figure_class=row["class"],
                source_id=row["source_id"],
                basis="worked out here from the counts",
            )
        )
    return tuple(shown)


def _statement(audit_id: str, whole: list[Record], listed: list[Record]) -> str:
    if not audit_id:
        if not listed:
            return "No audit was known on this date."
        return f"No audit is chosen; {count_of(len(listed), 'audit')} can be, by the name in the first column."
    if not whole:
        return f"No audit called {audit_id} was known on this date."
    if len(whole) > 1:
        return f"{len(whole)} forces have an audit called {audit_id}; choose the force."
    return f"{whole[0]['force']}, {whole[0]['audit_type']}, {whole[0]['period']}: {rate_words(whole[0])}."


def _notes(whole: list[Record], parts: list[Record], reasons: list[Record]) -> tuple[Note, ...]:
    terms = terms_of_audit(whole)
    notes = (
        [
            Note(
                "The rate is crimes recorded of crimes that should have been recorded, never of incidents examined. Crimes of one "
                "incident are not independent, so the true interval is somewhat wider.",
                "definition",
            ),
        ]
        if terms.are_recorded
        else list(own_words(whole))
    )
    if len(whole) == 1 and whole[0].get("band"):
        row = whole[0]
        notes.append(
            Note(
                f"Band on the unrounded rate: {row['band']}; the interval reaches {row['band_interval']} "
                f"({row['band_edition']}). A force's own band, never a grade of the inspectorate."
            )
        )
    if stratified := stratified_note(parts):
        notes.append(stratified)
    if reasons and sum(r["crimes"] or 0 for r in reasons if r["rank"] == "primary") < FEW_MISSES:
        notes.append(
            Note(
                f"Fewer than {FEW_MISSES} {terms.failure}s: reasons are counts, in the order of the list, without shares."
            )
        )
    if any(row.get("is_hidden") for row in (*whole, *parts)):
        notes.append(
            Note("Unpublished counts under 5 are hidden from anyone outside the force and its policing body's office.")
        )
    return tuple(notes)


def _warnings(whole: list[Record]) -> tuple[Caution, ...]:
    if len(whole) != 1:
        return ()
    row, said = whole[0], []
    terms = terms_of(row["audit_type"])
    if row["judgeable"] != "yes" and row["rate_pct"] is not None:
        said.append(f"{row['crimes_due']:,} {terms.due} are {TOO_FEW}.")
    least = row.get("minimum_sample")
    if least and row["crimes_due"] is not None and row["crimes_due"] < least:
        said.append(
            f"{row['crimes_due']:,} {terms.due} are fewer than the {least:,} that the settings of edition "
            f"{row['manual_edition'] or 'not stated'} ask for."
        )
    if row.get("sampling_method") in NOT_BY_CHANCE:
        said.append(
            f"The records were chosen as a {row['sampling_method']}: the interval allows for chance alone and says too little."
        )
    return tuple(Caution(words) for words in said)


AUDIT = ViewDefinition(
    name="audit",
    title="Audit",
    answers="What did one audit find, how sure is it, and why were crimes missed?",
    filters=(FilterDefinition("id", "Audit", "text"), filters.FORCE, METHOD, filters.FIGURES),
    build=build,
    holds_unpublished=True,
)
