"""A map of equal squares: one tile a force, so that the smallest is as easy to pick as the largest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, numbered, rows, values, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.wording import field, listed, literal, wrap
from dashboard.domain.view_model import ChartSpec, Table

# The name of the selection that a click on a tile makes, holding the tile's full name.
PICK = "pick"
_WIDE = 620
_TILE = 58
_NARROW_TILE = 42
_KEY_LINE = 26
# The name under which a click or tap on a tile reaches the page, with the name of the force.
PICK = "pick"
_SYMBOLS = ("●", "▲", "■", "◆", "○", "–")


@dataclass(frozen=True)
class Look:
    """How one category looks: fill, the text that can be read on it, and the character that stands for it."""

    name: str
    fill: str
    text: str
    symbol: str


def tile_map(spec: ChartSpec, table: Table) -> Drawing:
    """Tiles in columns and rows, coloured by a fact that is held for each force, never by rank.

    Roles: column, row (whole numbers), label (short), name (in full), category; optional note.
    Options: category_order ("a|b|c", darkest first; at most six), symbols (one character a category, in
    that order), blank (a category drawn white with a dashed edge, such as "not inspected").
    A click on a tile is the selection "pick" with the value of the role name.
    A missing category reads "not known" and is drawn as the blank one.
    """
    roles = resolve(spec, table, required=("column", "row", "label", "name", "category"), optional=("note",))
    if not table.rows:
        return words_only(table.empty_message)
    looks = category_looks(spec, roles)
    columns, lines = roles.numbers("column"), roles.numbers("row")
    places = [number for number in columns + lines if number is not None]
    if len(places) < 2 * len(table.rows):
        raise ValueError(f"chart {spec.name} (tile_map): every row needs a column and a row")
    left, top = min(n for n in columns if n is not None), min(n for n in lines if n is not None)
    wide = round(max(n for n in columns if n is not None) - left) + 1
    tall = round(max(n for n in lines if n is not None) - top) + 1
    side = f"(width >= {_WIDE} ? {_TILE} : min({_NARROW_TILE}, width / {wide}))"
    base = numbered(rows(), "index_", range(len(table.rows))).transform_calculate(
        category_=f"{field(roles.name('category'))} ? {field(roles.name('category'))} : 'not known'",
        across_=f"{field(roles.name('column'))} - {left:g}",
        down_=f"{field(roles.name('row'))} - {top:g}",
        said_=f"{field(roles.name('name'))} + ': ' + datum.category_",
    )
    height = max(tall * _TILE, tall * _NARROW_TILE + 14 + _KEY_LINE * len(looks)) + 2
    layers = [*_tiles(base, roles, looks, side), *_key(looks, wide, tall, side)]
    return Drawing(layers, height=height, inset=10)


def category_looks(spec: ChartSpec, roles: Roles) -> tuple[Look, ...]:
    """The look of every category, in the order asked for and then as they come; lightness tells them apart."""
    held = [word or "not known" for word in roles.words("category")]
    names = list(dict.fromkeys([*listed(spec.options.get("category_order")), *held]))
    blank = str(spec.options.get("blank") or "not known")
    coloured = [name for name in names if name != blank]
    if len(coloured) > len(theme.LIGHTNESS_STEPS) - 1:
        raise ValueError(f"chart {spec.name} (tile_map): {len(coloured)} categories; at most five besides the blank")
    given = str(spec.options.get("symbols") or "")
    fills = dict(zip(coloured, _fills(len(coloured)), strict=True)) | {blank: theme.LIGHTNESS_STEPS[-1]}
    symbols = [*given[: len(names)], *_SYMBOLS[len(given) :]]
    return tuple(
        Look(name, fills[name], theme.text_on(fills[name]), symbols[position]) for position, name in enumerate(names)
    )


def _fills(count: int) -> list[str]:
    """Steps of lightness as far apart as the number of categories allows."""
    chosen = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 2, 4)}.get(count, tuple(range(count)))
    return [theme.LIGHTNESS_STEPS[step] for step in chosen]


def tile_lines(word: str, characters: int, *, whole: bool = False) -> list[str]:
    """A short name in at most two lines, parted at a space or hyphen, or within the word unless `whole`."""
    if len(word) <= characters:
        return [word]
    lines = wrap(word, characters)
    if len(lines) == 1 and not whole:
        ending = next((end for end in ("shire", "side", "land", "bria") if word.endswith(end)), "")
        cut = len(word) - len(ending) if ending else (len(word) + 1) // 2
        lines = [f"{word[:cut]}-", word[cut:]]
    return lines[:2]


def _tiles(base: alt.Chart, roles: Roles, looks: tuple[Look, ...], side: str) -> list[alt.Chart]:
    names, words = [look.name for look in looks], roles.words("label")

    of = f"[indexof({literal(names)}, datum.category_)]"
    base = base.transform_calculate(
        fill_=f"{literal([look.fill for look in looks])}{of}",
        ink_=f"{literal([look.text for look in looks])}{of}",
        lines_=f"(width >= {_WIDE} ? {literal([tile_lines(word, 9, whole=True) for word in words])}"
        f" : {literal([tile_lines(word, 7) for word in words])})[datum.row_number_ - 1]",
        symbol_=f"{literal([look.symbol for look in looks])}{of}",
    )
    tips = [
        alt.Tooltip(f"{roles.name('name')}:N", title=roles["name"].label),
        alt.Tooltip("category_:N", title=roles["category"].label),
    ]
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    pick = alt.selection_point(name=PICK, fields=[roles.name("name")], empty=False)
    tile = base.mark_rect(
        # Vega-Lite places a rectangle of given size by its middle.
        x=alt.ExprRef(f"(datum.across_ + 0.5) * {side}"),
        y=alt.ExprRef(f"(datum.down_ + 0.5) * {side}"),
        width=alt.ExprRef(f"{side} - 2"),
        height=alt.ExprRef(f"{side} - 2"),
        stroke=theme.AXIS,
        strokeWidth=1,
    )
    tile = tile.add_params(alt.selection_point(name=PICK, fields=[roles.name("name")]))
    ink = alt.Color("ink_:N", scale=None)
    middle: dict[str, Any] = {"x": alt.ExprRef(f"(datum.across_ + 0.5) * {side}"), "aria": False}
    return [
        tile.encode(
            tooltip=tips,
            description=alt.Description("said_:N"),
            fill=alt.Fill("fill_:N", scale=None),
            strokeWidth=alt.condition(pick, alt.value(4), alt.value(0.6)),
        ),
        base.mark_text(
            **middle,
            y=alt.ExprRef(f"(datum.down_ + (length(datum.lines_) > 1 ? 0.22 : 0.34)) * {side}"),
            fontSize=alt.ExprRef(f"width >= {_WIDE} ? 10 : 9"),
            lineHeight=10,
        ).encode(text=alt.Text("lines_:N"), color=ink, tooltip=tips),
        base.mark_text(**middle, y=alt.ExprRef(f"(datum.down_ + 0.74) * {side}"), fontSize=12).encode(
            text=alt.Text("symbol_:N"), color=ink, tooltip=tips
        ),
    ]


def _key(looks: tuple[Look, ...], wide: int, tall: int, side: str) -> list[alt.Chart]:
    """What the tiles mean: at the right of the map where there is room, under it on a narrow page."""
    base = values(
        [
            {
                "name_": look.name,
                "fill_": look.fill,
                "ink_": look.text,
                "symbol_": look.symbol,
                "line_": position,
            }
            for position, look in enumerate(looks)
        ]
    )
    across = f"(width >= {_WIDE} ? {wide} * {_TILE} + 28 : 0)"
    down = f"((width >= {_WIDE} ? 0 : {tall} * {side} + 12) + datum.line_ * {_KEY_LINE})"
    middle = alt.ExprRef(f"{down} + 11")
    square = base.mark_rect(
        x=alt.ExprRef(f"{across} + 11"),
        y=middle,
        width=20,
        height=20,
        stroke=theme.AXIS,
        strokeWidth=1,
        aria=False,
    )
    symbol = base.mark_text(x=alt.ExprRef(f"{across} + 11"), y=middle, fontSize=12, aria=False)
    name = base.mark_text(x=alt.ExprRef(f"{across} + 29"), y=middle, align="left", fontSize=12, aria=False)
    return [
        square.encode(fill=alt.Fill("fill_:N", scale=None)),
        symbol.encode(text=alt.Text("symbol_:N"), color=alt.Color("ink_:N", scale=None)),
        name.encode(text=alt.Text("name_:N")),
    ]
