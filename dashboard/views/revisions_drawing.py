"""Revisions in words and pictures: the statement, the largest changes and the triangle of editions."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import ChartSpec
from dashboard.store.queries.facts import Record

STATES = ("revised up", "revised down", "unchanged", "first published", "withdrawn")
SYMBOLS = "▲▼=●×"
MOST_DRAWN = 20  # periods in the chart; the table holds all
MOST_EDITIONS = 24
LARGEST = 12
LONGEST_LABEL = 60  # characters that three lines beside a bar are sure to hold


def statement_of(rows: list[Record], triangle: list[Record]) -> str:
    """What moved, in one or two sentences."""
    if not rows:
        return (
            "No figure of this choice had been revised by this date."
            if not triangle
            else "No revision: every edition known on this date repeats what the one before it says."
        )
    corrections = sum(row["change_kind"] == "correction" for row in rows)
    sized = [row for row in rows if row["size_pct"] is not None]
    largest = max(sized, key=lambda row: abs(row["size_pct"]), default=None)
    words = (
        f" The largest is {largest['size_pct']:+.1f} %, {largest['offence']}, {largest['force']}, {largest['period']}, "
        f"published {british(largest['known_from'])}."
        if largest
        else ""
    )
    return f"{count_of(len(rows), 'change')} of published figures, {corrections:,} of them called corrections.{words}"


def largest_changes(rows: list[Record]) -> list[Record]:
    """The changes that are largest in per cent, the largest first."""
    sized = [row for row in rows if row["size_pct"] is not None]
    ranked = sorted(sized, key=lambda row: (-abs(row["size_pct"]), row["offence"], str(row["period_end"])))
    drawn = ranked[:LARGEST]
    is_one_area = len({row["force"] for row in drawn}) == 1
    return [{**row, "label": _label(row, with_area=not is_one_area)} for row in drawn]


def _label(row: Record, *, with_area: bool) -> str:
    """What the bar is about, in as many characters as there is room for: a subgroup stands without its group where both
    would be cut off."""
    area = f", {row['force']}" if with_area else ""
    whole = f"{row['offence']}{area}, {row['period']}"
    finer = row["offence"].partition(", ")[2]
    return whole if len(whole) <= LONGEST_LABEL or not finer else f"{finer}{area}, {row['period']}"


def largest_chart(largest: list[Record]) -> tuple[ChartSpec, ...]:
    """Bars of the largest changes; none where nothing moved."""
    if not largest:
        return ()
    first = largest[0]
    areas = {row["force"] for row in largest}
    whose = f"{areas.pop()}. " if len(areas) == 1 else ""
    return (
        ChartSpec(
            name="largest",
            kind="bars",
            table="largest",
            title=f"Largest change: {first['size_pct']:+.1f} %, {first['about']}, {first['period']}",
            subtitle=f"{whose}Per cent of the figure before; an edition beside the one before it",
            alt=f"Bars for the {count_of(len(largest), 'change')} that are largest in per cent; the largest is "
            f"{first['size_pct']:+.1f} per cent. The table holds every change.",
            roles={"label": "label", "value": "size_pct"},
            options={"unit": "%", "axis_title": "Change (%)"},
        ),
    )


def newest_periods(triangle: list[Record]) -> list[Record]:
    """The newest periods, as many as a chart can show."""
    ends = sorted({row["period_end"] for row in triangle})[-MOST_DRAWN:]
    return [row for row in triangle if row["period_end"] in ends]


def triangle_chart(triangle: list[Record]) -> tuple[ChartSpec, ...]:
    """The triangle as a grid of signs; none where there are more editions than a grid can show."""
    periods = list(dict.fromkeys(row["period"] for row in triangle))
    editions = list(dict.fromkeys(row["edition"] for row in sorted(triangle, key=lambda r: r["known_from"])))
    if not triangle or len(editions) > MOST_EDITIONS:
        return ()
    moved = sum(row["state"].startswith("revised") for row in triangle)
    return (
        ChartSpec(
            name="triangle",
            kind="matrix",
            table="drawn",
            title=f"{triangle[0]['offence']}: {count_of(moved, 'revision')} in {count_of(len(editions), 'edition')}",
            subtitle="A row for each period, a column for each edition by its day of publication",
            alt=f"Grid of {count_of(len(periods), 'period')} and {count_of(len(editions), 'edition')} with a sign in each "
            f"square; {count_of(moved, 'figure')} changed from the edition before. The table holds the figures.",
            roles={"row": "period", "column": "edition", "category": "state"},
            options={
                "category_order": "|".join(STATES),
                "symbols": SYMBOLS,
                "blank": "withdrawn",
                "column_order": "|".join(editions),
            },
        ),
    )
