"""What each figure that may be quoted means, and what must be said along with it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.domain.view_model import Headline

DEFINITIONS = {
    "national_accuracy": (
        "Share of reported crime, fraud left out, that forces recorded, as estimated by inspectors from samples of reports.",
        "It says nothing of crime that was not reported. Estimates of different years come from different methods and scopes.",
    ),
    "comparable_ratio": (
        "Offences recorded by the police for each Crime Survey incident that respondents said the police came to know of, "
        "comparable offences only.",
        "A ratio above 1 is not over-recording: coverage, repeat incidents and crimes against businesses play a part.",
    ),
    "recorded_crime": (
        "Offences recorded by the police in England and Wales in the year, fraud and computer misuse left out.",
        "Official statistics, not accredited since January 2014. A change can come from crime, from reporting or from recording.",
    ),
    "survey_headline": (
        "Crime Survey estimate of incidents against people aged 16 and over and their households, fraud and computer misuse included.",
        "An estimate from a sample, with an error. Crimes against businesses and against people not living in households are left out.",
    ),
}


def defined(headline: Headline) -> Headline:
    """The headline with its definition and caveat, where it has one."""
    definition, caveat = DEFINITIONS.get(headline.code, ("", ""))
    return replace(headline, definition=definition, caveat=caveat) if definition else headline
