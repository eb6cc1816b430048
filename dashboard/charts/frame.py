"""The rows of a chart in the two forms that drawing programs take: a typed frame, or plain JSON values."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard.domain.view_model import ChartSpec, Column, Table, Value

DATASET = "table"


def table_frame(table: Table, spec: ChartSpec | None = None) -> pd.DataFrame:
    """The table as a frame whose missing values are missing, never NaN or an empty text.

    Columns are those that `spec` gives a role, in table order, or all of them without a spec.  Types are
    exact: Int64, Float64, boolean, string and datetime64[ns] (midnight, no time zone).  A column without a
    value is Float64 where it has a unit and string where it has none.

    Raises:
        ValueError: a column mixes kinds of value, such as text and numbers; the message names it.
    """
    wanted = None if spec is None else set(spec.roles.values())
    series = {
        column.name: _series(column, [row[position] for row in table.rows])
        for position, column in enumerate(table.columns)
        if wanted is None or column.name in wanted
    }
    return pd.DataFrame(series)


def with_frame(spec: dict[str, Any], frame: pd.DataFrame) -> dict[str, Any]:
    """A copy of a finished specification that carries its frame, for `st.vega_lite_chart(spec=..., theme=None)`.

    The frame travels beside the specification and not in it, so a cached specification stays as it was.
    """
    return {**spec, "datasets": {DATASET: frame}}


def with_rows(spec: dict[str, Any], table: Table, chart: ChartSpec | None = None) -> dict[str, Any]:
    """A copy of a finished specification that carries its rows as plain values, for files and papers.

    Dates are written with a midnight, since a bare date would be read as one in UTC and could show as the
    day before.
    """
    wanted = {column.name for column in table.columns} if chart is None else set(chart.roles.values())
    rows = [{name: _plain(value) for name, value in record.items() if name in wanted} for record in table.records()]
    return {**spec, "datasets": {DATASET: rows}}


def _series(column: Column, values: list[Value]) -> pd.Series[Any]:
    held = [None if _is_nan(value) else value for value in values]
    kinds = {_kind(value) for value in held if value is not None}
    if kinds == {"Int64", "Float64"}:
        kinds = {"Float64"}
    if len(kinds) > 1:
        raise ValueError(f"column {column.name} mixes {', '.join(sorted(kinds))}")
    kind = kinds.pop() if kinds else ("Float64" if column.unit else "string")
    if kind == "datetime64[ns]":
        return pd.Series(pd.to_datetime(pd.Series(held, dtype="object")).astype(kind), name=column.name)
    return pd.Series(held, dtype=kind, name=column.name)


def _kind(value: Value) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "Int64"
    if isinstance(value, float):
        return "Float64"
    if isinstance(value, date):
        return "datetime64[ns]"
    return "string"


def _is_nan(value: Value) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _plain(value: Value) -> str | int | float | bool | None:
    if _is_nan(value):
        return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00"
    return value
