"""The page for an office's own tracker: give the file, match its columns, look at the dry run, enter all or nothing."""

from __future__ import annotations

import streamlit as st

from dashboard.commands.tracker import (
    NEEDED,
    Tracker,
    check_tracker,
    fitted,
    headings_of,
    in_short,
    read_tracker,
    take_in_tracker,
)
from dashboard.commands.tracker_words import HEADINGS
from dashboard.domain.access import can_edit_anything
from dashboard.domain.errors import ReaderError
from dashboard.domain.figures import count_of
from dashboard.ui import ask, messages
from dashboard.ui.editing import signed_in
from dashboard.ui.plain_table import plain_table

DONE = "rcq_tracker_done"
FAULTS_SHOWN = 100
LEFT_OUT = "(left out)"


def page() -> None:
    """The whole page; a reader is told what it is for and offered nothing to enter."""
    st.title("Bring in a tracker", anchor=False)
    st.html(
        '<p class="rcq-statement">An office\'s spreadsheet of recommendations becomes entries in the ledger. Names of people '
        "become roles. A status such as complete becomes the force's claim and closes nothing; what else the tracker says of a "
        "force's or an inspectorate's view is kept as a comment.</p>"
    )
    if words := st.session_state.pop(DONE, ""):
        st.success(messages.plain(words))
    if not can_edit_anything(signed_in()):
        st.html('<p class="rcq-empty">You are reading. Those who may enter say so beside the navigation first.</p>')
        return
    given = st.file_uploader("Tracker (CSV, XLSX or ODS)", key="rcq_tracker_file")
    if given is None:
        return
    try:
        _one(given.name, given.getvalue())
    except ReaderError as error:
        messages.problem(str(error))


def _one(name: str, content: bytes) -> None:
    headings, guessed = headings_of(content, name)
    mapping = _mapping(headings, guessed)
    missing = [field for field in NEEDED if field not in mapping]
    if missing:
        messages.problem(f"Choose a column for {', '.join(missing).replace('_', ' ')}.")
        return
    tracker = fitted(ask.the_store(), ask.CLOCK, signed_in(), read_tracker(content, name, mapping, guess=False))
    with st.spinner(f"Checking {count_of(len(tracker.entries), 'entry', 'entries')} …"):
        faults = check_tracker(ask.the_store(), ask.CLOCK, signed_in(), tracker)
    st.header("Dry run", anchor=False)
    st.html(
        plain_table(
            "First rows as they would be entered",
            ("Item", "Entry", "What"),
            [(e.subject_id, e.action, str(e.body.get("summary") or e.body.get("words"))) for e in tracker.entries[:10]],
            more=len(tracker.entries),
            empty="No row holds anything to enter.",
        )
    )
    if tracker.claims:
        st.html(
            plain_table(
                "What the force's statuses become",
                ("Status, and what it is taken for",),
                [(c,) for c in tracker.claims],
            )
        )
    if tracker.warnings:
        st.html(
            plain_table(
                f"{count_of(len(tracker.warnings), 'text')} rewritten or taken otherwise than it stands in the file",
                ("What",),
                [(words,) for words in tracker.warnings[:FAULTS_SHOWN]],
                more=len(tracker.warnings),
            )
        )
    if faults:
        st.html(
            plain_table(
                f"{count_of(len(faults), 'fault')}; nothing can be entered until they are put right in the file",
                ("Where and what",),
                [(line,) for line in in_short(faults)[:FAULTS_SHOWN]],
                more=len(in_short(faults)),
            )
        )
        return
    if tracker.entries and st.button(f"Enter all {len(tracker.entries):,} entries", type="primary"):
        _enter(tracker)


def _mapping(headings: list[str], guessed: dict[str, str]) -> dict[str, str]:
    """The column for each of our fields, as guessed from the headings and as the person puts it right."""
    chosen: dict[str, str] = {}
    with st.expander("Columns", expanded=any(field not in guessed for field in NEEDED)):
        for field in HEADINGS:
            options = [LEFT_OUT, *headings]
            label = field.replace("_", " ").capitalize() + (" (needed)" if field in NEEDED else "")
            at = options.index(guessed[field]) if field in guessed else 0
            column = st.selectbox(label, options, index=at, key=f"rcq_tracker_{field}")
            if column != LEFT_OUT:
                chosen[field] = column
    return chosen


def _enter(tracker: Tracker) -> None:
    with st.spinner(f"Entering {len(tracker.entries):,} entries, all or none …"):
        done = take_in_tracker(ask.the_store(), ask.CLOCK, signed_in(), tracker)
    again = sum(one.already for one in done)
    st.session_state[DONE] = f"Entered {len(done) - again:,} entries; {again:,} had been entered before."
    ask.forget_version()
    st.rerun()
