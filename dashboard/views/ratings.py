"""The reliability rating of an offence, to stand beside figures on that offence wherever they are shown."""

from __future__ import annotations

from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record, facts
from dashboard.views.question import Question

RATING = Column("rating", "Reliability rating of the statisticians", missing="not rated, or not seen")
RATING_SOURCE = Column("rating_source_id", "Source of the rating", missing="not rated, or not seen")
PRC, CSEW = "PRC", "CSEW"
NO_RATING = "not seen"

# Names of offences and groups in figures, and the name the framework rates them under.  Only names that mean the same
# offences: violence as a whole, for instance, is not rated by the framework, and so is not here.
SAME_OFFENCE = {
    "homicide": "Homicide",
    "sexual offences": "Sexual offences",
    "robbery": "Robbery",
    "burglary": "Burglary",
    "vehicle offences": "Vehicle theft offences",
    "vehicle-related theft": "Vehicle theft offences",
    "theft from the person": "Theft from the person",
    "shoplifting": "Shoplifting",
    "all other theft offences": "All other theft offences",
    "other theft offences": "All other theft offences",
    "criminal damage": "Criminal damage and arson",
    "criminal damage and arson": "Criminal damage and arson",
    "fraud": "Fraud",
    "fraud offences": "Fraud",
    "computer misuse": "Computer misuse",
    "public order offences": "Public order offences",
    "drug offences": "Drug offences",
    "possession of weapons offences": "Possession of weapons offences",
    "knives or sharp instruments": "Offences involving knives or sharp instruments",
    "sexual_offences": "Sexual offences",
}


class Ratings:
    """The newest ratings known on the day, asked for by the name of an offence in any of its usual forms."""

    def __init__(self, question: Question, series: str = PRC) -> None:
        self._by_offence: dict[str, Record] = {}
        self.used: set[str] = set()
        stated = facts(question.connection, "quality_ratings", as_at=question.as_at, series=series)
        for rating in sorted(stated, key=lambda r: (r["known_from"], r["framework_edition"])):
            if rating["rating"] and rating["rating"] != NO_RATING:
                self._by_offence[rating["offence_type"].casefold()] = rating

    @property
    def are_known(self) -> bool:
        """Whether any rating was known on the day."""
        return bool(self._by_offence)

    def of(self, offence: str | None) -> Record | None:
        """The rating of an offence, or None where the framework does not rate it under a name that means the same."""
        words = (offence or "").strip().casefold()
        found = self._by_offence.get(words) or self._by_offence.get(SAME_OFFENCE.get(words, "").casefold())
        if found:
            self.used.add(found["source_id"])
        return found
