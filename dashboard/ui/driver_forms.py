"""The forms for drivers of the divergence; a reader sees none of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.ui import ask
from dashboard.ui.entry_form import done_message, entry_form, may_enter

KIND = "driver"


def drivers(held: Sequence[object]) -> None:
    """Propose a driver, or add evidence, agree or reopen one that is held."""
    if not may_enter(KIND, "propose", ""):
        return
    st.header("Enter a driver", anchor=False)
    done_message()
    choices = ["", *(str(driver) for driver in held)]
    first, second = st.columns(2)
    driver = first.selectbox("Driver", choices, key="driver_id", format_func=lambda d: d or "A new one")
    if not driver:
        entry_form(KIND, "", "propose", expects=None, new_subject="Identifier of the driver")
        return
    allowed = [action for action in ("evidence", "agree", "reopen") if may_enter(KIND, action, "")]
    action = second.selectbox("What", allowed, key="driver_action")
    entry_form(KIND, driver, str(action), expects=ask.last_entry(KIND, driver))
