"""The page that a browser gets first, on Streamlit's own page as it is shipped."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import file_util

from dashboard.routes.first_page import FirstPage, needed
from tests.routes.serving import serving

STATIC = Path(file_util.get_static_dir())
OTHER = "<html><body>" + "Not Streamlit's page. " * 100 + "</body></html>"


@pytest.fixture(scope="module")
def address():
    """Streamlit's page with the compression that Streamlit gives it, and a page of another kind."""
    routes = [Route("/other", lambda _: HTMLResponse(OTHER)), Mount("/", StaticFiles(directory=STATIC, html=True))]
    inner = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware)])
    with serving(FirstPage(inner, static=STATIC, font="Verdana")) as running:
        yield running


def page(address, **headers):
    return httpx.get(f"{address}/", headers=headers).text


def test_it_says_what_it_is_in_british_english(address):
    said = page(address)
    assert '<html lang="en-GB">' in said
    assert "<title>Recorded Crime Quality</title>" in said
    assert "A Streamlit app" not in said
    assert said.count("<noscript>") == 1


def test_no_typeface_of_streamlits_own_is_fetched_ahead(address):
    said = page(address)
    assert 'as="font"' not in said
    assert '"bodyFont": "Verdana"' in said


def test_every_program_file_that_it_names_is_there_and_named_once(address):
    named = re.findall(r"\./static/js/([\w.\-]+\.js)", page(address))
    assert len(named) == len(set(named)) > 80
    for name in named:
        assert (STATIC / "static" / "js" / name).is_file()
    for part in ("ArrowVegaLiteChart", "embed", "vega-interpreter", "Html", "Selectbox"):
        assert any(name.startswith(f"{part}.") for name in named), part


@pytest.mark.parametrize(("form", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)])
def test_each_form_holds_the_same_page(address, form, undo):
    with httpx.stream("GET", f"{address}/", headers={"Accept-Encoding": form}) as answer:
        body = b"".join(answer.iter_raw())
    assert undo(body).decode() == page(address)
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers.get("content-encoding", "identity") == form
    assert int(answer.headers["content-length"]) == len(body)


@pytest.mark.parametrize("form", ["gzip", "identity"])
def test_another_page_goes_on_as_it_is(address, form):
    answer = httpx.get(f"{address}/other", headers={"Accept-Encoding": form})
    assert answer.text == OTHER
    assert answer.headers.get("content-encoding", "identity") == form


def test_a_program_file_that_is_not_there_is_left_out(tmp_path):
    (tmp_path / "a.X1.js").write_text('import{t as e}from"./b.X2.js";import"./gone.X3.js";', encoding="utf-8")
    (tmp_path / "b.X2.js").write_text("export{}", encoding="utf-8")
    assert needed(tmp_path, ("a", "nothing")) == ["a.X1.js", "b.X2.js"]
