"""The shape of an answer: one frozen object that page, command line, export and interface all draw.

A view is complete.  It carries its filters, its as-at date, the store's version, its sources and its
warnings, so that nothing which shows it needs to ask anything else.  Everything here is plain data
(dates, numbers, text), so a view can be cached, pickled, compared and turned into JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class Column:
    """One column of a table: its name in exports, the words above it, and the unit of its values.

    `unit` is empty for text and dates; "%" means per cent on a scale of 0 to 100.  `missing` is what a page says where
    a value is missing and no column called `<name>_missing` gives the reason.
    """

    name: str
    label: str
    unit: str = ""
    missing: str = "not held"


@dataclass(frozen=True)
class Table:
    """Rows of plain values under named columns.

    `empty_message` is the sentence to show when there are no rows: it says which of the four kinds of
    nothing this is (none held, not published, not measurable, not comparable) and what to do next.
    `page_columns` names the columns a narrow page shows first; an export always holds all of them.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    empty_message: str = "Nothing is held for this choice."
    page_columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.columns)
        for position, row in enumerate(self.rows):
            if len(row) != width:
                raise ValueError(f"table {self.name}, row {position}: {len(row)} values for {width} columns")

    @classmethod
    def from_records(
        cls, name: str, title: str, columns: Sequence[Column], records: Iterable[Mapping[str, Value]], **more: object
    ) -> Table:
        """Build a table from mappings; a column that a record does not name is missing in that row."""
        names = [column.name for column in columns]
        rows = tuple(tuple(map(record.get, names)) for record in records)
        return cls(name=name, title=title, columns=tuple(columns), rows=rows, **more)  # type: ignore[arg-type]

    def records(self) -> list[dict[str, Value]]:
        """The rows as mappings from column name to value, in order."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> Column:
        """The column called `name`; ValueError names the columns there are."""
        for candidate in self.columns:
            if candidate.name == name:
                return candidate
        raise ValueError(f"table {self.name} has no column {name}; it has {', '.join(c.name for c in self.columns)}")


@dataclass(frozen=True)
class Headline:
    """A figure that may be quoted: value, interval, unit, period, class and source in one block of fixed shape.

    `missing_reason` says in words why `value` is missing (for instance "not measurable: system limits").
    `sentence` is the figure said in words that never claim more than the interval allows; `approximate` marks a figure
    that its source rounds or calls "about".  `basis` says how it was read: as published, secondary, derived, or worked
    out here.  `definition` says what is counted and `caveat` what must be said along with it, where it is quoted.
    `rests_on` names the sources of a sentence about several things, where no one of them is the source.
    """

    code: str
    label: str
    value: float | None
    unit: str
    sentence: str
    lower: float | None = None
    upper: float | None = None
    period: str = ""
    published_on: date | None = None
    published_precision: str = "day"
    figure_class: str = ""
    source_id: str = ""
    missing_reason: str = ""
    approximate: bool = False
    basis: str = ""
    definition: str = ""
    caveat: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartMark:
    """A dated event drawn on a chart as a small number, with its text listed under the chart.

    `on` is where it is drawn; `precision` says how much of that date is known ("month" is drawn on its first day).
    """

    number: int
    on: date
    text: str
    is_break: bool = False
    precision: str = "day"


@dataclass(frozen=True)
class ChartSpec:
    """What to draw, as data.  `kind` names the drawing function; `roles` maps its parts to column names.

    Views never import the drawing library and drawing functions never import views.
    `alt` is the text alternative and states the finding, not the shape of the picture.
    """

    name: str
    kind: str
    table: str
    title: str
    subtitle: str
    alt: str
    roles: Mapping[str, str]
    marks: tuple[ChartMark, ...] = ()
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """A remark under a figure or page.  `kind` is one of "method", "coverage", "definition", "conflict"."""

    text: str
    kind: str = "method"


@dataclass(frozen=True)
class Caution:
    """A comparability warning: what must not be concluded from figures standing together, and why."""

    text: str
    event_id: str = ""


@dataclass(frozen=True)
class Source:
    """One edition that the view's figures came from.

    `dead_on` is the day on which its link was last tried and worked no longer, None where nothing is known against it.
    """

    source_id: str
    title: str
    publisher: str
    published_on: date | None
    published_precision: str
    url: str
    retrieved_on: date | None
    sha256: str
    figure_class: str = ""
    is_secondary: bool = False
    licence: str = ""
    edition_label: str = ""
    file_name: str = ""
    note: str = ""
    dead_on: date | None = None


@dataclass(frozen=True)
class View:
    """One question answered.

    `chosen` says the filters that are set in words, as label and value; `known_version` counts the changes of the store
    that bear on what was known by `as_at`, and so stays the same when something is loaded that became known later.
    `seen_as` is blank where anybody gets this answer; otherwise it names the force whose unpublished figures it may hold
    ("*" for all), so that what is drawn of it is never kept for somebody else.  `looking_from` is the day from which an
    answer about a day to come looks ahead, and None of every other.
    """

    name: str
    title: str
    as_at: date
    filters: Mapping[str, str]
    store_version: int
    statement: str
    headlines: tuple[Headline, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: tuple[Caution, ...] = ()
    sources: tuple[Source, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    known_version: int = 0
    seen_as: str = ""
    looking_from: date | None = None

    def table(self, name: str) -> Table:
        """The table called `name`; ValueError names the tables there are."""
        for candidate in self.tables:
            if candidate.name == name:
                return candidate
        raise ValueError(f"view {self.name} has no table {name}; it has {', '.join(t.name for t in self.tables)}")

    def chart(self, name: str) -> ChartSpec:
        """The chart definition called `name`; ValueError names the charts there are."""
        for candidate in self.charts:
            if candidate.name == name:
                return candidate
        raise ValueError(f"view {self.name} has no chart {name}; it has {', '.join(c.name for c in self.charts)}")

    def source(self, source_id: str) -> Source | None:
        """The source with this identifier, or None if the view does not draw on it."""
        return next((source for source in self.sources if source.source_id == source_id), None)
