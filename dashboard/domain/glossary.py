"""The field's words and abbreviations, in plain words.  A page lists those that occur on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A term, what it stands for, and what it means."""

    term: str
    stands_for: str
    meaning: str


GLOSSARY = (
    Term("AFI", "area for improvement", "A lesser finding of an inspection, which forces are expected to act on."),
    Term(
        "AVI",
        "additional verifiable information",
        "Evidence that a reported crime did not happen, without which it may not be cancelled.",
    ),
    Term(
        "BCS",
        "British Crime Survey",
        "The name of the Crime Survey for England and Wales before 2012.",
    ),
    Term(
        "CDI",
        "crime data integrity",
        "The inspectorate's programme of audits of crime recording, force by force, with reports from 2016 to 2020.",
    ),
    Term(
        "CSEW",
        "Crime Survey for England and Wales",
        "A survey that asks people about crimes they met with, reported or not.",
    ),
    Term(
        "HMICFRS",
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
        "Inspects police forces. It was HMIC until July 2017.",
    ),
    Term("HMIC", "Her Majesty's Inspectorate of Constabulary", "The inspectorate's name until July 2017."),
    Term(
        "HOCR",
        "Home Office Counting Rules",
        "The rules on what to record and count, now called the Crime Recording Rules.",
    ),
    Term(
        "MASH", "multi-agency safeguarding hub", "Where police, councils and others share reports about people at risk."
    ),
    Term(
        "N100",
        "",
        "A record of a reported rape that has not, or not yet, been confirmed as a crime.",
    ),
    Term(
        "NCRS",
        "National Crime Recording Standard",
        "The standard since April 2002: record a crime when on the balance of probabilities one happened. The time limit was 72 hours "
        "at the 2014 inspections and is 24 hours now.",
    ),
    Term(
        "NDQIS",
        "National Data Quality Improvement Service",
        "A tool that searches crime records to set flags, such as use of a knife, in the same way for every force.",
    ),
    Term("NPCC", "National Police Chiefs' Council", "Brings chief constables together."),
    Term("ONS", "Office for National Statistics", "Publishes the crime statistics of England and Wales."),
    Term(
        "OSR",
        "Office for Statistics Regulation",
        "Regulates official statistics. Its 2024 report made ten recommendations on recorded crime.",
    ),
    Term("PCC", "police and crime commissioner", "Elected to oversee a police force; one kind of local policing body."),
    Term(
        "PEEL",
        "police effectiveness, efficiency and legitimacy",
        "The inspectorate's regular assessment of each force. Since 2021 it has held the audit of crime recording.",
    ),
    Term(
        "PRC",
        "police recorded crime",
        "Crimes that the police have recorded; not all crime, and not all reported crime.",
    ),
    Term(
        "TCSEW",
        "Telephone-operated Crime Survey",
        "Took the place of the face-to-face survey during the pandemic; not comparable with it.",
    ),
    Term(
        "Wilson",
        "Wilson score interval",
        "A range for a share counted in a sample, which never goes below 0 or above 100 per cent.",
    ),
    Term(
        "interval",
        "",
        "The range within which the true value is likely to lie, given that only a sample was looked at.",
    ),
    Term(
        "derived",
        "",
        "Worked out by us from published figures, with the working in the note.",
    ),
    Term(
        "secondary",
        "",
        "Read from a press account, transcription or parsed copy, and not from the publisher's own document.",
    ),
)


def terms_in(texts: Iterable[str]) -> tuple[Term, ...]:
    """The terms of the glossary that occur as whole words in any of the texts, in the glossary's order."""
    words = set(re.findall(r"[A-Za-z0-9]+", " ".join(texts)))
    return tuple(term for term in GLOSSARY if term.term in words)
