"""How long the server works on a changed filter, as a reader's own connection sees it: from the message that asks to
the message that says the script has finished.  The way over the loopback is in it.
"""

from __future__ import annotations

import asyncio
from itertools import islice, product

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row
from benchmarks.scenes import Scene
from benchmarks.servers import Server, dashboard, running
from benchmarks.streamlit_client import reading
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.views.frame import frame_of

SEEN_AIM = 20.0  # milliseconds, median
NEW_AIM = 60.0  # milliseconds, 95th percentile


def measure(bench: Bench) -> list[Row]:
    """Three rows a page."""
    rows: list[Row] = []
    with running(dashboard(), ready="/ready", environment=bench.environment, core=0) as server:
        asyncio.run(_warm(server, bench.scenes))
        for scene in bench.scenes:
            new, new_day, seen = asyncio.run(_times(server, scene, bench))
            rows.append(own_row(f"script, filter seen before: {scene.view}", "ms", seen, aim=SEEN_AIM))
            rows.append(own_row(f"script, filter new: {scene.view}", "ms", new, by="p95", aim=NEW_AIM))
            rows.append(own_row(f"script, filter and as-at day new: {scene.view}", "ms", new_day, by="p95"))
    return rows


def _new_filters(scene: Scene, wanted: int) -> list[dict[str, str]]:
    """Choices nobody has made on this server: each with first days of their own."""
    days = (f"{year}-01-01" for year in range(2019, 1989, -1))
    return [{scene.filter: choice.words, "from": day} for day, choice in islice(product(days, scene.choices), wanted)]


def _new_days(bench: Bench, scene: Scene, wanted: int) -> list[dict[str, str]]:
    """The same on days on which other things were known; the frame round the page is then new as well."""
    days = frame_of(bench.store, AsAt(SystemClock().today())).known_dates
    spread = days[1 :: max(1, len(days) * len(scene.choices) // wanted)]
    asked = product(spread, scene.choices)
    return [{scene.filter: choice.words, "as_at": day.isoformat()} for day, choice in islice(asked, wanted)]


async def _warm(server: Server, scenes: tuple[Scene, ...]) -> None:
    """The first page of a process pays for much that no later one does."""
    for scene in scenes:
        async with reading(server.port, scene.view) as reader:
            await reader.run()


async def _times(server: Server, scene: Scene, bench: Bench) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds for new choices, for new choices on new days, and for choices made before."""
    async with reading(server.port, scene.view) as reader:
        new = []
        for question in _new_filters(scene, bench.rounds(60, 12)):
            reader.filters.update(question)
            new.append(await reader.run())
        reader.filters["from"] = ""
        new_day = []
        for question in _new_days(bench, scene, bench.rounds(40, 8)):
            reader.filters.update(question)
            new_day.append(await reader.run())
        reader.filters["as_at"] = "today"
        seen = []
        for round_number in range(bench.rounds(8, 2) + 1):
            for choice in scene.choices:
                took = await reader.choose(scene.filter, choice.words)
                if round_number:  # the first round may ask what had not been asked
                    seen.append(took)
    return new, new_day, seen
