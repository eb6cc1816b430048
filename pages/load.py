"""Giving published files: what they are, what they change, what is wrong; taking them in and out again."""

from dashboard.ui import loading

loading.page()
