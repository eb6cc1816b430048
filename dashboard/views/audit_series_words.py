"""What is said beside a control chart of audits: the change since the audit before, what is left out, what changed on the way."""

from __future__ import annotations

from dashboard.domain.figures import count_of, rounded
from dashboard.domain.view_model import Caution, Note
from dashboard.stats.control_charts import FEWEST_FOR_NORMAL
from dashboard.stats.differences import is_clear_change, newcombe_difference
from dashboard.store.queries.facts import Record
from dashboard.views.audit_common import TOO_FEW

FEWEST_POINTS = 12


def can_be_judged(row: Record) -> bool:
    """Whether an audit is large enough for limits and rules; others are shown and marked, and nothing is said of them."""
    return row["rate_pct"] is not None and row["judgeable"] == "yes"


def change_words(rows: list[Record]) -> str:
    """Whether the last audit differs from the one before, in words that claim no more than the interval."""
    usable = [r for r in rows if r["rate_pct"] is not None]
    if len(usable) > 1 and not all(map(can_be_judged, usable[-2:])):
        return f"Last audit against the one before: one of the two is {TOO_FEW}, so nothing is said of a change."
    if len(usable) < 2:
        return "There is no earlier audit to set the last one against."
    before, after = usable[-2:]
    difference, lower, upper = newcombe_difference(
        after["crimes_recorded"], after["crimes_due"], before["crimes_recorded"], before["crimes_due"]
    )
    points, low, high = (rounded(100 * float(value), 1) for value in (difference, lower, upper))
    sign = "+" if points > 0 else ""
    clear = bool(is_clear_change(lower, upper))
    verdict = f"likely a real {'rise' if difference > 0 else 'fall'}" if clear else "no clear change"
    return f"Last audit against the one before: {sign}{points} points ({low} to {high}), {verdict}."


def series_notes(rows: list[Record], needed: int, target: float | None) -> tuple[Note, ...]:
    notes = [
        Note(f"Limits are drawn from {FEWEST_POINTS} points in a segment on, from the points of that segment alone."),
        Note(
            "New limits begin where a named person has decided so, with a reason; the decision is in the ledger and marked on "
            "the chart. Nothing is drawn anew by itself."
        ),
        Note(
            "The change between two audits is Newcombe's interval for a difference at 95 per cent. Each rate has a Wilson interval."
        ),
    ]
    few = sum(r["rate_pct"] is not None and r["judgeable"] != "yes" for r in rows)
    if few:
        notes.append(
            Note(
                f"{count_of(few, 'audit')} {TOO_FEW}: shown with the interval, outside limits and rules, and not counted among the "
                "points that limits need."
            )
        )
    if any("exact" in (r["chart_method"] or "") for r in rows):
        notes.append(
            Note(
                f"Where fewer than {FEWEST_FOR_NORMAL} passes or failures are expected, limits are exact binomial ones; elsewhere "
                "three standard deviations of a normal curve."
            )
        )
    elif any(r["limit_upper_pct"] == 100 or r["limit_lower_pct"] == 0 for r in rows):
        notes.append(Note("Limits that would pass 0 or 100 % are cut there, since no rate can."))
    if target is not None:
        notes.append(
            Note(
                f"The target of {target:g} % is the reader's own. Words for variation and assurance are those of NHS England's "
                "Making Data Count: the process will meet the target if both limits lie above it, will miss it if both lie "
                "below, and may do either in between, if nothing changes."
            )
        )
    if needed and rows:
        notes.append(Note(f"{count_of(needed, 'more point')} needed before limits can be drawn."))
    return tuple(notes)


def series_warnings(rows: list[Record], mixed: bool) -> tuple[Caution, ...]:
    said = []
    if mixed:
        said.append("Different forces or kinds of audit do not belong on one chart, so none is drawn.")
    editions = {r["manual_edition"] for r in rows if r["manual_edition"]}
    limits = {r["time_limit_hours"] for r in rows if r["time_limit_hours"]}
    if len(editions) > 1:
        said.append(
            f"The manual changed on the way ({', '.join(sorted(editions))}); points either side may not be comparable."
        )
    if len(limits) > 1:
        said.append(f"The time limit changed on the way ({' and '.join(f'{one} hours' for one in sorted(limits))}).")
    return tuple(Caution(words) for words in said)
