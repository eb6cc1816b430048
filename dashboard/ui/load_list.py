"""Under the files: empty templates, the list of what was loaded, and taking a load out again."""

from __future__ import annotations

import streamlit as st

from dashboard.commands.load_log import load_list
from dashboard.commands.publications import undo_load
from dashboard.domain.errors import ReaderError
from dashboard.domain.templates import TEMPLATES
from dashboard.exports.template_files import FORMATS, template_file
from dashboard.ui import ask, editing, messages
from dashboard.ui.plain_table import plain_table

DONE = "rcq_load_done"  # words of what was done, shown when the page is drawn again
LOADS_SHOWN = 25


def templates() -> None:
    """Empty templates to download."""
    st.header("Templates", anchor=False)
    st.caption(
        "For what is published in no machine-readable form: inspection results, systems, events and other facts."
    )
    name = st.selectbox(
        "Template", list(TEMPLATES), format_func=lambda key: TEMPLATES[key].title, key="rcq_template_kind"
    )
    form = st.radio("Form", FORMATS, horizontal=True, format_func=str.upper, key="rcq_template_form")
    st.download_button(
        "Download the empty template",
        lambda: template_file(TEMPLATES[name], form),
        file_name=f"{name}.{form}",
        key="rcq_template_file",
    )


def loads_held() -> None:
    """What was loaded, newest first, and taking a load out."""
    st.header("What was loaded", anchor=False)
    held = load_list(ask.the_store())
    rows = [
        [str(e["load_id"]), f"{e['loaded_at']:%-d %B %Y, %H:%M}", e["what"], e["file_name"], f"{e['rows_added']:,}"]
        for e in held[:LOADS_SHOWN]
    ]
    heads = ["Load", "When", "What", "File", "Rows"]
    st.html(plain_table("Loads, newest first", heads, rows, figures=(4,), more=len(held), empty="Nothing yet."))
    out = [e for e in held if e["may_be_undone"]]
    if not out or not editing.may_load():
        return
    load_id = st.selectbox(
        "Load to take out",
        [e["load_id"] for e in out],
        index=None,
        format_func=lambda number: next(f"{number}: {e['what']}" for e in out if e["load_id"] == number),
        placeholder="choose a load",
        key="rcq_undo_load",
    )
    if load_id is None:
        return
    st.caption("Taking a load out restores exactly what it had replaced. The file can be loaded again at any time.")
    if st.button(f"Take out load {load_id}", key="rcq_undo"):
        try:
            removed = undo_load(ask.the_store(), load_id, ask.CLOCK)
        except ReaderError as error:
            messages.problem(str(error))
            return
        ask.forget_version()
        st.session_state[DONE] = f"Load {load_id} was taken out: {removed:,} rows."
        st.session_state.pop("rcq_undo_load", None)
        st.rerun()
