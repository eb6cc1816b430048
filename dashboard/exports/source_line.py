"""The editions behind a table in one line, for under a chart or a table."""

from __future__ import annotations

from dashboard.domain.view_model import View
from dashboard.exports.particulars import known_words
from dashboard.locale import ENGLISH, Words


def source_line(view: View, table_name: str, words: Words = ENGLISH) -> str:
    """Where the figures of a table come from, and the as-at date; many editions are counted, with oldest and newest date."""
    table = view.table(table_name)
    place = next((n for n, column in enumerate(table.columns) if column.name == "source_id"), None)
    used = set() if place is None else {row[place] for row in table.rows}
    sources = [source for source in view.sources if source.source_id in used]
    as_at = f"{words.say('As at')} {words.day(view.as_at)}."
    if view.looking_from:
        as_at = f"{known_words(view, words)}."
    if not sources:
        return f"{words.say('Worked out in this product from the figures on this page.')} {as_at}"
    published = words.say("published")
    if len(sources) <= 2:
        unknown = words.say("on a date not known")
        parts = [
            f"{words.say(s.publisher)}, {words.say(s.title)}, {published} "
            f"{words.day(s.published_on, s.published_precision, unknown=unknown)}"
            for s in sources
        ]
        return f"{words.say('Source')}: {'; '.join(parts)}. {as_at}"
    days = sorted(s.published_on for s in sources if s.published_on)
    dates = f", {published} {words.day(days[0])} {words.say('to')} {words.day(days[-1])}" if days else ""
    each = words.say("each named in the table and listed with the sources")
    return f"{words.say('Source')}: {len(sources)} {words.say('editions')}{dates}, {each}. {as_at}"
