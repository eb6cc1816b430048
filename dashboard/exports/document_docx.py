"""A document as DOCX, to be edited: real headings, table headers that repeat, its language set."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dashboard.exports.documents import Block, Document
from dashboard.exports.same_bytes import settled


def document_docx(document: Document) -> bytes:
    """The file; the same document gives the same bytes."""
    file = docx.Document()
    told = file.core_properties
    told.title, told.language, told.author, told.comments = document.title, document.lang, "Recorded Crime Quality", ""
    told.created = told.modified = datetime.combine(document.day, time())
    _language(file.styles["Normal"].element.get_or_add_rPr(), document.lang)
    for block in document.blocks:
        _add(file, block)
    out = io.BytesIO()
    file.save(out)
    return settled(out.getvalue(), document.day)


def _add(file: Any, block: Block) -> None:
    if block.header:
        _table(file, block)
        return
    paragraph = (
        file.add_heading(_sound(block.text), block.level) if block.level else file.add_paragraph(_sound(block.text))
    )
    if block.lang:
        for run in paragraph.runs:
            _language(run._element.get_or_add_rPr(), block.lang)  # noqa: SLF001 - no public way to a run's language


def _table(file: Any, block: Block) -> None:
    table = file.add_table(rows=1, cols=len(block.header))
    table.style = "Table Grid"
    for cell, label in zip(table.rows[0].cells, block.header, strict=True):
        cell.paragraphs[0].add_run(_sound(label)).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - likewise for a header that repeats
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = _sound(words)
    file.add_paragraph()


def _language(properties: Any, lang: str) -> None:
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), lang)
    properties.append(told)


def _sound(words: str) -> str:
    """The words without characters that XML cannot hold."""
    return "".join(c for c in words if c in "\n\t" or ord(c) >= 32)
