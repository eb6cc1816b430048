"""What stands round every page: the forces and regions to choose from, and the dates on which something became known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import LATEST, british
from dashboard.domain.filters import FilterDefinition, Filters
from dashboard.store.engine import Store, version_of
from dashboard.store.queries import bodies
from dashboard.store.queries.editions import known_dates
from dashboard.store.queries.ledger import last_entry_id
from dashboard.store.written import last_day
from dashboard.views import choices_of
from dashboard.views.question import Question
from dashboard.views.release_rows import release_rows


@dataclass(frozen=True)
class Frame:
    """Force codes to names in alphabetical order, regions, and the days on which something became known, newest first.

    `behind` are the publications of which a newer edition is late here, with the days, the longest first.
    """

    forces: dict[str, str]
    regions: tuple[str, ...]
    known_dates: tuple[date, ...]
    region_of: dict[str, str]
    written_on: date  # the day of the last load or entry
    behind: tuple[tuple[str, int], ...] = ()


def frame_of(store: Store, as_at: AsAt) -> Frame:
    """The frame for a day."""
    with store.reading() as connection:
        forces = bodies.forces(connection, as_at=as_at, kind=None)
        ended = bodies.ended_forces(connection, as_at=as_at)
        return Frame(
            forces={f["force_code"]: f["name"] for f in forces}
            | {f["force_code"]: f"{f['name']} (until {british(f['ended_on'], f['ended_precision'])})" for f in ended},
            region_of={f["force_code"]: f["region"] for f in forces},
            regions=tuple(sorted({f["region"] for f in forces if f["kind"] == "territorial"})),
            known_dates=tuple(known_dates(connection, as_at=AsAt(LATEST))),
            written_on=last_day(connection, date.min),
            behind=_behind(Question(connection, as_at, Filters(), version_of(connection))),
        )


def _behind(question: Question) -> tuple[tuple[str, int], ...]:
    late = ((r["release"].title, r["days_late"]) for r in release_rows(question) if r["days_late"] and r["newest"])
    return tuple(sorted(late, key=lambda title_days: (-title_days[1], title_days[0])))


def force_code_named(store: Store, words: str, as_at: AsAt) -> str:
    """The code of the force that the words name; UnknownName names the forces there are."""
    with store.reading() as connection:
        return bodies.force_code(connection, words, as_at=as_at)


def filter_choices(store: Store, definition: FilterDefinition, as_at: AsAt) -> tuple[str, ...]:
    """The values a filter takes."""
    with store.reading() as connection:
        return choices_of(Question(connection, as_at, Filters(), version_of(connection)), definition)


def last_entry(store: Store, subject_kind: str, subject_id: str) -> int:
    """The number of the last entry there is about a subject, 0 for none: what a form sends as the last one it has seen."""
    with store.reading() as connection:
        return last_entry_id(connection, subject_kind, subject_id, as_at=AsAt(LATEST))
