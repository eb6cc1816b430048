"""The line that says how far the loading of a file is."""

from __future__ import annotations

import io

from dashboard.cli.progress import ProgressLine, line


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_line_says_share_rows_and_time_left():
    assert line("prc.ods", "reading", 0.5, 120_000, 3.0) == (
        "prc.ods: reading [############------------] 50 %, 120,000 rows, about 3 s left"
    )
    assert line("prc.ods", "reading", 0.1, 5, 60.0).endswith("about 9 min left")
    assert line("prc.ods", "comparing and writing", 1.0, 7, 60.0).endswith("] 100 %, 7 rows")


def test_it_is_written_for_those_who_watch_and_cleared_at_the_end():
    watched, unwatched = Terminal(), io.StringIO()
    for stream in (watched, unwatched):
        told = ProgressLine("a.csv", stream)
        told("reading", 1.0, 10)
        told.done()
    assert unwatched.getvalue() == ""
    assert "10 rows" in watched.getvalue()
    assert watched.getvalue().endswith(" \r")
