"""The publications followed and when their next edition is expected: the one reckoning that every view shares."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from dashboard import paths
from dashboard.domain.release_calendar import Release, next_due, read_releases, status_of
from dashboard.store.queries.editions import editions
from dashboard.store.queries.facts import Record
from dashboard.views.question import Question

LATE_MEANS = (
    "Late means that no newer edition was held here by the day on which the rule or an announcement expects one; the "
    "publisher may well have published it, and it has not been loaded."
)


def followed() -> tuple[Release, ...]:
    """The release pages followed."""
    return _read(paths.DATA_DIR / "releases.toml")


@lru_cache(maxsize=4)
def _read(path: Path) -> tuple[Release, ...]:
    return read_releases(path)


def release_rows(question: Question) -> list[Record]:
    """One row a publication followed, in the order of the list, as things stood on the as-at date.

    Fields: `release`, `newest` (the edition held that was published last, or None; one without a day of publication
    cannot be placed), `due` (or None), `status` (`release_calendar.status_of`) and `days_late` (None unless late).
    """
    on = question.as_at.day
    dated = [e for e in editions(question.connection, as_at=question.as_at) if e["published_on"]]
    rows = []
    for release in followed():
        own = [e for e in dated if e["publication_id"] == release.publication]
        newest = max(own, key=lambda e: (e["published_on"], e["source_id"]), default=None)
        last: date | None = newest["published_on"] if newest else None
        due = next_due(release, last)
        status = status_of(due, last, on)
        rows.append(
            {
                "release": release,
                "newest": newest,
                "due": due,
                "status": status,
                "days_late": (on - due.on).days if due and status == "late" else None,
            }
        )
    return rows
