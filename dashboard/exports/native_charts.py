"""Chart definitions as native charts of a presentation, whose numbers can be opened and edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.oxml import parse_xml
from pptx.util import Length, Pt

from dashboard.charts.theme import CATEGORICAL
from dashboard.domain.view_model import ChartSpec, Column, Table, Value
from dashboard.locale import Words

Box = tuple[Length, Length, Length, Length]
SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)
MOST_CATEGORIES = 60  # that can be read beside each other on one slide


def native_chart(slide: Any, table: Table, spec: ChartSpec, words: Words, box: Box) -> Any:
    """Add the chart to the slide; gives its frame, or None where the kind has no native form (a timeline is read as text)."""
    drawers = {
        "bars": _bars,
        "interval_dots": _dots,
        "series": _lines,
        "tile_map": _counts,
        "matrix": _counts,
        "windows": _dots,
    }
    drawer = drawers.get(spec.kind)
    return drawer(slide, table, spec, words, box) if drawer and table.rows else None


def _bars(slide: Any, table: Table, spec: ChartSpec, words: Words, box: Box) -> Any:
    labels, values = _texts(table, spec, "label", words), _numbers(table, spec, "value")
    return _bar_chart(slide, labels, values, words.say(_column(table, spec, "value").label), box)


def _counts(slide: Any, table: Table, spec: ChartSpec, words: Words, box: Box) -> Any:
    """A map or matrix of categories as the number of places in each."""
    counted = Counter(_texts(table, spec, "category", words, blank="not known"))
    return _bar_chart(slide, list(counted), list(counted.values()), words.say("Number of rows"), box)


def _bar_chart(slide: Any, labels: Sequence[str], values: Sequence[float | None], name: str, box: Box) -> Any:
    data = CategoryChartData()
    data.categories = list(labels)
    data.add_series(name, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    chart = _plain(frame.chart)
    chart.category_axis.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    _fill(plot.series[0].format.fill, CATEGORICAL[0])
    return frame


def _dots(slide: Any, table: Table, spec: ChartSpec, words: Words, box: Box) -> Any:
    """Points without a line between them, each with its interval as an error bar; only rows that have a value."""
    values = _numbers(table, spec, "value")
    kept = [n for n, value in enumerate(values) if value is not None][:MOST_CATEGORIES]
    labels = _texts(table, spec, "label", words)
    column = _column(table, spec, "value")
    data = CategoryChartData(number_format="0.0")
    data.categories = [labels[n] for n in kept]
    data.add_series(f"{words.say(column.label)} ({words.say(column.unit)})", [values[n] for n in kept])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, data)
    series = _plain(frame.chart).plots[0].series[0]
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    _fill(series.marker.format.fill, CATEGORICAL[0])
    lower, upper = _numbers(table, spec, "lower"), _numbers(table, spec, "upper")
    minus = [_gap(values[n], lower[n]) for n in kept]
    plus = [_gap(upper[n], values[n]) for n in kept]
    series._element.insert(_place_of_bars(series._element), _error_bars(plus, minus))  # noqa: SLF001 - no public way
    if column.unit == "%":
        frame.chart.value_axis.maximum_scale = 100
    return frame


def _lines(slide: Any, table: Table, spec: ChartSpec, words: Words, box: Box) -> Any:
    dates, values = _values(table, spec, "date"), _numbers(table, spec, "value")
    names = (
        _texts(table, spec, "series", words)
        if "series" in spec.roles
        else [words.say(_column(table, spec, "value").label)] * len(values)
    )
    days = sorted({day for day in dates if isinstance(day, date)})
    data = CategoryChartData()
    data.categories = [words.day(day) for day in days]
    for name in dict.fromkeys(names):
        held = {day: value for day, value, of in zip(dates, values, names, strict=True) if of == name}
        data.add_series(name, [held.get(day) for day in days])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, data)
    chart = _plain(frame.chart)
    for number, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.marker.style, series.marker.size = MARKERS[number % len(MARKERS)], 7
        colour = CATEGORICAL[number % len(CATEGORICAL)]
        series.format.line.color.rgb = RGBColor.from_string(colour[1:])
        _fill(series.marker.format.fill, colour)
    chart.has_legend = len(chart.plots[0].series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    return frame


def _plain(chart: Any) -> Any:
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(11)
    return chart


def _fill(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def _column(table: Table, spec: ChartSpec, role: str) -> Column:
    return table.column(spec.roles[role])


def _values(table: Table, spec: ChartSpec, role: str) -> list[Value]:
    return [record[spec.roles[role]] for record in table.records()]


def _numbers(table: Table, spec: ChartSpec, role: str) -> list[float | None]:
    if role not in spec.roles:
        return [None] * len(table.rows)
    held = _values(table, spec, role)
    return [float(v) if isinstance(v, int | float) and not isinstance(v, bool) else None for v in held]


def _texts(table: Table, spec: ChartSpec, role: str, words: Words, blank: str = "") -> list[str]:
    return [words.say(str(value or blank)) for value in _values(table, spec, role)]


def _gap(high: float | None, low: float | None) -> float:
    return 0.0 if high is None or low is None else round(abs(high - low), 6)


def _place_of_bars(element: Any) -> int:
    """The schema wants error bars before the categories of a series."""
    return next(n for n, child in enumerate(element) if child.tag == f"{{{SPACE}}}cat")


def _error_bars(plus: Sequence[float], minus: Sequence[float]) -> Any:
    kinds = (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1"))
    told = "".join(f'<c:{name} val="{value}"/>' for name, value in kinds)
    told += "".join(
        f'<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
        + "".join(f'<c:pt idx="{number}"><c:v>{value!r}</c:v></c:pt>' for number, value in enumerate(values))
        + f"</c:numLit></c:{name}>"
        for name, values in (("plus", plus), ("minus", minus))
    )
    return parse_xml(f'<c:errBars xmlns:c="{SPACE}">{told}</c:errBars>')
