"""Boundaries: any vintage's names, rings either way round, and what is no boundary file of forces."""

import itertools
import json

import pytest

from loaders.errors import HostileFile, UnknownPublication, UnreadableFile
from loaders.forces_in_files import FORCES, name_of
from loaders.run import fields_of, read_publication

SQUARE = [[-1.0, 52.0], [-1.0, 53.0], [0.0, 53.0], [0.0, 52.0], [-1.0, 52.0]]  # clockwise
HOLE = [[-0.8, 52.2], [-0.2, 52.2], [-0.2, 52.8], [-0.8, 52.2]]  # the other way round


def collection(code="pfa16cd", name="pfa16nm", rings=(SQUARE, HOLE), codes=FORCES, kind="Polygon", shift=0.0):
    moved = [[[x + shift, y, 12.5] for x, y in ring] for ring in rings]
    features = [
        {
            "type": "Feature",
            "properties": {"OBJECTID": at, code: force, name: name_of(force), "Shape__Area": 1.5},
            "geometry": {"type": kind, "coordinates": moved if kind == "Polygon" else [moved]},
        }
        for at, force in enumerate(codes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def turn(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


@pytest.mark.parametrize(
    ("code", "name", "year"), [("pfa16cd", "pfa16nm", 2016), ("PFA23CD", "PFA23NM", 2023), ("code", "name", None)]
)
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
@pytest.mark.parametrize("backwards", [False, True])
def test_any_vintage_either_way_round(code, name, year, kind, backwards):
    rings = [ring[::-1] if backwards else ring for ring in (SQUARE, HOLE)]
    publication = read_publication(collection(code, name, rings, kind=kind), "x")
    assert (publication.report.recognised_as, publication.report.faults) == ("boundaries", [])
    rows = publication.rows["boundaries"]
    assert {row["force_code"] for row in rows} == set(FORCES)
    assert set(rows[0]) == set(fields_of("boundaries"))
    outer, hole = json.loads(rows[0]["geometry"])["coordinates"][0]
    assert turn(outer) < 0 < turn(hole)
    assert (rows[0]["vintage"], rows[0]["points"]) == (year, 9)


def test_a_force_that_is_missing_twice_or_unknown_is_named():
    codes = [*FORCES[:-1], FORCES[0], "E99999999"]
    faults = [str(fault) for fault in read_publication(collection(codes=codes), "x").report.faults]
    assert any("stands twice" in fault for fault in faults)
    assert any("is no police force area" in fault for fault in faults)
    assert any(f"{name_of(FORCES[-1])} is not among" in fault for fault in faults)


def test_national_grid_and_other_features_are_refused_with_what_would_do():
    with pytest.raises(UnreadableFile, match="WGS84"):
        read_publication(collection(shift=400_000), "x")
    with pytest.raises(UnknownPublication, match=r"Found properties: LAD22CD.*PFA23CD"):
        read_publication(b'{"type":"FeatureCollection","features":[{"properties":{"LAD22CD":"E06000001"}}]}', "x")


def test_damaged_or_bottomless_json_is_refused():
    with pytest.raises(UnreadableFile, match="damaged JSON"):
        read_publication(collection()[:500], "x")
    with pytest.raises((HostileFile, UnreadableFile)):
        read_publication(b'{"type":"FeatureCollection","features":' + b"[" * 200_000, "x")
