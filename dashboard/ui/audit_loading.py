"""Sending in a force's own audits by page: every fault at once, the file back with them, a dry run, and undo."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from dashboard.commands.force_audits import (
    MAY_LOAD,
    AuditWishes,
    ReadAudits,
    load_force_audits,
    marked_sheets,
    publication_of,
)
from dashboard.commands.load_log import load_list
from dashboard.commands.publications import LoadOutcome, undo_load
from dashboard.domain.access import Person, entry_refusal
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError
from dashboard.domain.kinds import BY_NAME
from dashboard.exports.audit_template import audit_template, with_faults
from dashboard.exports.template_files import FORMATS
from dashboard.ui import ask, messages
from dashboard.ui.editing import signed_in
from dashboard.ui.plain_table import plain_table
from dashboard.ui.progress_bar import ProgressBar

DONE = "rcq_audits_done"
TRIED = "rcq_audits_tried"
FAULTS_SHOWN = 100
LOADS_SHOWN = 25
OWN_AUDITS = publication_of("", "").title  # what every load of audits ends with


def section() -> None:
    """Below the published files: a force's own audits, which are another form and another right."""
    st.header("Send in a force's own audits", anchor=False)
    st.caption(
        "Totals only, in the template for audits. A file with names, references or single cases is refused whole, and "
        "nothing of it is kept. Nothing is taken in until you say so."
    )
    if words := st.session_state.pop(DONE, ""):
        st.success(messages.plain(words))
    given = st.file_uploader("File of audits (ODS, XLSX or CSV)", key="rcq_audits_file")
    correction = st.text_input(
        "Reason, where audits that are held already are put right", key="rcq_audits_correction", max_chars=500
    )
    if given is not None:
        _one_file(given.name, given.getvalue(), AuditWishes(correction=correction.strip()))
    _template()
    _undo()


def _one_file(name: str, content: bytes, wishes: AuditWishes) -> None:
    try:
        outcome, read = _tried(name, content, wishes)
    except ReaderError as error:
        messages.problem(f"Refused. {error}")
        return
    _verdict(outcome)
    if outcome.report.faults:
        _faults(name, read)
        return
    if outcome.already_loaded or outcome.stops:
        return
    rows = [[BY_NAME[kind].title, f"{change.added:,}"] for kind, change in outcome.changes.items()]
    rows += [[words.capitalize(), f"{number:,}"] for words, number in outcome.report.sums.items()]
    st.html(plain_table("What would be taken in", ["What", "Number"], rows, figures=(1,)))
    for note in outcome.report.notes:
        st.caption(messages.plain(note))
    _commit(name, content, wishes, read)


def _tried(name: str, content: bytes, wishes: AuditWishes) -> tuple[LoadOutcome, ReadAudits]:
    """The dry run, kept until the file, the reason or the store change."""
    store = ask.the_store()
    key = (name, hashlib.sha256(content).hexdigest(), wishes, store.version())
    kept: tuple[Any, Any] = st.session_state.get(TRIED, (None, None))
    if kept[0] != key:
        with ProgressBar(f"Reading {name}"):
            kept = (key, _load(name, content, wishes, commit=False))
        st.session_state[TRIED] = kept
    found: tuple[LoadOutcome, ReadAudits] = kept[1]
    return found


def _load(name: str, content: bytes, wishes: AuditWishes, *, commit: bool) -> tuple[LoadOutcome, ReadAudits]:
    return load_force_audits(
        ask.the_store(),
        content=content,
        file_name=name,
        clock=ask.CLOCK,
        person=signed_in(),
        wishes=wishes,
        commit=commit,
    )


def _verdict(outcome: LoadOutcome) -> None:
    title = f" {outcome.report.edition.title}." if outcome.report.edition else ""
    if outcome.already_loaded:
        st.info(messages.plain(f"Taken in already, as load {outcome.load_id}; once more would change nothing.{title}"))
    elif outcome.report.faults:
        number = len(outcome.report.faults)
        st.warning(f"Cannot be taken in: {number:,} {'cell is' if number == 1 else 'cells are'} wrong. Mend the file.")
    elif outcome.stops:
        st.warning(messages.plain(f"Cannot be taken in as it stands: {' '.join(outcome.stops)}"))
    else:
        st.success(messages.plain(f"Can be taken in.{title}"))


def _faults(name: str, read: ReadAudits) -> None:
    faults = read.report.faults
    rows = [[fault.place, fault.what] for fault in faults[:FAULTS_SHOWN]]
    caption = f"What is wrong with the audits ({len(faults):,})"
    st.html(plain_table(caption, ["Where", "What"], rows, more=len(faults)))
    form = name.rsplit(".", 1)[-1].lower()
    form = form if form in FORMATS else "xlsx"
    st.download_button(
        f"Copy of {name} with what is wrong beside its rows",
        lambda: with_faults(*marked_sheets(read), form),
        file_name=f"{name.rsplit('.', 1)[0]}-checked.{form}",
        key="rcq_audits_copy",
    )


def _commit(name: str, content: bytes, wishes: AuditWishes, read: ReadAudits) -> None:
    if why := _refusal(signed_in(), read.force_code):
        st.caption(messages.plain(f"{why} You may check files here all the same."))
        return
    if not st.button(f"Take in the audits of {name}", type="primary", key="rcq_audits_take"):
        return
    try:
        with ProgressBar(f"Taking in {name}"):
            outcome, _ = _load(name, content, wishes, commit=True)
    except ReaderError as error:
        messages.problem(str(error))
        return
    _done(f"{name} was taken in as load {outcome.load_id}. It can be taken out again below.")


def _refusal(person: Person, force_code: str) -> str:
    return entry_refusal(person, what="A force's own audits", roles=MAY_LOAD, scope=force_code)


def _done(words: str) -> None:
    ask.forget_version()
    st.session_state[DONE] = words
    st.session_state.pop(TRIED, None)
    st.rerun()


def _template() -> None:
    form = st.radio("Form of the template", FORMATS, horizontal=True, format_func=str.upper, key="rcq_audits_form")
    st.download_button(
        "Download the empty template for audits",
        lambda: audit_template(form),
        file_name=f"audits.{form}",
        key="rcq_audits_template",
    )


def _undo() -> None:
    """Taking audits out again: a force its own, the administrator any."""
    person = signed_in()
    if person.role not in MAY_LOAD:
        return
    forces = ask.frame(AsAt(ask.CLOCK.today())).forces
    own = publication_of("", forces.get(person.force_code, person.force_code)).title if person.force_code else ""
    held = [
        entry
        for entry in load_list(ask.the_store())
        if entry["may_be_undone"] and entry["what"].endswith(OWN_AUDITS) and own in ("", entry["what"])
    ][:LOADS_SHOWN]
    if not held:
        return
    words = {entry["load_id"]: f"{entry['load_id']}: {entry['what']}, {entry['file_name']}" for entry in held}
    load_id = st.selectbox(
        "Audits to take out",
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder="choose a load",
        key="rcq_audits_undo",
    )
    if load_id is None or not st.button(f"Take out the audits of load {load_id}", key="rcq_audits_out"):
        return
    try:
        removed = undo_load(ask.the_store(), load_id, ask.CLOCK, person)
    except ReaderError as error:
        messages.problem(str(error))
        return
    st.session_state.pop("rcq_audits_undo", None)
    _done(f"Load {load_id} was taken out: {removed:,} rows.")
