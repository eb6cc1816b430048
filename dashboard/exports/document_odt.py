"""A document as ODT, to be edited: real headings, table headers that repeat, its language set."""

from __future__ import annotations

import io
from typing import Any

from odf import meta, style, table, text
from odf.dc import Language
from odf.dc import Title as DocumentTitle
from odf.opendocument import OpenDocumentText

from dashboard.exports.documents import Block, Document
from dashboard.exports.same_bytes import settled


def document_odt(document: Document) -> bytes:
    """The file; the same document gives the same bytes."""
    file = OpenDocumentText()
    file.meta.addElement(DocumentTitle(text=document.title))
    file.meta.addElement(Language(text=document.lang))
    file.meta.addElement(meta.CreationDate(text=f"{document.day.isoformat()}T00:00:00"))
    styles = _styles(file, document.lang)
    for block in document.blocks:
        _add(file, block, styles)
    out = io.BytesIO()
    file.write(out)
    return settled(out.getvalue(), document.day)


def _styles(file: Any, lang: str) -> dict[str, Any]:
    country = "GB" if lang.startswith(("en", "cy")) else "none"
    usual = style.Style(name="Standard", family="paragraph")
    usual.addElement(style.TextProperties(language=lang[:2], country=country))
    file.styles.addElement(usual)
    made = {}
    for level, size in ((1, "18pt"), (2, "14pt"), (3, "12pt")):
        heading = style.Style(name=f"Heading {level}", family="paragraph", parentstylename="Standard")
        heading.addElement(style.TextProperties(fontsize=size, fontweight="bold"))
        file.styles.addElement(heading)
        made[str(level)] = heading
    bold = style.Style(name="Head", family="paragraph", parentstylename="Standard")
    bold.addElement(style.TextProperties(fontweight="bold"))
    file.styles.addElement(bold)
    return {**made, "head": bold, "": usual}


def _add(file: Any, block: Block, styles: dict[str, Any]) -> None:
    if block.header:
        file.text.addElement(_table(block, styles))
        file.text.addElement(text.P(text=""))
    elif block.level:
        heading = styles[str(min(block.level, 3))]
        file.text.addElement(text.H(outlinelevel=block.level, stylename=heading, text=_sound(block.text)))
    else:
        file.text.addElement(text.P(stylename=styles[""], text=_sound(block.text)))


def _table(block: Block, styles: dict[str, Any]) -> Any:
    made = table.Table()
    made.addElement(table.TableColumn(numbercolumnsrepeated=len(block.header)))
    head = table.TableHeaderRows()
    head.addElement(_row(block.header, styles["head"]))
    made.addElement(head)
    for row in block.rows:
        made.addElement(_row(row, styles[""]))
    return made


def _row(cells: tuple[str, ...], of: Any) -> Any:
    row = table.TableRow()
    for words in cells:
        cell = table.TableCell(valuetype="string")
        cell.addElement(text.P(stylename=of, text=_sound(words)))
        row.addElement(cell)
    return row


def _sound(words: str) -> str:
    """The words without characters that XML cannot hold."""
    return "".join(c for c in words if c in "\n\t" or ord(c) >= 32)
