"""Assurance: who meets about the quality of recorded crime, and what level of assurance a judgement asks for."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, dated, key, text

RISKS = ("low", "medium", "high")
INTERESTS = ("lower", "medium", "higher")

KINDS: tuple[Kind, ...] = (
    Kind(
        "oversight_bodies",
        "Bodies, groups and forums",
        (
            key("body_id", "identifier"),
            text("name", "name in the source's words", required=True),
            text("aliases", "other names, separated by semicolons"),
            text(
                "kind",
                "what sort of body",
                required=True,
                choices=("organisation", "group", "forum", "role", "business area"),
            ),
            text("place_in_field", "where in the field it stands", required=True),
            text("parent_id", "the body it belongs to or reports to", refers_to="oversight_bodies.body_id"),
            text("force_code", "the force it belongs to; blank for a national one", **FORCE),
            *dated("started_on", "first day"),
            *dated("ended_on", "last day"),
            text("task", "what it does about recorded crime, in our words", required=True),
            text("public_papers_url", "where its papers are public"),
        ),
    ),
    Kind(
        "qaad_risk_profile",
        "Levels of assurance wanted, by risk and public interest",
        (
            key("risk_of_quality_concerns", "the judgement of risk", choices=RISKS),
            key("public_interest_profile", "the judgement of public interest", choices=INTERESTS),
            text("levels_wanted", "levels of assurance the toolkit names for the two, separated by /", required=True),
        ),
    ),
)
