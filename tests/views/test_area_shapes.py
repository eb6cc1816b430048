"""Boundaries of force areas as they are held on a day."""

from __future__ import annotations

from datetime import date

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import Wishes, load_publication
from dashboard.domain.asat import AsAt
from dashboard.views.area_shapes import shapes_on
from loaders.boundaries import PUBLICATION
from tests.builders import KENT, clock_at, publication_row, write_record
from tests.loaders_published.test_boundaries import collection


def test_boundaries_answer_from_the_day_they_were_published(store, tmp_path):
    publications = [publication_row(), publication_row(publication_id=PUBLICATION, title="Boundaries")]
    clock = clock_at("2026-01-31")
    load_bundled_record(store, write_record(tmp_path / "data", publications=publications), clock)
    load_publication(
        store,
        content=collection(),
        file_name="areas.geojson",
        clock=clock,
        wishes=Wishes(published_on=date(2017, 1, 31)),
        commit=True,
    )
    assert not shapes_on(store, AsAt(date(2017, 1, 30))).by_force
    held = shapes_on(store, AsAt(date(2017, 1, 31)))
    assert (len(held.by_force), held.by_force[KENT]["type"], held.vintage) == (43, "MultiPolygon", 2016)
    assert held.source_id.startswith(PUBLICATION)
