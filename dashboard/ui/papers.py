"""A pack put together from several views: one paper, one set of slides, one workbook."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.domain.errors import ReaderError
from dashboard.domain.view_model import View
from dashboard.exports.make import FORMS, Wish, make
from dashboard.ui import ask, messages, show
from dashboard.ui import page as pages
from dashboard.views import VIEWS

FIRST = ("overview", "inspections", "recommendations")
MOST = 12  # views in one pack


def page() -> None:
    """Choose views, see what is in them, take the pack away; force, region and date are those at the top of the page."""
    st.title("Papers and packs", anchor=False)
    st.html(
        '<p class="rcq-statement">One file of several views, as at the date and for the force or region chosen above: a tagged '
        "paper with contents and an annex of sources, slides with charts that can be edited, or a workbook.</p>"
    )
    names = st.multiselect(
        "Views in the pack, in their order",
        list(VIEWS),
        default=list(FIRST),
        format_func=lambda name: VIEWS[name].title,
        max_selections=MOST,
        key="pack_views",
    )
    title = st.text_input(
        "Title of the pack", "Quality of recorded crime: pack for the board", max_chars=200, key="pack_title"
    )
    views = _answered(names)
    if not views:
        messages.complaint("Choose at least one view that can be answered.")
        return
    rows = "".join(
        f"<tr><th scope=row>{view.title}</th><td>{sum(len(t.rows) for t in view.tables):,}</td><td>{len(view.charts)}</td></tr>"
        for view in views
    )
    st.html(
        '<table class="rcq-table"><caption>What the pack holds</caption><thead><tr><th scope=col>View</th>'
        f"<th scope=col>Rows</th><th scope=col>Charts</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    for form in ("paper", "slides", "workbook-xlsx", "workbook-ods"):
        st.download_button(
            FORMS[form].label,
            data=partial(_made, form, tuple(views), title),
            file_name=f"pack-as-at-{views[0].as_at.isoformat()}.{FORMS[form].ending}",
            mime=FORMS[form].media_type,
            on_click="ignore",
            key=f"pack_{form}",
        )


def _answered(names: list[str]) -> list[View]:
    """The views that can be answered with what is chosen at the top; of the others it is said what they need."""
    asked = pages.asked()
    views = []
    for name in names:
        taken = {f.name for f in VIEWS[name].filters}
        try:
            views.append(
                ask.ask(name, {key: words for key, words in asked.shared.items() if key in taken}, asked.as_at)
            )
        except ReaderError as error:
            messages.complaint(f"{VIEWS[name].title} was left out. {error}")
    return views


def _made(form: str, views: tuple[View, ...], title: str) -> bytes:
    return make(form, list(views), Wish(show.base_address(), title=title.strip()))
