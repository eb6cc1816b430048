"""Drafts to edit: what is held is in them, what only a person can say is left open, and both formats say the same."""

from __future__ import annotations

import io

import docx
import pytest
from odf import table, teletype, text
from odf.opendocument import load

from dashboard.domain.errors import ReaderError
from dashboard.exports.make import DOCUMENTS, Wish, make
from dashboard.locale import words_in
from tests.routes.own import asking
from tests.views.asking import ask, rows

WISH = Wish("http://localhost:8501/")


@pytest.fixture(scope="module")
def west_midlands(bundled_store):
    return ask(bundled_store, "recommendations", force="West Midlands")


def docx_words(content):
    """Every paragraph and cell of a DOCX in order of kind."""
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for t in file.tables for row in t.rows for cell in row.cells]
    return [p.text for p in file.paragraphs if p.text], cells


def odt_words(content):
    file = load(io.BytesIO(content))
    everything = [
        teletype.extractText(e) for e in file.text.getElementsByType(text.P) + file.text.getElementsByType(text.H)
    ]
    cells = [teletype.extractText(c) for c in file.text.getElementsByType(table.TableCell)]
    return everything, cells


@pytest.mark.parametrize("form", ["letter-docx", "letter-odt"])
def test_a_response_letter_names_every_recommendation_the_last_day_and_leaves_explanations_open(west_midlands, form):
    paragraphs, cells = (docx_words if form.endswith("docx") else odt_words)(make(form, [west_midlands], WISH))
    listed = rows(west_midlands, "recommendations")
    assert listed
    for number, row in enumerate(listed, start=1):
        assert f"{number}. {row['summary']}" in paragraphs
    assert any("7 September 2017" in p and "1 November 2017" in p for p in paragraphs), (
        "56 days from publication, both included"
    )
    opened = [p for p in paragraphs if p.startswith("Action taken or proposed: [")]
    assert len(opened) == len(listed), "no explanation is invented"
    positions = {row["force_position"] for row in listed if row["force_position"]}
    assert len(positions) > 1
    assert positions <= set(cells), "the force's positions are as they are held"
    assert any("as it was known on 23 November 2026" in c for c in cells)


@pytest.mark.parametrize("form", ["update-docx", "update-odt"])
def test_a_progress_update_lists_actions_and_changes_in_the_words_of_the_record(bundled_store, form):
    views = [ask(bundled_store, "recommendations"), ask(bundled_store, "changes", since="2026-01-01")]
    paragraphs, cells = (docx_words if form.endswith("docx") else odt_words)(make(form, views, WISH))
    assert any(p.startswith("Progress update, 23 November 2026") for p in paragraphs)
    for action in rows(views[0], "actions"):
        assert action["action"] in cells
    assert "[Words on each item that moved]" in paragraphs


@pytest.mark.parametrize("form", DOCUMENTS)
def test_scenario_76_a_draft_of_the_same_day_is_the_same_to_the_byte(west_midlands, form):
    assert make(form, [west_midlands], WISH) == make(form, [west_midlands], WISH)


def test_a_table_header_repeats_and_the_document_says_its_language(west_midlands):
    content = make("letter-docx", [west_midlands], Wish(WISH.base, words_in("cy")))
    file = docx.Document(io.BytesIO(content))
    assert file.core_properties.language == "cy"
    assert all("w:tblHeader" in t.rows[0]._tr.xml for t in file.tables)


def test_what_a_draft_cannot_be_made_from_says_what_it_is_made_from(bundled_store):
    audits, national = ask(bundled_store, "audits"), ask(bundled_store, "recommendations")
    with pytest.raises(ReaderError, match="recommendations or force"):
        make("letter-docx", [audits], WISH)
    with pytest.raises(ReaderError, match="one force"):
        make("letter-odt", [national], WISH)
    with pytest.raises(ReaderError, match="recommendations, changes or minutes"):
        make("update-docx", [audits], WISH)


def test_drafts_have_addresses_too(bundled_store):
    with asking(bundled_store) as client:
        answer = client.get("/files/recommendations.letter.odt", params={"force": "West Midlands"})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/vnd.oasis.opendocument.text"
        assert client.get("/files/recommendations.letter.odt").status_code == 400
