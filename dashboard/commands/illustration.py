"""Switching the invented set of audits on and off."""

from __future__ import annotations

import hashlib

from dashboard.domain.clock import Clock
from dashboard.domain.editions import Edition, EditionContent, Publication
from dashboard.domain.illustration import KNOWN_FROM, NOTE, PUBLICATION, SOURCE, TITLE, illustrative_rows
from dashboard.store import editions, loads
from dashboard.store.engine import Store

CHECKSUM = hashlib.sha256(SOURCE.encode()).hexdigest()


def switch_illustration(store: Store, clock: Clock, *, on: bool) -> bool:
    """Put the invented set into the store or take it out; returns whether that changed anything.

    It is held under a publication of its own, whose class is illustrative: no question about real figures sees it.
    """
    with store.reading() as connection:
        if (loads.load_with(connection, CHECKSUM) is not None) == on:
            return False
    with store.writing() as connection:
        held = loads.load_with(connection, CHECKSUM)  # another process may have been quicker
        if (held is not None) == on:
            return False
        if held is not None:
            editions.remove_load(connection, held)
            return True
        publication = Publication(PUBLICATION, TITLE, "This product", figure_class=editions.ILLUSTRATIVE, note=NOTE)
        editions.put_publications(connection, [publication])
        load_id = editions.note_load(connection, what=TITLE, file_name=TITLE, sha256=CHECKSUM, loaded_at=clock.now())
        edition = Edition(
            source_id=SOURCE,
            publication_id=PUBLICATION,
            title=TITLE,
            published_on=KNOWN_FROM,
            published_precision="day",
            retrieved_on=KNOWN_FROM,
            known_from=KNOWN_FROM,
            file_name="made by rule",
            sha256=CHECKSUM,
        )
        editions.add_editions(connection, load_id=load_id, contents=[EditionContent(edition, illustrative_rows())])
    return True
