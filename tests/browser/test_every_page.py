"""Every page in a real browser: its charts are drawn, it fits narrow screens, and it passes the accessibility scan."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.navigation import PAGES

ADDRESSES = {page.address: page.address for page in PAGES} | {"force-chosen": "force?force=Kent"}
CHARTS = {
    "overview": 1,
    "force": 1,
    "force-chosen": 2,
    "inspections": 1,
    "recommendations": 1,
    "audits": 1,
    "divergence": 1,
    "sources": 0,
    "words": 0,
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rule, where, why.  Everything that the scan is allowed to find; nothing else is.
NOT_OURS = [
    (
        "list",
        '[data-testid="stSidebarNavItems"]',
        "Streamlit 1.67 wraps each group of its page list in a div between the ul and its li.",
    ),
    (
        "listitem",
        '[data-testid="stSidebarNavItems"] li',
        "The same div, seen from the li; the links are still named, in order, inside a nav landmark.",
    ),
]
SCAN = """
async ([tags, excused]) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  const isExcused = (rule, node) => excused.some(([id, place]) => {
    const element = document.querySelector(node.target[0])
    return id === rule && element && element.matches(place)
  })
  return found.violations.flatMap(violation => violation.nodes
    .filter(node => !isExcused(violation.id, node))
    .map(node => `${violation.id} (${violation.impact}): ${violation.help}: ${node.target} ${node.html.slice(0, 160)}`))
}
"""
SIDEWAYS = """
() => {
  const main = document.querySelector('[data-testid="stMain"]')
  return [document.documentElement.scrollWidth, main.scrollWidth]
}
"""


def drawn(page, name):
    """Wait until all charts of a page are drawn; gives their pictures."""
    pictures = page.locator('[data-testid="stVegaLiteChart"] svg.marks')
    expect(pictures).to_have_count(CHARTS[name])
    return pictures


def open_everything(page):
    """Every section that is folded away."""
    for summary in page.locator('[data-testid="stExpander"] > details > summary').all():
        summary.click()
    page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")


def violations(page, axe_script):
    """What the scan finds with everything unfolded, without what is not ours."""
    page.evaluate(axe_script)
    return page.evaluate(SCAN, [TAGS, [list(entry[:2]) for entry in NOT_OURS]])


@pytest.mark.parametrize("name", ADDRESSES)
def test_on_a_desk_charts_have_named_marks_and_the_accessibility_scan_finds_nothing(name, visit, axe_script):
    page = visit(ADDRESSES[name])
    for picture in drawn(page, name).all():
        expect(picture.locator('[role="graphics-symbol"][aria-label]').first).to_be_attached()
        box = picture.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 60
    open_everything(page)
    assert violations(page, axe_script) == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_on_a_telephone_nothing_scrolls_sideways_and_the_accessibility_scan_finds_nothing(name, visit, axe_script):
    page = visit(ADDRESSES[name], width=400)
    drawn(page, name)
    assert max(page.evaluate(SIDEWAYS)) <= 400
    open_everything(page)
    assert max(page.evaluate(SIDEWAYS)) <= 400
    assert violations(page, axe_script) == []
    page.set_viewport_size({"width": 320, "height": 700})  # 1280 at 400 per cent
    page.wait_for_function("() => document.querySelector('[data-testid=\"stMain\"]').clientWidth <= 320")
    page.wait_for_function(f"() => ({SIDEWAYS.strip()})().every(width => width <= 320)")


def test_a_page_with_everything_folded_and_one_source_open_passes_the_scan_too(visit, axe_script):
    page = visit("overview")
    drawn(page, "overview")
    page.locator(".rcq-open-source").first.click()
    expect(page.locator(".rcq-source-box:popover-open")).to_be_visible()
    assert violations(page, axe_script) == []


def test_headlines_stand_side_by_side_on_a_desk_and_one_under_another_on_a_telephone(visit):
    page = visit("overview")
    cards = page.locator(".rcq-card")
    expect(cards).to_have_count(4)
    assert len({round(card.bounding_box()["y"]) for card in cards.all()}) == 1
    page.set_viewport_size({"width": 400, "height": 800})
    page.wait_for_function(
        "() => new Set([...document.querySelectorAll('.rcq-card')].map(c => c.offsetLeft)).size === 1"
    )
    assert len({round(card.bounding_box()["y"]) for card in cards.all()}) == 4


def test_on_a_desk_the_day_stays_in_sight_and_so_do_the_heads_of_a_long_table(visit):
    page = visit("inspections?as_at=2018-01-15")
    drawn(page, "inspections")
    table = page.locator('.rcq-scroll[aria-label="Inspection results"]')
    table.evaluate("e => { e.scrollIntoView({block: 'start'}); e.scrollTop = e.scrollHeight }")
    expect(table.locator("tbody tr").last).to_be_in_viewport()
    expect(page.locator(".rcq-band")).to_be_in_viewport(ratio=1)
    expect(table.locator("thead th").first).to_be_in_viewport(ratio=1)


def test_targets_of_our_own_are_large_enough_to_hit(visit):
    page = visit("overview")
    for place in (".rcq-card summary", ".rcq-open-source"):
        box = page.locator(place).first.bounding_box()
        assert box["height"] >= 24
        assert box["width"] >= 24
