"""Rules of the house that no type checker sees.  Who may import whom is checked by import-linter."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest

from dashboard import paths
from dashboard.cli import app
from dashboard.domain.kinds import KINDS
from dashboard.navigation import PAGES
from dashboard.settings import PREFIX, Settings
from dashboard.store import queries
from dashboard.views import VIEWS
from tests.views.asking import ask

# Lists of documents and names, in which there is nothing to draw, and what is drawn only once people have entered it.
WITHOUT_CHART = {
    "ledger",
    # Forces' own audits are sent in, never bundled; their charts are drawn in tests/force_audits.
    "audit",
    "audit_series",
    "audit_reasons",
    "own_and_inspectorate",
    "changes",
    "releases",
    "meetings",
    "minutes",
    "crosswalk",
    "events",
    "sources",
    "bodies",
    "qa_returns",
    "qaad",
    "assurance_plan",
}
DOCS = [paths.PROJECT_ROOT / "README.md", *sorted((paths.PROJECT_ROOT / "docs").rglob("*.md"))]


def query_functions():
    for module in pkgutil.iter_modules(queries.__path__):
        loaded = importlib.import_module(f"{queries.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            asks_the_store = "connection" in inspect.signature(function).parameters
            if function.__module__ == loaded.__name__ and not name.startswith("_") and asks_the_store:
                yield pytest.param(function, id=f"{module.name}.{name}")


@pytest.mark.parametrize("function", list(query_functions()))
def test_every_query_must_be_told_the_date_by_name(function):
    parameter = inspect.signature(function).parameters["as_at"]
    assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
    assert parameter.default is inspect.Parameter.empty
    assert function.__doc__


def test_there_are_queries_to_check():
    assert len(list(query_functions())) > 10


def test_every_page_is_in_the_navigation_and_every_entry_is_a_page():
    files = {path.name for path in paths.PAGES_DIR.glob("*.py")} - {"__init__.py"}
    assert {page.file for page in PAGES} == files
    assert len(PAGES) == len(files)


def test_no_two_pages_share_an_address_or_a_title():
    for field in ("address", "title"):
        values = [getattr(page, field) for page in PAGES]
        assert len(set(values)) == len(values)


def test_every_view_has_a_page_and_every_page_a_view_that_exists():
    assert {name for page in PAGES for name in (page.view, *page.also)} - {""} == VIEWS.keys()
    for definition in VIEWS.values():
        assert definition.build.__doc__, definition.name
        assert definition.answers.endswith("?"), definition.name


def charts_drawn(store):
    asked = [(name, {}) for name in VIEWS if name != "force"]
    asked += [("force", {"force": force}) for force in ("Kent", "West Midlands", "City of London")]
    asked += [
        ("inspections", {"force": "Kent"}),
        ("recommendation", {"id": "MER-2017-01"}),
        ("divergence", {"offence_type": "Vehicle-related theft"}),
    ]
    asked += [("divergence_split", {"offence_type": "Bicycle theft"})]
    for name, filters in asked:
        view = ask(store, name, **filters)
        for chart in view.charts:
            yield view, chart


def test_every_chart_says_in_words_what_it_shows_and_draws_columns_that_exist(bundled_store):
    drawn = list(charts_drawn(bundled_store))
    for view, chart in drawn:
        where = (view.name, chart.name)
        assert chart.title, where
        assert chart.subtitle, where
        assert len(chart.alt) > 40, where
        assert chart.alt.endswith("."), where
        assert chart.alt != chart.title, where
        table = view.table(chart.table)
        assert table.rows, where
        assert set(chart.roles.values()) <= {column.name for column in table.columns}, where
    assert {view.name for view, _ in drawn} == VIEWS.keys() - WITHOUT_CHART


def test_every_figure_in_a_chart_has_a_source(bundled_store):
    for view, chart in charts_drawn(bundled_store):
        names = [column.name for column in view.table(chart.table).columns]
        # States are counted, and a plan is worked out from what the reader enters.
        assert "source_id" in names or chart.name in ("states", "families", "reach", "open"), (view.name, chart.name)


def documented():
    return "\n".join(path.read_text(encoding="utf-8") for path in DOCS)


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_documented(field):
    assert f"{PREFIX}{field}".upper() in documented()


@pytest.mark.parametrize("command", [c.name or c.callback.__name__ for c in app.registered_commands])
def test_every_command_is_documented(command):
    assert f"rcq {command}" in documented()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_documented(view):
    assert re.search(rf"`{view}`|rcq view {view}\b", documented())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_every_page_is_documented(page):
    assert page.title in documented()


def test_the_data_dictionary_describes_every_file_and_every_column():
    text = (paths.PROJECT_ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"{kind.name}.csv" in text
        for field in kind.fields:
            assert f"`{field.name}`" in text, (kind.name, field.name)
            assert field.meaning in text, (kind.name, field.name)


def test_no_link_between_our_documents_is_broken():
    for path in DOCS:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
