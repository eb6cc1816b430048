"""Sheets as an ODS workbook.

Written as XML here, row by row: the library for open documents builds a tree of the whole workbook, which for 50,000 rows
takes minutes.  The tests read what is written with two libraries.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from dashboard.domain.view_model import Value
from dashboard.exports.same_bytes import settled
from dashboard.exports.sheets import Sheet

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    )
)
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
_STYLES = (
    "<office:automatic-styles>"
    '<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>'
    '<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:border-bottom="0.5pt solid #000000" fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="5cm"/></style:style>'
    "</office:automatic-styles>"
)


def workbook_ods(sheets: Sequence[Sheet], *, title: str, day: date, lang: str) -> bytes:
    """The workbook; header rows are marked as such, and nothing in it can run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and uncompressed, so that programs know the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE)
        with archive.open("content.xml", "w") as content:
            for piece in _content(sheets):
                content.write(piece.encode("utf-8"))
        archive.writestr(
            "styles.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {_SPACES} office:version="1.3"/>',
        )
        archive.writestr("meta.xml", _meta(title, day, lang))
        archive.writestr("META-INF/manifest.xml", _manifest())
    return settled(out.getvalue(), day)


def _content(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f"{_HEAD}{_STYLES}<office:body><office:spreadsheet>"
    for sheet in sheets:
        columns = max(len(sheet.header), 1)
        yield (
            f"<table:table table:name={quoteattr(sheet.name)}>"
            f'<table:table-column table:style-name="wide" table:number-columns-repeated="{columns}"/>'
        )
        for number, line in enumerate(sheet.lines):
            yield f"<table:table-row>{_text(line, 'title' if number == 0 else '')}</table:table-row>"
        if sheet.header:
            heads = "".join(_text(label, "head") for label in sheet.header)
            yield f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
        links = dict(sheet.links)
        for number, row in enumerate(sheet.rows):
            cells = [_cell(value) for value in row]
            if number in links:
                cells[0] = _link(links[number])
            yield f"<table:table-row>{''.join(cells)}</table:table-row>"
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        day = value.isoformat()
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{day}">'
            f"<text:p>{day}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>{value!r}</text:p></table:table-cell>'
    return _text(str(value))


def _text(words: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _printable(words).split("\n"))
    return f'<table:table-cell{named} office:value-type="string">{lines}</table:table-cell>'


def _link(target: str) -> str:
    where = quoteattr(f"#'{target}'.A1")
    return (
        '<table:table-cell office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href={where}>{escape(target)}</text:a></text:p></table:table-cell>'
    )


def _printable(words: str) -> str:
    """The words without the characters that XML cannot hold."""
    return "".join(c for c in words if c in "\n\t" or ord(c) >= 32)


def _meta(title: str, day: date, lang: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta><dc:title>{escape(title)}</dc:title><dc:language>{lang}</dc:language>"
        f"<meta:creation-date>{day.isoformat()}T00:00:00Z</meta:creation-date></office:meta></office:document-meta>"
    )


def _manifest() -> str:
    parts = (("/", MEDIA_TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in parts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
        f'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">{listed}</manifest:manifest>'
    )
