"""A view as one plain HTML page: tables first, forms for the filters, no script, at most 150 kB, fit to print."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urlencode

from dashboard.domain.filters import FilterDefinition
from dashboard.domain.glossary import GLOSSARY
from dashboard.domain.revised import Revised
from dashboard.domain.view_model import View
from dashboard.exports import plain_parts as parts
from dashboard.exports.particulars import PRODUCT, moment, page_address, particulars
from dashboard.exports.plain_parts import Shown, Writer
from dashboard.locale import LANGUAGES, Words
from dashboard.views import VIEWS

MOST_BYTES = 150_000
ROWS = (50, 25, 12, 6, 3, 1)  # of each table, tried in this order until the page is small enough
FILES = (("pdf", "Paper (PDF)"), ("pptx", "Slides (PPTX)"), ("xlsx", "Workbook (XLSX)"), ("ods", "Workbook (ODS)"))
ROWS_ALONE = 200  # of a table that is shown alone
STYLE = """body{font:1rem/1.45 Arial,Helvetica,'Liberation Sans',sans-serif;color:#0b0c0c;background:#fff;margin:0 auto;max-width:76rem;padding:0 1rem}
a{color:#12436d}a:focus,input:focus,select:focus,button:focus,.scroll:focus{outline:3px solid #12436d;outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:0;background:#fd0;padding:.4rem}
header{border-bottom:2px solid #12436d;padding:.5rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}
header strong{color:#12436d}.past{background:#fd0;padding:0 .4rem}
summary{color:#12436d;cursor:pointer;min-height:24px;padding:.3rem 0}summary:focus-visible{outline:3px solid #12436d}nav ul{list-style:none;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1rem}nav a{display:inline-block;min-height:24px}
h1{font-size:1.6rem;margin:.6rem 0}h2{font-size:1.2rem;margin:1.2rem 0 .3rem}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;background:#f3f2f1;padding:.6rem;margin:.6rem 0}
label{display:block;font-size:.9rem}input,select,button{font:inherit;min-height:2.2rem;max-width:100%}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.6rem;margin:.6rem 0}
.figures div{border:1px solid #767676;border-left:5px solid #12436d;padding:.4rem .6rem}.figures dd{margin:0}.figures dt{font-weight:600}
.scroll{overflow-x:auto;margin-top:1rem}td{white-space:pre-line}table{border-collapse:collapse;font-size:.9rem;width:100%}
caption{text-align:left;font-weight:600;font-size:1rem}th,td{text-align:left;vertical-align:top;padding:.25rem .7rem .25rem 0;border-bottom:1px solid #b1b4b6}
thead th{border-bottom:2px solid #0b0c0c;vertical-align:bottom}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td i,th i{color:#505a5f;white-space:normal}.care{border-left:5px solid #801650;padding-left:.8rem}.empty{border-left:5px solid #767676;padding:.3rem .8rem;background:#f3f2f1}
ul a{display:inline-block;min-height:24px}figure{margin:1rem 0}form p{margin:0;min-width:0;max-width:100%}.says dd,.figures div{min-width:0;overflow-wrap:anywhere}img{max-width:100%;height:auto}.sources,.says{overflow-wrap:anywhere;font-size:.9rem}
.says{display:grid;grid-template-columns:auto 1fr;gap:.1rem .8rem}.says dd{margin:0}.says dt{font-weight:600}
@media(max-width:40rem){.says{display:block}}
@media print{nav,form,.skip,.screen{display:none}body{max-width:none;font-size:10pt}.scroll{overflow:visible}table{font-size:8pt}
thead{display:table-header-group}tr,figure,.figures div{break-inside:avoid}a{color:#0b0c0c}.past{background:none;border:1px solid #0b0c0c}}
"""
# The one style on the page is allowed by its checksum; nothing else may run, load or be framed.
POLICY = (
    "default-src 'none'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
    + b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'"
)


@dataclass(frozen=True)
class PlainQuestion:
    """What a plain page is made for, beside the view: language, this server's address, and what each filter offers.

    `choices` maps a filter to value and words of each choice; `table` and `page` (from 1) show one table alone;
    `is_today` decides whether the day shown is marked as past; `revised` are the figures published anew since.
    """

    words: Words
    base: str
    is_today: bool
    filters: Sequence[FilterDefinition] = ()
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    table: str = ""
    page: int = 1
    revised: Sequence[Revised] = ()


def plain_page(view: View, asked: PlainQuestion) -> str:
    """The page of a view.

    Tables show as many rows as 150 kB allow; the rest is a link away, and every table is a file in full.
    """
    writer = Writer(asked.words)
    if asked.table:
        return _whole(view, asked, writer, _alone(view, asked, writer))
    page = ""
    for rows in ROWS:
        page = _whole(view, asked, writer, _all_parts(view, asked, writer, rows))
        if len(page.encode("utf-8")) <= MOST_BYTES:
            break
    return page


def _all_parts(view: View, asked: PlainQuestion, writer: Writer, rows: int) -> str:
    here = _address(view, asked.words)
    return "".join(
        [
            parts.revised(asked.revised, view.as_at, writer),
            parts.headlines(view, writer),
            parts.warnings(view, writer),
            *(parts.table(view, table, writer, Shown(0, rows), here) for table in view.tables),
            *(parts.chart(view, spec, writer, here) for spec in view.charts),
            parts.notes(view, writer),
            parts.sources(view, writer),
        ]
    )


def _alone(view: View, asked: PlainQuestion, writer: Writer) -> str:
    held, here, rows = view.table(asked.table), _address(view, asked.words), ROWS_ALONE
    made = ""
    while rows:
        shown = Shown((asked.page - 1) * rows, rows)
        made = parts.table(view, held, writer, shown, here)
        if len(made.encode("utf-8")) <= MOST_BYTES - 40_000:  # what stands around it
            break
        rows //= 2
    back = f'<p><a href="{escape(here)}">{writer.text("The whole page")}</a></p>'
    kept_rows = replace(held, rows=held.rows[shown.first : shown.first + rows])
    used = {record.get("source_id") for record in kept_rows.records()}
    kept = [s for s in view.sources if s.source_id in used]
    listed = "".join(f'<li id="s-{escape(s.source_id)}">{escape(s.publisher)}: {escape(s.title)}</li>' for s in kept)
    return (
        f"{back}{made}{parts.warnings(view, writer)}<ol class=sources>{listed}</ol>"
        if view.name != "sources"
        else back + made
    )


def _whole(view: View, asked: PlainQuestion, writer: Writer, body: str) -> str:
    words = asked.words
    said = particulars(view, asked.base, words)
    day = words.day(view.as_at)
    known = words.say(f"as known today, {day}") if asked.is_today else said.known
    listed = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in said.lines(words))
    main = (
        f"{writer.block('h1', view.title)}{writer.block('p', view.statement)}{_form(view, asked, writer)}{body}"
        f"<section><h2>{writer.text('This page')}</h2><dl class=says>{listed}</dl>{_files(view, writer)}</section>"
    )
    scope = said.chosen if view.chosen else words.say("all forces")
    band = f"<span{'' if asked.is_today else ' class=past'}>{escape(known)}</span><span>{escape(scope)}</span>"
    switch = "".join(
        f'<a class=screen hreflang={lang} lang={lang} href="{escape(_address(view, words, lang=lang))}">{name}</a>'
        for lang, name in LANGUAGES.items()
        if lang != words.lang
    )
    # The full page is drawn by a program and needs scripts; it is the same address without "plain".
    feed = escape(f"{asked.base}feeds/changes.atom")
    canonical = (
        f'<link rel=canonical href="{escape(said.link)}">'
        f'<link rel=alternate type="application/atom+xml" title="{escape(words.say("What changed"))}" href="{feed}">'
    )
    return shell(words, view.title, main, band + switch, _navigation(view, words), canonical)


def shell(words: Words, title: str, main: str, band: str = "", navigation: str = "", head: str = "") -> str:
    """A whole document around the contents of its main part."""
    writer = Writer(words)
    return (
        f"<!doctype html><html lang={words.html_lang}><head><meta charset=utf-8>"
        f"<title>{escape(words.say(title))} – {escape(words.say(PRODUCT))}</title>"
        f'<meta name=viewport content="width=device-width,initial-scale=1">{head}<style>{STYLE}</style></head><body>'
        f"<a class=skip href=#main>{writer.text('Skip to the main part')}</a>"
        f"<header><strong>{writer.text(PRODUCT)}</strong>{band}</header>{navigation}<main id=main>{main}</main></body></html>"
    )


def index_page(words: Words) -> str:
    """The list of all plain pages: the title of each and the question that it answers."""
    writer = Writer(words)
    lang = {"lang": words.lang} if words.lang != "en" else {}
    query = f"?{urlencode(lang)}" if lang else ""
    items = "".join(
        f'<li><a href="plain/{name}{query}">{writer.text(view.title)}</a>: {writer.text(view.answers)}</li>'
        for name, view in VIEWS.items()
    )
    programs = "".join(
        f'<li><a href="{address}">{writer.text(said)}</a></li>'
        for address, said in (
            ("feeds/changes.atom", "What changed, as a feed to subscribe to (Atom)"),
            ("calendar/national.ics", "Dates of the national recommendations, as a calendar"),
            ("api/v1/openapi.json", "The same figures for programs (OpenAPI)"),
        )
    )
    words_page = f'<li><a href="plain/words{query}">{writer.text("Words and abbreviations")}</a></li>'
    return shell(
        words,
        "Every page without scripts",
        f"<h1>{writer.text('Every page without scripts')}</h1><ul>{items}{words_page}</ul>"
        f"<h2>{writer.text('To subscribe, and for programs')}</h2><ul>{programs}</ul>",
        head='<link rel=alternate type="application/atom+xml" title="Atom" href="feeds/changes.atom">',
    )


def choosing_page(name: str, definition: FilterDefinition, offered: Sequence[tuple[str, str]], words: Words) -> str:
    """What a view that cannot be answered without a choice shows first: its title and the choice."""
    writer = Writer(words)
    options = "".join(f'<option value="{escape(value)}">{escape(words.say(said))}</option>' for value, said in offered)
    key = escape(definition.name)
    language = f'<input type=hidden name=lang value="{words.lang}">' if words.lang != "en" else ""
    main = (
        f"{writer.block('h1', VIEWS[name].title)}{writer.block('p', VIEWS[name].answers)}"
        f"<form method=get><p><label for=f-{key}>{writer.text(definition.label)}</label>"
        f"<select id=f-{key} name={key}>{options}</select></p>{language}<button>{writer.text('Show')}</button></form>"
    )
    return shell(words, VIEWS[name].title, main)


def words_page(words: Words) -> str:
    """What the field's words and abbreviations mean."""
    writer = Writer(words)
    items = "".join(
        f"<dt>{writer.text(t.term)}{f' ({writer.text(t.stands_for)})' if t.stands_for else ''}</dt>"
        f"<dd>{writer.text(t.meaning)}</dd>"
        for t in GLOSSARY
    )
    heading = writer.block("h1", "Words and abbreviations")
    return shell(words, "Words and abbreviations", f"{heading}<dl>{items}</dl>")


def error_page(words: Words, title: str, message: str, ways: Sequence[tuple[str, str]] = ()) -> str:
    """What went wrong, in a sentence that says what to do, and the ways on as address and words."""
    writer = Writer(words)
    links = "".join(f'<li><a href="{escape(address)}">{writer.text(said)}</a></li>' for address, said in ways)
    listed = f"<ul>{links}</ul>" if links else ""
    return shell(words, title, f"{writer.block('h1', title)}{writer.block('p', message)}{listed}")


def _address(view: View, words: Words, lang: str | None = None) -> str:
    """The page's own address, relative to its folder, with every filter, its day and its language."""
    wanted = words.lang if lang is None else lang
    more = {"lang": wanted} if wanted != "en" else {}
    return f"{view.name}?{urlencode({**view.filters, **moment(view), **more})}"


def _navigation(view: View, words: Words) -> str:
    writer = Writer(words)
    more: dict[str, str] = {"lang": words.lang} if words.lang != "en" else {}
    items = []
    for name, definition in VIEWS.items():
        taken = {f.name for f in definition.filters}
        carried: dict[str, str] = {
            key: view.filters[key] for key in ("force", "region") if key in view.filters and key in taken
        }
        query = urlencode(carried | moment(view) | more)
        here = " aria-current=page" if name == view.name else ""
        items.append(f'<li><a href="{name}?{escape(query)}"{here}>{writer.text(definition.title)}</a></li>')
    listed = f'<nav aria-label="{escape(words.say("Pages"))}"><ul>{"".join(items)}</ul></nav>'
    # Folded, so that the page begins with what it says; it opens without a script.
    return f"<details class=screen><summary>{writer.text('Pages')} ({len(items)})</summary>{listed}</details>"


def _form(view: View, asked: PlainQuestion, writer: Writer) -> str:
    fields = [_field(view, definition, asked, writer) for definition in asked.filters]
    day = (view.looking_from or view.as_at).isoformat()
    fields.append(
        f'<p><label for=as_at>{writer.text("As at")}</label><input id=as_at name=as_at value="{day}" size=12 '
        f"aria-describedby=as_at_help><br><small id=as_at_help>{writer.text('for instance')} {asked.words.day(view.as_at)}</small></p>"
    )
    language = f'<input type=hidden name=lang value="{asked.words.lang}">' if asked.words.lang != "en" else ""
    button = f"<button>{writer.text('Show')}</button>"
    label = escape(asked.words.say("Choose"))
    return (
        f'<form method=get action="{escape(view.name)}" aria-label="{label}">{"".join(fields)}{language}{button}</form>'
    )


def _field(view: View, definition: FilterDefinition, asked: PlainQuestion, writer: Writer) -> str:
    name, value = escape(definition.name), view.filters.get(definition.name, "")
    label = f"<label for=f-{name}>{writer.text(definition.label)}</label>"
    offered = asked.choices.get(definition.name)
    if not offered:
        return f'<p>{label}<input id=f-{name} name={name} value="{escape(value)}"></p>'
    blank = "" if definition.required or definition.default else f"<option value=''>{writer.text('All')}</option>"
    options = "".join(
        f'<option value="{escape(choice)}"{" selected" if choice == value else ""}>{escape(asked.words.say(said))}</option>'
        for choice, said in offered
    )
    return f"<p>{label}<select id=f-{name} name={name}>{blank}{options}</select></p>"


def _files(view: View, writer: Writer) -> str:
    query = escape(urlencode({**view.filters, **moment(view)}))
    lang = f"&amp;lang={writer.words.lang}" if writer.words.lang != "en" else ""
    links = [
        (f"../{page_address(view.name)}?{query}", "The full page, which needs scripts"),
        (f"../api/v1/views/{view.name}?{query}", "JSON"),
        *((f"../files/{view.name}.{kind}?{query}{lang}", said) for kind, said in FILES),
    ]
    items = "".join(f'<li><a href="{address}">{writer.text(said)}</a></li>' for address, said in links)
    return f"<ul class=screen>{items}</ul>"
