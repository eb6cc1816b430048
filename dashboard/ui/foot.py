"""The foot of a page: notes, the sources numbered as the tables name them, the words; and the boxes of the sources."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from dashboard.domain.dates import british
from dashboard.domain.glossary import terms_in
from dashboard.domain.view_model import Source, View
from dashboard.ui.cells import box_name, box_opener, source_box
from dashboard.ui.glossary import explained, is_explained, term_box, terms_html, texts_of
from dashboard.views.rule_words import RuleWords

# Sheets or pages named in a source's box before the rest are only said to be there.
MOST_PLACES = 3
ROWS_READ = 1000  # of a longer table the places of its first rows are enough


def foot_html(view: View, rules: RuleWords) -> str:
    """Everything below the tables, as one piece."""
    return _notes(view) + _sources(view) + _words(view, rules)


def boxes_html(view: View, rules: RuleWords) -> str:
    """One box for each source, however many rows open it: in every row, or after every table, they were most of a page.

    And one for each term, which opens where it stands.
    """
    terms = "".join(term_box(view.name, term, rules) for term in terms_in(texts_of(view)) if is_explained(term))
    if view.name == "sources":
        return terms
    places = _places(view)
    return terms + "".join(
        source_box(
            source, box_name(view.name, source.source_id), number, _place_words(places.get(source.source_id, {}))
        )
        for number, source in enumerate(view.sources, start=1)
    )


def _notes(view: View) -> str:
    items = explained(view.name, "".join(f"<li>{escape(note.text)}</li>" for note in view.notes))
    return f'<h2>Notes</h2><ul class="rcq-notes">{items}</ul>' if items else ""


def _sources(view: View) -> str:
    if not view.sources or view.name == "sources":
        return ""
    items = "".join(_source_line(view, source, number) for number, source in enumerate(view.sources, start=1))
    return (
        f'<details class="rcq-fold"><summary>Sources of this page ({len(view.sources)})</summary>'
        f'<ol class="rcq-sources">{items}</ol></details>'
    )


def _source_line(view: View, source: Source, number: int) -> str:
    day = british(source.published_on, source.published_precision, unknown="date of publication not known")
    secondary = "; secondary" if source.is_secondary else ""
    # Only paper shows the address: on the screen it stands in the box.
    web = f'<span class="rcq-paper"> {escape(source.url)}</span>' if source.url else ""
    opener = box_opener(source, box_name(view.name, source.source_id), number, "Details")
    return f"<li>{escape(source.publisher)}, {escape(source.title)} ({day}{secondary}).{web} {opener}</li>"


def _words(view: View, rules: RuleWords) -> str:
    found = terms_in(texts_of(view))
    if not found:
        return ""
    return f'<details class="rcq-fold"><summary>Words on this page ({len(found)})</summary>{terms_html(found, rules)}</details>'


def _places(view: View) -> dict[str, dict[str, None]]:
    """Where in each source the page's figures stand, in the order of the rows."""
    places: dict[str, dict[str, None]] = {}
    for table in view.tables:
        if {"source_id", "place"} <= {column.name for column in table.columns}:
            for record in replace(table, rows=table.rows[:ROWS_READ]).records():
                if record["source_id"] and record["place"]:
                    places.setdefault(str(record["source_id"]), {})[str(record["place"])] = None
    return places


def _place_words(held: dict[str, None]) -> str:
    return "; ".join(list(held)[:MOST_PLACES]) + (" and others" if len(held) > MOST_PLACES else "")
