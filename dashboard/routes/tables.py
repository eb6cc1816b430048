"""One table of a view as CSV: a short one at once, a long one written out while it is sent."""

from __future__ import annotations

from dashboard.domain.errors import unknown_name
from dashboard.domain.view_model import View
from dashboard.exports.flat_csv import csv_pieces
from dashboard.routes.answers import Answer

CSV = "text/csv; charset=utf-8"
MOST_AT_ONCE = 5000  # rows; the text of more is not put together in memory


def csv_answer(view: View, wanted: str, name: str, disposition: str) -> Answer:
    """The table called `wanted`, the first where blank; UnknownName names the tables there are."""
    known_table(view, wanted)
    table = view.table(wanted or view.tables[0].name)
    headers = (("Content-Disposition", f'{disposition}; filename="{name}"'),)
    if len(table.rows) > MOST_AT_ONCE:
        return Answer(b"", CSV, headers=headers, pieces=lambda: csv_pieces(table))
    return Answer("".join(csv_pieces(table)).encode("utf-8"), CSV, headers=headers)


def known_table(view: View, wanted: str) -> None:
    """UnknownName where the view has no table called `wanted`."""
    names = [table.name for table in view.tables]
    if wanted and wanted not in names:
        raise unknown_name(f"table of the view {view.name} called", wanted, names)
