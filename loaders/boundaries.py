"""ONS Open Geography police force areas as GeoJSON: any vintage's property names, rings whichever way they turn."""

from __future__ import annotations

import json
import re
from typing import Any

from loaders.errors import HostileFile, UnknownPublication, UnreadableFile
from loaders.facts import Facts
from loaders.forces_in_files import FORCES, area_coded, name_of
from loaders.reading import ReadPublication
from loaders.report import EditionFacts, LoadReport

PUBLICATION = "ons-geography"
KIND = "boundaries"
TITLE = "ONS Open Geography police force areas (GeoJSON)"
MOST_BYTES = 60 * 1024 * 1024
MOST_POINTS = 150_000  # the 20 m generalised boundaries have about 400,000; a map a page wide shows a twentieth of that
DECIMALS = 4  # about ten metres
_CODE = re.compile(r"(?:pfa|force|police)?_?(\d{2})?_?(?:cd|code)", re.IGNORECASE)
_NAME = re.compile(r"(?:pfa|force|police)?_?(\d{2})?_?(?:nm|name)", re.IGNORECASE)
COLUMNS = ("force_code", "area_name", "vintage", "geometry", "points", "place")
Ring = list[list[float]]


def looks_like_geojson(content: bytes) -> bool:
    """Whether bytes are JSON that speaks of features."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and (b"FeatureCollection" in content[:200_000] or b'"features"' in content[:200_000])


def read(content: bytes, file_name: str, report: LoadReport) -> ReadPublication:
    """Rows of `boundaries`, a row a force, for a file that `looks_like_geojson`.

    Raises UnreadableFile for JSON that is damaged or in grid coordinates, HostileFile for one too large or nested,
    UnknownPublication for features that are no police force areas.
    """
    facts = Facts(KIND, {"basis": "as published", "figure_class": None, "note": None}, COLUMNS)
    features = _features(content, file_name)
    seen: dict[str, int] = {}
    vintages = set()
    for number, feature in enumerate(features, 1):
        place = f"feature {number}"
        found = _identity(feature)
        if found is None:
            raise UnknownPublication(_what_was_found(file_name, feature))
        code, name, vintage = found
        area = area_coded(code, name)
        if area.level != "force":
            report.fault(place, f"{name or code or 'without a name'} is no police force area of England and Wales")
            continue
        if area.remark:
            report.notes.append(f"{place}: {area.remark}.")
        if area.code in seen:
            report.fault(place, f"{name_of(area.code)} stands twice (first in feature {seen[area.code]})")
            continue
        seen[area.code] = number
        geometry, points = _geometry(feature.get("geometry"), place, file_name, report)
        if geometry is not None:
            vintages.add(vintage)
            facts.add(area.code, name, vintage, json.dumps(geometry, separators=(",", ":")), points, place)
    for code in FORCES:
        if code not in seen:
            report.fault(file_name, f"{name_of(code)} is not among the {len(features)} features")
    if sum(facts.column("points")) > MOST_POINTS:
        report.fault(
            file_name,
            f"the boundaries have {sum(facts.column('points')):,} points, more than a page can draw; download the "
            "ultra generalised (BUC) or super generalised (BSC) edition",
        )
    year = max(filter(None, vintages), default=None)
    label = f"{year}" if year else ""
    report.notes.append(
        "Outer rings are kept clockwise, as maps are drawn here; longitude and latitude to four decimals."
    )
    edition = EditionFacts(
        PUBLICATION, f"ONS Open Geography, Police Force Areas, {label}".rstrip(", "), label, None, None
    )
    return ReadPublication(edition, {KIND: facts}, report)


def _features(content: bytes, file_name: str) -> list[dict[str, Any]]:
    if len(content) > MOST_BYTES:
        raise HostileFile(f"{file_name} is {len(content) / 1e6:,.0f} MB, too large for boundaries on a page.")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except RecursionError as error:
        raise HostileFile(f"{file_name} is nested deeper than any boundary file. It was not read.") from error
    except (UnicodeDecodeError, ValueError) as error:
        raise UnreadableFile(f"{file_name} is damaged JSON ({error}); get it again.") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(f, dict) for f in features):
        raise UnknownPublication(f"{file_name} holds no features; police force areas as GeoJSON were expected.")
    return features


def _identity(feature: dict[str, Any]) -> tuple[str, str, int | None] | None:
    """Code, name and vintage by the property names of any year (pfa16cd, PFA22NM); None where there are none."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return None
    code = name = ""
    vintage = None
    for key, value in properties.items():
        if (match := _CODE.fullmatch(key)) and isinstance(value, str) and re.fullmatch(r"[EW]\d{8}", value.strip()):
            code, vintage = value.strip(), vintage or (2000 + int(match[1]) if match[1] else None)
        elif (match := _NAME.fullmatch(key)) and isinstance(value, str) and not name:
            name, vintage = value.strip(), vintage or (2000 + int(match[1]) if match[1] else None)
    return (code, name, vintage) if code or name else None


def _what_was_found(file_name: str, feature: dict[str, Any]) -> str:
    properties = feature.get("properties")
    names = ", ".join(map(str, list(properties)[:8])) if isinstance(properties, dict) else "none"
    return (
        f"{file_name} is GeoJSON, but its features are no police force areas. Found properties: {names}. Expected a code and "
        "a name such as PFA23CD and PFA23NM."
    )


def _geometry(geometry: Any, place: str, file_name: str, report: LoadReport) -> tuple[dict[str, Any] | None, int]:
    """The geometry rounded and wound for drawing, and how many points it has; a fault where it is none."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        report.fault(place, "has no polygon")
        return None, 0
    try:
        polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
        wound = [[_wound(ring, clockwise=at == 0) for at, ring in enumerate(polygon)] for polygon in polygons]
    except (TypeError, ValueError, IndexError, KeyError):
        report.fault(place, "has coordinates that are no pairs of numbers")
        return None, 0
    flat = [point for polygon in wound for ring in polygon for point in ring]
    if any(abs(x) > 180 or abs(y) > 90 for x, y in flat):
        raise UnreadableFile(
            f"{file_name} is in British National Grid coordinates; download the GeoJSON in WGS84 (longitude and latitude)."
        )
    if not all(-9 < x < 3 and 49 < y < 57 for x, y in flat):
        report.fault(place, "lies outside England and Wales; are longitude and latitude the wrong way round?")
    kept = [[ring for ring in polygon if len(ring) >= 4] for polygon in wound]
    kept = [polygon for polygon in kept if polygon]
    return {"type": "MultiPolygon", "coordinates": kept}, sum(len(ring) for polygon in kept for ring in polygon)


def _wound(ring: list[Any], *, clockwise: bool) -> Ring:
    points: Ring = []
    for x, y, *_ in ring:
        point = [round(float(x), DECIMALS), round(float(y), DECIMALS)]
        if not points or points[-1] != point:
            points.append(point)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], *points[:1]], strict=True))
    return points if (area < 0) == clockwise else points[::-1]
