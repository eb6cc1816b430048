"""What a reader who was never here before has to fetch for a page with a chart: ours, and Streamlit as it comes.

Bytes as they go over the line, compressed where they are: answers with their heads, and the messages of the websocket.
"""

from __future__ import annotations

from playwright.sync_api import Browser

from benchmarks.bench import Bench
from benchmarks.browser import browser, new_reader, seen_at
from benchmarks.figures import Row, ratio_row
from benchmarks.measures.cold_page import CHART_TITLES
from benchmarks.scenes import Scene
from benchmarks.servers import HOST, ROOT, dashboard, running, streamlit_script
from benchmarks.wire import counted

AIM = 0.33
QUIET_MILLISECONDS = 1_500  # after the chart, for what is still fetched


def measure(bench: Bench) -> list[Row]:
    """One row."""
    scene = bench.scenes[0]
    ours: list[float] = []
    shipped: list[float] = []
    plain = streamlit_script(ROOT / "dashboard" / "app.py")
    with (
        running(dashboard(), ready="/ready", environment=bench.environment) as mine,
        running(plain, ready="/_stcore/health", environment=bench.environment) as theirs,
        browser() as running_browser,
    ):
        _warm_until_compressed(running_browser, mine.port, scene)
        for _ in range(bench.rounds(3, 1)):
            ours.append(_kilobytes(running_browser, mine.port, scene))
            shipped.append(_kilobytes(running_browser, theirs.port, scene))
    name = "Streamlit as shipped"
    return [ratio_row(f"bytes of a cold page: {scene.view}", "kB", ours, shipped, other_name=name, aim=AIM)]


def _warm_until_compressed(running_browser: Browser, port: int, scene: Scene) -> None:
    """A new machine compresses its files after the start; until then they go out as they are."""
    last = _kilobytes(running_browser, port, scene)
    for _ in range(8):
        now = _kilobytes(running_browser, port, scene)
        if now >= last * 0.98:
            return
        last = now


def _kilobytes(running_browser: Browser, port: int, scene: Scene) -> float:
    with counted(port) as relay, new_reader(running_browser, CHART_TITLES, scene.first_title) as context:
        page = context.new_page()
        page.goto(f"http://{HOST}:{relay.port}/{scene.view}", wait_until="commit")
        seen_at(page)
        page.wait_for_timeout(QUIET_MILLISECONDS)
        return relay.bytes_sent / 1000
