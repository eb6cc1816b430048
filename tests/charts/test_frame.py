"""What is sent beside a chart: exact types, and missing values that stay missing."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pyarrow as pa
import pytest

from dashboard.charts.frame import table_frame, with_frame, with_rows
from dashboard.domain.view_model import Column, Table
from tests.charts.builders import chart, rates


def one(name: str, values: list, unit: str = "") -> Table:
    return Table("t", "T", (Column(name, name, unit),), tuple((value,) for value in values))


@pytest.mark.parametrize(
    ("values", "unit", "dtype"),
    [
        ([1, None], "", "Int64"),
        ([1, 2.5, None], "", "Float64"),
        ([True, None], "", "boolean"),
        (["a", None], "", "string"),
        ([date(2020, 1, 2), None], "", "datetime64[ns]"),
        ([None, None], "%", "Float64"),
        ([None], "", "string"),
        ([], "", "string"),
    ],
)
def test_each_column_has_the_exact_type_of_its_values(values: list, unit: str, dtype: str) -> None:
    assert str(table_frame(one("a", values, unit))["a"].dtype) == dtype


def test_missing_values_reach_the_browser_as_null_and_not_as_nan() -> None:
    frame = table_frame(one("a", [1.5, None, float("nan")], "%"))
    assert pa.Table.from_pandas(frame).column("a").to_pylist() == [1.5, None, None]


def test_only_columns_that_play_a_part_are_sent() -> None:
    frame = table_frame(rates(), chart("bars"))
    assert list(frame.columns) == ["force", "recorded_pct", "words"]
    assert len(table_frame(rates()).columns) == len(rates().columns)


def test_mixed_kinds_are_refused_by_column() -> None:
    with pytest.raises(ValueError, match=r"column a mixes Int64, string"):
        table_frame(one("a", [1, "one"]))


def test_the_frame_is_put_beside_a_copy_of_the_specification() -> None:
    spec, frame = {"mark": "bar"}, pd.DataFrame({"a": [1]})
    assert with_frame(spec, frame)["datasets"]["table"] is frame
    assert spec == {"mark": "bar"}


def test_rows_for_a_file_are_plain_and_dates_keep_their_day() -> None:
    table = one("a", [date(2017, 9, 7), None])
    assert with_rows({}, table)["datasets"]["table"] == [{"a": "2017-09-07T00:00:00"}, {"a": None}]
    moment = datetime(2017, 9, 7, 12, 0)  # noqa: DTZ001  the frame has no zones
    assert with_rows({}, one("a", [moment]))["datasets"]["table"] == [{"a": "2017-09-07T12:00:00"}]
    assert with_rows({}, one("a", [float("nan")]))["datasets"]["table"] == [{"a": None}]


def test_rows_for_a_file_leave_out_columns_without_a_part() -> None:
    rows = with_rows({}, rates(), chart("bars"))["datasets"]["table"]
    assert set(rows[0]) == {"force", "recorded_pct", "words"}
