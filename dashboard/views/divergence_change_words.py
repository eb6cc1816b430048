"""What the comparison of two years says in sentences: its statement, cautions and notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Caution, Note
from dashboard.store.queries.facts import Record
from dashboard.views.pair_change import Compared
from dashboard.views.pair_scenarios import conclusion


def change_statement(rows: Sequence[Record], refused: str, scenarios: Sequence[Record], name: str) -> str:
    """How many pairs changed, and what holds of the pair called `name` however it is worked out."""
    if refused:
        return refused
    if not rows or all(r["from_period"] is None for r in rows):
        why = next((r["refused"] for r in rows if r["refused"]), "")
        return "No pair has two years with both sides known on this date." + (
            f" {rows[0]['offence_type']}: {why}." if why else ""
        )
    clear = [r for r in rows if r["p_holm"] is not None and r["p_holm"] < 0.05]
    held_back = [r for r in rows if r["refused"]]
    silent = [r for r in rows if not r["refused"] and r["lower_pct"] is None]
    said = (
        f"{_between(rows)}: of {count_of(len(rows), 'pair')}, "
        f"{len(clear)} changed by more than sampling error{' when all comparisons are allowed for' if len(rows) > 1 else ''}, "
        f"{len(held_back)} {'is' if len(held_back) == 1 else 'are'} refused, and for {len(silent)} no interval can be given."
    )
    if not scenarios:
        return said
    row = next((r for r in rows if r["offence_type"] == name), {})
    if row.get("refused"):
        more = f", and {count_of(row['refused_others'], 'more reason')}" if row["refused_others"] else ""
        return f"{said} {name}: refused: {row['refused_first']}{more}.{row.get('instead') or ''}"
    warning = f" Warning: {row['warning']}." if row.get("warning") else ""
    return f"{said} {name}, {ends_words(row['from_period'], row['to_period'])}: {conclusion(scenarios)}{warning}"


def _between(rows: Sequence[Record]) -> str:
    spans = {(r["from_period"], r["to_period"]) for r in rows if r["from_period"]}
    if len(spans) == 1:
        ((first, last),) = spans
        return f"From the year ending {british(first, 'month')} to {british(last, 'month')}"
    return "Each pair between the two years in its row"


def ends_words(first: date, last: date) -> str:
    """The two years of a comparison."""
    return f"{british(first, 'month')} to {british(last, 'month')}"


def instead_words(found: tuple[date, date] | None) -> str:
    """Which two years may be compared in place of those refused, as a sentence after a space."""
    if found is None:
        return " No two years of this pair may be compared."
    return f" Years that may be compared: {ends_words(*found)}."


def change_warnings(refused: str, compared: Sequence[Compared], *, anyway: bool) -> tuple[Caution, ...]:
    """One caution for each reason that speaks against comparing, with the pairs it bears on and what was done."""
    told = [Caution(refused)] if refused else []
    reasons: dict[str, list[str]] = {}
    for one in compared:
        for why in (one.missing,) if one.missing else one.refusals:
            reasons.setdefault(why, []).append(one.offence_type)
    done = "compared anyway." if anyway else "refused. Set 'anyway' to yes to see it with this warning."
    missing = {one.missing for one in compared}
    for one in compared:
        for why in one.remarks if one.shown(anyway=anyway) else ():
            reasons.setdefault(why, []).append(one.offence_type)
    remarks = {why for one in compared for why in one.remarks}
    told += [
        Caution(
            f"{', '.join(offences)}: {why}"
            + ("." if why in remarks else ": refused." if why in missing else f": {done}")
        )
        for why, offences in reasons.items()
    ]
    return tuple(told)


def change_notes(smallest: float) -> tuple[Note, ...]:
    return (
        Note(
            "Change is worked out on the log scale: z = (log R2 - log R1) / root(CV1^2 + CV2^2), which holds for separate "
            "samples. Rolling years that overlap share interviews and are not tested. Where an error is above 20 % the "
            "limits are bootstrapped.",
        ),
        Note(
            "p-values are adjusted for all pairs on the page: Holm guards against one false alarm or more, "
            "Benjamini-Hochberg against a share of them.",
        ),
        Note(
            f"No clear change is not proof of none: a change is called too small to matter only where it lies within {smallest:g} % "
            "by two one-sided tests.",
        ),
        Note(
            "Limits bounded by published significance flags suppose much the same design and error from April 2012 on; they are "
            "the widest the flags allow, so a change beyond them is the safer to claim.",
        ),
        Note(
            "Ratings are those of the statisticians' data quality framework as far as they were read, second hand; none is "
            "worked out here.",
            "coverage",
        ),
    )
