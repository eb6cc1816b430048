"""Promises that hold for every kind of chart."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pytest

from dashboard.charts.draw import DRAWERS, draw
from dashboard.domain.view_model import Table
from tests.charts.builders import KINDS, ROLES, TABLES, chart, rates, said


def test_every_kind_is_tested_here() -> None:
    assert set(KINDS) == set(DRAWERS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_are_named_and_not_inside(kind: str) -> None:
    spec = draw(chart(kind), TABLES[kind]())
    assert "datasets" not in spec
    names = {layer.get("data", spec.get("data", {})).get("name") for layer in spec["layer"]}
    assert "table" in names
    assert names <= {"table", None}


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_its_alternative_text_fits_its_container_and_is_drawn_as_svg(kind: str) -> None:
    spec = draw(chart(kind), TABLES[kind]())
    assert spec["description"] == spec["usermeta"]["alt"] == chart(kind).alt
    assert spec["usermeta"]["embedOptions"]["renderer"] == "svg"
    assert spec["width"] == "container"
    assert spec["autosize"]["type"] == "fit-x"
    assert spec["config"]["font"].startswith("Arial")


@pytest.mark.parametrize("kind", KINDS)
def test_title_and_subtitle_are_in_the_picture_and_wrap_with_its_width(kind: str) -> None:
    title = draw(chart(kind), TABLES[kind]())["title"]
    assert "width" in title["text"]["expr"]
    assert '["How much reported crime did each force record?"]' in title["text"]["expr"]
    assert '"How much reported crime did each"' in title["text"]["expr"]
    assert "England and Wales" in title["subtitle"]["expr"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_keeps_to_the_published_schema(kind: str) -> None:
    spec = draw(chart(kind), TABLES[kind]())
    # The one thing outside it is an expression as subtitle, which Vega draws; see charts/wording.py.
    spec["title"] = {**spec["title"], "subtitle": "words"}
    alt.Chart.from_dict(spec, validate=True)


@pytest.mark.parametrize("kind", KINDS)
def test_same_definition_and_table_give_the_same_specification(kind: str) -> None:
    assert draw(chart(kind), TABLES[kind]()) == draw(chart(kind), TABLES[kind]())


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows_is_its_own_sentence(kind: str) -> None:
    table = TABLES[kind]()
    empty = Table(table.name, table.title, table.columns, empty_message="Nothing was held on this date.")
    assert "Nothing was held on this date." in said(draw(chart(kind), empty))


@pytest.mark.parametrize("kind", KINDS)
def test_every_drawn_point_says_itself_in_words(kind: str) -> None:
    spec = draw(chart(kind), TABLES[kind]())
    tipped = [layer for layer in spec["layer"] if "description" in layer["encoding"]]
    assert tipped
    assert all("tooltip" in layer["encoding"] for layer in tipped)
    silent = [layer for layer in spec["layer"] if layer not in tipped]
    assert all(layer["mark"].get("aria") is False or "text" in layer["encoding"] for layer in silent)


@pytest.mark.parametrize("kind", KINDS)
def test_every_missing_role_is_named_at_once(kind: str) -> None:
    with pytest.raises(ValueError, match="is not given") as caught:
        draw(replace(chart(kind), roles={}), TABLES[kind]())
    assert str(caught.value).count("is not given") >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_role_for_a_column_that_is_not_there_is_refused_by_name(kind: str) -> None:
    role = next(iter(ROLES[kind]))
    with pytest.raises(ValueError, match=f"role {role} names column nowhere"):
        draw(chart(kind, roles={role: "nowhere"}), TABLES[kind]())


def test_an_unknown_role_is_refused_with_the_roles_there_are() -> None:
    with pytest.raises(ValueError, match="role colour is unknown; the roles are label"):
        draw(chart("bars", roles={"colour": "force"}), rates())


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(ValueError, match="unknown kind pie; the kinds are bars"):
        draw(replace(chart("bars"), kind="pie"), rates())


def test_a_chart_without_alternative_text_is_refused() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        draw(replace(chart("bars"), alt=" "), rates())


def test_a_table_the_chart_is_not_of_is_refused() -> None:
    with pytest.raises(ValueError, match="not of rates"):
        draw(replace(chart("bars"), table="other"), rates())
