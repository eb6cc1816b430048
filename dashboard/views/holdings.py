"""What a store holds, in numbers: for `rcq status` and the readiness address."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.asat import AsAt
from dashboard.domain.kinds import BY_NAME
from dashboard.store.engine import Store, version_of
from dashboard.store.queries.editions import editions, held_counts
from dashboard.store.record import record_date


@dataclass(frozen=True)
class Holdings:
    """The store's version, the bundled record it is up to, and how many editions and rows of each kind it holds."""

    version: int
    record_date: str | None
    editions: int
    rows: dict[str, int]


def holdings(store: Store, as_at: AsAt) -> Holdings:
    """What the store holds as known on the day."""
    with store.reading() as connection:
        return Holdings(
            version=version_of(connection),
            record_date=record_date(connection),
            editions=len(editions(connection, as_at=as_at)),
            rows={BY_NAME[name].title: n for name, n in held_counts(connection, as_at=as_at).items()},
        )
