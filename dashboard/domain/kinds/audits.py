"""Published counts of audits of recording."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, count, day, key, text

KINDS: tuple[Kind, ...] = (
    Kind(
        "audits",
        "Published audit counts",
        (
            key("audit_id", "identifier"),
            text("force_code", "the force", required=True, **FORCE),
            text("audited_by", "who audited", required=True),
            text("audit_type", "what was audited", required=True),
            text("measure", "which crimes: all_crime, rape and so on", required=True),
            day("period_start", "first day of the audit window"),
            day("period_end", "last day of the audit window"),
            text("period_words", "window as the source gives it"),
            count("population", "records the sample was drawn from", "records"),
            count("incidents_examined", "incidents examined", "incidents"),
            count("crimes_due", "crimes that should have been recorded: the denominator", "crimes"),
            count("crimes_recorded", "crimes recorded correctly: the numerator", "crimes"),
            text("rule_edition", "rules or manual the audit was judged by"),
            count("time_limit_hours", "time limit that applied", "hours"),
        ),
    ),
)
