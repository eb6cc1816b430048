"""What an office publishes of a recommendation reaches the item, its history and the letter, and leads over what was before."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import EntryRefused
from dashboard.exports.digest import digest_of
from dashboard.exports.make import Wish, make
from dashboard.views.reminders import clocks_of, entries_since
from tests.builders import KENT
from tests.views.asking import ask, rows
from tests.views.entering import BODY, OFFICE, enter

NAME = "kent-2024-03-01-crime-data-integrity-inspection"
LONG = "New checks are in place, and every crew is told of them. " * 8
SOURCE = {
    "source_id": "source-1",
    "publication_id": "publication-1",
    "title": "Report",
    "published_on": "2024-03-01",
    "published_precision": "day",
    "retrieved_on": "2024-03-01",
    "is_secondary": "no",
    "change_kind": "first",
}
OLD = {"holder": "local policing body", "position": "supports the force", "position_words": "The older words."}
OURS = {
    "position": "differs from the force",
    "explanation_type": "action taken or proposed",
    "words": f"We ask the force to act. {LONG}",
}


@pytest.fixture
def office(loaded):
    return loaded(
        sources=[SOURCE],
        local_policing_bodies=[BODY],
        recommendations=[{"rec_id": f"R{n}", "published_on": "2024-03-01"} for n in (1, 2)],
        recommendation_positions=[{"rec_id": "R1", **OLD}],
    )


def publish(store, on="2024-04-20"):
    given = [
        {"rec_id": "R1", "explanation_type": "action taken or proposed", "words": LONG},
        {"rec_id": "R2", "explanation_type": "why no action is proposed", "words": "It cannot be afforded."},
    ]
    body = {"published_on": on, "kind": "answer to the recommendations", "explanations": given}
    return enter(store, OFFICE, NAME, "publish", body, on=on, kind="response")


def item(store, as_at, rec_id="R1"):
    (found,) = rows(ask(store, "recommendation", as_at, id=rec_id), "item")
    return found


def history(store, as_at, rec_id="R1"):
    return rows(ask(store, "recommendation", as_at, id=rec_id), "history")


def letter(store, as_at):
    file = docx.Document(
        io.BytesIO(make("letter-docx", [ask(store, "recommendations", as_at, force="Kent")], Wish("http://x/")))
    )
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return [p.text for p in file.paragraphs if p.text], cells


def test_a_published_explanation_stands_in_the_axis_the_history_and_the_register(office):
    publish(office)
    axes = {a["holder"]: a for a in rows(ask(office, "recommendation", "2024-04-20", id="R1"), "axes")}
    said = axes["local policing body: published explanation"]
    assert (said["says"], said["words"], said["since"]) == ("action taken or proposed", LONG.strip(), date(2024, 4, 20))
    (entry,) = (h for h in history(office, "2024-04-20") if h["what"] == "Explanation in a published answer")
    assert (entry["holder"], entry["happened_on"]) == ("local policing body, Kent", date(2024, 4, 20))
    assert LONG.strip() in entry["words"]
    assert item(office, "2024-04-20", "R2")["explanation_type"] == "why no action is proposed"
    # On the day before nothing of it was known.
    assert item(office, "2024-04-19")["explanation_words"] is None
    assert not any(h["what"] == "Explanation in a published answer" for h in history(office, "2024-04-19"))


def test_an_explanation_that_is_not_published_is_nowhere(office):
    draft = {"rec_id": "R1", "explanation_type": "action taken or proposed", "words": "A draft."}
    enter(office, OFFICE, NAME, "explanation", draft, on="2024-04-01", kind="response")
    assert item(office, "2024-04-10")["body_words"] == "The older words."
    assert "A draft." not in str(history(office, "2024-04-10"))
    number = publish(office)
    assert sum(h["what"] == "Explanation in a published answer" for h in history(office, "2024-04-20")) == 2
    enter(office, OFFICE, NAME, "undo", {}, on="2024-04-21", kind="response", undoes=number, reason="Wrong file.")
    assert item(office, "2024-04-22")["explanation_words"] is None


def test_the_letter_holds_the_explanations_whole_and_keeps_open_only_what_nobody_entered(office):
    paragraphs, _ = letter(office, "2024-04-19")
    assert sum(p.startswith("Action taken or proposed: [what") for p in paragraphs) == 2
    publish(office)
    paragraphs, _ = letter(office, "2024-04-20")
    assert f"Action taken or proposed: {LONG.strip()}" in paragraphs
    assert "Why no action is proposed: It cannot be afforded." in paragraphs
    assert not any("[what, by whom, by when]" in p for p in paragraphs)


def test_the_newest_words_of_the_body_lead_and_the_older_ones_are_history(office):
    assert item(office, "2024-04-19")["positions_words"] == "Local policing body: The older words."
    enter(office, OFFICE, "R1", "body_position", OURS, on="2024-04-25")
    found = item(office, "2024-04-25")
    assert found["positions_words"] == f"Local policing body: {OURS['words'].strip().rstrip('.')}."
    assert found["positions_source_id"] is None
    old, *_ = history(office, "2024-04-25")
    assert (old["holder"], old["words"]) == ("local policing body", "supports the force: The older words.")
    paragraphs, cells = letter(office, "2024-04-25")
    assert any(OURS["words"].strip() in p for p in paragraphs)
    assert "differs from the force" in cells
    assert not any("The older words" in words for words in (*paragraphs, *cells))
    # Whether all forces were asked for before makes no difference to the words.
    ask(office, "recommendations", "2024-04-25")
    assert letter(office, "2024-04-25") == (paragraphs, cells)
    publish(office, on="2024-04-26")
    assert item(office, "2024-04-26")["explanation_words"] == LONG.strip()


def test_an_answer_to_a_report_that_asks_nothing_says_so(loaded):
    store = loaded(sources=[SOURCE], local_policing_bodies=[BODY], inspections=[{"published_on": "2024-03-01"}])
    with pytest.raises(EntryRefused, match=r"is 'R1'; no recommendation of this report is held"):
        publish(store)


def test_the_digest_names_the_report_and_each_explanation_once(office):
    publish(office)
    as_at, since = AsAt(date(2024, 4, 21)), date(2024, 4, 1)
    responses, items = clocks_of(office, KENT, as_at)
    said = digest_of("Kent", since, entries_since(office, KENT, since, as_at), items, responses)
    assert "answer to “Crime Data Integrity inspection”" in said
    assert NAME not in said
    assert "rec id" not in said
