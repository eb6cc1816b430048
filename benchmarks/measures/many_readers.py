"""Fifty readers who each change a filter, look for two seconds, and change it again; one process on one processor."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row
from benchmarks.scenes import Scene
from benchmarks.servers import Server, dashboard, running
from benchmarks.streamlit_client import reading

READERS = 50
THOUGHT_SECONDS = 2.0
P95_AIM = 150.0  # milliseconds
MEMORY_AIM = 1.5  # megabytes a reader


def measure(bench: Bench) -> list[Row]:
    """Waiting times, errors and memory."""
    seconds = bench.rounds(40, 10)
    with (
        running(dashboard(), ready="/ready", environment=bench.environment, core=0) as server,
        _this_process_on(1),
    ):
        times, errors, megabytes = asyncio.run(_load(server, bench.scenes, seconds))
    pace = f"{READERS} readers, {THOUGHT_SECONDS:g} s of thought, {seconds} s"
    return [
        own_row("50 readers: filter to end of script", "ms", times, by="p95", aim=P95_AIM, note=pace),
        own_row("50 readers: errors", "count", [errors], aim=0, note=pace),
        own_row(
            "50 readers: memory a reader", "MB", [megabytes], aim=MEMORY_AIM, note="resident memory above one reader's"
        ),
    ]


async def _load(server: Server, scenes: tuple[Scene, ...], seconds: float) -> tuple[list[float], int, float]:
    chance = random.Random(43)
    # Every answer is in memory before the count begins, so that only what each reader adds is counted.
    for scene in scenes:
        async with reading(server.port, scene.view) as reader:
            for choice in scene.choices * 3:
                await reader.choose(scene.filter, choice.words)
    before = server.memory_mb()
    times: list[float] = []
    errors = 0
    async with AsyncExitStack() as open_pages:
        readers = []
        for number in range(READERS):
            scene = scenes[number % len(scenes)]
            readers.append((await open_pages.enter_async_context(reading(server.port, scene.view)), scene))
        end = time.monotonic() + seconds

        async def one(place: int, pauses: random.Random) -> int:
            reader, scene = readers[place]
            failed = 0
            await asyncio.sleep(pauses.uniform(0, THOUGHT_SECONDS))
            while time.monotonic() < end:
                try:
                    took = await asyncio.wait_for(reader.choose(scene.filter, pauses.choice(scene.choices).words), 30)
                    times.append(took)
                except Exception:
                    failed += 1
                    break
                await asyncio.sleep(THOUGHT_SECONDS * pauses.uniform(0.8, 1.2))
            return failed

        errors = sum(await asyncio.gather(*(one(n, random.Random(chance.random())) for n in range(READERS))))
        megabytes = (server.memory_mb() - before) / READERS
    return times, errors, megabytes


@contextmanager
def _this_process_on(core: int) -> Iterator[None]:
    """Keep the readers off the server's processor, where the machine has another and can say so."""
    if not hasattr(os, "sched_setaffinity") or core not in os.sched_getaffinity(0):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
