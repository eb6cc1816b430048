"""Counting what goes over the line: a relay on this computer between the browser and a server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.servers import HOST


class Relay:
    """Hands everything on unread, and counts what the server sends: heads, bodies and messages, as compressed."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self.port = 0
        self.bytes_sent = 0

    def start(self) -> threading.Thread:
        """Listen on a free port; returns when it can be reached."""
        ready = threading.Event()
        thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        thread.start()
        if not ready.wait(10):
            raise RuntimeError("the counting relay did not start")
        return thread

    def stop(self) -> None:
        """Close every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._relay, HOST, 0))
        self.port = int(server.sockets[0].getsockname()[1])
        ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(HOST, self._target)
        try:
            await asyncio.gather(
                self._hand_on(reader, to_server, counted=False), self._hand_on(from_server, writer, counted=True)
            )
        except (OSError, asyncio.CancelledError):
            pass  # one side has left; so do we
        finally:
            writer.close()
            to_server.close()

    async def _hand_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, counted: bool) -> None:
        while content := await source.read(65536):
            if counted:
                self.bytes_sent += len(content)
            sink.write(content)
            await sink.drain()
        sink.close()


@contextmanager
def counted(port: int) -> Iterator[Relay]:
    """A relay to the server on `port` for as long as the block lasts."""
    relay = Relay(port)
    thread = relay.start()
    try:
        yield relay
    finally:
        relay.stop()
        thread.join(timeout=5)
