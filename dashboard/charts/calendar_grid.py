"""A calendar: one row a force, one column a year, a mark where something was done; blank where nothing is known."""

from __future__ import annotations

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, rows, words_only
from dashboard.charts.roles import resolve
from dashboard.charts.row_axis import RowAxis
from dashboard.charts.wording import field, listed, literal, wrap
from dashboard.domain.view_model import ChartSpec, Table

# Where a year has no room for four figures, its last two; what is no year, a question mark that the table explains.
_SHORT = "width >= 300 ? datum.label : length(datum.label) === 4 ? '’' + slice(datum.label, 2) : '?'"


def _every_column(held: set[str]) -> list[str]:
    """The columns in order; where some are years, also the years between in which nothing was done, and others after them."""
    years = [int(word) for word in held if word.isdigit()]
    others = sorted(word for word in held if not word.isdigit())
    return [*(str(year) for year in range(min(years), max(years) + 1)), *others] if years else others


def calendar_grid(spec: ChartSpec, table: Table) -> Drawing:
    """Marks in a grid of rows and columns, told apart by shape and colour.

    Roles: row, column, state (blank draws nothing); optional note.
    Options: row_order and state_order ("a|b|c"; the rest follow as they come).
    """
    roles = resolve(spec, table, required=("row", "column", "state"), optional=("note",))
    states = [word for word in dict.fromkeys([*listed(spec.options.get("state_order")), *roles.words("state")]) if word]
    if not table.rows or not any(roles.words("state")):
        return words_only(table.empty_message)
    if len(states) > len(theme.SHAPES):
        raise ValueError(f"chart {spec.name} (calendar_grid): {len(states)} states; at most {len(theme.SHAPES)}")
    names = tuple(dict.fromkeys([*listed(spec.options.get("row_order")), *roles.words("row")]))
    labels = RowAxis(tuple(range(len(names))), tuple(tuple(wrap(name, 24, max_lines=1)) for name in names), ())
    columns = _every_column({word for word in roles.words("column") if word})
    base = (
        rows()
        .transform_filter(f"!!{field(roles.name('state'))}")
        .transform_calculate(
            place_=f"indexof({literal(list(names))}, {field(roles.name('row'))})",
            said_=f"{field(roles.name('row'))} + ', ' + {field(roles.name('column'))} + ': ' + {field(roles.name('state'))}",
        )
    )
    axis = alt.Axis(title=None, domain=False, ticks=False, labels=False, grid=True)
    places = alt.Scale(domain=list(range(len(names))), paddingOuter=0.5, padding=0.5)
    y = alt.Y("place_:O", scale=places, sort=None, axis=axis)
    x = alt.X(
        f"{roles.name('column')}:O",
        scale=alt.Scale(domain=columns),
        axis=alt.Axis(title=None, orient="top", labelAngle=0, labelOverlap="greedy", labelExpr=_SHORT, grid=False),
    )
    legend = alt.Legend(orient="top", title=None, columns=alt.ExprRef("width < 300 ? 1 : 3"))
    of = f"{roles.name('state')}:N"
    tips = [alt.Tooltip(f"{roles.name(role)}:N", title=roles[role].label) for role in ("row", "column", "state")]
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    marks = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color(
            of, scale=alt.Scale(domain=states, range=list(theme.CATEGORICAL[: len(states)])), legend=legend
        ),
        shape=alt.Shape(of, scale=alt.Scale(domain=states, range=list(theme.SHAPES[: len(states)])), legend=legend),
        tooltip=tips,
        description=alt.Description("said_:N"),
    )
    label_layers = [
        layer.encode(y=alt.Y("position_:O", scale=places, sort=None, axis=axis)) for layer in labels.label_layers()
    ]
    return Drawing([*label_layers, marks], height=max(labels.height, 60), inset=labels.width + 10)
