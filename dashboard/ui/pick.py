"""Choosing a force: on the tile map, or before a page that needs one."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.domain.view_model import View
from dashboard.ui import ask, filters, page, show
from dashboard.ui.area_map import areas_too

SELECTION = "pick"
PICKED = "rcq_picked"  # the force whose tile was clicked, until its page is opened
FORCE_PAGE = "force"


def force_on_tile_map(view: View, chart_name: str) -> None:
    """The tile map; a click on a tile goes to the page of that force, on the same day.  The list below it does the same by keyboard."""
    key = f"chart_{view.name}_{chart_name}"
    codes = {record["force"]: record["force_code"] for record in view.table("map").records()}
    show.chart(view, chart_name, on_select=_chooser(key, codes), selection=SELECTION, figures=False)
    areas_too(view, chart_name)
    if code := page.asked().shared.get("force", ""):
        name = ask.frame(page.asked().as_at).forces.get(code, code)
        day = {} if view.as_at == ask.CLOCK.today() else {"as_at": view.as_at.isoformat()}
        address = f"force?{urlencode({'force': code, **day})}"
        st.html(f'<p class="rcq-chosen-force"><a href="{escape(address)}">Open the page of {escape(name)}</a></p>')
        if st.session_state.pop(PICKED, "") == code and st.session_state[filters.PAGE].url_path != FORCE_PAGE:
            # Streamlit moves to another page only by an address without the choices that widgets hold.
            st.html(f"<script>location.assign({json.dumps(address)})</script>", unsafe_allow_javascript=True)


def force_first() -> None:
    """Where no force is chosen: ask for one, offer the map and the list to choose from, and stop the page there."""
    if not st.session_state.get("force"):
        st.title("One force", anchor=False)
        st.html('<p class="rcq-statement">Choose a force above, on the map, or in the list.</p>')
        chosen = page.asked()
        view = ask.ask("overview", {}, chosen.as_at)
        force_on_tile_map(view, "map")
        show.table(view, "forces")
        show.source_boxes()
        st.stop()


def _chooser(key: str, codes: dict[Any, Any]) -> Callable[[], None]:
    def choose() -> None:
        picked = st.session_state[key].get("selection", {}).get(SELECTION) or []
        names = [point.get("force") for point in picked if isinstance(point, dict)]
        code = codes.get(names[0]) if names else None
        if code:
            st.session_state["force"] = st.session_state[PICKED] = code

    return choose
