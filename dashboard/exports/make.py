"""Every form in which views can be taken away, by name: one table, so that page, command and address offer the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.domain.view_model import View
from dashboard.exports.chart_image import chart_png, chart_svg
from dashboard.exports.document_docx import document_docx
from dashboard.exports.document_odt import document_odt
from dashboard.exports.documents import Document, progress_update, response_letter
from dashboard.exports.flat_csv import table_as_csv
from dashboard.exports.paper import paper
from dashboard.exports.particulars import particulars
from dashboard.exports.plain_text import view_as_text
from dashboard.exports.sheets import sheets_of
from dashboard.exports.slides import slides
from dashboard.exports.view_json import view_as_data
from dashboard.exports.workbook_ods import workbook_ods
from dashboard.exports.workbook_xlsx import workbook_xlsx
from dashboard.locale import ENGLISH, Words


@dataclass(frozen=True)
class Wish:
    """How a file is wanted: this server's address (ending in a slash), language, title of a pack, one table or chart."""

    base: str
    words: Words = ENGLISH
    title: str = ""
    table: str = ""
    chart: str = ""


Maker = Callable[[Sequence[View], Wish], bytes]


@dataclass(frozen=True)
class Form:
    """A form of file: its ending, its media type, what it is called, and what makes it."""

    ending: str
    media_type: str
    label: str
    make: Maker
    of_many: bool = True


def make(form_name: str, views: Sequence[View], wish: Wish) -> bytes:
    """The file; UnknownName for a form, table or chart that does not exist, ReaderError for what a form cannot hold."""
    form = form_named(form_name)
    if not views:
        raise ReaderError("There is nothing to write: name at least one view.")
    if len(views) > 1 and not form.of_many:
        several = ", ".join(name for name, held in ALL.items() if held.of_many)
        raise ReaderError(f"The form {form_name} holds one view; for several take one of {several}.")
    return form.make(views, wish)


def form_named(name: str) -> Form:
    """The form called `name`; UnknownName names all there are."""
    if name not in ALL:
        raise unknown_name("form", name, ALL)
    return ALL[name]


def file_name(views: Sequence[View], form_name: str, part: str = "") -> str:
    """What a file is called: the view, the part of it, and its as-at date."""
    stem = views[0].name if len(views) == 1 else "pack"
    named = f"-{part}" if part else ""
    return f"{stem}{named}-as-at-{max(v.as_at for v in views).isoformat()}.{ALL[form_name].ending}"


def _paper(views: Sequence[View], wish: Wish) -> bytes:
    return paper(views, wish.base, wish.words, title=wish.title)


def _slides(views: Sequence[View], wish: Wish) -> bytes:
    return slides(views, wish.base, wish.words, title=wish.title)


def _xlsx(views: Sequence[View], wish: Wish) -> bytes:
    title, day = wish.title or views[0].title, max(view.as_at for view in views)
    return workbook_xlsx(sheets_of(views, wish.base, wish.words), title=title, day=day, lang=wish.words.html_lang)


def _ods(views: Sequence[View], wish: Wish) -> bytes:
    title, day = wish.title or views[0].title, max(view.as_at for view in views)
    return workbook_ods(sheets_of(views, wish.base, wish.words), title=title, day=day, lang=wish.words.html_lang)


def _csv(views: Sequence[View], wish: Wish) -> bytes:
    view = views[0]
    names = [table.name for table in view.tables]
    if wish.table and wish.table not in names:
        raise unknown_name(f"table of the view {view.name} called", wish.table, names)
    return table_as_csv(view.table(wish.table or names[0])).encode("utf-8")


def _json(views: Sequence[View], wish: Wish) -> bytes:
    told = []
    for view in views:
        said = particulars(view, wish.base, wish.words)
        own = {"result_hash": said.result, "link": said.link, "licence": said.licence, "citation": said.citation}
        # The version is that of what was known by the day: the same a month later, whatever was loaded since.
        told.append({**view_as_data(view), "store_version": view.known_version, **own})
    text = json.dumps(told[0] if len(told) == 1 else told, indent=2, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")


def _text(views: Sequence[View], wish: Wish) -> bytes:
    parts = []
    for view in views:
        lines = "\n".join(
            f"{label}: {value}" for label, value in particulars(view, wish.base, wish.words).lines(wish.words)
        )
        body = view_as_text(view).replace(
            f"Store version {view.store_version}.", f"Store version {view.known_version}."
        )
        parts.append(f"{body}\n{lines}\n")
    return "\n\n".join(parts).encode("utf-8")


def _chart_name(view: View, wish: Wish) -> str:
    names = [spec.name for spec in view.charts]
    if not names:
        raise ReaderError(f"The view {view.name} has no chart for this choice; take it as paper, workbook or CSV.")
    if wish.chart and wish.chart not in names:
        raise unknown_name(f"chart of the view {view.name} called", wish.chart, names)
    return wish.chart or names[0]


def _svg(views: Sequence[View], wish: Wish) -> bytes:
    return chart_svg(views[0], _chart_name(views[0], wish), wish.words).encode("utf-8")


def _png(views: Sequence[View], wish: Wish) -> bytes:
    return chart_png(views[0], _chart_name(views[0], wish), wish.words)


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMS: dict[str, Form] = {
    "paper": Form("pdf", "application/pdf", "Paper (PDF)", _paper),
    "slides": Form("pptx", f"{_OFFICE}presentationml.presentation", "Slides (PPTX)", _slides),
    "workbook-xlsx": Form("xlsx", f"{_OFFICE}spreadsheetml.sheet", "Workbook (XLSX)", _xlsx),
    "workbook-ods": Form("ods", "application/vnd.oasis.opendocument.spreadsheet", "Workbook (ODS)", _ods),
    "csv": Form("csv", "text/csv; charset=utf-8", "Table (CSV)", _csv, of_many=False),
    "json": Form("json", "application/json", "Everything (JSON)", _json),
    "text": Form("txt", "text/plain; charset=utf-8", "Text", _text),
    "chart-svg": Form("svg", "image/svg+xml", "Chart (SVG)", _svg, of_many=False),
    "chart-png": Form("png", "image/png", "Chart (PNG)", _png, of_many=False),
}


def _letter(writes: Callable[[Document], bytes]) -> Maker:
    return lambda views, wish: writes(response_letter(views, wish.base, wish.words))


def _update(writes: Callable[[Document], bytes]) -> Maker:
    return lambda views, wish: writes(progress_update(views, wish.base, wish.words))


_ODT = "application/vnd.oasis.opendocument.text"
# Drafts to edit, which are made from some views only: recommendations, or those of what moved.
DOCUMENTS: dict[str, Form] = {
    "letter-docx": Form(
        "letter.docx", f"{_OFFICE}wordprocessingml.document", "Response letter (DOCX)", _letter(document_docx)
    ),
    "letter-odt": Form("letter.odt", _ODT, "Response letter (ODT)", _letter(document_odt)),
    "update-docx": Form(
        "update.docx", f"{_OFFICE}wordprocessingml.document", "Progress update (DOCX)", _update(document_docx)
    ),
    "update-odt": Form("update.odt", _ODT, "Progress update (ODT)", _update(document_odt)),
}
ALL = {**FORMS, **DOCUMENTS}
