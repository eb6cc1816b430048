"""The reading of the evidence on one force: stated rules, each a pure function from records to what it finds.

No rule weighs or scores.  A rule finds that two things agree, that they conflict, or that something is missing, and names
the records it read; where it cannot tell, it finds nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dashboard.domain.change import CLEAR_DOWN, CLEAR_UP, NO_CLEAR
from dashboard.domain.dates import british, first_day
from dashboard.domain.figures import count_of, percent_with_interval, rounded
from dashboard.domain.measured import Window
from dashboard.stats.differences import is_clear_change, own_minus_published
from dashboard.views.rate_changes import comparable

Record = dict[str, Any]

AGREES, CONFLICTS, MISSING = "agrees", "conflicts", "missing"
# How far the windows of two audits may lie apart and still be set beside each other, in months.
WINDOW_MONTHS = 24
# Fewest year-to-year changes besides the one at a go-live before that one can be called the largest.
FEWEST_OTHER_CHANGES = 3


@dataclass(frozen=True)
class Finding:
    """What a rule found: which way, in words, and the editions it read (at most two)."""

    rule: str
    reading: str
    words: str
    source_id: str | None = None
    other_source_id: str | None = None


RULES = {
    "own audit beside inspection": (
        "A force's own audit and the inspectorate's rate agree where the interval of their difference holds 0, and conflict "
        f"where the own rate lies clearly above or below. One measure; the audits whose windows overlap, or else the one nearest, up to "
        f"{WINDOW_MONTHS} months apart. Fewer than 30 crimes due are too few."
    ),
    "two inspections": (
        "Two inspections that audit in one way agree where the interval of their difference holds 0, and conflict where it does "
        "not: something changed between them, or one of them is out."
    ),
    "rate and later audit": "A rate conflicts with a later audit of all crime that found that none could be measured.",
    "step at a go-live": (
        "The change of recorded crime from the year before a go-live to the year after it is the largest of all year-to-year "
        "changes held. The go-live is then a candidate cause, and not the cause."
    ),
    "claim without verification": (
        "The force says that an item is complete, and no statement of the issuer that it has ended is held."
    ),
    "rate older than the rule": (
        "The counting rules changed after the audit behind the newest rate ended, so the rate was measured by rules no longer in "
        "force. Where the dates of the audit are not held, only changes after the day the rate was published count."
    ),
    "grade without a rate": "The newest grade is from a later inspection than the newest rate, so no rate stands behind it here.",
    "two sources on a system": "Two sources name different systems for the force in one year.",
    "answer to a report": "A report with recommendations, published since the duty to answer began, has no answer held.",
    "kind of evidence": "A kind of evidence of which nothing is held about this force; that does not mean there is none.",
}


def own_audits(audits: Iterable[Record], results: Iterable[Record]) -> Iterator[Finding]:
    """Own audits with counts against the inspectorate's published rate and margin on the same measure.

    Against each rate stand the audits whose window overlaps its own, or else the one that ended nearest to it.
    """
    usable = [a for a in audits if _is_own(a) and a["crimes_due"] and a["crimes_recorded"] is not None]
    for rate in results:
        if rate["recorded_pct"] is None or not rate["margin_pct"] or not rate["audit_end"]:
            continue
        inspected = Window.of_inspection(rate)
        same = [a for a in usable if a["measure"] == rate["measure"]]
        overlapping = [a for a in same if Window.of_audit(a).overlaps(inspected)]
        near = [a for a in same if Window.of_audit(a).ends_within(WINDOW_MONTHS, inspected)]
        nearest = [min(near, key=lambda a: abs((a["period_end"] - inspected.end).days))] if near else []
        for audit in overlapping or nearest:
            yield _beside(audit, rate, shared=bool(overlapping))


def _beside(audit: Record, rate: Record, *, shared: bool) -> Finding:
    """What one own audit says beside one rate; `shared` where their windows overlap."""
    counts = audit["crimes_recorded"], audit["crimes_due"]
    # Where all or none passed, the plain standard error would be nothing and the gap look surer than it is.
    method: Literal["normal", "hybrid"] = "hybrid" if counts[0] in (0, counts[1]) else "normal"
    found = own_minus_published(*counts, rate["recorded_pct"] / 100, rate["margin_pct"] / 100, method=method)
    gap, low, high = (100 * float(v) for v in found)
    clear = bool(is_clear_change(low, high))
    side = "above" if gap > 0 else "below"
    ends = sorted((low, high) if gap > 0 else (-low, -high))
    words = (
        f"The force's own audit ({audit['audit_type']}, to {british(audit['period_end'])}) gives "
        f"{rounded(abs(gap), 1)} points {side} the inspectorate's rate of "
        f"{percent_with_interval(rate['recorded_pct'], rate['lower_pct'], rate['upper_pct'])}"
        f" (interval of the difference {rounded(ends[0], 1)} to {rounded(ends[1], 1)})."
    )
    if clear and not shared:
        words += " Their windows do not overlap as far as is held, so recording may really have changed between."
    elif clear and gap > 0:
        words += " An own audit above the inspectorate's interval may be false assurance."
    reading = CONFLICTS if clear else AGREES
    return Finding("own audit beside inspection", reading, words, audit["source_id"], rate["source_id"])


def _is_own(audit: Record) -> bool:
    return not any(word in (audit["audited_by"] or "") for word in ("HMIC", "Inspectorate"))


def two_inspections(changes: Iterable[Record]) -> Iterator[Finding]:
    """Consecutive rates of one force that were made in one way (`rate_changes` rows)."""
    for change in changes:
        if change["reading"] not in (NO_CLEAR, CLEAR_UP, CLEAR_DOWN) or not comparable(
            change["before_programme"], change["programme"]
        ):
            continue
        words = (
            f"{percent_with_interval(change['before_pct'], change['before_lower_pct'], change['before_upper_pct'])} and then "
            f"{percent_with_interval(change['recorded_pct'], change['lower_pct'], change['upper_pct'])}: {change['reading']}."
        )
        reading = AGREES if change["reading"] == NO_CLEAR else CONFLICTS
        yield Finding("two inspections", reading, words, change["before_source_id"], change["source_id"])


def not_measurable(rate: Record | None, unusable: Record | None) -> Iterator[Finding]:
    """A rate that a later audit of all crime could not repeat."""
    if rate is not None and unusable is not None:
        when = british(unusable["published_on"], unusable["published_precision"], unknown="a date not known")
        words = (
            f"{percent_with_interval(rate['recorded_pct'], rate['lower_pct'], rate['upper_pct'])} was published before the inspection "
            f"published {when} found that no all-crime rate could be measured."
        )
        yield Finding("rate and later audit", CONFLICTS, words, rate["source_id"], unusable["source_id"])


def go_live_steps(yearly: list[Record], systems: Iterable[Record]) -> Iterator[Finding]:
    """Whole years of recorded crime, oldest first, against go-lives known to their month."""
    changes = [
        (before, after, after["offences"] / before["offences"] - 1)
        for before, after in itertools.pairwise(yearly)
        if before["offences"] and after["offences"]
    ]
    for system in systems:
        if system["go_live_on"] is None or system["go_live_precision"] not in ("day", "month"):
            continue
        on = first_day(system["go_live_on"], system["go_live_precision"])
        across = [c for c in changes if c[0]["period_end"] < on <= c[1]["period_end"]]
        others = [abs(c[2]) for c in changes if c not in across]
        if not across or len(others) < FEWEST_OTHER_CHANGES or abs(across[0][2]) <= max(others):
            continue
        _before, after, step = across[0]
        words = (
            f"Recorded crime is {rounded(abs(100 * step), 1)} % {'higher' if step > 0 else 'lower'} in the year to "
            f"{british(after['period_end'], 'month')}, in which {system['system']} went live "
            f"({british(system['go_live_on'], system['go_live_precision'])}), than in the year before: the largest of "
            f"{count_of(len(changes), 'change')} held. The go-live is a candidate cause, not the cause."
        )
        yield Finding("step at a go-live", CONFLICTS, words, after["source_id"], system["source_id"])


def claims(recommendations: Iterable[Record], claimed: dict[str, Record]) -> Iterator[Finding]:
    """Items that the force says are complete; `claimed` holds its last claim by recommendation (progress, known_from)."""
    for item in recommendations:
        claim = claimed.get(item["rec_id"])
        if claim and claim["progress"] == "force says complete" and not item["has_ended"]:
            words = (
                f"{item['rec_id']}: the force says it is complete (entered {british(claim['known_from'])}); the issuer's status is "
                f"{item['issuer_status']}."
            )
            yield Finding("claim without verification", CONFLICTS, words, item["source_id"])


def older_than_rules(rate: Record | None, events: Iterable[Record]) -> Iterator[Finding]:
    """The newest rate against later changes of the national counting rules."""
    since = Window.of_inspection(rate).ended_by if rate else None
    if rate is None or since is None:
        return
    later = [
        e
        for e in events
        if e["category"] == "Counting rules"
        and e["happened_on"]
        and first_day(e["happened_on"], e["happened_precision"]) > since
    ]
    if later:
        newest = max(later, key=lambda e: (e["happened_on"], e["event_id"]))
        words = (
            f"{_audit_words(rate)}; the counting rules have changed "
            f"{count_of(len(later), 'time')} since as held here, last {british(newest['happened_on'], newest['happened_precision'])}: "
            f"{newest['event']}"
        )
        yield Finding("rate older than the rule", CONFLICTS, words, rate["source_id"], newest["source_id"])


def _audit_words(rate: Record) -> str:
    """When the audit ended, or that this is not held; the day of publication is no day of the audit."""
    if rate["audit_end"]:
        return f"The audit behind the newest rate ended {british(rate['audit_end'])}"
    published = british(rate["published_on"], rate["published_precision"])
    return f"Dates of the audit behind the newest rate are not held, and it was published {published}"


def grades_without_rate(results: Iterable[Record], rate: Record | None) -> Iterator[Finding]:
    """The newest grade, where it comes from a later inspection than the newest rate."""
    graded = [r for r in results if r["judgement"] and r["published_on"]]
    if not graded:
        return
    newest = max(graded, key=lambda r: (r["published_on"], r["inspection_id"]))
    if rate is None or (rate["published_on"] and newest["published_on"] > rate["published_on"]):
        words = (
            f"The newest grade ({newest['judgement']}, {newest['programme']}, published {british(newest['published_on'], newest['published_precision'])}) "
            "stands without an all-crime rate of its own here."
        )
        yield Finding(
            "grade without a rate", MISSING, words, newest["judgement_source_id"], rate["source_id"] if rate else None
        )


def systems_in_conflict(systems: Iterable[Record]) -> Iterator[Finding]:
    """Statements of use for one year that name different systems."""
    by_year: dict[int, list[Record]] = {}
    for s in systems:
        if s["as_at_year"] and s["status"].startswith("in use"):
            by_year.setdefault(s["as_at_year"], []).append(s)
    for year, stated in sorted(by_year.items()):
        names = sorted({s["system"] for s in stated})
        if len(names) > 1:
            other = next(s for s in stated if s["system"] != stated[0]["system"])
            words = f"For {year}, sources name {' and '.join(names)}."
            yield Finding("two sources on a system", CONFLICTS, words, stated[0]["source_id"], other["source_id"])


def unanswered_reports(
    recommendations: Iterable[Record], responses: Iterable[Record], duty_began: date
) -> Iterator[Finding]:
    """Reports with recommendations to which no answer is held."""
    answered = {(r["report_published_on"]) for r in responses}
    reports: dict[tuple[str, date], Record] = {}
    for item in recommendations:
        if item["published_on"] and item["published_precision"] == "day" and item["published_on"] >= duty_began:
            reports.setdefault((item["report_title"], item["published_on"]), item)
    for (title, published), item in sorted(reports.items(), key=lambda r: r[0][1]):
        if published not in answered:
            words = f"{title}, published {british(published)}: no answer of the local policing body is held."
            yield Finding("answer to a report", MISSING, words, item["source_id"])


def nothing_held(coverage: Iterable[Record]) -> Iterator[Finding]:
    """Kinds of evidence with no row (`coverage` rows with evidence and rows)."""
    for kind in coverage:
        if not kind["rows"]:
            yield Finding("kind of evidence", MISSING, f"{kind['evidence']}: none held.")
