"""What a drawing function hands back, and the small pieces that all kinds of chart are put together from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard.charts.frame import DATASET
from dashboard.charts.wording import literal


@dataclass(frozen=True)
class Drawing:
    """The layers of one chart and the room they need, all in pixels.

    `inset` is about how much of the outer width lies beside the plot.  What is drawn outside the plot (labels
    at its sides, numbers above it) needs no room of its own: Vega fits all that is drawn into the width.
    """

    layers: Sequence[alt.Chart]
    height: int
    inset: int = 60


def rows() -> alt.Chart:
    """A layer on the rows of the chart's table, which are sent separately under a name."""
    return alt.Chart(alt.NamedData(name=DATASET))


def values(records: Sequence[dict[str, Any]]) -> alt.Chart:
    """A layer on a few values that stand inside the specification, such as labels and marks."""
    return alt.Chart(alt.InlineData(values=list(records)))


def numbered(chart: alt.Chart, name: str, numbers: Sequence[int]) -> alt.Chart:
    """Give the rows, in the order they are sent, one number each in the field `name`."""
    return chart.transform_window(row_number_="row_number()").transform_calculate(
        **{name: f"{literal(list(numbers))}[datum.row_number_ - 1]"}
    )


def words_only(sentence: str) -> Drawing:
    """A chart of nothing but a sentence, for a table without rows or without values."""
    layer = values([{"words": sentence}]).mark_text(align="left", baseline="middle", lineBreak="\n")
    return Drawing([layer.encode(x=alt.XValue(0), y=alt.YValue(20), text=alt.Text("words:N"))], height=40, inset=0)
