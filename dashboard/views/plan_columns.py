"""The columns of the national action plan: its recommendations and its committed actions."""

from __future__ import annotations

from dashboard.domain.view_model import Column
from dashboard.views import columns as c

READINGS = (
    Column("due_strict", "Strict reading: by", missing="no date"),
    Column("strict_reading", "Strict reading"),
    Column("due_latest", "Lenient reading: by", missing="no date"),
    Column("lenient_reading", "Lenient reading"),
)
WAITS = (
    Column("waits_for", "Waits for, by number here", missing="nothing"),
    Column("waits_for_numbers", "Waits for", missing="nothing"),
    Column("needs_first", "Needs first, by our reading", missing="nothing"),
)
PLAN_COLUMNS = (
    Column("rec_id", "Number here"),
    Column("issuer_ref", "Number"),
    Column("number_owner", "Number and owner"),
    c.SUMMARY,
    Column("addressee", "Aimed at"),
    Column("respondent", "Answered by", missing="nobody yet"),
    Column("owner", "Owner", missing="nobody yet"),
    Column("due_words", "Due, as the plan puts it", missing="none stated"),
    Column("due_earliest", "Window from", missing="no date"),
    *READINGS,
    Column("due_rule", "How the date was read", missing="no date"),
    *WAITS,
    Column("state", "State"),
    Column("issuer_status", "Issuer's status"),
    Column("actions", "Actions", "count"),
    Column("actions_done", "Of them said to be done", "count"),
    Column("last_entry_id", "Last entry"),
    c.SOURCE_ID,
)
ACTION_COLUMNS = (
    Column("action_id", "Action"),
    Column("number", "Number"),
    Column("rec_id", "Recommendation"),
    Column("owner", "Owner"),
    Column("action", "What was promised"),
    Column("target_words", "Date, as the plan puts it", missing="none stated"),
    Column("due_earliest", "Window from", missing="no date"),
    *READINGS,
    Column("due_rule", "How the date was read", missing="no date"),
    Column("days_past_strict", "Past the strict date by", "days", missing="not past it"),
    Column("days_past_lenient", "Past the lenient date by", "days", missing="not past it"),
    Column("state", "State"),
    *WAITS,
    Column("depends_on", "Depends on", missing="nothing"),
    Column("depends_kind", "Dependency is", missing="none"),
    Column("deliverable", "Shared deliverable", missing="none"),
    Column("original_latest", "First date", missing="no date"),
    Column("due_changes", "Changes of the date", "count"),
    Column("progress", "Progress, as last stated"),
    Column("progress_on", "Stated on"),
    Column("last_entry_id", "Last entry"),
    c.NOTE,
    c.SOURCE_ID,
)
