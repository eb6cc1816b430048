"""A view as JSON: dates in ISO form and as precisely as they are known, percentages as numbers, missing as null.

Why a value is missing is in the column called `<name>_missing` beside it, or else in `missing_means`, which says for each
table and column what null means there.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from dashboard.domain.view_model import ChartSpec, Table, View
from dashboard.exports.reduced_dates import reduced, reducer


def view_as_json(view: View) -> str:
    """The whole view as a JSON text, two spaces deep, the same for the same view."""
    return json.dumps(view_as_data(view), indent=2, ensure_ascii=False, default=_plain, allow_nan=False)


def view_as_data(view: View) -> dict[str, Any]:
    """The view as nested plain values."""
    return {
        "view": view.name,
        "title": view.title,
        "as_at": view.as_at.isoformat(),
        **({"looking_ahead_from": view.looking_from.isoformat()} if view.looking_from else {}),
        "filters": dict(view.filters),
        "store_version": view.store_version,
        "statement": view.statement,
        "tables": {
            table.name: {
                "title": table.title,
                "columns": [{"name": c.name, "label": c.label, "unit": c.unit} for c in table.columns],
                "rows": _rows(table),
            }
            for table in view.tables
        },
        "missing_means": {
            table.name: {c.name: c.missing for c in table.columns if c.missing} for table in view.tables if table.rows
        },
        "charts": [_chart(c) for c in view.charts],
        "notes": [note.text for note in view.notes],
        "warnings": [warning.text for warning in view.warnings],
        "sources": [
            {
                "id": s.source_id,
                "title": s.title,
                "publisher": s.publisher,
                "edition": s.edition_label,
                "published_on": _plain(reduced(s.published_on, s.published_precision)),
                "published_precision": s.published_precision,
                "url": s.url,
                **({"link_dead_on": s.dead_on.isoformat()} if s.dead_on else {}),
                "retrieved_on": s.retrieved_on.isoformat() if s.retrieved_on else None,
                "sha256": s.sha256,
                "class": s.figure_class,
                "secondary": s.is_secondary,
                "licence": s.licence,
            }
            for s in view.sources
        ],
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    names, told = [column.name for column in table.columns], reducer(table)
    return [{name: _plain(value) for name, value in zip(names, told(row), strict=True)} for row in table.rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _chart(spec: ChartSpec) -> dict[str, Any]:
    """A chart's words and the events marked on it, which go with its figures."""
    marks = [
        {"number": m.number, "on": m.on.isoformat(), "precision": m.precision, "text": m.text, "is_break": m.is_break}
        for m in spec.marks
    ]
    return {
        "name": spec.name,
        "table": spec.table,
        "title": spec.title,
        "subtitle": spec.subtitle,
        "alt": spec.alt,
        "marks": marks,
    }
