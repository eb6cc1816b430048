"""The pages, as plain data: file, title, address, and the reader's question they are grouped under."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page.  `address` is what people paste into board papers: changing it breaks their links.

    `view` is the view whose filters the page's address carries; `also` names further views that it draws.
    """

    file: str
    title: str
    address: str
    group: str
    view: str
    also: tuple[str, ...] = ()


# The groups in the order in which the side shows them; within one, pages stand as below.
GROUPS = (
    "Overview",
    "Inspections and actions",
    "Recording accuracy",
    "Survey and recorded crime",
    "Meetings and papers",
    "Evidence",
)

PAGES = (
    Page("overview.py", "National picture", "overview", "Overview", "overview"),
    Page("force.py", "One force", "force", "Overview", "force"),
    Page("coverage.py", "What is known", "coverage", "Overview", "coverage"),
    Page("inspections.py", "Inspections", "inspections", "Inspections and actions", "inspections"),
    Page("recommendations.py", "Recommendations", "recommendations", "Inspections and actions", "recommendations"),
    Page("recommendation.py", "One recommendation", "recommendation", "Inspections and actions", "recommendation"),
    Page("responses.py", "Responses", "responses", "Inspections and actions", "responses"),
    Page("action_plan.py", "National action plan", "action_plan", "Inspections and actions", "action_plan"),
    Page("reminders.py", "Reminders", "reminders", "Inspections and actions", ""),
    Page("tracker.py", "Bring in a tracker", "tracker", "Inspections and actions", ""),
    Page("flow.py", "Flow of recommendations", "flow", "Inspections and actions", "flow"),
    Page(
        "monitoring_stages.py",
        "Stages of monitoring",
        "monitoring_stages",
        "Inspections and actions",
        "monitoring_stages",
    ),
    Page("audits.py", "All audits", "audits", "Recording accuracy", "audits"),
    Page("recording_systems.py", "Recording systems", "recording_systems", "Recording accuracy", "recording_systems"),
    Page("system_effects.py", "Accuracy by system", "system_effects", "Recording accuracy", "system_effects"),
    Page(
        "divergence.py",
        "Survey and recorded crime",
        "divergence",
        "Survey and recorded crime",
        "divergence",
    ),
    Page("audit.py", "One audit", "audit", "Recording accuracy", "audit"),
    Page("audit_series.py", "Audits over time", "audit_series", "Recording accuracy", "audit_series"),
    Page(
        "own_and_inspectorate.py",
        "Own beside inspectorate",
        "own_and_inspectorate",
        "Recording accuracy",
        "own_and_inspectorate",
    ),
    Page("audit_coverage.py", "Audits of all forces", "audit_coverage", "Recording accuracy", "audit_coverage"),
    Page("funnel.py", "Forces in a funnel", "funnel", "Recording accuracy", "funnel"),
    Page("audit_reasons.py", "Reasons to action", "audit_reasons", "Recording accuracy", "audit_reasons"),
    Page("plan_audit.py", "Plan the next audit", "plan_audit", "Recording accuracy", "sample_size"),
    Page("qa_returns.py", "Quality assurance returns", "qa_returns", "Recording accuracy", "qa_returns"),
    Page("qaad.py", "Assurance grid", "qaad", "Recording accuracy", "qaad"),
    Page("assurance_plan.py", "Plan for quality assurance", "assurance_plan", "Recording accuracy", "assurance_plan"),
    Page("ndqis.py", "Data quality service", "ndqis", "Survey and recorded crime", "ndqis"),
    Page(
        "quality_ratings.py", "Reliability ratings", "quality_ratings", "Survey and recorded crime", "quality_ratings"
    ),
    Page("timeline.py", "Timeline of changes", "timeline", "Evidence", "timeline"),
    Page("bodies.py", "Bodies and forums", "bodies", "Evidence", "bodies"),
    Page("recorded_crime.py", "Recorded crime", "recorded_crime", "Survey and recorded crime", "recorded_crime"),
    Page("revisions.py", "Revisions", "revisions", "Evidence", "revisions"),
    Page("data_coverage.py", "Coverage of counts", "data_coverage", "Evidence", "data_coverage"),
    Page("divergence_change.py", "By offence", "divergence_change", "Survey and recorded crime", "divergence_change"),
    Page(
        "recording_scenario.py",
        "Recording's part",
        "recording_scenario",
        "Survey and recorded crime",
        "recording_scenario",
    ),
    Page(
        "divergence_forces.py",
        "Forces: counts and accuracy",
        "divergence_forces",
        "Survey and recorded crime",
        "divergence_forces",
    ),
    Page("drivers.py", "Drivers", "drivers", "Survey and recorded crime", "drivers", also=("events",)),
    Page(
        "divergence_split.py",
        "Working",
        "divergence_split",
        "Survey and recorded crime",
        "divergence_split",
        also=("crosswalk",),
    ),
    Page("ledger.py", "Ledger of entries", "ledger", "Evidence", "ledger"),
    Page("sources.py", "Sources and editions", "sources", "Evidence", "sources"),
    Page("changes.py", "What changed", "changes", "Meetings and papers", "changes"),
    Page("meeting.py", "Meeting", "meeting", "Meetings and papers", "meetings", also=("minutes",)),
    Page("papers.py", "Papers and packs", "papers", "Meetings and papers", ""),
    Page("releases.py", "Release calendar", "releases", "Evidence", "releases"),
    Page("load.py", "Load published files", "load", "Evidence", ""),
    Page("words.py", "Words and abbreviations", "words", "Evidence", ""),
    Page("accessibility.py", "Accessibility", "accessibility", "Evidence", ""),
)
