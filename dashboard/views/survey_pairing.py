"""Survey estimate and recorded crime of one offence type, year by year, and their chart."""

from __future__ import annotations

from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of, thousands_as_words
from dashboard.domain.view_model import ChartSpec
from dashboard.store.queries.facts import Record
from dashboard.views.comparability import MAKING, events_between, for_totals, marks_of
from dashboard.views.question import Question

# Which kinds of offence in the register of events each survey type takes in.
_EVERY = (
    "violence",
    "burglary",
    "vehicle offences",
    "robbery",
    "theft",
    "criminal damage",
    "stalking and harassment",
    "modern slavery",
)


FAMILIES = {
    "Violence": ("violence",),
    "Violence with injury": ("violence",),
    "Violence without injury": ("violence",),
    "Domestic burglary": ("burglary",),
    "Vehicle-related theft": ("vehicle offences",),
    "All CSEW crime excluding fraud and computer misuse": _EVERY,
}


def pairing(ratios: list[Record], offence: str) -> list[Record]:
    """Both series of our pairing, one row a year and series; a year the survey has no value for is left as a gap."""
    ours = [r for r in ratios if r["offence_type"] == offence and r["published"] != "yes" and r["known_pct"] is None]
    rows: list[Record] = []
    for name, field in (("Crime Survey estimate", "survey_thousands"), ("Police recorded crime", "recorded_thousands")):
        previous: date | None = None
        segment = 1
        for r in sorted(ours, key=lambda r: r["year_ending"]):
            if r[field] is None:
                continue
            if previous and (r["year_ending"] - previous).days > 400:
                segment += 1
            previous = r["year_ending"]
            rows.append(
                {
                    "year_ending": r["year_ending"],
                    "series": name,
                    "thousands": r[field],
                    "segment": str(segment),
                    "source_id": r["source_id"],
                }
            )
    return rows


def pairing_charts(paired: list[Record], bearing: list[Record], offence: str) -> tuple[ChartSpec, ...]:
    if len(paired) < 3:
        return ()
    first, last = min(r["year_ending"] for r in paired), max(r["year_ending"] for r in paired)
    marks = marks_of(bearing)
    ends = {
        name: max((r for r in paired if r["series"] == name), key=lambda r: r["year_ending"])
        for name in dict.fromkeys(r["series"] for r in paired)
    }
    said = "; ".join(
        f"{name} {thousands_as_words(r['thousands'])} in the year ending {british(r['year_ending'], 'month')}"
        for name, r in ends.items()
    )
    return (
        ChartSpec(
            name="paired",
            kind="series",
            table="paired",
            title=f"{offence}: survey estimate and police recorded crime",
            subtitle="Thousands a year, England and Wales. Our own pairing, not the statisticians' comparable subset; "
            "recorded crime includes offences the survey cannot see. Survey intervals were not published with these estimates.",
            alt=f"Two lines for {offence.lower()} over years ending {british(first, 'month')} to {british(last, 'month')}. "
            f"Newest values: {said}. Lines stop where the survey has no value. {count_of(len(marks), 'event')} marked.",
            roles={"date": "year_ending", "value": "thousands", "series": "series", "segment": "segment"},
            marks=marks,
            options={"zero": True, "unit": "thousand", "axis_title": "Thousand a year"},
        ),
    )


def events_bearing(question: Question, paired: list[Record], offence: str) -> list[Record]:
    """The events inside the years of the chart that change how either figure of this offence type is made."""
    if not paired:
        return []
    years = [r["year_ending"] for r in paired]
    events = events_between(question, min(years), max(years), categories=MAKING, offences=FAMILIES.get(offence, ()))
    return for_totals(events) if FAMILIES.get(offence) == _EVERY else events
