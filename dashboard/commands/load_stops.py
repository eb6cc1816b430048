"""What keeps a file that was read from being taken in, each with its remedy; its day of publication above all.

A file that only adds is taken in without its day of publication and counts as known from the day of its entry.  One that would change
what stands needs it, since the day alone says which of the two figures is the later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.commands.load_contents import Changes, Wishes, published_on
from dashboard.domain.clock import Clock
from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.store import loads
from dashboard.store.engine import Connection
from loaders.reading import ReadPublication
from loaders.report import TotalCheck

TOTALS_NAMED = 3
NOT_KNOWN = "date of publication not known"


def stops_of(read: ReadPublication, wishes: Wishes, clock: Clock) -> list[str]:
    """Everything in the file itself that must be put right before it is taken in."""
    report = read.report
    stops = []
    if report.faults:
        wrong = "1 cell is wrong," if len(report.faults) == 1 else f"{len(report.faults):,} cells are wrong, the first"
        stops.append(f"{wrong} at {report.faults[0]}; mend the file.")
    if report.mismatches and not wishes.accept_totals:
        stops.append(_differing(report.mismatches))
    days = [published_on(stated, wishes) for stated, _ in read.by_edition()]
    for stated, _ in read.by_edition():
        day = published_on(stated, wishes)
        if day and stated.period_end and day < stated.period_end:
            stops.append(
                f"Its day of publication, {british(day)}, is before the end of what it reports on, "
                f"{british(stated.period_end)}; give the right one (--published-on YYYY-MM-DD)."
            )
    late = [day for day in days if day is not None and day > clock.today()]
    if late:
        stops.append(f"Its day of publication, {british(max(late))}, has not come yet.")
    return stops


def _differing(mismatches: Sequence[TotalCheck]) -> str:
    shown = "; ".join(map(str, mismatches[:TOTALS_NAMED]))
    more = f"; and {len(mismatches) - TOTALS_NAMED:,} more" if len(mismatches) > TOTALS_NAMED else ""
    verb = "total does" if len(mismatches) == 1 else "totals do"
    return (
        f"{len(mismatches):,} {verb} not agree with the parts: {shown}{more}. If the file is as it was published, take it "
        'as it stands with your reason for that (--accept-totals "REASON"); the reason is kept with the edition.'
    )


def lacks_day(read: ReadPublication, wishes: Wishes) -> bool:
    """Whether neither the file nor the person says when it was published."""
    return any(published_on(stated, wishes) is None for stated, _ in read.by_edition())


def day_needed(read: ReadPublication, wishes: Wishes, changes: Mapping[str, Changes]) -> tuple[str, ...]:
    """Why a file cannot do without its day of publication, with the remedy; nothing where it can."""
    if not lacks_day(read, wishes):
        return ()
    revised, withdrawn = (sum(getattr(c, name) for c in changes.values()) for name in ("revised", "withdrawn"))
    if not revised and not withdrawn:
        return ()
    parts = [f"revise {count_of(revised, 'row')}"] if revised else []
    parts += [f"withdraw {count_of(withdrawn, 'row')}"] if withdrawn else []
    return (
        f"The file does not print its day of publication, and it would {' and '.join(parts)} of what is held: only its day "
        "says which figure is the later one. Give it (--published-on YYYY-MM-DD).",
    )


def day_not_known(read: ReadPublication, wishes: Wishes, clock: Clock) -> tuple[str, ...]:
    """What is said of a file that is taken in without its day of publication."""
    if not lacks_day(read, wishes):
        return ()
    return (
        f"The file does not print its day of publication ({NOT_KNOWN}): it counts as known from the day it is entered, "
        f"{british(clock.today())}, and not before. If you know the day, give it (--published-on YYYY-MM-DD).",
    )


def other_day(connection: Connection, load_id: int, wishes: Wishes) -> tuple[str, ...]:
    """Why a day given for a file that is held cannot be taken, with the remedy; nothing where it is the day held."""
    held = {known.edition.published_on for known in loads.editions_by_load(connection).get(load_id, {}).values()}
    if wishes.published_on is None or held <= {wishes.published_on}:
        return ()
    days = " and ".join(british(day) for day in sorted(day for day in held if day)) or NOT_KNOWN
    return (
        f"The file is held already, as load {load_id}, with another day of publication ({days}). To hold it as published on "
        f"{british(wishes.published_on)}, take that load out first (`rcq undo {load_id}`) and load the file again with "
        "the day (--published-on YYYY-MM-DD).",
    )
