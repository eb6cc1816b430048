"""The browser that is on the machine, and the hooks by which it says when a chart was drawn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
WAIT_MILLISECONDS = 30_000

# `started` is the last thing the reader did; `seen` the first moment at which the words wanted stood on the page.
# Spaces are left out because a title is broken into lines.  A chart drawn as SVG comes into the page whole.
HOOKS = """
(() => {
  const bench = window.bench = {started: 0, seen: null, wanted: null, within: null};
  for (const kind of ["click", "change", "keydown"])
    window.addEventListener(kind, () => { bench.started = performance.now(); }, {capture: true});
  const look = () => {
    if (bench.wanted === null || bench.seen !== null) return;
    for (const found of document.querySelectorAll(bench.within))
      if (found.textContent.replace(/\\s+/g, "").includes(bench.wanted)) { bench.seen = performance.now(); return; }
  };
  bench.watch = (within, wanted) => { bench.within = within; bench.wanted = wanted; bench.seen = null; look(); };
  bench.look = look;
  new MutationObserver(() => { if (!bench.told) look(); }).observe(document, {childList: true, subtree: true, characterData: true});
})();
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """One running browser; RCQ_TEST_CHROMIUM names one that is not where it is looked for."""
    names = [os.environ["RCQ_TEST_CHROMIUM"]] if os.environ.get("RCQ_TEST_CHROMIUM") else NAMES
    path = next((found for found in map(shutil.which, names) if found), None)
    if path is None:
        raise RuntimeError("no Chromium, Chrome or Edge found; install one, or name it with RCQ_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield running
        finally:
            running.close()


@contextmanager
def new_reader(running: Browser, within: str = "", wanted: str = "") -> Iterator[BrowserContext]:
    """A reader who was never here before: nothing kept from earlier pages.  Watches from the first moment on."""
    context = running.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(WAIT_MILLISECONDS)
    context.add_init_script(HOOKS + (f"bench.watch({within!r}, {wanted!r});" if wanted else ""))
    try:
        yield context
    finally:
        context.close()


def cold_milliseconds(running: Browser, address: str, within: str, wanted: str) -> float:
    """From asking for the address to the words standing on the page, for a reader who was never here before."""
    with new_reader(running, within, wanted) as context:
        page = context.new_page()
        page.goto(address, wait_until="commit")
        return seen_at(page)


def watch(page: Page, within: str, wanted: str) -> None:
    """Wait for these words from now on."""
    page.evaluate("([within, wanted]) => bench.watch(within, wanted)", [within, wanted])


def seen_at(page: Page) -> float:
    """When the words were seen, in milliseconds from the start of the page."""
    page.wait_for_function("() => window.bench && bench.seen !== null")
    return float(page.evaluate("() => bench.seen"))


def since_started(page: Page) -> float:
    """Milliseconds from the reader's last deed to the words being seen."""
    seen_at(page)
    told: dict[str, Any] = page.evaluate("() => ({started: bench.started, seen: bench.seen})")
    return float(told["seen"]) - float(told["started"])


def look_after_plotly_drew(page: Page) -> None:
    """Plotly puts the title in place before the lines, and says when all is drawn."""
    page.evaluate("""() => {
        bench.told = true;
        document.querySelector(".js-plotly-plot").on("plotly_afterplot", bench.look);
    }""")


def settle(page: Page) -> None:
    """Let what is still under way come to its end, so that it does not count towards the next reading."""
    page.wait_for_timeout(250)
