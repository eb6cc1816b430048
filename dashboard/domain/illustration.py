"""An invented set of audits of an invented force, made by rule so that it is the same everywhere.  Nothing in it is real."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dashboard.domain.dates import add_months

FORCE_CODE = "X99999999"  # no area has such a code
PUBLICATION, SOURCE = "illustrative-force-audits", "illustrative-force-audits-1"
TITLE = "Illustration: audits of an invented force, made by this product"
NOTE = "Invented by this product to show what the pages do. Not real, of no force, and in no real figure."
KNOWN_FROM = date(2024, 1, 15)
FIRST_MONTH = date(2022, 1, 1)
MONTHS = 24
GROUPS = {"Violence against the person": (0.87, 30), "Sexual offences": (0.9, 9), "Theft offences": (0.94, 26)}
AREAS = ("Force Contact", "Force Response", "Public Protection Unit")
ROUTES = ("point of contact or incident", "MASH referral")
REASONS = (("KNOW", 30), ("N100", 18), ("NONC", 16), ("ADDL", 14), ("NEGA", 9), ("RULE", 7), ("POOR", 6))
# Recording is invented to improve a little, with one month that falls out of line.
ODD_MONTH, ODD_FALL, RISE = 15, 0.16, 0.03


def illustrative_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of force_audits and force_audit_reasons by kind, each marked as illustrative."""
    # A fixed seed and nothing secret: the same set on every machine.
    chance = random.Random(20240115)  # noqa: S311
    rows: dict[str, list[dict[str, Any]]] = {"force_audits": [], "force_audit_reasons": []}
    for month in range(MONTHS):
        start = add_months(FIRST_MONTH, month)
        cells = list(_month(chance, month, start))
        for breakdown, names in (
            ("total", ()),
            ("offence group", ("offence_group",)),
            ("business area", ("business_area",)),
            ("reporting route", ("reporting_route",)),
            ("cell", ("offence_group", "business_area", "reporting_route")),
        ):
            for row in _added(cells, names):
                reasons = row.pop("reasons")
                rows["force_audits"].append({**row, "breakdown": breakdown})
                rows["force_audit_reasons"] += list(_reasons(row, breakdown, reasons))
    return rows


def _month(chance: random.Random, month: int, start: date) -> Iterator[dict[str, Any]]:
    """The smallest cells of one monthly audit."""
    end = add_months(start, 1) - timedelta(days=1)
    for group, (rate, size) in GROUPS.items():
        for area in AREAS:
            for route in ROUTES:
                due = max(1, round(size / (2 if route == ROUTES[1] else 1) * chance.uniform(0.6, 1.2) / 2))
                wanted = rate + RISE * month / MONTHS - (ODD_FALL if month == ODD_MONTH else 0)
                found = sum(chance.random() < wanted for _ in range(due))
                codes = chance.choices([code for code, _ in REASONS], [weight for _, weight in REASONS], k=due - found)
                yield {
                    "audit_id": f"illustration-{start:%Y-%m}",
                    "force_code": FORCE_CODE,
                    "audit_type": "incident to crime",
                    "manual_edition": "invented edition",
                    "period_start": start,
                    "period_end": end,
                    "sampling_method": "random",
                    "offence_group": group,
                    "business_area": area,
                    "reporting_route": route,
                    "population": due * 12,
                    "incidents_examined": due + chance.randint(0, 3),
                    "crimes_due": due,
                    "crimes_recorded": found,
                    "on_time": sum(chance.random() < 0.9 for _ in range(found)),
                    "reasons": codes,
                }


_COUNTS = ("population", "incidents_examined", "crimes_due", "crimes_recorded", "on_time")


def _added(cells: list[dict[str, Any]], names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The cells added up over everything but the columns named."""
    for key in dict.fromkeys(tuple(cell[name] for name in names) for cell in cells):
        parts = [cell for cell in cells if tuple(cell[name] for name in names) == key]
        about = dict.fromkeys(("offence_group", "business_area", "reporting_route"), "") | dict(
            zip(names, key, strict=True)
        )
        yield {
            **parts[0],
            **about,
            **{name: sum(part[name] for part in parts) for name in _COUNTS},
            "reasons": [code for part in parts for code in part["reasons"]],
            "published": "no",
            "basis": "derived",
            "figure_class": "illustrative",
            "place": "made by rule",
            "note": NOTE,
        }


def _reasons(row: dict[str, Any], breakdown: str, codes: list[str]) -> Iterator[dict[str, Any]]:
    common = (
        "audit_id", "offence_group", "business_area", "reporting_route", "force_code", "audit_type", "manual_edition",
        "period_start", "period_end", "basis", "figure_class", "place", "note",
    )  # fmt: skip
    for code in dict.fromkeys(codes):
        yield {
            **{name: row[name] for name in common},
            "breakdown": breakdown,
            "reason": code,
            "rank": "primary",
            "crimes": codes.count(code),
        }
