"""The command line: one module a group of commands, put together in `main`."""

from dashboard.cli.main import app, main

__all__ = ["app", "main"]
