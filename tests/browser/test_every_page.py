"""Every page in a real browser: its charts are drawn, it fits narrow screens, and it passes the accessibility scan."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.navigation import PAGES

ADDRESSES = {page.address: page.address for page in PAGES} | {"force-chosen": "force?force=Kent"}
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
    (
        "presentation-role-conflict",
        '[data-testid="stFileUploaderDropzone"]',
        "Streamlit 1.67 calls the place for files presentational and labels it; the button inside is named and reachable.",
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
OPEN_EVERYTHING = """
() => {
  document.querySelectorAll('[data-testid="stExpander"] > details:not([open]) > summary').forEach(s => s.click())
  document.querySelectorAll('details:not([data-testid="stExpander"] > details)').forEach(d => { d.open = true })
}
"""
FOLDED = '[data-testid="stExpander"] > details:not([open])'
# Of rows that are made alike the scan need look at one only; a table has three or four kinds of row and fifty rows.
ONE_ROW_OF_EACH_KIND = """
() => document.querySelectorAll('.rcq-table tbody').forEach(body => {
  const seen = new Set()
  for (const row of [...body.rows]) {
    const kind = [...row.cells].map(c => c.className + [...c.children].map(e => e.tagName + e.className)).join('|')
    if (seen.has(kind)) row.remove(); else seen.add(kind)
  }
})
"""


def drawn(page):
    """Wait until every chart of a page is drawn; gives their pictures."""
    page.wait_for_function("""() => {
        const places = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
        return places.every(place => place.querySelector('svg.marks'))
    }""")
    return page.locator('[data-testid="stVegaLiteChart"] svg.marks')


def open_everything(page):
    """Every section that is folded away, in one go: a click each would wait for the one before to come to rest."""
    page.evaluate(OPEN_EVERYTHING)
    expect(page.locator(FOLDED)).to_have_count(0)


def narrowed(page, width):
    """The page at another width, when it has come to rest there and nothing has to be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function(f"() => document.querySelector('[data-testid=\"stMain\"]').clientWidth <= {width}")
    page.wait_for_function(f"() => ({SIDEWAYS.strip()})().every(wide => wide <= {width})")


def violations(page, axe_script):
    """What the scan finds, without what is not ours."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_script)
    return page.evaluate(SCAN, [TAGS, [list(entry[:2]) for entry in NOT_OURS]])


@pytest.mark.parametrize("name", ADDRESSES)
def test_scenarios_92_to_94_a_page_on_a_desk_on_a_telephone_and_at_400_per_cent(name, visit, axe_script):
    """Charts are drawn and named, nothing is wider than the screen, and the scan finds nothing, all unfolded.

    One visit for all of it: opening a page takes longer than looking at it.
    """
    page = visit(ADDRESSES[name])
    for picture in drawn(page).all():
        expect(picture.locator('[role="graphics-symbol"][aria-label]').first).to_be_attached()
        box = picture.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 60
    narrowed(page, 400)
    open_everything(page)
    narrowed(page, 320)  # 1280 at 400 per cent
    narrowed(page, 400)
    page.evaluate(ONE_ROW_OF_EACH_KIND)
    assert violations(page, axe_script) == [], "at 400 pixels"
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    assert violations(page, axe_script) == [], "at 1280 pixels"


def test_a_page_with_everything_folded_and_one_source_open_passes_the_scan_too(visit, axe_script):
    page = visit("overview")
    drawn(page)
    page.locator(".rcq-open-source").first.click()
    expect(page.locator(".rcq-source-box:popover-open")).to_be_visible()
    page.evaluate(ONE_ROW_OF_EACH_KIND)
    assert violations(page, axe_script) == []


def test_headlines_stand_side_by_side_on_a_desk_and_one_under_another_on_a_telephone(visit):
    page = visit("overview")
    expect(page.locator(".rcq-card")).to_have_count(4)
    places = "() => new Set([...document.querySelectorAll('.rcq-card')].map(card => card.{side})).size === {count}"
    page.wait_for_function(places.format(side="offsetTop", count=1))
    page.set_viewport_size({"width": 400, "height": 800})
    page.wait_for_function(places.format(side="offsetLeft", count=1))
    page.wait_for_function(places.format(side="offsetTop", count=4))


def test_on_a_desk_the_day_stays_in_sight_and_so_do_the_heads_of_a_long_table(visit):
    page = visit("inspections?as_at=2018-01-15")
    drawn(page)
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


def test_enlarged_to_200_per_cent_the_controls_are_folded_and_open_by_keyboard(visit):
    page = visit("inspections?programme=CDI2016-20", width=640, height=450)
    box = page.get_by_role("combobox", name="Programme")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(box).to_be_hidden()
    page.locator(".rcq-controls > summary").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
