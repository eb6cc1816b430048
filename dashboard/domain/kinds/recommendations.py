"""What was recommended, to whom, and who said what about it."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, count, dated, day, key, text

KINDS: tuple[Kind, ...] = (
    Kind(
        "recommendations",
        "Causes of concern, recommendations and areas for improvement",
        (
            key("rec_id", "identifier"),
            text("issuer", "who made it", required=True, choices=("HMICFRS", "OSR")),
            text("issuer_ref", "the issuer's own number"),
            text(
                "kind",
                "what it is",
                required=True,
                choices=("cause of concern", "recommendation", "area for improvement", "not stated"),
            ),
            text("parent_rec_id", "the cause of concern it belongs to", refers_to="recommendations.rec_id"),
            text("number_in_report", "number in the report"),
            text("force_code", "the force it concerns; blank for a national one", **FORCE),
            text("addressee", "who it is aimed at", required=True),
            text("respondent", "who answered"),
            text("owner", "who acts"),
            text("report_title", "report it stands in", required=True),
            *dated("published_on", "publication date of the report"),
            text("theme", "theme in the source's terms"),
            text("summary", "what it asks, in our words", required=True),
            text("due_words", "date as the source puts it"),
            count("due_months", "months from publication, where the source counts so", "months"),
            day("due_earliest", "first day of the due window"),
            day("due_latest", "last day of the due window"),
            text("due_rule", "how the window was worked out"),
        ),
    ),
    Kind(
        "recommendation_elements",
        "Elements of recommendations",
        (
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            key("element", "letter of the element"),
            text("element_text", "what it asks, in our words", required=True),
            text("answered", "was it answered in the response", choices=("yes", "no", "in part", "elsewhere")),
            text("answer_note", "where or how it was answered"),
        ),
    ),
    Kind(
        "recommendation_positions",
        "Positions taken on recommendations",
        (
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            key("holder", "who holds it", choices=("force", "local policing body")),
            text(
                "position",
                "the position",
                required=True,
                choices=("accepted", "partly accepted", "rejected", "supports the force", "differs from the force"),
            ),
            text("position_words", "the position in our words"),
            text(
                "explanation_type",
                "for a local policing body: which of the two explanations the Act asks for",
                choices=("action taken or proposed", "why no action is proposed"),
            ),
            text("actions", "what it says is done, separated by |"),
            text("reasons", "reasons it names, separated by |"),
            text("forums", "where it is followed, separated by |"),
            text("measures", "how progress is measured, separated by |"),
            text("later_evidence", "what was published afterwards"),
        ),
    ),
    Kind(
        "recommendation_events",
        "Dated entries in the issuer's register",
        (
            key("rec_id", "the recommendation", refers_to="recommendations.rec_id"),
            key("sequence", "place in the register's own order", "integer"),
            day("happened_on", "date of the entry", required=True),
            text("event", "status or kind of entry, in the register's words", required=True),
            text("event_words", "what it says, in our words and without names"),
        ),
    ),
    Kind(
        "responses",
        "Responses of local policing bodies",
        (
            key("response_id", "identifier"),
            text("force_code", "the force; blank where the report is national", **FORCE),
            text("report_title", "the report answered", required=True),
            *dated("report_published_on", "publication date of the report"),
            *dated("response_published_on", "publication date of the response"),
            text("response_date_kind", "what the response date is the date of"),
            text("responder", "who answered"),
            text("addressee", "to whom"),
            count("day_of_56_as_sourced", "day of the 56 as the collected record gives it", "day"),
        ),
    ),
    Kind(
        "actions",
        "Committed actions in an action plan",
        (
            key("action_id", "identifier"),
            text("rec_id", "the recommendation it serves", required=True, refers_to="recommendations.rec_id"),
            text("owner", "who acts", required=True),
            text("action", "what was promised, in our words", required=True),
            text("target_words", "date as the plan puts it"),
            text("target_kind", "what sort of date that is"),
            day("due_earliest", "first day of the due window"),
            day("due_latest", "last day of the due window, on the lenient reading"),
            text("depends_on", "actions or recommendations it waits for, separated by spaces"),
            text("depends_kind", "what sort of dependency"),
            text("status_words", "status as the source gives it"),
            day("status_on", "date of that status"),
        ),
    ),
)
