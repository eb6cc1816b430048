"""Bringing in an office's own tracker: columns matched, everything checked, then all of it or nothing."""

from dashboard.ui import tracking

tracking.page()
