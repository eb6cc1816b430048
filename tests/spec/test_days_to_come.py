"""A day that has not come is refused on every face, and looked ahead to only where that is asked for and said."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from docx import Document

from dashboard.domain.asat import AsAt
from dashboard.domain.errors import BadDate, NotYet
from dashboard.exports.make import Wish, make
from dashboard.exports.particulars import particulars, permalink
from dashboard.locale import words_in
from dashboard.views import VIEWS, answer
from dashboard.views.raw_facts import raw_facts
from tests.routes.own import asking

TODAY, AHEAD = date(2026, 11, 23), date(2027, 3, 1)
NEEDED = {"force": {"force": "Kent"}}


@pytest.mark.parametrize("name", VIEWS)
def test_no_view_says_what_will_be_known(bundled_store, name):
    with pytest.raises(NotYet, match=r"1 March 2027 has not come yet.*last day is 23 November 2026"):
        answer(bundled_store, name, NEEDED.get(name, {}), AsAt(AHEAD), today=TODAY)


def test_today_is_the_last_day_and_a_store_written_later_shows_a_slow_clock(bundled_store):
    assert answer(bundled_store, "sources", {}, AsAt(TODAY), today=TODAY).as_at == TODAY
    # The record was loaded on 23 November 2026: a computer that thinks it is January has a slow clock.
    assert answer(bundled_store, "sources", {}, AsAt(TODAY), today=date(2026, 1, 1)).as_at == TODAY
    with pytest.raises(NotYet):
        answer(bundled_store, "sources", {}, AsAt(date(2026, 11, 24)), today=date(2026, 1, 1))


def test_whole_kinds_of_facts_are_refused_as_well(bundled_store):
    with pytest.raises(NotYet), raw_facts(bundled_store, "forces", AsAt(AHEAD), TODAY):
        pass


def test_looking_ahead_says_so_in_every_form(bundled_store):
    view = answer(bundled_store, "recommendations", {"force": "Kent"}, AsAt(AHEAD), today=TODAY, look_ahead=True)
    said = "looking ahead to 1 March 2027 from 23 November 2026"
    assert particulars(view, "http://localhost/").known == said
    assert view.warnings[0].text.startswith("This looks ahead to 1 March 2027 from what is known on 23 November 2026")
    assert permalink(view) == "plain/recommendations?force=E23000032&look_ahead=2027-03-01"
    wish = Wish("http://localhost/")
    text = make("text", [view], wish).decode("utf-8")
    assert "as it was known on" not in text
    assert "Looking ahead to 1 March 2027" in text
    assert json.loads(make("json", [view], wish))["looking_ahead_from"] == "2026-11-23"
    letter = make("letter-docx", [view], wish)
    assert "as it was known" not in "\n".join(p.text for p in Document(io.BytesIO(letter)).paragraphs)
    assert words_in("cy").say("looking ahead to 1 Mawrth 2027 from 23 Tachwedd 2026").startswith("edrych ymlaen")


def test_what_has_come_is_not_looked_ahead_to(bundled_store):
    with pytest.raises(BadDate, match="ask with as_at"):
        answer(bundled_store, "sources", {}, AsAt(date(2018, 1, 15)), today=TODAY, look_ahead=True)


def test_addresses_refuse_and_look_ahead_alike(bundled_store):
    with asking(bundled_store) as client:
        for address in (
            "/plain/overview?as_at=2027-03-01",
            "/plain/timeline/timeline.svg?as_at=2027-03-01",
            "/files/overview.pdf?as_at=2027-03-01",
            "/files/overview.csv?as_at=2027-03-01",
            "/api/v1/views/overview?as_at=2027-03-01",
            "/api/v1/facts/forces?as_at=2027-03-01",
            "/calendar/Kent.ics?as_at=2099-03-01",
            "/feeds/changes.atom?as_at=2027-03-01",
            "/plain/overview?as_at=2018-01-15&look_ahead=2027-03-01",
            "/plain/overview?look_ahead=2018-01-15",
        ):
            refused = client.get(address)
            assert refused.status_code == 400, address
            assert "not both" in refused.text or "come" in refused.text
        page = client.get("/plain/responses?force=Kent&look_ahead=2027-03-01")
        assert page.status_code == 200
        assert "looking ahead to 1 March 2027 from 23 November 2026" in page.text
        assert "look_ahead=2027-03-01" in page.text, "the links of the page stay on its day"
        data = client.get("/api/v1/views/responses?look_ahead=2027-03-01&per_page=2").json()
        assert data["looking_ahead_from"] == "2026-11-23"
        assert "look_ahead=2027-03-01" in data["page"]["next"]
