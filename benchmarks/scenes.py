"""The pages that are measured: which filter is changed, to what, and how one sees that the chart followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.charts.draw import draw
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.view_model import View
from dashboard.store.engine import Store
from dashboard.views import VIEWS, answer
from dashboard.views.frame import filter_choices


@dataclass(frozen=True)
class Choice:
    """A value of the filter: as the store knows it, as the page's list says it, and the title the chart then has."""

    value: str
    words: str
    title: str


@dataclass(frozen=True)
class Scene:
    """A page with one chart, the choices of one of its filters for which there is one, and its title at first."""

    view: str
    filter: str
    label: str
    chart: str
    choices: tuple[Choice, ...]
    first_title: str


# View, the filter that is changed, and the chart that follows it.
WATCHED = (("divergence", "offence_type", "paired"), ("inspections", "measure", "rates"))


def scenes(store: Store) -> tuple[Scene, ...]:
    """The scenes, with the choices that draw a chart in this store."""
    return tuple(_scene(store, *watched) for watched in WATCHED)


def asked(store: Store, view: str, filters: dict[str, str]) -> View:
    """The view as it stands today."""
    return answer(store, view, filters, AsAt(SystemClock().today()))


def drawn(view: View, chart: str) -> dict[str, Any]:
    """The chart's finished definition, without its rows."""
    spec = view.chart(chart)
    return draw(spec, view.table(spec.table))


def squeezed(words: str) -> str:
    """Words without spaces, since a drawn title is broken into lines where there is room."""
    return "".join(words.split())


def _scene(store: Store, view: str, filter_name: str, chart: str) -> Scene:
    definition = next(f for f in VIEWS[view].filters if f.name == filter_name)
    choices: dict[str, Choice] = {}
    for value in filter_choices(store, definition, AsAt(SystemClock().today())):
        answered = asked(store, view, {filter_name: value})
        if any(c.name == chart for c in answered.charts):
            title = squeezed(answered.chart(chart).title)
            choices.setdefault(title, Choice(value, value.replace("_", " "), title))
    if len(choices) < 2:
        raise RuntimeError(f"the page {view} has no two choices of {filter_name} with a chart")
    first_title = squeezed(asked(store, view, {}).chart(chart).title)
    return Scene(view, filter_name, definition.label, chart, tuple(choices.values()), first_title)
