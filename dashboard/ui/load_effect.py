"""What a file would do to the headline figures, worked out by taking it into tables that go again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.commands.publications import HeadlineEffect, Headlines
from dashboard.domain.asat import AsAt
from dashboard.ui import ask
from dashboard.ui.plain_table import plain_table
from dashboard.views import headlines_of


def headlines_wanted() -> Headlines:
    """How to read the figures as of today."""
    return lambda connection: headlines_of(connection, as_at=AsAt(ask.CLOCK.today()))


def show_effect(effect: Sequence[HeadlineEffect] | None) -> None:
    """The figures that would change, before and after; nothing where the effect was not worked out."""
    if effect is None:
        return
    rows = [[f.label, _figure(f.before, f.unit), _figure(f.after, f.unit)] for f in effect if f.changed]
    st.html(
        plain_table(
            "Effect on the headline figures",
            ["Headline figure", "Now", "With this file"],
            rows,
            figures=(1, 2),
            empty=f"none of the {len(effect):,} would change.",
        )
    )


def _figure(value: float | None, unit: str) -> str:
    return "none" if value is None else f"{value:,.10g} {unit}".rstrip()
