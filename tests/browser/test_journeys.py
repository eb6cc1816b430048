"""What people come to do, done as they do it."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose_from_list, settled

YELLOW = "rgb(255, 221, 0)"
PAST = "as it was known on 15 January 2018"


def band(page):
    return page.locator(".rcq-band")


def statement(page):
    return page.locator(".rcq-statement").first


def parameters(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page, label, words):
    """As a person does: into the box, type, Enter."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    box.press("Enter")


def texts(found):
    """What is written in each of the elements found, once there is one: the table comes after the band above it."""
    found.first.wait_for(state="attached")
    return found.all_text_contents()


def programmes(page):
    return page.locator('.rcq-scroll[aria-label="Inspection results"] tbody tr td:nth-child(2)')


def test_scenario_34_a_link_opens_exactly_what_it_says_and_so_does_reloading_it(visit):
    page = visit("inspections?force=Kent&as_at=2018-01-15")
    seen = []
    for _ in range(2):
        expect(band(page)).to_contain_text(PAST)
        expect(band(page)).to_contain_text("Kent")
        names = texts(page.locator('.rcq-scroll[aria-label="Inspection results"] tbody th'))
        assert set(names) == {"Kent"}
        assert parameters(page)["force"] == "Kent"
        seen.append((statement(page).inner_text(), names))
        settled_again = page.reload()
        assert settled_again.ok
        settled(page)
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("force?force=London%2C+City+of", {"force": "City of London"}),
        ("force?force=E23000032", {"force": "Kent"}),
        ("inspections?force=kent&programme=cdi2016-20", {"force": "Kent", "programme": "CDI2016-20"}),
    ],
)
def test_another_name_or_a_code_in_the_address_is_put_right_there(asked, right, visit):
    page = visit(asked)
    expect(band(page)).to_contain_text(right["force"])
    page.wait_for_function(
        "words => decodeURIComponent(location.search).includes(words)", arg=right["force"].replace(" ", "+")
    )
    assert parameters(page) == right


def test_a_link_that_asks_for_something_unknown_says_so_until_the_reader_moves_on(visit):
    page = visit("inspections?force=Kent&programme=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("programme 'nonsense'")
    expect(band(page)).to_contain_text("Kent")
    page.get_by_role("link", name="All audits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audits of recording")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_day_typed_by_hand_changes_the_band_and_the_figures(visit):
    page = visit("overview")
    today = statement(page).inner_text()
    expect(band(page)).to_contain_text("as known today")
    choose(page, "As at", "15 January 2018")
    expect(band(page)).to_contain_text(PAST)
    expect(statement(page)).not_to_have_text(today)
    assert band(page).locator(".rcq-past").evaluate("e => getComputedStyle(e).backgroundColor") == YELLOW
    assert "2018" in parameters(page)["as_at"]


def test_a_day_chosen_from_the_list_changes_the_band_and_the_figures(visit):
    page = visit("overview")
    today = statement(page).inner_text()
    page.get_by_role("combobox", name="As at").click()
    offered = page.get_by_role("option")
    expect(offered.first).to_contain_text("Today")
    choose(page, "As at", "9 February 2017")
    expect(band(page)).to_contain_text("as it was known on 9 February 2017")
    expect(statement(page)).not_to_have_text(today)


def test_a_day_that_is_none_is_said_and_today_is_shown(visit):
    page = visit("overview")
    choose(page, "As at", "the ides of March")
    expect(page.get_by_role("alert")).to_contain_text("'the ides of March' is not a date")
    expect(band(page)).to_contain_text("as known today")


def test_choices_survive_moving_between_pages_and_going_back(visit):
    page = visit("overview?as_at=2018-01-15")
    choose(page, "Force", "Kent")
    expect(band(page)).to_contain_text("Kent")
    page.get_by_role("link", name="Inspections", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections of crime recording")
    expect(band(page)).to_contain_text("Kent")
    expect(band(page)).to_contain_text(PAST)
    choose(page, "Programme", "CDI2016-20")
    page.wait_for_url(re.compile("programme=CDI2016-20"))
    page.get_by_role("link", name="All audits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audits of recording")
    assert "programme" not in parameters(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections of crime recording")
    expect(band(page)).to_contain_text(PAST)
    expect(band(page)).to_contain_text("Kent")


def test_a_choice_that_only_one_page_has_is_there_again_when_the_reader_returns(visit):
    page = visit("inspections?programme=CDI2016-20")
    page.get_by_role("link", name="All audits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audits of recording")
    page.get_by_role("link", name="Inspections", exact=True).click()
    page.wait_for_url(re.compile("programme=CDI2016-20"))
    expect(page.locator(".rcq-chosen")).to_contain_text("CDI2016-20")
    assert set(texts(programmes(page))) == {"CDI2016-20"}


def test_a_click_on_a_tile_goes_to_the_page_of_its_force_on_the_same_day(visit):
    page = visit("overview?as_at=2018-01-15")
    tile = page.locator('[data-testid="stVegaLiteChart"] svg [aria-label*="Kent"]').first
    tile.wait_for()
    tile.click()
    page.wait_for_url("**/force?**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kent")
    expect(band(page)).to_contain_text("Kent")
    expect(band(page)).to_contain_text(PAST)


def test_columns_for_which_there_is_no_room_are_shown_on_demand(visit):
    page = visit("audits")
    opener = page.locator(".rcq-columns > summary").first
    table = page.locator(".rcq-columns + .rcq-scroll").first
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth"), "the main columns fit without scrolling sideways"
    hidden = table.locator("th.rcq-more").first
    expect(hidden).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    expect(hidden).to_be_visible()


def test_everything_is_reached_with_the_keyboard_alone(visit):
    page = visit("overview")
    page.locator('[data-testid="stVegaLiteChart"] svg.marks').wait_for()
    named = (
        "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.tagName }"
    )
    reached = []

    def tab_until(wanted, most=60):
        for _ in range(most):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(named))
            if wanted in reached[-1]:
                return
        pytest.fail(f"{wanted} was not reached; what was: {reached}")

    tab_until("Skip to main content", most=1)
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.tagName") == "MAIN"
    tab_until("As at", most=3)
    tab_until("Each force's newest rate")
    # A table that is wider than the page takes the focus itself; one that puts columns away has its button there.
    assert page.evaluate("() => document.activeElement.matches('[role=region], summary')")
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab_until(" Source: ")
    page.keyboard.press("Enter")
    box = page.locator(".rcq-source-box:popover-open")
    expect(box).to_contain_text("Publisher")
    expect(box.get_by_role("link")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.href").startswith("http")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)


def test_scenario_30_the_source_of_a_figure_is_one_key_away_from_a_headline_and_from_a_row(visit):
    page = visit("overview")
    parts = ("Publisher", "Title", "Published", "Retrieved", "Class", "How read", "Link")
    summary = page.locator(".rcq-card summary").first
    summary.focus()
    page.keyboard.press("Enter")
    details = page.locator(".rcq-card details").first
    for part in parts:
        expect(details).to_contain_text(part)
    expect(details.get_by_role("link")).to_be_visible()
    page.locator('.rcq-scroll[aria-label^="The 43 forces"] .rcq-open-source:visible').first.press("Enter")
    box = page.locator(".rcq-source-box:popover-open")
    for part in parts:
        expect(box).to_contain_text(part)


def test_scenario_96_a_term_is_explained_where_it_stands_with_the_rules_of_the_day(visit):
    page = visit("ndqis?as_at=2025-01-15")
    term = page.locator(".rcq-term", has_text="NDQIS").first
    assert "searches crime records" in term.get_attribute("title"), "what the mouse shows"
    term.focus()
    page.keyboard.press("Enter")
    box = page.locator(".rcq-term-box:popover-open")
    expect(box).to_contain_text("National Data Quality Improvement Service")
    expect(box).to_contain_text("Newest event held: 2020.")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)


def test_scenario_70_one_screen_holds_all_that_must_be_known_each_with_its_source(visit):
    page = visit("overview", width=1280, height=800)
    blocks = page.locator(".rcq-briefing section")
    expect(blocks).to_have_count(7)
    for block in blocks.all():
        box = block.bounding_box()
        assert box["y"] + box["height"] <= 800, block.text_content()
        assert block.locator(".rcq-open-source").count(), block.text_content()
    block = blocks.filter(has_text="Under enhanced monitoring")
    block.locator(".rcq-open-source").press("Enter")
    expect(page.locator(".rcq-source-box:popover-open")).to_contain_text("HMICFRS")


def test_scenario_71_a_published_figure_is_copied_whole_and_no_other_can_be(visit, reader):
    reader.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit("overview")
    expect(page.locator(".rcq-briefing .rcq-copy")).to_have_count(0)
    cards = page.locator(".rcq-card")
    expect(cards.locator(".rcq-copy")).to_have_count(4)
    accuracy = cards.filter(has_text="Reported crime that was recorded")
    accuracy.locator(".rcq-copy").press("Enter")
    expect(accuracy.get_by_role("status")).to_have_text("Copied.")
    copied = dict(line.split(": ", 1) for line in page.evaluate("navigator.clipboard.readText()").splitlines())
    parts = ["Figure", "Value", "Interval", "Period", "Definition", "Class", "Source", "Link", "Caveat", "As at"]
    assert list(copied) == parts
    assert (copied["Value"], copied["Period"]) == ("94.8 %", "year ending March 2025")
    assert copied["Class"].startswith("inspectorate finding")
    assert copied["Link"].startswith("https://")
    assert all(copied.values())


def download(page, button):
    with page.expect_download() as caught:
        button.click()
    return caught.value.path().read_text(encoding="utf-8"), caught.value.suggested_filename


def test_downloads_hold_what_the_command_prints_for_the_same_choice(visit, running):
    page = visit("inspections?force=Kent&as_at=2018-01-15&programme=CDI2016-20")
    page.get_by_text("Link and downloads").click()
    asked = ("--set", "force=Kent", "--set", "programme=CDI2016-20", "--as-at", "2018-01-15")
    whole, name = download(page, page.get_by_role("button", name="Everything on this page (JSON)"))
    assert name == "inspections-as-at-2018-01-15.json"
    assert json.loads(whole) == json.loads(running.command("view", "inspections", *asked, "--format", "json"))
    rows, name = download(page, page.get_by_role("button", name=re.compile(r"^Inspection results \(CSV")))
    assert name == "inspections-as-at-2018-01-15-results.csv"
    printed = running.command("view", "inspections", *asked, "--format", "csv", "--table", "results")
    parsed = [list(csv.reader(io.StringIO(text))) for text in (rows, printed.rstrip("\n") + "\n")]
    assert parsed[0] == parsed[1]
    assert len(parsed[0]) == 1 + len(texts(page.locator('.rcq-scroll[aria-label="Inspection results"] tbody tr')))


def test_the_address_under_link_and_downloads_reproduces_the_page(visit):
    first = visit("inspections?force=Kent&as_at=2018-01-15&programme=CDI2016-20&from=1+January+2016")
    first.get_by_text("Link and downloads").click()
    address = first.locator(".rcq-address a").get_attribute("href")
    assert "as_at=2018-01-15" in address
    assert address.startswith(first.url.split("/inspections")[0]), "a colleague needs the whole address"
    second = visit(address.split("/", 3)[3])
    for part in (".rcq-band", ".rcq-statement", '.rcq-scroll[aria-label="Inspection results"]'):
        assert texts(second.locator(part))[0] == texts(first.locator(part))[0]


def test_paper_has_the_band_the_choice_and_the_tables_and_no_controls(visit):
    page = visit("inspections?as_at=2018-01-15&programme=CDI2016-20")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(page.locator(".rcq-chosen")).to_be_hidden()
    page.emulate_media(media="print")
    for gone in (
        '[data-testid="stSidebar"]',
        '[data-testid="stHeader"]',
        ".st-key-rcq_controls",
        ".st-key-rcq_downloads",
    ):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(band(page)).to_be_visible()
    expect(band(page)).to_contain_text(PAST)
    expect(page.locator(".rcq-chosen")).to_contain_text("CDI2016-20")
    table = page.locator('.rcq-scroll[aria-label="Inspection results"]')
    expect(table).to_be_visible()
    assert table.evaluate("e => e.scrollHeight <= e.clientHeight"), "a table on paper cannot be scrolled"


def test_what_a_person_enters_as_is_kept_over_a_reload_and_a_typed_address_in_their_browser(visit):
    page = visit("recommendation?id=OSR-2024-3")
    page.get_by_text("Reading or entering").click()
    choose_from_list(page, "You are here as", "Working group")
    expect(band(page)).to_contain_text("entering as working group")
    settled(page)
    page.reload()
    expect(band(page)).to_contain_text("entering as working group")
    page.goto(page.url.replace("OSR-2024-3", "OSR-2024-4"))
    expect(page.get_by_role("heading", name="Make an entry")).to_be_visible()
    assert "as_at" not in parameters(page)
