"""The forms for what people enter about quality assurance and recording systems; a reader sees none of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.access import OF_ONE_FORCE
from dashboard.domain.qaad import NATIONAL
from dashboard.ui import ask, page
from dashboard.ui.editing import signed_in
from dashboard.ui.entry_form import done_message, entry_form, may_enter

PLAN_OF = "OSR-2024-5"


def returns() -> None:
    """A force answers for itself; the working group keeps the list of standards."""
    person = signed_in()
    if person.role in OF_ONE_FORCE and may_enter("qa_return", "answer", person.force_code):
        _heading("Answer for your force")
        year = st.number_input("Year", value=page.asked().as_at.day.year, step=1, key="qa_return_year")
        _form("qa_return", f"{person.force_code}/{year}", "answer")
    if may_enter("qa_standard", "standard", ""):
        _heading("Add a minimum standard, or put one right under the same identifier")
        entry_form("qa_standard", "", "standard", expects=None, new_subject="Identifier of the standard")


def grid() -> None:
    """The producer judges, gives levels with evidence, and says what is to be done."""
    if not may_enter("qaad", "level", ""):
        return
    _heading("Enter in the grid")
    day = page.asked().as_at
    names = {NATIONAL: "The producer (national)", **ask.frame(day).forces}
    first, second, third = st.columns(3)
    subject = first.selectbox("Force or producer", list(names), key="qaad_subject", format_func=lambda c: names[c])
    year = second.number_input("Year of the grid", value=day.day.year, step=1, key="qaad_year")
    action = third.selectbox("What", ("judgement", "level", "plan"), key="qaad_action")
    _form("qaad", f"{subject}/{year}", str(action))


def plan() -> None:
    """Steps of the plan and consultations on it."""
    if may_enter("assurance_plan", "step", ""):
        _heading("Enter a step or a consultation")
        for action in ("step", "consultation"):
            _form("assurance_plan", PLAN_OF, action)


def register(systems: Sequence[tuple[str, str]]) -> None:
    """Strengths, limitations and effects of a recording system, and their yearly review."""
    if not systems or not may_enter("recording_system", "remark", ""):
        return
    _heading("Enter a strength, limitation or effect, or review one")
    names = dict(systems)
    first, second = st.columns(2)
    system = first.selectbox("System", list(names), key="register_system", format_func=lambda s: names[s])
    action = second.selectbox("What to enter", ("remark", "review"), key="register_action")
    _form("recording_system", str(system), str(action))


def _heading(words: str) -> None:
    st.header(words, anchor=False)
    done_message()


def _form(kind: str, subject_id: str, action: str) -> None:
    entry_form(kind, subject_id, action, expects=ask.last_entry(kind, subject_id))
