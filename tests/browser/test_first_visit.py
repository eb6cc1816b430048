"""What a browser fetches that was never here before."""

from __future__ import annotations

from tests.browser.conftest import settled

FETCHED = "() => performance.getEntriesByType('resource').map(e => [e.name, e.initiatorType])"


def test_a_new_reader_fetches_nothing_late_and_no_typeface_but_the_icons(running, browser):
    context = browser.new_context(locale="en-GB")
    try:
        page = context.new_page()
        said = page.goto(f"{running.address}/divergence").text()
        settled(page)
        page.locator("svg.marks").first.wait_for()
        fetched = [name.rpartition("/")[2] for name, _ in page.evaluate(FETCHED)]
        assert [name for name in fetched if name.endswith(".woff2") and not name.startswith("MaterialSymbols")] == []
        assert [name for name in fetched if name.endswith(".js") and name not in said] == []
        assert fetched.count("health") == fetched.count("host-config") == 1, "it need not look for its server"
        assert "_streamlit_xsrf" in {cookie["name"] for cookie in context.cookies()}
    finally:
        context.close()
