"""A published figure as text for an answer: value, interval, period, definition, class, source, link and caveat."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.domain.dates import british
from dashboard.domain.errors import ReaderError
from dashboard.domain.figures import rounded, thousands_as_words
from dashboard.domain.view_model import Headline, Source, View
from dashboard.exports.particulars import moment

# Only these may be quoted: management information, unpublished and illustrative figures may not, nor what is worked
# out here.
QUOTABLE = frozenset({"official statistic", "inspectorate finding"})
OURS = frozenset({"worked out here", "derived"})


def is_quotable(view: View, headline: Headline) -> bool:
    """Whether a figure was published, in a class that may be quoted, with a source that the view holds."""
    return (
        headline.value is not None
        and headline.figure_class in QUOTABLE
        and headline.basis not in OURS
        and view.source(headline.source_id) is not None
    )


def quotable(view: View) -> tuple[Headline, ...]:
    """The figures of a view that may be quoted, in its order."""
    return tuple(h for h in view.headlines if is_quotable(view, h))


def answer_text(view: View, headline: Headline, *, base: str = "") -> str:
    """The figure as plain text, one line a part.  `base` is the address of this server, for the link back.

    ReaderError where the figure may not be quoted; it says why.
    """
    source = view.source(headline.source_id)
    if source is None or not is_quotable(view, headline):
        raise ReaderError(f"The figure {headline.code} cannot be copied for an answer: {_why_not(view, headline)}.")
    query = urlencode({**view.filters, **moment(view)})
    published = british(
        headline.published_on or source.published_on,
        headline.published_precision if headline.published_on else source.published_precision,
    )
    lines = [
        ("Figure", headline.label),
        ("Value", value_words(headline)),
        ("Interval", _interval(headline)),
        ("Period", headline.period or "not stated"),
        ("Definition", headline.definition or headline.label),
        ("Class", headline.figure_class + ("; read from a secondary account" if source.is_secondary else "")),
        ("Source", f"{source.publisher}, {source.title}, published {published}"),
        ("Link", source.url or "none held"),
        ("Caveat", " ".join(filter(None, (headline.caveat, _secondary(source)))) or "none"),
        ("As at", f"{british(view.as_at)}, {base}{view.name}?{query}"),
    ]
    return "\n".join(f"{name}: {words}" for name, words in lines)


def value_words(headline: Headline) -> str:
    """The value as roundly as its source has it, with its unit."""
    value, about = headline.value, "about " if headline.approximate else ""
    if value is None:
        return headline.missing_reason or "not known"
    if headline.unit == "%":
        return f"{about}{rounded(value, 0 if headline.approximate and value.is_integer() else 1)} %"
    if headline.approximate and headline.unit == "offences":
        return f"{about}{thousands_as_words(value / 1000)} offences"
    if headline.unit.startswith("thousand "):
        return f"{about}{thousands_as_words(value)} {headline.unit.removeprefix('thousand ')}"
    if headline.unit == "ratio":
        return f"{about}{rounded(value, 2)}"
    return f"{about}{value:,.0f} {headline.unit}"


def _interval(headline: Headline) -> str:
    if headline.lower is None or headline.upper is None:
        return "none published, as far as was read"
    if headline.unit.startswith("thousand "):
        return f"{thousands_as_words(headline.lower)} to {thousands_as_words(headline.upper)}"
    return f"{rounded(headline.lower, 1)} to {rounded(headline.upper, 1)}"


def _secondary(source: Source) -> str:
    return (
        "Read from a secondary account; check against the publisher's own page before quoting."
        if source.is_secondary
        else ""
    )


def _why_not(view: View, headline: Headline) -> str:
    if headline.value is None:
        return "it has no value on this date"
    if headline.basis in OURS:
        return "it was worked out here and not published"
    if headline.figure_class not in QUOTABLE:
        return f"its class is {headline.figure_class or 'not stated'}, and only {' and '.join(sorted(QUOTABLE))} may be quoted"
    return "the view holds no source for it" if view.source(headline.source_id) is None else "it may not be quoted"
