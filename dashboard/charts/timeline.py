"""One force's record over time: dots in lanes, told apart by shape."""

from __future__ import annotations

from datetime import date

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, numbered, rows, values, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.scales import date_domain, date_tip, time_axis
from dashboard.charts.wording import day, field, listed, literal, wrap
from dashboard.domain.dates import british
from dashboard.domain.view_model import ChartSpec, Table

_SLOT = 17
# Dots nearer than this share of the span stand on different lines of their lane.
_NEAR = 0.06
_LANE_CHARACTERS = 16


def timeline(spec: ChartSpec, table: Table) -> Drawing:
    """Dated things in lanes, the earliest at the left.

    Roles: date, lane, text; optional kind (at most six, told by shape and colour;
    no key where it is the lane itself), date_words, note.
    Options: lane_order and kind_order ("a|b|c"; the rest follow as they come), as_at (a date: a rule with
    the words "as at").  Rows without a date are left out of the picture; the table holds them.
    """
    roles = resolve(spec, table, required=("date", "lane", "text"), optional=("kind", "date_words", "note"))
    days = [value if isinstance(value, date) else None for value in roles.values("date")]
    known = [value for value in days if value is not None]
    if not known:
        return words_only(table.empty_message)
    as_at = spec.options.get("as_at")
    span = date_domain([*known, *([as_at] if isinstance(as_at, date) else [])], room=0.04)
    lanes = tuple(dict.fromkeys([*listed(spec.options.get("lane_order")), *roles.words("lane")]))
    lanes = tuple(lane for lane in lanes if lane in set(roles.words("lane")))
    slots, labels = lane_slots(roles.words("lane"), days, lanes, span)
    y = _lane_axis(labels)
    x = time_axis(roles.name("date"), span, title=roles["date"].label)
    widest = max(len(line) for lines in labels for line in lines)
    layers = [_dots(spec, roles, slots, x, y)]
    if isinstance(as_at, date):
        layers += _as_at(as_at, x)
    inset = round(widest * 6.4) + 24
    return Drawing(layers, height=_SLOT * len(labels), inset=inset)


def lane_slots(
    lanes: list[str], days: list[date | None], order: tuple[str, ...], span: tuple[date, date]
) -> tuple[list[int], list[list[str]]]:
    """The line each row stands on, and the label lines that begin at each line (empty for the others).

    A lane has as many lines as it needs for its dots not to touch, and at least as many as its label.
    """
    length = max((span[1] - span[0]).days, 1)
    slots = [0] * len(lanes)
    labels: list[list[str]] = []
    for lane in order:
        last: list[date] = []
        members = [index for index, name in enumerate(lanes) if name == lane and days[index] is not None]
        for index in sorted(members, key=lambda index: days[index] or span[0]):
            on = days[index] or span[0]
            free = (line for line, before in enumerate(last) if (on - before).days / length >= _NEAR)
            line = next(free, len(last))
            last[line : line + 1] = [on]
            slots[index] = len(labels) + line
        lines = wrap(lane, _LANE_CHARACTERS, max_lines=3) or ["not named"]
        taken = max(len(last), len(lines), 1) + 1
        labels += [[line] for line in lines] + [[""]] * (taken - len(lines))
    return slots, labels


def _lane_axis(labels: list[list[str]]) -> alt.Y:
    ends = [i for i, lines in enumerate(labels[1:]) if lines != [""] and labels[i] == [""]]
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        # A line only under the last place of a lane, to part it from the next.
        gridOpacity={
            "condition": {"test": f"indexof({literal(ends)}, datum.value) >= 0", "value": 1},
            "value": 0,
        },
        labelPadding=8,
        labelLimit=150,
        labelOverlap=False,
        labelExpr=f"{literal([' '.join(lines) for lines in labels])}[datum.value]",
    )
    return alt.Y("slot_:O", scale=alt.Scale(domain=list(range(len(labels)))), sort=None, axis=axis)


def _dots(spec: ChartSpec, roles: Roles, slots: list[int], x: alt.X, y: alt.Y) -> alt.Chart:
    told: dict[str, object] = {"color": alt.ColorValue(theme.FOCUS)}
    kind = f"{field(roles.name('kind'))} + ', ' + " if "kind" in roles else ""
    tips = [date_tip(roles)]
    # A lane's label says already what its dots are.
    if "kind" in roles and roles.name("kind") != roles.name("lane"):
        told = _told_by_kind(spec, roles)
        tips.append(alt.Tooltip(f"{roles.name('kind')}:N", title=roles["kind"].label))
    tips.append(alt.Tooltip(f"{roles.name('text')}:N", title=roles["text"].label))
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    said = f"{kind}({day(roles.name('date'))}) + ': ' + {field(roles.name('text'))}"
    base = numbered(rows(), "slot_", slots).transform_calculate(said_=said)
    return (
        base.transform_filter(f"isValid({field(roles.name('date'))})")
        .mark_point(filled=True, size=85, opacity=1, stroke=theme.BACKGROUND, strokeWidth=0.6)
        .encode(x=x, y=y, tooltip=tips, description=alt.Description("said_:N"), **told)
    )


def _told_by_kind(spec: ChartSpec, roles: Roles) -> dict[str, object]:
    """Colour and shape for each kind, in the order asked for, with one key above the plot."""
    held = [word for word in roles.words("kind") if word]
    kinds = [word for word in dict.fromkeys([*listed(spec.options.get("kind_order")), *held]) if word in held]
    if len(kinds) > len(theme.SHAPES):
        raise ValueError(f"chart {spec.name} (timeline): {len(kinds)} kinds; at most {len(theme.SHAPES)}")
    of, count = f"{roles.name('kind')}:N", len(kinds)
    legend = alt.Legend(orient="top", columns=alt.ExprRef("width < 260 ? 1 : width < 480 ? 2 : 4"))
    colours = alt.Scale(domain=kinds, range=list(theme.CATEGORICAL[:count]))
    shapes = alt.Scale(domain=kinds, range=list(theme.SHAPES[:count]))
    return {
        "color": alt.Color(of, scale=colours, legend=legend),
        "shape": alt.Shape(of, scale=shapes, legend=legend),
    }


def _as_at(as_at: date, x: alt.X) -> list[alt.Chart]:
    base = values([{"on_": f"{as_at.isoformat()}T00:00:00", "words_": f"as at {british(as_at)}"}])
    at = alt.X("on_:T", scale=x["scale"])
    return [
        base.mark_rule(color=theme.TEXT, strokeDash=[4, 3], aria=False).encode(x=at),
        base.mark_text(align="right", baseline="bottom", dx=2, fontSize=11, aria=False).encode(
            x=at, y=alt.YValue(-3), text=alt.Text("words_:N")
        ),
    ]
