"""The ratio the statisticians published, as a figure that may be quoted."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.view_model import Headline
from dashboard.store.queries.facts import Record


def shown_ratio(row: Record) -> Record:
    """A ratio or pairing as its source states it, with words for whose it is."""
    return {
        **row,
        "published": "no: our pairing" if row["is_ours"] == "yes" else "yes",
        "class": row["figure_class"],
        "approximate": row["approximate"] == "yes",
    }


def newest_published(ratios: list[Record]) -> Record | None:
    """The newest published ratio that is not read off a chart or from words."""
    stated = [r for r in ratios if r["published"] == "yes" and r["ratio"] is not None and not r["approximate"]]
    return max(stated, key=lambda r: r["year_ending"]) if stated else None


def published_statement(published: Record | None) -> str:
    """The published ratio in a sentence."""
    if published is None:
        return "No published ratio of recorded crime to survey crime was known on this date."
    share = round((published["ratio"] - 1) * 100)
    return (
        f"In the year ending {british(published['year_ending'], 'month')} the police recorded {published['ratio']:.2f} comparable "
        f"offences for every survey incident that respondents said the police came to know of: {share} % more. "
        "No interval was seen."
    )


def ratio_headlines(published: Record | None) -> tuple[Headline, ...]:
    """The published ratio as a headline, none where none was known."""
    if published is None:
        return ()
    return (
        Headline(
            code="comparable_ratio",
            label="Recorded crime for each survey incident known to the police",
            value=published["ratio"],
            unit="ratio",
            period=f"year ending {british(published['year_ending'], 'month')}",
            figure_class=published["figure_class"],
            source_id=published["source_id"],
            published_on=None,
            published_precision="unknown",
            sentence=published_statement(published),
        ),
    )
