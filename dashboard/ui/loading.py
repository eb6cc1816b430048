"""Loading published files by page: what each is, what it would change, what is wrong with it; then take it in, or leave it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from dashboard.commands.checked_copy import checked_copy
from dashboard.commands.load_log import kinds_of_file
from dashboard.commands.publications import LoadOutcome, Wishes, load_publication
from dashboard.domain.dates import british
from dashboard.domain.errors import ReaderError
from dashboard.domain.kinds import BY_NAME
from dashboard.exports.workbook_files import form_for, workbook_file
from dashboard.ui import ask, audit_loading, editing, messages
from dashboard.ui.load_effect import headlines_wanted, show_effect
from dashboard.ui.load_list import DONE, loads_held, templates
from dashboard.ui.plain_table import plain_table
from dashboard.ui.progress_bar import ProgressBar

ROUND = "rcq_load_round"  # raised to empty the chooser of files
TRIED = "rcq_load_tried"
FAULTS_SHOWN = 100
_OPTION = re.compile(r" \(--[^)]*\)")  # messages name the command's option; on the page there is a field


@dataclass(frozen=True)
class _Chosen:
    """A file given to the page."""

    name: str
    content: bytes

    @property
    def key(self) -> str:
        """Tells its widgets from those of other files."""
        return hashlib.sha256(self.content + self.name.encode()).hexdigest()[:12]


def page() -> None:
    """The whole page."""
    st.title("Load published files", anchor=False)
    st.html(
        '<p class="rcq-statement">Give files as they were published, or filled templates. Nothing is taken in until you '
        "say so; what was taken in can be taken out again.</p>"
    )
    if words := st.session_state.pop(DONE, ""):
        st.success(messages.plain(words))
    chosen = st.file_uploader(
        "Files to look at (ODS, XLSX, CSV or GeoJSON)",
        accept_multiple_files=True,
        key=f"rcq_files_{st.session_state.setdefault(ROUND, 0)}",
        help="What a file is, is recognised from what stands in it and not from its name.",
    )
    for given in chosen:
        _one_file(_Chosen(given.name, given.getvalue()))
    audit_loading.section()
    templates()
    loads_held()


def _one_file(given: _Chosen) -> None:
    st.header(messages.plain(given.name), anchor=False)
    wishes = _wishes(given)
    try:
        outcome = _tried(given, wishes)
    except ReaderError as error:
        messages.problem(f"Refused. {error}")
        if cells := getattr(error, "cells", ()):
            _list_of("Cells that look like personal data", list(cells))
        return
    _verdict(outcome)
    _what_it_changes(outcome)
    _what_is_wrong(given, outcome)
    _what_was_done(outcome)
    _commit(given, wishes, outcome)


def _wishes(given: _Chosen) -> Wishes:
    """What the person adds to a file; most files need none of it."""
    with st.expander("What the file does not say: its kind, its day, why it differs"):
        kinds = kinds_of_file()
        kind = st.selectbox(
            "Read it as",
            list(kinds),
            index=None,
            format_func=lambda name: kinds[name],
            placeholder="recognised from its content",
            key=f"rcq_kind_{given.key}",
        )
        published = st.date_input(
            "Day of publication, where the file does not print it",
            value=None,
            max_value=ask.CLOCK.today(),
            format="DD/MM/YYYY",
            key=f"rcq_day_{given.key}",
        )
        correction = st.text_input(
            "Reason, where the file puts a mistake right", key=f"rcq_correction_{given.key}", max_chars=500
        )
        totals = st.text_input(
            "Reason for taking totals that do not agree", key=f"rcq_totals_{given.key}", max_chars=500
        )
    return Wishes(kind, published, totals.strip(), correction.strip())


def _tried(given: _Chosen, wishes: Wishes) -> LoadOutcome:
    """The dry run, kept until the file, the wishes or the store change."""
    store = ask.the_store()
    key = (given.key, wishes, store.version())
    kept: dict[Any, LoadOutcome] = st.session_state.setdefault(TRIED, {})
    if key not in kept:
        with ProgressBar(f"Reading {given.name}") as progress:
            kept[key] = load_publication(
                store,
                content=given.content,
                file_name=given.name,
                clock=ask.CLOCK,
                wishes=wishes,
                commit=False,
                headlines=headlines_wanted(),
                progress=progress,
            )
        for old in list(kept)[:-20]:
            del kept[old]
    return kept[key]


def _verdict(outcome: LoadOutcome) -> None:
    report = outcome.report
    edition = report.edition
    title = f" {edition.title}." if edition and edition.title else ""
    what = f"Recognised as {kinds_of_file().get(report.recognised_as, report.recognised_as)} ({report.why}).{title}"
    if edition and edition.published_on:
        what += f" Published {british(edition.published_on)}."
    said = _OPTION.sub(" above, under what the file does not say", " ".join((*outcome.stops, *outcome.remarks)))
    if outcome.already_loaded and not outcome.stops:
        st.info(
            messages.plain(f"Already loaded, as load {outcome.load_id}; loading it again would change nothing. {what}")
        )
    elif outcome.stops:
        st.warning(messages.plain(f"Cannot be taken in as it stands: {said} {what}"))
    else:
        st.success(messages.plain(f"Can be taken in. {what} {said}".strip()))


def _what_it_changes(outcome: LoadOutcome) -> None:
    if outcome.already_loaded:
        return
    rows = [
        [BY_NAME[kind].title, *(f"{number:,}" for number in (c.added, c.revised, c.withdrawn, c.unchanged))]
        for kind, c in outcome.changes.items()
    ]
    st.html(
        plain_table(
            "What it would change",
            ["Kind of fact", "New rows", "Revised", "Withdrawn", "Unchanged"],
            rows,
            figures=(1, 2, 3, 4),
            empty="Nothing: it states no rows.",
        )
    )
    show_effect(outcome.effect)


def _what_is_wrong(given: _Chosen, outcome: LoadOutcome) -> None:
    report = outcome.report
    if report.faults:
        rows = [[fault.place, fault.what] for fault in report.faults]
        st.html(plain_table(f"What is wrong ({len(rows):,})", ["Where", "What"], rows[:FAULTS_SHOWN], more=len(rows)))
    if report.mismatches:
        rows = [[c.place, c.what, f"{c.printed:,.10g}", f"{c.computed:,.10g}"] for c in report.mismatches]
        heads = ["Where", "Total", "Printed", "Its parts add to"]
        caption = f"Totals that do not agree with their parts ({len(rows):,})"
        st.html(plain_table(caption, heads, rows[:FAULTS_SHOWN], figures=(2, 3), more=len(rows)))
    if report.faults or report.mismatches:
        copy = checked_copy(given.content, given.name, report)
        form = form_for(copy.sheets, copy.form)
        st.download_button(
            f"Copy of {given.name} with a column of faults",
            lambda: workbook_file(copy.sheets, form),
            file_name=f"{given.name.rsplit('.', 1)[0]}-checked.{form}",
            key=f"rcq_copy_{given.key}",
        )


def _what_was_done(outcome: LoadOutcome) -> None:
    report = outcome.report
    agreeing = sum(check.agrees for check in report.totals)
    if report.totals:
        st.html(f'<p class="rcq-caption">{agreeing:,} of {len(report.totals):,} totals that the file prints agree.</p>')
    partial = [c for c in report.coverage if c["state"] != "present"]
    if partial:
        with st.expander(f"Not complete: {len(partial):,} of {len(report.coverage):,} areas and periods"):
            rows = [
                [c["area"], f"{british(c['period_start'])} to {british(c['period_end'])}", c["state"]] for c in partial
            ]
            st.html(plain_table("Not complete", ["Area", "Period", "State"], rows[:FAULTS_SHOWN], more=len(rows)))
    for title, lines in (
        ("Repaired", report.repairs.lines()),
        ("Left out", report.skipped),
        ("Notes", report.notes),
    ):
        if lines:
            with st.expander(f"{title}: {len(lines):,}"):
                _list_of(title, lines)


def _list_of(title: str, lines: list[str]) -> None:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:FAULTS_SHOWN])
    more = f"<li>… and {len(lines) - FAULTS_SHOWN:,} more</li>" if len(lines) > FAULTS_SHOWN else ""
    st.html(f'<ul class="rcq-notes" aria-label="{escape(title)}">{items}{more}</ul>')


def _commit(given: _Chosen, wishes: Wishes, outcome: LoadOutcome) -> None:
    if outcome.already_loaded or outcome.stops:
        return
    if not editing.may_load():
        st.caption("On this server the administrator takes files in; you may look at what they would change.")
        return
    if not st.button(f"Take in {given.name}", type="primary", key=f"rcq_take_{given.key}"):
        return
    try:
        with ProgressBar(f"Taking in {given.name}") as progress:
            done = load_publication(
                ask.the_store(),
                content=given.content,
                file_name=given.name,
                clock=ask.CLOCK,
                wishes=wishes,
                commit=True,
                progress=progress,
            )
    except ReaderError as error:
        messages.problem(str(error))
        return
    ask.forget_version()
    st.session_state[DONE] = f"{given.name} was taken in as load {done.load_id}. It stands in the list of loads below."
    st.session_state.pop(TRIED, None)
    st.rerun()
