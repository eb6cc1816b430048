"""Both sides of a pair, year by year: counts of the codes in force, the estimate, its error, and the share known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from dashboard.domain.dates import add_months, british
from dashboard.store.queries.facts import Record
from dashboard.views.pair_choice import Pair
from dashboard.views.pair_error import Error, error_of, share_error
from dashboard.views.pair_held import Figure, Held, PairYear, edition_of, month_end, recency, recorded_end

LEAST_BASE = 50
RECORDED_GAP = "no recorded count of all its codes"
REMEDY = (
    "Rolling years of counts by police force area, where every force is in them, or an edition of the appendix tables for "
    "those years would give them"
)
# Face-to-face interviewing stopped and started again (events 2020-03-survey-change and 2021-10-survey-change).
STOPPED, RESTARTED = date(2020, 3, 17), date(2021, 10, 1)


def years_of(
    pair: Pair, held: Held, *, lag: int = 0, only: Collection[date] | None = None, bare: bool = False
) -> list[PairYear]:
    """The pair in every survey year (or `only` some) for which either side is held, oldest first.

    `bare` leaves out errors, shares and faults, for those who ask for the figures of many editions.
    """
    if pair.parts:
        return _sum_of_parts(pair, held, lag, only, bare=bare)
    ends = set(only) if only is not None else _ends_held(pair, held, lag)
    years = (_year(pair, held, end, lag, bare=bare) for end in sorted(ends))
    return [year for year in years if year.recorded or year.estimate]


def _ends_held(pair: Pair, held: Held, lag: int) -> set[date]:
    """Survey years for which an estimate, or a count to set beside one, is held."""
    types = pair.survey_types()
    ends = {end for name, end in held.estimates if name in types}
    recorded_ends = {end for rows in held.counts.values() for _, _, end in rows}
    return ends | {month_end(add_months(end, lag)) for end in recorded_ends}


def _year(pair: Pair, held: Held, end: date, lag: int, *, bare: bool) -> PairYear:
    counted = recorded_end(end, lag)
    recorded = recorded_figure(pair, held, counted)
    stated = _estimate_rows(pair, held, end)
    if not stated:
        return PairYear(pair.offence_type, pair.subset, end, counted, recorded, None)
    row = stated[0]
    lacks = (
        ""
        if recorded
        else "; ".join(words for name in sorted(pair.names()) if (words := held.lacking.get((name, counted))))
    )
    if bare:
        return PairYear(pair.offence_type, pair.subset, end, counted, recorded, _estimate_figure(stated, held))
    error = error_of(row, held.estimates[row["offence_type"], end], held.flags.get(row["offence_type"]))
    return _with_share(
        pair,
        held,
        PairYear(
            pair.offence_type,
            pair.subset,
            end,
            counted,
            recorded,
            _estimate_figure(stated, held),
            base=row["unweighted_base"],
            error=error,
            faults=tuple(_faults(row)),
            lacks=lacks,
        ),
        row["offence_type"],
    )


def recorded_figure(pair: Pair, held: Held, end: date) -> Figure | None:
    """The recorded side of a year to `end`: the codes in force added up, or else the totals printed in their place.

    Of several publications the one known last answers, since it holds the revisions; first hand breaks a tie of days.
    """
    start = _next(month_end(add_months(end, -12)))
    found = []
    levels = [
        [(r["offence_code"], is_code, end) for r in pair.in_force(level, start, end)]
        for level, is_code in (("code", True), ("printed total", False))
    ]
    for publication, rows in held.counts.items():
        for keys in levels:
            if keys and all(key in rows for key in keys):
                kept = [rows[key] for key in keys]
                found.append(_summed(kept, publication in held.series))
                break
    if not found:
        return None
    _, chosen = max(found, key=lambda one: (one[1].known_from, not one[0], one[1].source_id))
    others = tuple(_stated(other) for _, other in found if other is not chosen)
    return replace(chosen, others=others)


def _stated(figure: Figure) -> str:
    return f"{figure.source_id} (known from {figure.known_from.isoformat()}: {figure.thousands:,.3f} thousand)"


def _summed(rows: list[Record], is_series: bool) -> tuple[bool, Figure]:
    newest = max(rows, key=recency)
    second_hand = any(r["is_secondary"] for r in rows)
    return second_hand, Figure(
        thousands=sum(r["offences"] for r in rows) / 1000,
        source_id=newest["source_id"],
        edition=edition_of(newest, is_series and not second_hand),
        known_from=newest["known_from"],
        names=tuple(r["name"] for r in rows),
        values=tuple(float(r["offences"]) for r in rows),
        coverage=newest["coverage"] or "",
        label=newest["edition_label"] or "",
    )


def _estimate_rows(pair: Pair, held: Held, end: date) -> list[Record]:
    """Estimates of incidents of the pair in a year, the one that answers first."""
    start = _next(add_months(end, -12))
    types = {r["survey_type"] for level in ("code", "printed total") for r in pair.in_force(level, start, end)}
    return _newest_first(row for name in sorted(types) for row in held.estimates.get((name, end), []))


def _newest_first(rows: Iterable[Record]) -> list[Record]:
    incidents = [row for row in rows if row["measure"] == "incidents" and row["estimate"] > 0]
    return sorted(incidents, key=recency, reverse=True)


def _estimate_figure(rows: Sequence[Record], held: Held) -> Figure:
    """The figure of the first row; the others are named."""
    made = [
        Figure(
            thousands=row["estimate"],
            source_id=row["source_id"],
            edition=edition_of(row, row["publication_id"] in held.series),
            known_from=row["known_from"],
            names=(row["offence_type"],),
            values=(row["estimate"],),
            label=row["edition_label"] or "",
        )
        for row in rows
    ]
    return replace(made[0], others=tuple(_stated(other) for other in made[1:]))


def _faults(row: Record) -> list[str]:
    """Why a survey year should not be used."""
    found = []
    months = round((row["period_end"] - row["period_start"]).days / 30.4)
    if months < 12:
        found.append(f"a partial year: the survey estimate rests on {months} months of interviews")
    lost = (min(row["period_end"], RESTARTED) - max(row["period_start"], STOPPED)).days
    if months >= 12 and lost > 31:
        found.append("a partial year: face-to-face interviewing stopped from March 2020 to October 2021")
    if row["unweighted_base"] is not None and row["unweighted_base"] < LEAST_BASE:
        found.append(f"a survey estimate on a base of {row['unweighted_base']}, under {LEAST_BASE}")
    return found


def _with_share(pair: Pair, held: Held, year: PairYear, survey_type: str) -> PairYear:
    """The year with the share known to the police, where one is held for its offence."""
    names = [*pair.words("share_types"), survey_type]
    by_name = ([row for row in held.shares.get((name, year.year_ending), []) if row["known_pct"]] for name in names)
    rows = next((found for found in by_name if found), None)
    if not rows:
        return year
    row, faults = max(rows, key=recency), list(year.faults)
    share = row["known_pct"] / 100
    if share > 1:
        faults.append(f"a share known to the police of {row['known_pct']:g} %, above 100 %")
    if row["unweighted_base"] is not None and row["unweighted_base"] < LEAST_BASE:
        faults.append(f"a share known to the police on a base of {row['unweighted_base']}, under {LEAST_BASE}")
    rates = [
        r for r in held.estimates[survey_type, year.year_ending] if r["measure"] == "rate" and r["unweighted_base"]
    ]
    incidents = rates[0]["unweighted_base"] * rates[0]["estimate"] / 1000 if rates else None
    error = share_error(row, incidents=incidents, design_factor=held.design_factor) if share <= 1 else Error()
    return PairYear(
        **{
            **year.__dict__,
            "share": share,
            "share_error": error,
            "share_source": row["source_id"],
            "share_edition": edition_of(row, row["publication_id"] in held.series),
            "share_note": row["note"] or "",
            "faults": tuple(faults),
        }
    )


def _sum_of_parts(pair: Pair, held: Held, lag: int, only: Collection[date] | None, *, bare: bool) -> list[PairYear]:
    by_end: dict[date, list[PairYear]] = defaultdict(list)
    for part in pair.parts:
        for year in years_of(part, held, lag=lag, only=only, bare=bare):
            by_end[year.year_ending].append(year)
    own = next(iter({r["survey_type"] for r in pair.rows if r["survey_type"]}), "")
    found = (_summed_year(pair, held, parts, own, bare=bare) for _, parts in sorted(by_end.items()))
    return [year for year in found if year.recorded or year.estimate]


def _summed_year(pair: Pair, held: Held, parts: list[PairYear], own: str, *, bare: bool) -> PairYear:
    whole = len(parts) == len(pair.parts)
    end = parts[0].year_ending
    recorded = _added([p.recorded for p in parts]) if whole else None
    stated = _newest_first(held.estimates.get((own, end), [])) if own else []
    faults = tuple(dict.fromkeys(fault for p in parts for fault in p.faults)) if whole else ()
    if recorded and len({p.recorded.edition for p in parts if p.recorded}) > 1:
        faults += ("recorded counts of several editions added up",)
    without = [f"{p.offence_type}{f' ({p.lacks})' if p.lacks else ''}" for p in parts if p.recorded is None]
    lacks = "" if recorded else ", ".join(without)
    counted = parts[0].recorded_ending
    year = PairYear(pair.offence_type, pair.subset, end, counted, recorded, None, faults=faults, lacks=lacks)
    if not stated:
        estimate = _added([p.estimate for p in parts]) if whole and not own else None
        return PairYear(**{**year.__dict__, "estimate": estimate, "error": _added_error(parts, estimate)})
    row = stated[0]
    if bare:
        return replace(year, estimate=_estimate_figure(stated, held))
    error = error_of(row, held.estimates[own, end], held.flags.get(own))
    known = {"estimate": _estimate_figure(stated, held), "base": row["unweighted_base"], "error": error}
    faults = tuple(dict.fromkeys((*faults, *_faults(row))))
    return _with_share(pair, held, PairYear(**{**year.__dict__, **known, "faults": faults}), own)


def _added(figures: Sequence[Figure | None]) -> Figure | None:
    held = [figure for figure in figures if figure is not None]
    if len(held) < len(figures) or not held:
        return None
    newest = max(held, key=lambda f: (f.known_from, f.source_id))
    editions = sorted({f.edition for f in held})
    return Figure(
        thousands=sum(f.thousands for f in held),
        source_id=newest.source_id,
        edition="+".join(editions),
        known_from=newest.known_from,
        names=tuple(name for f in held for name in f.names),
        values=tuple(value for f in held for value in f.values),
        coverage="; ".join(dict.fromkeys(f.coverage for f in held if f.coverage)),
        label="; ".join(dict.fromkeys(f.label for f in held if f.label)),
        others=tuple(dict.fromkeys(other for f in held for other in f.others)),
    )


def _added_error(parts: list[PairYear], estimate: Figure | None) -> Error:
    """The error of a sum is at most the sum of the errors, whatever their correlation."""
    if estimate is None or not all(p.error.is_known for p in parts):
        return Error()
    size = sum(p.error.cv * p.estimate.thousands for p in parts if p.estimate)
    cv = size / estimate.thousands
    words = f"bound: at most {100 * cv:.1f} % of the estimate, the errors of the parts added up"
    return Error(cv, words, parts[0].error.source_id)


def missing_words(year: PairYear) -> str:
    """Why a year has no ratio, or ""."""
    if year.estimate is None:
        return f"no survey value for the year ending {british(year.year_ending, 'month')}"
    if year.recorded is None:
        without = f": no figure of {year.lacks} is held" if year.lacks else ""
        return f"{RECORDED_GAP} for the year ending {british(year.recorded_ending, 'month')}{without}"
    if year.share is None:
        return "share known to the police is not held for this year and offence"
    return ""


@lru_cache(maxsize=4096)
def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
