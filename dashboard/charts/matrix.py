"""A grid of squares: one row a thing, one column a kind of evidence, told by shade and by a sign in each square."""

from __future__ import annotations

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, numbered, rows, values, words_only
from dashboard.charts.roles import resolve
from dashboard.charts.tile_map import Look, category_looks
from dashboard.charts.wording import field, listed, literal
from dashboard.domain.view_model import ChartSpec, Table

_ROW = 18
_KEY_LINE = 22
_KEY_GAP = 16


def matrix(spec: ChartSpec, table: Table) -> Drawing:
    """Rows and columns in the order of the table, a square for each row of it.

    Roles: row, column, category; optional note.
    Options: category_order ("a|b|c", darkest first; at most five and the blank), symbols, blank, column_order.
    A missing category reads "not known".
    """
    roles = resolve(spec, table, required=("row", "column", "category"), optional=("note",))
    if not table.rows:
        return words_only(table.empty_message)
    looks = category_looks(spec, roles)
    names = list(dict.fromkeys(roles.words("row")))
    columns = list(dict.fromkeys([*listed(spec.options.get("column_order")), *roles.words("column")]))
    height = _ROW * len(names)
    place = {name: position for position, name in enumerate(names)}
    base = numbered(rows(), "line_", [place[name] for name in roles.words("row")]).transform_calculate(
        category_=f"{field(roles.name('category'))} ? {field(roles.name('category'))} : 'not known'",
        said_=f"{field(roles.name('row'))} + ', ' + {field(roles.name('column'))} + ': ' + datum.category_",
        **{
            f"{part}_": f"{literal({look.name: getattr(look, part) for look in looks})}[datum.category_]"
            for part in ("fill", "text", "symbol")
        },
    )
    x = alt.X(
        f"{roles.name('column')}:N",
        sort=None,
        scale=alt.Scale(domain=columns, padding=0),
        axis=alt.Axis(orient="top", title=None, labelAngle=-45, labelAlign="left", domain=False, ticks=False),
    )
    y = alt.Y(
        "line_:O",
        sort=None,
        scale=alt.Scale(domain=list(range(len(names))), range=[0, height], padding=0),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelOverlap=False,
            labelLimit=150,
            labelExpr=f"{literal(names)}[datum.value]",
        ),
    )
    tips = [
        alt.Tooltip(f"{roles.name('row')}:N", title=roles["row"].label),
        alt.Tooltip(f"{roles.name('column')}:N", title=roles["column"].label),
        alt.Tooltip("category_:N", title=roles["category"].label),
    ]
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    squares = base.mark_rect(stroke=theme.AXIS, strokeWidth=0.5).encode(
        x=x, y=y, fill=alt.Fill("fill_:N", scale=None), tooltip=tips, description=alt.Description("said_:N")
    )
    signs = base.mark_text(fontSize=11, aria=False).encode(
        x=x, y=y, text=alt.Text("symbol_:N"), color=alt.Color("text_:N", scale=None)
    )
    widest = max(len(name) for name in names)
    total = height + _KEY_GAP + _KEY_LINE * len(looks)
    return Drawing([squares, signs, *_key(looks, height)], height=total, inset=round(min(widest, 22) * 6.4) + 20)


def _key(looks: tuple[Look, ...], height: int) -> list[alt.Chart]:
    """What the squares mean, under the grid."""
    base = values(
        [
            {"name_": look.name, "fill_": look.fill, "ink_": look.text, "sign_": look.symbol, "line_": position}
            for position, look in enumerate(looks)
        ]
    )
    middle = alt.ExprRef(f"{height + _KEY_GAP + 10} + datum.line_ * {_KEY_LINE}")
    square = base.mark_rect(x=9, y=middle, width=18, height=18, stroke=theme.AXIS, strokeWidth=1, aria=False)
    sign = base.mark_text(x=9, y=middle, fontSize=11, aria=False)
    name = base.mark_text(x=26, y=middle, align="left", fontSize=12, aria=False)
    return [
        square.encode(fill=alt.Fill("fill_:N", scale=None)),
        sign.encode(text=alt.Text("sign_:N"), color=alt.Color("ink_:N", scale=None)),
        name.encode(text=alt.Text("name_:N")),
    ]
