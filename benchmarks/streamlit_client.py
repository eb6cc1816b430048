"""A reader without a browser: speaks Streamlit's own messages over its websocket and draws nothing."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect


class PageFailed(Exception):
    """The page showed an error, or did not finish."""


@dataclass
class Reader:
    """One open page.  A filter is changed as the browser does it: the widget's new value, and the new address."""

    connection: ClientConnection
    page: str
    filters: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    script: str = ""
    received: int = 0

    async def choose(self, name: str, words: str) -> float:
        """Change a filter; gives the milliseconds until the page's script has finished."""
        if name not in self.widgets:
            raise PageFailed(f"the page {self.page} has no list for {name}; it has {', '.join(self.widgets)}")
        self.filters[name] = words
        return await self.run()

    async def run(self) -> float:
        """Run the page's script as it stands; gives milliseconds."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = urlencode(self.filters)
        asked.page_name = self.page
        if self.script:
            asked.page_script_hash = self.script
        for name, words in self.filters.items():
            if name in self.widgets:
                asked.widget_states.widgets.append(WidgetState(id=self.widgets[name], string_value=words))
        started = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        while not self._take(await self.connection.recv()):
            pass
        return (time.perf_counter() - started) * 1000

    def _take(self, content: str | bytes) -> bool:
        """Note what a message says; whether it is the last one of the run."""
        assert isinstance(content, bytes)
        self.received += len(content)
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.script = message.navigation.page_script_hash
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            shown = element.WhichOneof("type")
            if shown == "exception":
                raise PageFailed(element.exception.message)
            if shown in ("selectbox", "text_input"):
                widget = getattr(element, shown)
                self.widgets[widget.query_param_key] = widget.id
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


@asynccontextmanager
async def reading(port: int, page: str) -> AsyncIterator[Reader]:
    """Open a page; it has been run once when the block begins."""
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        compression=None,
        open_timeout=60,
        proxy=None,
    ) as connection:
        reader = Reader(connection, page)
        await reader.run()
        yield reader
