"""The description of the read interface, made from the views themselves."""

from __future__ import annotations

from typing import Any

from dashboard import __version__
from dashboard.domain.filters import FilterDefinition
from dashboard.views import VIEWS
from dashboard.views.question import ViewDefinition

COMMON = (
    (
        "as_at",
        "Everything as it was known on this date (2018-01-15); otherwise today.",
        {"type": "string", "format": "date"},
    ),
    (
        "look_ahead",
        "In place of as_at, a day to come: what falls due by then, from what is known today; the answer says so.",
        {"type": "string", "format": "date"},
    ),
    ("table", "Only this table; for CSV the first one unless named.", {"type": "string"}),
    ("page", "Which page of rows, from 1 (JSON).", {"type": "integer", "minimum": 1, "default": 1}),
    (
        "per_page",
        "Rows of each table on a page (JSON).",
        {"type": "integer", "minimum": 1, "maximum": 10000, "default": 1000},
    ),
    ("format", "Overrules the header Accept.", {"type": "string", "enum": ["json", "csv"]}),
    ("lang", "Language of the particulars.", {"type": "string", "enum": ["en", "cy"], "default": "en"}),
)
FORMS = {
    "force": "any name or code of a force",
    "forces": "names or codes of forces, separated by semicolons",
    "date": "a date, as 2018-01-15 or 15 January 2018",
    "number": "a number",
    "text": "any words",
}


def described(base: str) -> dict[str, Any]:
    """The whole interface in the form of OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Recorded Crime Quality: read interface",
            "version": __version__,
            "description": (
                "Every view as at any date, the same figures as on the pages. Figures are reused under the licences "
                "named with their sources. Missing values are null, and say why."
            ),
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": {
            "/api/v1/views": {"get": _operation("views", "The views and their filters", [], _ref("Views"))},
            **{f"/api/v1/views/{name}": {"get": _view_operation(view)} for name, view in VIEWS.items()},
        },
        "components": {"schemas": SCHEMAS},
    }


def described_views(base: str) -> list[dict[str, Any]]:
    """Every view with its question, its filters and its address."""
    return [
        {
            "name": view.name,
            "title": view.title,
            "answers": view.answers,
            "href": f"{base}api/v1/views/{view.name}",
            "filters": [
                {"name": f.name, "label": f.label, "takes": _takes(f), "required": f.required} for f in view.filters
            ],
        }
        for view in VIEWS.values()
    ]


def _view_operation(view: ViewDefinition) -> dict[str, Any]:
    own = [_parameter(f.name, f"{f.label}: {_takes(f)}.", _schema(f), required=f.required) for f in view.filters]
    common = [_parameter(name, said, schema) for name, said, schema in COMMON]
    operation = _operation(view.name, view.answers, own + common, _ref("View"))
    operation["responses"]["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}
    return operation


def _operation(name: str, summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    problem = {"content": {"application/problem+json": {"schema": _ref("Problem")}}}
    said = {
        "304": "Not changed since the ETag that was sent",
        "400": "A filter, date or table that is not known; the detail names what is allowed",
        "404": "No such address",
        "406": "None of the types asked for is offered",
        "503": "Too much at once, or the store does not answer; Retry-After says when to ask again",
    }
    faults = {code: {"description": words} | ({} if code == "304" else problem) for code, words in said.items()}
    good = {"description": "The answer", "content": {"application/json": {"schema": schema}}}
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": {"200": good, **faults}}


def _parameter(name: str, said: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": said, "required": required, "schema": schema}


def _takes(f: FilterDefinition) -> str:
    if f.kind in FORMS:
        return FORMS[f.kind]
    return f"one of {', '.join(f.choices)}" if f.choices else f"a value of {f.choices_from}"


def _schema(f: FilterDefinition) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "number" if f.kind == "number" else "string"}
    if f.choices:
        schema["enum"] = list(f.choices)
    if f.default:
        schema["default"] = float(f.default) if f.kind == "number" else f.default
    if f.least is not None:
        schema["minimum"] = f.least
    if f.most is not None:
        schema["maximum"] = f.most
    return schema


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_OBJECTS = {"type": "array", "items": {"type": "object"}}
SCHEMAS: dict[str, Any] = {
    "View": {
        "type": "object",
        "required": ["view", "title", "as_at", "filters", "store_version", "statement", "tables", "notes", "sources"],
        "properties": {
            "view": _TEXT,
            "title": _TEXT,
            "as_at": {"type": "string", "format": "date"},
            "filters": {"type": "object", "additionalProperties": _TEXT},
            "store_version": {
                "type": "integer",
                "description": "Loads and entries known by the day; the same ever after.",
            },
            "statement": _TEXT,
            "tables": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Table"}},
            "missing_means": {"type": "object", "description": "Table to column to what null means there."},
            "charts": _OBJECTS,
            "notes": _TEXTS,
            "warnings": _TEXTS,
            "sources": _OBJECTS,
            "result_hash": {"type": "string", "description": "Equal for equal content."},
            "link": _TEXT,
            "citation": _TEXT,
            "licence": _TEXT,
            "page": {"type": "object"},
        },
    },
    "Table": {
        "type": "object",
        "required": ["title", "columns", "rows", "total_rows"],
        "properties": {
            "title": _TEXT,
            "columns": _OBJECTS,
            "rows": {
                **_OBJECTS,
                "description": "Column name to value: ISO dates, per cent on 0 to 100, null for missing.",
            },
            "total_rows": {"type": "integer"},
        },
    },
    "Views": {"type": "object", "required": ["views"], "properties": {"views": _OBJECTS}},
    "Problem": {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
    },
}
