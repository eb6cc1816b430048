"""A value as a person reads it: British dates at their true precision, figures with their unit's habits, reasons for gaps."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from dashboard.domain.dates import british
from dashboard.domain.figures import rounded
from dashboard.domain.view_model import Column, Source, Value

# Columns whose values are short codes, shown with spaces.
CODES = frozenset({"measure", "audit_type"})
DECIMALS = {
    "%": 1,
    "ratio": 2,
    "percentage points": 2,
    "years": 1,
    "thousand incidents": 0,
    "thousand offences": 0,
    "thousand": 0,
}


def is_figure(column: Column) -> bool:
    """Whether the column holds figures, which stand to the right."""
    return bool(column.unit) and column.unit != "position"


def cell_words(column: Column, record: dict[str, Value]) -> tuple[str, bool]:
    """What to show for a column of a record, and whether it is a stand-in for a missing value."""
    value = record[column.name]
    if value is None or value == "":
        return (_reason(column, record), True)
    if isinstance(value, bool):
        return ("yes" if value else "no", False)
    if isinstance(value, date):
        precision = record.get(f"{column.name.removesuffix('_on')}_precision") or record.get("precision")
        return (british(value, str(precision) if precision else "day"), False)
    if isinstance(value, int | float):
        return (figure_words(value, column.unit), False)
    return (str(value).replace("_", " ") if column.name in CODES else str(value), False)


def _reason(column: Column, record: dict[str, Value]) -> str:
    """Why a value is missing; where a rate is missing its limits are so for the same reason."""
    names = [f"{column.name}_missing"]
    if column.name in ("lower_pct", "upper_pct"):
        names += ["recorded_pct_missing", "rate_missing"]
    return next((str(record[name]) for name in names if record.get(name)), column.missing)


def figure_words(value: float, unit: str) -> str:
    """A figure with thousands separators and the decimals its unit calls for; a year stays a year."""
    if unit == "year":
        return str(int(value))
    if unit in DECIMALS:
        return f"{rounded(value, DECIMALS[unit]):,}"
    return f"{rounded(value, 0 if float(value).is_integer() else 1):,}"


def source_details(source: Source | None, source_id: str, *, words: str = "Source") -> str:
    """A source behind one click: publisher, title, dates, class, how read, link; as HTML."""
    if source is None:
        return _no_source(source_id)
    return (
        f'<details class="rcq-source"><summary aria-label="{_source_label(source)}">{words}</summary>'
        f"{_source_list(source)}</details>"
    )


def source_button(source: Source | None, source_id: str, target: str) -> str:
    """A button that opens the box `target`; a table says what its rows share once and not in every row."""
    if source is None:
        return _no_source(source_id)
    return (
        f'<button type="button" class="rcq-open-source" popovertarget="{escape(target)}" '
        f'aria-label="{_source_label(source)}">Source</button>'
    )


def source_box(source: Source, target: str, place: str = "") -> str:
    """What `source_button` opens: laid over the page, closed with Escape or a click elsewhere."""
    return (
        f'<div popover id="{escape(target)}" class="rcq-source rcq-source-box" role="dialog" '
        f'aria-label="{_source_label(source)}">{_source_list(source, place)}</div>'
    )


def _no_source(source_id: str) -> str:
    return f'<span class="rcq-none">{escape(source_id or "worked out here")}</span>'


def _source_label(source: Source) -> str:
    return escape(f"Source: {source.title}")


def _source_list(source: Source, place: str = "") -> str:
    published = british(source.published_on, source.published_precision, unknown="date of publication not known")
    lines: list[tuple[str, Any]] = [
        ("Publisher", source.publisher),
        ("Title", source.title),
        ("Edition", source.edition_label),
        ("Published", published),
        ("Place", place),
        ("Retrieved", british(source.retrieved_on)),
        ("Class", source.figure_class or "document, no figure"),
        ("How read", f"secondary: {source.note}" if source.is_secondary else source.note or "from the publisher"),
        ("Licence", source.licence),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(str(text))}</dd>" for name, text in lines if text)
    link = (
        f'<dt>Link</dt><dd><a href="{escape(source.url)}">{escape(source.url)}</a></dd>' if _is_web(source.url) else ""
    )
    return f"<dl>{listed}{link}</dl>"


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))
