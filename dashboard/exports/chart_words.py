"""A chart in words, for those who do not see it."""

from __future__ import annotations

from dashboard.domain.view_model import ChartSpec, View
from dashboard.locale import ENGLISH, Words

VALUE_ROLES = ("value", "y", "rate", "date", "start")


def alt_words(view: View, spec: ChartSpec, words: Words = ENGLISH) -> str:
    """The alternative text: the finding, as the view says it.

    In another language, where the finding was not written, what can be said from the figures themselves: what is
    measured, of how many, and from where to where it runs.
    """
    if words.has(spec.alt):
        return words.say(spec.alt)
    table = view.table(spec.table)
    said = [f"{words.say('Chart')}: {words.say(spec.title)}.", f"{words.say('Number of rows')}: {len(table.rows)}."]
    role = next((name for name in VALUE_ROLES if name in spec.roles), "")
    column = table.column(spec.roles[role]) if role else None
    if column:
        held = [record[column.name] for record in table.records()]
        numbers = [v for v in held if isinstance(v, int | float) and not isinstance(v, bool)]
        if numbers:
            low, high = words.figure(min(numbers), column.unit), words.figure(max(numbers), column.unit)
            unit = f" {words.say(column.unit)}" if column.unit and column.unit != "year" else ""
            said.append(f"{words.say(column.label)}: {low} {words.say('to')} {high}{unit}.")
    said.append(words.say("The table gives every figure."))
    return " ".join(said)
