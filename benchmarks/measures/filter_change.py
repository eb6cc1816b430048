"""From the reader's choice in a filter to the chart for it, beside a page written by hand and the same chart in Dash.

Choices already seen, as most are once a few people have used the page.  Ours and the page by hand keep their answers;
Dash is measured in both fashions.  The pages take turns, choice by choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from benchmarks.bench import Bench
from benchmarks.browser import (
    browser,
    look_after_plotly_drew,
    new_reader,
    seen_at,
    settle,
    since_started,
    watch,
)
from benchmarks.figures import Row, own_row, ratio_row
from benchmarks.scenes import Choice, Scene
from benchmarks.servers import dashboard, peer, running

VEGA_TITLES = "svg .role-title-text text"
PLOTLY_TITLES = ".gtitle"
HAND_AIM = 2.0
DASH_AIM = 0.7

Change = Callable[[Page, Scene, Choice], None]


@dataclass
class Contestant:
    """One of the pages compared: how to change its filter, and how its chart's title is found."""

    name: str
    address: str
    titles: str
    change: Change
    first: dict[str, list[float]] = field(default_factory=dict)
    seen: dict[str, list[float]] = field(default_factory=dict)


def measure(bench: Bench) -> list[Row]:
    """Ratios for each page; the aim against Dash is for the page as its own guide has it."""
    environment = bench.environment
    with (
        running(dashboard(), ready="/ready", environment=environment) as mine,
        running(peer("handwritten_page"), environment=environment) as by_hand,
        running(peer("dash_page"), environment=environment) as in_dash,
        browser() as running_browser,
    ):
        contestants = [
            Contestant("ours", mine.address, VEGA_TITLES, _choose_in_list),
            Contestant("by hand", f"{by_hand.address}/page", VEGA_TITLES, _choose_in_plain_list),
            Contestant("Dash", f"{in_dash.address}/page", PLOTLY_TITLES, _choose_radio),
            Contestant("Dash, chart alone, kept", f"{in_dash.address}/kept", PLOTLY_TITLES, _choose_radio),
        ]
        for scene in bench.scenes:
            _take_turns(running_browser, scene, contestants, bench.rounds(4, 1))
    return [row for scene in bench.scenes for row in _rows(scene, *contestants)]


def _rows(
    scene: Scene, ours: Contestant, by_hand: Contestant, in_dash: Contestant, least_dash: Contestant
) -> Iterator[Row]:
    what = f"filter change to chart: {scene.view}"
    seen = ours.seen[scene.view]
    yield ratio_row(what, "ms", seen, by_hand.seen[scene.view], other_name="by hand", aim=HAND_AIM)
    yield ratio_row(what, "ms", seen, in_dash.seen[scene.view], other_name="Dash", aim=DASH_AIM)
    yield ratio_row(what, "ms", seen, least_dash.seen[scene.view], other_name=least_dash.name, note="for information")
    yield own_row(f"{what}, first time", "ms", ours.first[scene.view], note="for information")


def _take_turns(running_browser: Browser, scene: Scene, contestants: list[Contestant], rounds: int) -> None:
    with ExitStack() as open_pages:
        pages = [open_pages.enter_context(_open(running_browser, scene, c)) for c in contestants]
        for round_number in range(rounds + 1):
            # Backwards every other round, so that no page always follows the same one.
            for choice in (*scene.choices[1:], scene.choices[0]):
                order = list(zip(contestants, pages, strict=True))
                for contestant, page in order if round_number % 2 else reversed(order):
                    _read(contestant, page, scene, choice, is_first=round_number == 0)


@contextmanager
def _open(running_browser: Browser, scene: Scene, contestant: Contestant) -> Iterator[Page]:
    with new_reader(running_browser) as context:
        page = context.new_page()
        first = scene.choices[0]
        query = f"?{scene.filter}={first.words}" if contestant.name == "ours" else ""
        page.goto(f"{contestant.address}/{scene.view}{query}", wait_until="load")
        watch(page, contestant.titles, first.title)
        seen_at(page)
        settle(page)
        if contestant.titles == PLOTLY_TITLES:
            look_after_plotly_drew(page)
        yield page


def _read(contestant: Contestant, page: Page, scene: Scene, choice: Choice, *, is_first: bool) -> None:
    page.bring_to_front()
    watch(page, contestant.titles, choice.title)
    contestant.change(page, scene, choice)
    times = contestant.first if is_first else contestant.seen
    times.setdefault(scene.view, []).append(since_started(page))
    settle(page)


def _choose_in_list(page: Page, scene: Scene, choice: Choice) -> None:
    """Streamlit's list: type the words, and press Enter."""
    field_ = page.get_by_role("combobox", name=scene.label)
    field_.click()
    field_.fill(choice.words)
    page.get_by_role("option", name=choice.words, exact=True).wait_for()
    field_.press("Enter")


def _choose_in_plain_list(page: Page, _scene: Scene, choice: Choice) -> None:
    page.locator("#filter").select_option(choice.words)


def _choose_radio(page: Page, _scene: Scene, choice: Choice) -> None:
    page.locator("#filter").get_by_text(choice.words, exact=True).click()
