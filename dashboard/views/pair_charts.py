"""Charts of a pair: both sides, both sides indexed to one year, and the ratio with its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of, thousands_as_words
from dashboard.domain.view_model import ChartMark, ChartSpec, Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_choice import OURS
from dashboard.views.pair_held import PairYear
from dashboard.views.pair_rows import limits_of, plain_index, rounded, with_segments

SURVEY, RECORDED = "Crime Survey estimate", "Police recorded crime"
PAIRED_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("series", "Series"),
    Column("thousands", "Incidents or offences", "thousand"),
    Column("segment", "Part between breaks"),
    c.SOURCE_ID,
)
INDEXED_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("series", "Series"),
    Column("index", "Index, base year 100", "index"),
    Column("lower", "Lower limit", "index", missing="full count, or no interval"),
    Column("upper", "Upper limit", "index", missing="full count, or no interval"),
    Column("segment", "Part between breaks"),
    Column("base_year", "Base year"),
    c.SOURCE_ID,
)
BAND_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("recorded_per_estimate", "Recorded for each survey incident", "ratio"),
    Column("lower", "Lower limit", "ratio", missing="no interval can be given"),
    Column("upper", "Upper limit", "ratio", missing="no interval can be given"),
    Column("segment", "Part between breaks"),
    c.SOURCE_ID,
)


def paired_rows(rows: Sequence[Record]) -> list[Record]:
    """Both sides in thousands, one row a year and series, from rows of the table `ratios`."""
    found: list[Record] = []
    for series, field in ((SURVEY, "estimate"), (RECORDED, "recorded")):
        own = [
            {
                "year_ending": r["year_ending"],
                "series": series,
                "thousands": r[field],
                "edition": r.get(f"{field}_part"),
                "source_id": r["source_id"] if field == "estimate" else r["recorded_source_id"],
            }
            for r in rows
            if r[field] is not None and is_drawn(r["year_ending"], r["recorded"], r["estimate"])
        ]
        found += with_segments(own, ())
    return found


def is_drawn(end: date, recorded: object, estimate: object) -> bool:
    """Years to March, and others where both sides are held: rolling years of one side alone overlap their neighbours."""
    return end.month == 3 or (recorded is not None and estimate is not None)


def indexed_rows(years: Sequence[PairYear], base: date | None) -> list[Record]:
    """Both sides as an index of the base year, with the survey's limits; empty where the base has not both."""
    start = next((y for y in years if y.year_ending == base and y.is_whole), None)
    if start is None or start.estimate is None or start.recorded is None:
        return []
    found: list[Record] = []
    for series, side in ((SURVEY, "estimate"), (RECORDED, "recorded")):
        first = getattr(start, side)
        own = []
        for year in years:
            figure = getattr(year, side)
            if figure is None or year.faults or not is_drawn(year.year_ending, year.recorded, year.estimate):
                continue
            value = 100 * figure.thousands / first.thousands
            # The base year is taken as it is: the limits are those of each year's own estimate.
            found_limits = limits_of(value, year.error.cv) if side == "estimate" else limits_of(value, float("nan"))
            own.append(
                {
                    "year_ending": year.year_ending,
                    "series": series,
                    "index": rounded(value, 2),
                    "lower": found_limits.lower,
                    "upper": found_limits.upper,
                    "edition": figure.edition,
                    "base_year": base,
                    "source_id": figure.source_id,
                }
            )
        found += with_segments(own, ())
    return found


def band_rows(years: Sequence[PairYear], breaks: Sequence[date], *, anyway: bool) -> list[Record]:
    """Recorded for each survey incident, with its band; years with a fault only where asked for anyway."""
    own = []
    for year in years:
        if year.recorded is None or year.estimate is None or (year.faults and not anyway):
            continue
        index = plain_index(year)
        own.append(
            {
                "year_ending": year.year_ending,
                "recorded_per_estimate": index.value,
                "lower": index.lower,
                "upper": index.upper,
                "edition": (year.recorded.edition, year.estimate.edition),
                "source_id": year.estimate.source_id,
            }
        )
    return with_segments(own, breaks)


def paired_chart(
    rows: Sequence[Record], marks: tuple[ChartMark, ...], offence: str, subset: str, warning: str
) -> tuple[ChartSpec, ...]:
    """Both sides in thousands; nothing below three points."""
    if len(rows) < 3:
        return ()
    newest = {name: max((r for r in rows if r["series"] == name), key=_end) for name in _series_of(rows)}
    said = "; ".join(
        f"{name} {thousands_as_words(r['thousands'])} in the year ending {british(r['year_ending'], 'month')}"
        for name, r in newest.items()
    )
    return (
        ChartSpec(
            name="paired",
            kind="series",
            table="paired",
            title=f"{offence}: {_newest_words(newest)}",
            subtitle="Survey estimate and police recorded crime, thousands a year, England and Wales. "
            + (
                "Our own pairing, not the statisticians' comparable subset; "
                if subset == OURS
                else f"Worked out here with the {subset}; "
            )
            + f"recorded crime includes offences the survey cannot see. {warning}".strip(),
            alt=f"Two lines for {offence.lower()} over {_span(rows)}. Newest values: {said}. "
            f"Lines stop where the survey has no value. {count_of(len(marks), 'event')} marked.",
            roles={"date": "year_ending", "value": "thousands", "series": "series", "segment": "segment"},
            marks=marks,
            options={"zero": True, "unit": "thousand", "axis_title": "Thousand a year"},
        ),
    )


def indexed_chart(
    rows: Sequence[Record], marks: tuple[ChartMark, ...], offence: str, warning: str
) -> tuple[ChartSpec, ...]:
    """Both sides indexed to the base year."""
    if len(rows) < 3:
        return ()
    base = rows[0]["base_year"]
    newest = {name: max((r for r in rows if r["series"] == name), key=_end) for name in _series_of(rows)}
    said = "; ".join(
        f"{name} {r['index']:.0f} in the year ending {british(r['year_ending'], 'month')}" for name, r in newest.items()
    )
    return (
        ChartSpec(
            name="indexed",
            kind="series",
            table="indexed",
            title=_index_finding(offence, newest, base),
            subtitle=f"Both sources, year ending {british(base, 'month')} = 100. England and Wales. Band: 95 % limits of each year's survey estimate where they can be given. {warning}".strip(),
            alt=f"Two lines indexed to 100 in the year ending {british(base, 'month')}, over {_span(rows)}. {said}. "
            "No line crosses the years ending March 2021 and 2022, for which the survey has no value.",
            roles={
                "date": "year_ending",
                "value": "index",
                "series": "series",
                "segment": "segment",
                "lower": "lower",
                "upper": "upper",
            },
            marks=marks,
            options={"zero": True, "axis_title": "Index", "interval": "band"},
        ),
    )


def band_chart(
    rows: Sequence[Record],
    marks: tuple[ChartMark, ...],
    offence: str,
    warning: str,
    *,
    name: str = "band",
    top: float | None = None,
) -> tuple[ChartSpec, ...]:
    """Recorded for each survey incident with its band; `top` fixes the scale so that several charts share one."""
    if len(rows) < 3:
        return ()
    first, last, small = rows[0], rows[-1], top is not None
    interval = f" ({last['lower']:.2f} to {last['upper']:.2f})" if last["lower"] and last["upper"] else " (no interval)"
    return (
        ChartSpec(
            name=name,
            kind="series",
            table=name,
            title=f"{offence}: {last['recorded_per_estimate']:.2f}{interval}"
            if small
            else f"{offence}: {last['recorded_per_estimate']:.2f} recorded for each survey incident{interval}, year ending "
            f"{british(last['year_ending'], 'month')}",
            subtitle=f"Recorded for each survey incident; band: 95 % limits.\n{warning}".strip()
            if small
            else "Offences recorded for each survey incident, whether or not the police came to know of the incident; band: 95 % limits where they can be given. "
            f"{warning}".strip(),
            alt=f"{offence}: {first['recorded_per_estimate']:.2f} recorded for each survey incident in the year ending "
            f"{british(first['year_ending'], 'month')} and {last['recorded_per_estimate']:.2f}{interval} in the year ending "
            f"{british(last['year_ending'], 'month')}. Lines stop at breaks and where the survey has no value.",
            roles={
                "date": "year_ending",
                "value": "recorded_per_estimate",
                "lower": "lower",
                "upper": "upper",
                "segment": "segment",
            },
            marks=marks,
            options={
                "zero": True,
                "axis_title": "Recorded for each survey incident",
                "interval": "band",
                "decimals": 2,
                **({"y_max": top} if top else {}),
            },
        ),
    )


def _newest_words(newest: Mapping[str, Record]) -> str:
    """The newest value of each side with its year."""
    return ", ".join(
        f"{thousands_as_words(r['thousands'])} {'estimated' if name == SURVEY else 'recorded'} (year ending "
        f"{british(r['year_ending'], 'month')})"
        for name, r in newest.items()
    )


def _index_finding(offence: str, newest: Mapping[str, Record], base: date) -> str:
    """Where each side stands against the base year, as levels and not as a change across rules."""
    stands = " and ".join(
        f"{'the survey' if name == SURVEY else 'recorded crime'} at {r['index']:.0f}" for name, r in newest.items()
    )
    ends = {british(r["year_ending"], "month") for r in newest.values()}
    when = f" in the year ending {ends.pop()}" if len(ends) == 1 else ", each in its newest year"
    return f"{offence}: {stands}{when} ({british(base, 'month')} = 100)"


def _series_of(rows: Sequence[Record]) -> list[str]:
    return list(dict.fromkeys(r["series"] for r in rows))


def _end(row: Record) -> date:
    found: date = row["year_ending"]
    return found


def _span(rows: Sequence[Record]) -> str:
    days = [r["year_ending"] for r in rows]
    return f"years ending {british(min(days), 'month')} to {british(max(days), 'month')}"
