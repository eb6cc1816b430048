"""Reads what a page sent to the browser: its words, its tables and its charts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Cell:
    """A cell's words, and the classes of everything inside it."""

    words: str = ""
    marks: set[str] = field(default_factory=set)


@dataclass
class ShownTable:
    """A table as a reader meets it."""

    caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


class _Tables(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables: list[ShownTable] = []
        self._caption = self._head = self._cell = None
        self._in_body = False

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append(ShownTable())
        elif tag == "caption":
            self._caption = ""
        elif tag == "tbody":
            self._in_body = True
        elif tag == "tr" and self._in_body:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th"):
            self._cell = Cell()
        if self._cell is not None:
            self._cell.marks |= set((dict(attributes).get("class") or "").split())

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[-1].caption, self._caption = self._caption, None
        elif tag == "tbody":
            self._in_body = False
        elif tag in ("td", "th"):
            place = self.tables[-1].rows[-1] if self._in_body else self.tables[-1].heads
            place.append(self._cell if self._in_body else self._cell.words)
            self._cell = None

    def handle_data(self, data):
        if self._caption is not None:
            self._caption += data
        elif self._cell is not None:
            self._cell.words += data


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = ""
        self._styles = 0

    def handle_starttag(self, tag, _attributes):
        self._styles += tag == "style"

    def handle_endtag(self, tag):
        self._styles -= tag == "style"

    def handle_data(self, data):
        if not self._styles:
            self.words += data


class Shown:
    """A page as it was sent."""

    def __init__(self, script):
        self.script = script
        self.bodies = [element.proto.body for element in script.get("html")]

    @property
    def title(self):
        """The heading of the page; there is one."""
        (title,) = self.script.title
        return title.value

    @property
    def faults(self):
        """What went wrong unforeseen; there should be nothing."""
        return [fault.message for fault in self.script.exception]

    @property
    def messages(self):
        """Warnings, errors and requests to the reader."""
        return [e.value for e in (*self.script.warning, *self.script.error, *self.script.info)]

    @property
    def band(self):
        """The line at the top of the page."""
        (found,) = [body for body in self.bodies if "rcq-band" in body and "<style>" not in body]
        return words_in(found)

    @property
    def words(self):
        """Everything said in HTML, without the tags."""
        return "\n".join(words_in(body) for body in self.bodies)

    @property
    def tables(self):
        """The tables, by the title in their captions."""
        reader = _Tables()
        for body in self.bodies:
            reader.feed(body)
        return {table.caption.rpartition(" (")[0]: table for table in reader.tables}

    @property
    def charts(self):
        """The charts as they were sent."""
        return [chart.proto for chart in self.script.get("vega_lite_chart")]


def words_in(html):
    """The words of a piece of HTML."""
    reader = _Words()
    reader.feed(html)
    return reader.words
