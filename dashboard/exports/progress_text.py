"""A progress update on the national plan as plain text, in the plan's own order, with what changed since the last one."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from dashboard.domain.dates import british
from dashboard.domain.view_model import Value, View

WIDTH = 96


def progress_text(view: View) -> str:
    """The update from the view action_plan; every statement says of when it is and by whom."""
    return "\n".join(_lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    yield f"Progress update: {view.title}"
    yield f"As at {british(view.as_at)}"
    yield ""
    yield from wrap(view.statement, WIDTH)
    changes: dict[str, list[dict[str, Value]]] = {}
    for change in view.table("changes").records():
        changes.setdefault(str(change["about"]), []).append(change)
    yield ""
    since = view.table("changes").title.removeprefix("What changed")
    yield f"Changes{since}: {sum(map(len, changes.values())) or 'none'}."
    actions: dict[str, list[dict[str, Value]]] = {}
    for action in view.table("actions").records():
        actions.setdefault(str(action["rec_id"]), []).append(action)
    for row in view.table("plan").records():
        yield ""
        yield from wrap(f"{row['issuer_ref']}. {row['summary']}", WIDTH, subsequent_indent="   ")
        yield from wrap(
            f"Aimed at {row['addressee']}; answered by {row['respondent'] or 'nobody yet'}; owner {row['owner'] or 'none yet'}; "
            f"due {row['due_words'] or 'on no stated date'}: strict reading {row['strict_reading']}, lenient reading "
            f"{row['lenient_reading']}.",
            WIDTH,
            initial_indent="   ",
            subsequent_indent="   ",
        )
        yield from _changed(changes.get(str(row["rec_id"]), []), "   ")
        for action in actions.get(str(row["rec_id"]), []):
            yield from wrap(f"- {_action(action)}", WIDTH, initial_indent="   ", subsequent_indent="     ")
            yield from _changed(changes.get(str(action["action_id"]), []), "     ")
    yield ""
    for note in view.notes:
        yield from wrap(note.text, WIDTH)
    yield "Sources:"
    for source in view.sources:
        when = british(source.published_on, source.published_precision)
        yield f"- {source.publisher}, {source.title} ({when}) {source.url}".rstrip()


def _action(action: dict[str, Value]) -> str:
    on = action["progress_on"]
    said = f" Last stated: {action['progress']}" + (f" ({british(on)})" if hasattr(on, "year") else "")  # type: ignore[arg-type]
    waits = f" Waits for {action['waits_for']}." if action["waits_for"] else ""
    waits += f" Needs first, by our reading: {action['needs_first']}." if action["needs_first"] else ""
    return f"{action['action_id']} ({action['owner']}): {action['action']} {action['target_words']}: {action['state']}.{waits}{said}."


def _changed(changes: list[dict[str, Value]], indent: str) -> Iterator[str]:
    for change in changes:
        day = british(change["known_from"])  # type: ignore[arg-type]
        words = f"* {day}, {change['by']}: {change['what']}: {change['words']}"
        yield from wrap(words, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
