"""Reminders: the clocks of a body for a calendar, and what changed for it since a day."""

from dashboard.ui import reminding

reminding.page()
