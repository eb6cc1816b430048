"""Charts with one line a row: where each row stands, and its label, always in the order given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import numbered, rows, values
from dashboard.charts.roles import Roles
from dashboard.charts.wording import wrap

_LABEL_CHARACTERS = 22
_LABEL_LINES = 3
_LINE = 13
POSITION = "position_"


@dataclass(frozen=True)
class RowAxis:
    """Row positions (0 at the top), the label lines of every position, and which positions are headings."""

    positions: tuple[int, ...]
    labels: tuple[tuple[str, ...], ...]
    headings: tuple[int, ...]

    @property
    def row_height(self) -> int:
        """Pixels a row takes: 22, or more where a label needs two or three lines."""
        return 9 + _LINE * max((len(lines) for lines in self.labels), default=1)

    @property
    def height(self) -> int:
        """Pixels all rows take together."""
        return self.row_height * max(len(self.labels), 1)

    @property
    def width(self) -> int:
        """About how many pixels the labels take."""
        longest = max((len(line) for lines in self.labels for line in lines), default=0)
        return round(longest * 6.4) + 14

    def encoding(self, *, grid: bool = True) -> alt.Y:
        """The vertical axis, with a faint line from each label to its point; the labels are a layer."""
        axis = alt.Axis(title=None, domain=False, ticks=False, labels=False, grid=grid)
        scale = alt.Scale(domain=list(range(len(self.labels))), paddingOuter=0.5, padding=0.5)
        return alt.Y(f"{POSITION}:O", scale=scale, sort=None, axis=axis)

    def label_layers(self, *, grid: bool = True) -> list[alt.Chart]:
        """The labels, one layer for each number of lines and for headings.

        An axis would hang a label of two lines from its first; drawn as text the middle of the block stands
        at its row.
        """
        by_look: dict[tuple[int, bool], list[dict[str, Any]]] = {}
        for position, lines in enumerate(self.labels):
            look = (len(lines), position in self.headings)
            by_look.setdefault(look, []).append({POSITION: position, "label_": list(lines)})
        return [
            values(records)
            .mark_text(
                align="right",
                baseline="middle",
                lineHeight=_LINE,
                dy=-_LINE * (count - 1) / 2,
                fontWeight="bold" if is_heading else "normal",
                color=theme.TEXT if is_heading else theme.QUIET_TEXT,
                aria=False,
            )
            .encode(x=alt.XValue(-8), y=self.encoding(grid=grid), text=alt.Text("label_:N"))
            for (count, is_heading), records in by_look.items()
        ]

    def rows(self) -> alt.Chart:
        """A layer on the table's rows that knows where each of them stands."""
        return numbered(rows(), POSITION, self.positions)


def row_axis(roles: Roles) -> RowAxis:
    """One position a row, and one more for a heading wherever the column in the role `group` changes."""
    groups = roles.words("group") or [""] * len(roles.table.rows)
    positions: list[int] = []
    labels: list[tuple[str, ...]] = []
    headings: list[int] = []
    current = ""
    for label, group in zip(roles.words("label"), groups, strict=True):
        if group and group != current:
            headings.append(len(labels))
            labels.append(tuple(wrap(group, _LABEL_CHARACTERS, max_lines=_LABEL_LINES)))
        current = group
        positions.append(len(labels))
        labels.append(tuple(wrap(label, _LABEL_CHARACTERS, max_lines=_LABEL_LINES)) or ("not named",))
    return RowAxis(tuple(positions), tuple(labels), tuple(headings))
