"""How far the dashboard can be used by everyone, and what is known to fall short."""

from dashboard.ui import statement

statement.page()
