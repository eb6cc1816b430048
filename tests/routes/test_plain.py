"""The plain twin of every page: the same figures, no script, small, fit for a screen reader and for paper."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from html.parser import HTMLParser

import pytest

from dashboard.commands.publications import Wishes, load_publication
from dashboard.exports.plain_page import MOST_BYTES
from dashboard.locale import words_in
from dashboard.routes.asked import RESERVED
from dashboard.views import VIEWS
from tests.builders import clock_at, publication_row
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row
from tests.routes.own import asking
from tests.views.asking import ask

NEEDED = {"force": {"force": "Kent"}}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Reads a page as a program does: elements balanced, rows of tables counted, names of elements kept."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.rows, self.images, self.fields, self.faults = [], [], [], [], [], []
        self.ids = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.seen.append(tag)
        self.ids += [told["id"]] if "id" in told else []
        if tag == "table":
            self.rows.append(0)
        if tag == "tr" and "tbody" in self.open:
            self.rows[-1] += 1
        if tag == "img":
            self.images.append(told)
        if tag in ("input", "select") and told.get("type") != "hidden":
            self.fields.append(told)
        if tag == "label":
            self.ids.append(f"for {told['for']}")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append((tag, self.open[-3:]))
        else:
            self.open.pop()


@pytest.fixture(scope="module")
def client(bundled_store):
    with asking(bundled_store) as asked:
        yield asked


def page(client, name, **query):
    answer = client.get(f"/plain/{name}", params={**NEEDED.get(name, {}), **query})
    assert answer.status_code == 200, answer.text[:500]
    return answer


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_a_small_sound_page_without_scripts(client, bundled_store, name, lang):
    answer = page(client, name, lang=lang)
    assert len(answer.content) <= MOST_BYTES
    read = Reader(answer.text)
    assert not read.faults
    assert read.open == []
    assert "script" not in read.seen
    assert (read.seen.count("h1"), read.seen.count("main")) == (1, 1)
    assert f"<html lang={'cy' if lang == 'cy' else 'en-GB'}>" in answer.text
    assert len(set(read.ids)) == len(read.ids)
    assert all(image["alt"] for image in read.images)
    assert all(f"for {field['id']}" in read.ids for field in read.fields)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    view = ask(bundled_store, name, **NEEDED.get(name, {}))
    shown = [table for table in view.tables if table.rows]
    assert len(read.rows) == len(shown)
    assert len(read.images) == len(view.charts)
    for count, table in zip(read.rows, shown, strict=True):
        assert 0 < count <= len(table.rows)
        assert f"{len(table.rows):,} " in answer.text


@pytest.mark.parametrize("name", VIEWS)
def test_all_rows_of_every_table_are_reached_page_by_page(client, bundled_store, name):
    view = ask(bundled_store, name, **NEEDED.get(name, {}))
    for table in view.tables:
        seen, number = 0, 1
        while seen < len(table.rows):
            answer = page(client, name, table=table.name, page=str(number))
            assert len(answer.content) <= MOST_BYTES
            (rows,) = Reader(answer.text).rows
            assert rows
            seen, number = seen + rows, number + 1
        assert seen == len(table.rows)


def test_the_page_of_a_past_day_says_so_and_carries_the_day_in_every_link(client):
    text = page(client, "inspections", as_at="2018-01-15").text
    assert "as it was known on 15 January 2018" in text
    links = re.findall(r'href="((?!https?:|#)[^"]+)"', text)
    assert len(links) > 8
    assert all("as_at=2018-01-15" in link for link in links)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "sources"])
def test_every_chart_is_an_svg_with_title_source_day_and_words(client, bundled_store, name):
    for image in Reader(page(client, name).text).images:
        answer = client.get(f"/plain/{image['src']}")
        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert "As at 23 November 2026" in re.sub(r"</text><text[^>]*>", " ", answer.text)
        assert "<title>" in answer.text
        assert "aria-label" in answer.text


def test_a_page_of_a_past_day_marks_what_was_published_anew_and_its_files_stay_the_same(loaded):
    record = [{"publication_id": "publication-1"}, {"publication_id": "ho-recorded-crime-open-data"}]
    store = loaded(publications=[publication_row(**row) for row in record])
    take_in(store, date(2019, 7, 18), count=10)
    then = {"as_at": "2019-08-01", "force": "Kent"}
    with asking(store) as client:
        assert "Revised since" not in page(client, "recorded_crime", **then).text
        before = client.get("/api/v1/views/recorded_crime", params=then)
    take_in(store, date(2020, 7, 16), count=12)
    with asking(store) as client:
        marked = page(client, "recorded_crime", **then).text
        assert "Revised since: 1 figure on this page published anew after 1 August 2019" in marked
        assert "10 offences then, 12 offences since 16 July 2020" in marked
        assert "Revised since" not in page(client, "recorded_crime", force="Kent").text
        after = client.get("/api/v1/views/recorded_crime", params=then)
    assert before.status_code == after.status_code == 200
    assert before.json()["tables"] == after.json()["tables"]


def take_in(store, day, count):
    load_publication(
        store,
        content=csv_bytes(open_data(open_data_row(count))),
        file_name="t.csv",
        clock=clock_at("2026-01-31"),
        wishes=Wishes(published_on=day),
        commit=True,
    )


def test_a_view_that_needs_a_choice_offers_it(client):
    read = Reader(client.get("/plain/force").text)
    assert [field["name"] for field in read.fields] == ["force"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/plain/inspektions", 404, "did you mean &#x27;inspections&#x27;?"),
        ("/plain/inspections?colour=red", 400, "no filter of the view inspections called &#x27;colour&#x27;"),
        ("/plain/inspections?force=Kentt", 400, "did you mean &#x27;Kent&#x27;?"),
        ("/plain/inspections?as_at=yesterday", 400, "write it as 2018-01-15"),
        ("/plain/inspections?as_at=1066-10-14", 400, "day that can be asked about"),
        ("/plain/inspections?force=Kent&force=Essex", 400, "force more than once"),
        ("/plain/inspections?table=none", 400, "allowed: results, rates"),
        ("/plain/inspections?page=0", 400, "a whole number from 1"),
        ("/plain/inspections?lang=fr", 400, "allowed: en, cy"),
        (f"/plain/inspections?from={'9' * 5000}", 400, "longer than"),
        ("/plain/inspections/none.svg", 404, "allowed: rates"),
    ],
)
def test_what_cannot_be_answered_says_why_and_where_to_go(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text
    assert "/plain" in answer.text
    assert not Reader(answer.text).faults


def test_a_day_before_the_first_fact_is_an_answer_and_says_what_was_known(client):
    text = page(client, "inspections", as_at="1950-01-01").text
    assert "No inspection result was known for this choice on this date." in text


def test_markup_in_the_address_is_never_markup_in_the_page(client):
    trick = '"><script>alert(1)</script>'
    for address in (f"/plain/{trick}", f"/plain/inspections?force={trick}", f"/plain/inspections?as_at={trick}"):
        assert "<script>" not in client.get(address).text
    answer = client.get("/plain/inspections", headers={"Host": 'x"><script>'})
    assert "<script>" not in answer.text


def test_words_of_the_address_are_never_names_of_filters():
    for view in VIEWS.values():
        assert not {f.name for f in view.filters} & set(RESERVED)


def test_english_in_a_welsh_page_is_marked(client, bundled_store):
    text = page(client, "inspections", lang="cy").text
    view = ask(bundled_store, "inspections")
    welsh = words_in("cy")
    assert f"<p>{escape(welsh.say(view.statement))}</p>" in text, "a sentence that has Welsh is in Welsh"
    english = [note.text for note in view.notes if welsh.lang_of(note.text)]
    assert english
    assert all(f'<li lang="en">{escape(note)}</li>' in text for note in english)
    assert "23 Tachwedd 2026" in text


@pytest.mark.browser
@pytest.mark.parametrize("name", ["overview", "inspections", "divergence"])
def test_a_browser_with_scripts_off_shows_it_and_the_scan_finds_nothing(client, browser, axe_script, name):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 800})
    opened = context.new_page()
    opened.goto(f"{client.base_url}/plain/{name}")
    assert opened.locator("h1").inner_text()

    context.close()
    # The scan itself is a script, which the page's own policy would refuse.
    context = browser.new_context(bypass_csp=True, viewport={"width": 400, "height": 800})
    opened = context.new_page()
    opened.goto(f"{client.base_url}/plain/{name}")
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    opened.evaluate(axe_script)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = opened.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
    context.close()
