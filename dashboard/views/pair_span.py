"""Which two years of a pair are compared: those asked for, or the newest and longest stretch that nothing speaks against."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.errors import ReaderError
from dashboard.domain.figures import count_of
from dashboard.store.queries.facts import Record
from dashboard.views.pair_change import compare
from dashboard.views.pair_choice import year_wanted
from dashboard.views.pair_held import PairYear
from dashboard.views.pair_years import RECORDED_GAP, REMEDY
from dashboard.views.question import Question


def years_chosen(
    question: Question, offence: str, years: Sequence[PairYear], events: Sequence[Record]
) -> tuple[date | None, date | None]:
    """The two years asked for; where one or both were not, the newest and then the earliest that may be compared.

    Where nothing may be compared, the first and last years that have both sides; None where there is no such year.
    """
    first, last = years_in_order(question)
    if first and last:
        return first, last
    found = latest_comparable(offence, years, events, first=first, last=last)
    if found:
        return found
    offered = years_offered(years)
    first = first or next((end for end in offered if last is None or end < last), None)
    last = last or next((end for end in reversed(offered) if first is None or end > first), None)
    return first, last


def why_no_two_years(years: Sequence[PairYear]) -> str:
    """Why two years cannot be found to compare: which of the inputs are not held."""
    gaps = sorted({year.recorded_ending for year in years if year.estimate and not year.recorded})
    if not gaps:
        return "fewer than two years have both sides"
    ends = " to ".join(dict.fromkeys(british(end, "month") for end in (gaps[0], gaps[-1])))
    return (
        f"fewer than two years have both sides: {RECORDED_GAP} is held for {count_of(len(gaps), 'year')} ending {ends} "
        f"that the survey has a value to set beside. {REMEDY}"
    )


def years_offered(years: Sequence[PairYear]) -> list[date]:
    """Years with both sides and without a fault, oldest first: those whose sampling error is known, where there are two."""
    whole = [y for y in years if y.is_whole and not y.faults]
    known = [y.year_ending for y in whole if y.error.is_known]
    return known if len(known) > 1 else [y.year_ending for y in whole]


def years_in_order(question: Question) -> tuple[date | None, date | None]:
    """The two years asked for, None where one is not; ReaderError where they are one year or stand the wrong way round."""
    first, last = year_wanted(question, "from"), year_wanted(question, "to")
    if first and last and first >= last:
        what = "is the same year as" if first == last else "lies after"
        raise ReaderError(
            f"The filter from ({first.isoformat()}) {what} the filter to ({last.isoformat()}); give the earlier year as from."
        )
    return first, last


def latest_comparable(
    offence: str,
    years: Sequence[PairYear],
    events: Sequence[Record],
    *,
    first: date | None = None,
    last: date | None = None,
) -> tuple[date, date] | None:
    """The newest year that nothing keeps from an earlier one, and the earliest of those; None where there is none.

    `first` and `last` hold one of the two years fast.
    """
    offered = years_offered(years)
    for later in [last] if last else reversed(offered):
        for earlier in [first] if first else offered:
            if earlier < later:
                found = compare(offence, years, earlier, later, events)
                if not found.refusals and not found.missing:
                    return earlier, later
    return None
