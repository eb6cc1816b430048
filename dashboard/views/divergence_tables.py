"""The tables of the comparison of survey and recorded crime, with the columns each shows."""

from __future__ import annotations

from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.edition_spread import SPREAD_COLUMNS
from dashboard.views.pair_charts import BAND_COLUMNS, INDEXED_COLUMNS, PAIRED_COLUMNS
from dashboard.views.pair_rows import RATIO_COLUMNS
from dashboard.views.ratio_chart import RATIO_CHART_COLUMNS

SURVEY_COLUMNS = (
    Column("offence_type", "Offence type"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("estimate", "Estimate", "thousand incidents"),
    Column("lower", "Lower limit", "thousand incidents", missing="not published"),
    Column("upper", "Upper limit", "thousand incidents", missing="not published"),
    Column("standard_error", "Standard error", "thousand incidents"),
    Column("unweighted_base", "Asked", "interviews"),
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)
RECORDED_COLUMNS = (
    c.PERIOD_START,
    c.PERIOD_END,
    c.OFFENCES,
    Column("publication", "Publication"),
    Column("coverage", "Coverage"),
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def divergence_tables(
    offence: str,
    rows: list[Record],
    drawn: dict[str, list[Record]],
    spread: list[Record],
    survey: list[Record],
    recorded: list[Record],
    register: list[Record],
) -> tuple[Table, ...]:
    no_pair = "No pairing is held for this offence type. Choose another offence type or a later as-at date."
    return (
        Table.from_records(
            "ratios",
            "Ratios and pairings",
            RATIO_COLUMNS,
            rows,
            empty_message="No ratio or pairing was known for this choice on this date.",
            page_columns=(
                "year_ending",
                "offence_type",
                "published",
                "ratio",
                "ratio_lower",
                "ratio_upper",
                "recorded",
                "estimate",
                "share_known",
                "recorded_per_estimate",
                "interval_basis",
                "warning",
                "source_id",
            ),
        ),
        Table.from_records(
            "indexed", f"{offence}: both sources indexed", INDEXED_COLUMNS, drawn["indexed"], empty_message=no_pair
        ),
        Table.from_records(
            "ratio",
            f"{offence}: ratios that are known",
            RATIO_CHART_COLUMNS,
            drawn["ratio"],
            empty_message="Fewer than two ratios were known for this choice on this date.",
        ),
        Table.from_records(
            "band", f"{offence}: recorded for each survey incident", BAND_COLUMNS, drawn["band"], empty_message=no_pair
        ),
        Table.from_records(
            "paired", f"{offence}: the pairing in the chart", PAIRED_COLUMNS, drawn["paired"], empty_message=no_pair
        ),
        Table.from_records(
            "spread",
            f"{offence}: the same year in each edition",
            SPREAD_COLUMNS,
            spread,
            empty_message="No edition states both sides of this pair for one year.",
        ),
        Table.from_records(
            "survey",
            f"{offence}: survey estimates",
            SURVEY_COLUMNS,
            survey,
            empty_message="No survey estimate of incidents is held for this offence type.",
            page_columns=(
                "offence_type",
                "period_end",
                "estimate",
                "lower",
                "upper",
                "unweighted_base",
                "basis",
                "source_id",
            ),
        ),
        Table.from_records(
            "recorded",
            "Recorded crime excluding fraud, England and Wales",
            RECORDED_COLUMNS,
            recorded,
            empty_message="No total of recorded crime was known for this choice on this date.",
        ),
        Table.from_records(
            "events",
            "Events that bear on the comparison",
            c.EVENT_COLUMNS,
            register,
            empty_message="No event was known for this choice on this date.",
            page_columns=(
                "happened_on",
                "category",
                "scope",
                "series_affected",
                "event",
                "expected_effect",
                "source_id",
            ),
        ),
    )
