"""Own audits and inspections of the same crimes: which belong together, how far apart they are, and what that says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.domain.audit_words import WITHOUT_FRAUD, in_the_list
from dashboard.domain.measured import Window
from dashboard.stats.differences import newcombe_difference, own_minus_published
from dashboard.stats.intervals import wilson_interval
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import audit_rows, count_rows
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import audit_filters as filters
from dashboard.views.audit_common import rated
from dashboard.views.audits import MOST_LISTED, shown_audit
from dashboard.views.question import Question

# Own audits whose rate is of the same crimes as the inspectorate's: where records follow from reports.
COMPARABLE_TYPES = ("incident to crime", "all reported crime", "violence", "sexual offences", "rape", "domestic abuse")
# What an inspection measures, in the words of own audits' offence groups; blank is all crime.
# Inspections of recording leave fraud out, so own audits of all crime with fraud in it are of other crimes.
MEASURES: dict[str, tuple[str, ...]] = {
    "all_crime": ("", WITHOUT_FRAUD),
    "rape": ("Rape",),
    "violence": ("Violence against the person",),
    "sexual_offences": ("Sexual offences",),
    "domestic_abuse": ("Domestic abuse",),
}
# Further apart than this, an audit and an inspection say nothing of each other, and no gap is given.
MOST_DAYS_APART = 365
NO_DIFFERENCE = "no clear difference"
FALSE_ASSURANCE = "false assurance: the own audit is clearly above the inspectorate's"


def own_rates(question: Question, inspected: Sequence[Record]) -> tuple[list[Record], bool]:
    """The force's own audits of crimes that inspections measure too, as whoever asks may see them.

    Where they are too many to list, only those whose period overlaps an inspection of their force; the second value
    says so.
    """
    wanted = filters.wanted_rows(question, offence_group="", business_area="")
    is_many = count_rows(question.connection, wanted, as_at=question.as_at, most=MOST_LISTED + 1) > MOST_LISTED
    windows = _windows(inspected) if is_many else None
    found = audit_rows(question.connection, replace(wanted, windows=windows), as_at=question.as_at)
    parts = [r for r in found if r["audit_type"] in COMPARABLE_TYPES]
    for names in MEASURES.values():
        for group in filter(None, names):
            wanted = filters.wanted_rows(question, offence_group=group, business_area="", windows=windows)
            parts += audit_rows(question.connection, wanted, as_at=question.as_at)
    unique = {
        (r["publication_id"], r["audit_id"], r["offence_group"], r["breakdown"]): r
        for r in parts
        if not r["business_area"] and not r["reporting_route"] and r["audit_type"] in COMPARABLE_TYPES
    }
    return rated(question, list(unique.values())), is_many


def _windows(inspected: Sequence[Record]) -> dict[str, set[tuple[date, date]]]:
    """The days that inspections of each force looked at."""
    found: dict[str, set[tuple[date, date]]] = defaultdict(set)
    for one in inspected:
        if one["start"] and one["end"]:
            found[one["force_code"]].add((one["start"], one["end"]))
    return found


def inspected_rates(question: Question) -> list[Record]:
    """Published rates of the inspectorate, and its published counts where no rate was printed."""
    names = question.force_names()
    codes = filters.codes_chosen(question)
    rates = [
        {
            "force_code": r["force_code"],
            "force": names.get(r["force_code"], r["force_code"]),
            "measure": r["measure"],
            "programme": r["programme"],
            "start": r["audit_start"],
            "end": r["audit_end"],
            "published_on": r["published_on"],
            "published_precision": r["published_precision"],
            "rate_pct": r["recorded_pct"],
            "margin_pct": r["margin_pct"],
            "estimate": r["estimated_unrecorded_per_year"],
            "counts": None,
            "class": r["figure_class"],
            "source_id": r["source_id"],
        }
        for r in inspection_results(question.connection, as_at=question.as_at, force_codes=codes)
        if r["recorded_pct"] is not None and r["measure"] in MEASURES
    ]
    published = facts(question.connection, "audits", as_at=question.as_at, force_code=codes)
    rates += [
        _from_counts(row)
        for row in (shown_audit(found, names) for found in published)
        if row["rate_pct"] is not None and row["measure"] in MEASURES and row["judgeable"] == "yes"
    ]
    return rates


def _from_counts(row: Record) -> Record:
    """A published audit whose counts, not a rate with a margin, were found."""
    return {
        **{name: row[name] for name in ("force_code", "force", "measure", "rate_pct", "class", "source_id")},
        "programme": f"{row['audited_by']}, {row['audit_type']}",
        "start": row["period_start"],
        "end": row["period_end"],
        "published_on": None,
        "published_precision": None,
        "margin_pct": None,
        "counts": (row["crimes_recorded"], row["crimes_due"]),
        "lower_pct": row["lower_pct"],
        "upper_pct": row["upper_pct"],
    }


def measure_of(row: Record) -> str | None:
    """Which inspected crimes an own audit is about: its offence group, or else what was audited."""
    about = row["offence_group"] or ""
    if not about and row["audit_type"] not in ("incident to crime", "all reported crime"):
        about = in_the_list("offence_group", row["audit_type"])
    return next((measure for measure, groups in MEASURES.items() if about in groups), None)


def pairs_of(own: Sequence[Record], inspected: Sequence[Record]) -> list[Record]:
    """Each own audit with the inspections of the same crimes whose windows overlap it, or else the nearest."""
    by_force: dict[tuple[str, str], list[Record]] = {}
    for found in inspected:
        by_force.setdefault((found["force_code"], found["measure"]), []).append(found)
    pairs = [
        _pair(row, found)
        for row in own
        if row["rate_pct"] is not None and (measure := measure_of(row))
        for found in _nearest(row, by_force.get((row["force_code"], measure), []))
    ]
    # What overlaps leads, then what is near, and among that what can be judged and the newest.
    return sorted(
        pairs,
        key=lambda p: (
            p["windows"] != "overlap",
            p["gap"] is None,
            p["judgeable"] != "yes",
            -(p["own_end"].toordinal() if p["own_end"] else 0),
            p["force"],
        ),
    )


def _inspected(found: Record) -> Window:
    return Window(found["start"], found["end"], found["published_on"], found["published_precision"])


def _nearest(row: Record, inspections: list[Record]) -> list[Record]:
    """The inspections whose window overlaps the audit's, or else the one nearest in time.

    One whose dates are not held is as near as the day of its publication; it never counts as overlapping.
    """
    own = Window.of_audit(row)
    overlapping = [found for found in inspections if own.overlaps(_inspected(found))]
    dated = [(day, found) for found in inspections if (day := _inspected(found).ended_by)]
    if overlapping or not dated or not row["period_end"]:
        return overlapping
    return [min(dated, key=lambda pair: abs((pair[0] - row["period_end"]).days))[1]]


def _pair(row: Record, found: Record) -> Record:
    recorded, due = row["crimes_recorded"], row["crimes_due"]
    if found["counts"]:
        gap, low, high = newcombe_difference(recorded, due, *found["counts"])
        limits, method = (found["lower_pct"], found["upper_pct"]), "Newcombe"
    else:
        margin = np.nan if found["margin_pct"] is None else found["margin_pct"] / 100
        method = "hybrid" if recorded in (0, due) else "normal"
        gap, low, high = own_minus_published(
            recorded, due, found["rate_pct"] / 100, margin, method="hybrid" if method == "hybrid" else "normal"
        )
        edges = None if found["margin_pct"] is None else found["margin_pct"]
        limits = (None, None) if edges is None else (found["rate_pct"] - edges, found["rate_pct"] + edges)
        method = f"both errors, {method}"
    lower, upper = (None if np.isnan(value) else round(100 * float(value), 4) for value in (low, high))
    windows = _windows_apart_or_not(row, found)
    days = Window.of_audit(row).days_apart(_inspected(found))
    is_far = days is not None and days > MOST_DAYS_APART
    return {
        "force": row["force"],
        "force_code": row["force_code"],
        "measure": found["measure"],
        "audit_id": row["audit_id"],
        "own_start": row["period_start"],
        "own_end": row["period_end"],
        "own_pct": row["rate_pct"],
        "own_lower_pct": row["lower_pct"],
        "own_upper_pct": row["upper_pct"],
        "programme": found["programme"],
        "inspectorate_start": found["start"],
        "inspectorate_end": found["end"],
        "inspected_words": window_words(found),
        "inspectorate_pct": found["rate_pct"],
        "inspectorate_lower_pct": limits[0],
        "inspectorate_upper_pct": limits[1],
        "gap": None if is_far else round(100 * float(gap), 4),
        "gap_lower": None if is_far else lower,
        "gap_upper": None if is_far else upper,
        "windows": windows,
        "years_apart": None if days is None else round(days / 365.25, 1),
        "verdict": not_comparable(days, at_least=windows == "not known")
        if days is not None and is_far
        else _verdict(row, lower, upper, windows),
        "judgeable": row["judgeable"],
        "method": None if is_far else method,
        "level": None if is_far else 95.0,
        "class": row["class"],
        "source_id": row["source_id"],
        "inspectorate_source_id": found["source_id"],
    }


def _windows_apart_or_not(row: Record, found: Record) -> str:
    shared = Window.of_audit(row).overlaps(_inspected(found))
    return "not known" if shared is None else "overlap" if shared else "apart"


def window_words(found: Record) -> str:
    """The days that an inspection looked at, or that they are not held and when it was published."""
    return _inspected(found).words


def not_comparable(days: int, *, at_least: bool) -> str:
    """Why windows so many days apart, or at least so many where only the day of a report is held, give no gap."""
    return f"not comparable: windows {'at least ' if at_least else ''}{_in_years(days)} apart"


def _in_years(days: int) -> str:
    """Days as years to one decimal."""
    years = f"{days / 365.25:.1f}"
    return f"{years} {'year' if years == '1.0' else 'years'}"


def _verdict(row: Record, lower: float | None, upper: float | None, windows: str) -> str:
    if row["judgeable"] != "yes":
        return "too few to judge"
    if lower is None or upper is None:
        return "not told: no margin published"
    if windows == "not known":
        return "not told: dates not held, so a difference may be a real change"
    if windows != "overlap":
        return "windows apart: a difference may be a real change"
    if lower > 0:
        return FALSE_ASSURANCE
    return "the own audit is clearly below the inspectorate's" if upper < 0 else NO_DIFFERENCE


def agreement_rows(pairs: Sequence[Record]) -> list[Record]:
    """Of the pairs that can be told, how many agree within both errors: over all forces, and none is ranked.

    A pair can be told where windows overlap, a margin is known and the audit is large enough.
    """
    told = [p for p in pairs if p["windows"] == "overlap" and p["gap_lower"] is not None and p["judgeable"] == "yes"]
    if not told:
        return []
    agreeing = sum(p["gap_lower"] <= 0 <= p["gap_upper"] for p in told)
    lower, upper = wilson_interval(agreeing, len(told))
    return [
        {
            "pairs": len(told),
            "forces": len({p["force_code"] for p in told}),
            "agreeing": agreeing,
            "above": sum(p["gap_lower"] > 0 for p in told),
            "below": sum(p["gap_upper"] < 0 for p in told),
            "agreeing_pct": round(100 * agreeing / len(told), 4),
            "lower_pct": round(100 * float(lower), 4),
            "upper_pct": round(100 * float(upper), 4),
            "method": "Wilson",
            "level": 95.0,
            "source_id": told[0]["source_id"],
        }
    ]
