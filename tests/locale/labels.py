"""Every label that a reader of public views can meet: gathered from the views, the navigation and the code that writes pages."""

from __future__ import annotations

import ast

from dashboard import paths
from dashboard.navigation import PAGES
from dashboard.views import VIEWS
from tests.views.asking import ask

NEEDED = {"force": {"force": "Kent"}}
SPEAKS = {"say", "text", "block"}
FOLDERS = ("exports", "routes")


def labels_of_views(store):
    """Titles, headings of tables and columns, units, filters and choices, and what stands for a missing value."""
    found = {}
    for name, definition in VIEWS.items():
        found[definition.title] = f"title of {name}"
        for f in definition.filters:
            found[f.label] = f"filter {f.name} of {name}"
        view = ask(store, name, **NEEDED.get(name, {}))
        for table in view.tables:
            if name != "force":  # there the name of the force is part of the titles
                found.setdefault(table.title, f"table {table.name} of {name}")
            for column in table.columns:
                found.setdefault(column.label, f"column {column.name} of {name}")
                found.setdefault(column.unit, f"unit of {column.name} of {name}")
                found.setdefault(column.missing, f"missing in {column.name} of {name}")
    found.pop("", None)
    return found


def labels_of_navigation():
    """Names of pages and of their groups."""
    return {words: "navigation" for page in PAGES for words in (page.title, page.group)}


def labels_in_code():
    """Every text that the code of pages and files says as it stands."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((paths.PROJECT_ROOT / "dashboard" / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPEAKS:
                    for part in node.args:
                        for leaf in _texts(part):
                            if _is_label(leaf):
                                found.setdefault(leaf, path.name)
    return found


def _texts(node):
    """The texts in an expression; those with gaps are patterns, which other tests look at."""
    if isinstance(node, ast.JoinedStr):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


def _is_label(words):
    return any(c.isalpha() for c in words) and (" " in words or words[:1].isupper() or len(words) > 3)
