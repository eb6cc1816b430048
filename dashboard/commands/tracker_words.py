"""The words of offices' trackers: headings for each of our fields, kinds, issuers, and statuses that are a claim of progress."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Our field, and the headings trackers use for it, without case and punctuation.
HEADINGS: dict[str, tuple[str, ...]] = {
    "rec_id": ("reference no", "ref no", "reference", "ref", "reference number", "id", "number", "no"),
    "issuer_ref": ("hmicfrs id", "hmicfrs ref", "portal id", "issuer ref"),
    "report_title": ("report", "report title", "hmicfrs report title", "hmicfrs report", "inspection", "title"),
    "published_on": (
        "report date",
        "date of report",
        "published",
        "published on",
        "date published",
        "publication date",
    ),
    "kind": ("type", "kind", "rec type"),
    "parent_rec_id": ("parent cause of concern", "cause of concern", "parent"),
    "summary": (
        "text",
        "recommendation",
        "recommendation afi",
        "recommendation or afi",
        "summary",
        "recommendation text",
        "description",
    ),
    "addressee": ("addressee", "aimed at", "addressed to"),
    "owner": (
        "owner",
        "lead",
        "lead officer",
        "chief officer lead",
        "senior responsible officer",
        "sro",
        "delivery lead",
    ),
    "issuer": ("issuer", "source", "inspectorate", "body"),
    "severity": ("severity", "priority", "risk"),
    "due_words": ("due", "due date", "original due date", "target date", "deadline"),
    "comment": ("latest update", "update latest", "force update", "update", "progress", "comments", "comment", "notes"),
    "update_on": ("update date", "date of update", "date of last update", "last updated", "updated on", "status date"),
    "force_status": ("force status", "force position", "status"),
    "rag": ("rag", "force rag", "rag status", "rag rating"),
    "pct_complete": ("complete", "per cent complete", "percent complete", "progress pct"),
    "pcc_comment": ("pcc view", "opcc view", "pcc comment", "pcc comments", "opcc comment", "opcc comments"),
    "issuer_status": ("hmicfrs status", "issuer status", "inspectorate status"),
    # A day on which the office closed its own row: a remark, and no closure of the issuer's.
    "closed_on": ("closed date", "date closed", "closed on", "closure date", "date of closure"),
    "assurance": ("pcc assurance status", "assurance", "pcc status"),
}
KINDS = {
    "cause of concern": "cause of concern",
    "coc": "cause of concern",
    "recommendation": "recommendation",
    "rec": "recommendation",
    "area for improvement": "area for improvement",
    "afi": "area for improvement",
}
ISSUERS = {"hmicfrs": "HMICFRS", "hmic": "HMICFRS", "osr": "OSR", "office for statistics regulation": "OSR"}
# What a force's status says of its progress.  Words that leave it open ("open", "green") stay words.
CLAIMS = {
    "force says complete": "complete completed done closed implemented finished discharged achieved",
    "in progress": "in progress|ongoing|on going|under way|underway|started|being progressed|partially complete|part complete",
    "not started": "not started|not yet started|to start|to do|planned",
}
PROGRESS = {
    words: claim for claim, said in CLAIMS.items() for words in (said.split("|") if "|" in said else said.split())
}


def progress_of(said: Mapping[str, str]) -> str | None:
    """The claim that a row's status or percentage comes to, whatever its case; None where it says nothing plain."""
    status = folded(said.get("force_status", ""))
    if status:
        return PROGRESS.get(status)
    # Under "RAG / Status" stand colours, which leave it open, and words that do not.
    if rated := PROGRESS.get(folded(said.get("rag", ""))):
        return rated
    share = said.get("pct_complete", "").strip().removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", share):
        return PROGRESS.get(folded(share))
    number = float(share)
    return "force says complete" if number == 100 else "in progress" if 1 < number < 100 else None


def status_in(said: Mapping[str, str]) -> str:
    """The words that `progress_of` reads: the status, or else the rating that says as much, or else the share."""
    rated = said.get("rag", "") if folded(said.get("rag", "")) in PROGRESS else ""
    return said.get("force_status") or rated or said.get("pct_complete", "")


def folded(words: str) -> str:
    """Words as they are compared: without case and punctuation."""
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()
