"""What is counted in each kind of audit, and what counts as right: an audit of cancellations records no crimes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dashboard.domain.audit_lists import AUDIT_TYPES


class AuditTerms(NamedTuple):
    """The words of one kind of audit: `due` is the denominator, `success` follows "per cent", `failure` is one case."""

    unit: str
    due: str
    success: str
    failure: str

    @property
    def share(self) -> str:
        """What the rate is the share of."""
        return f"share of {self.due} that were {self.success}"

    @property
    def share_title(self) -> str:
        """The share as the beginning of a title; names such as N100 keep their capitals."""
        return f"S{self.share[1:]}"

    @property
    def axis(self) -> str:
        """The title of the axis of such rates."""
        return f"{self.success.capitalize()} (%)"

    @property
    def are_recorded(self) -> bool:
        """Whether the rate is of crimes recorded of crimes due, as the inspectorate's is."""
        return self == RECORDING


RECORDING = AuditTerms("crimes", "crimes due", "recorded", "missed crime")
# Where rows of several kinds stand in one table, no word of one of them holds for all.
ANY_KIND = AuditTerms("cases", "cases due", "right", "failed case")
_STANDARD = AuditTerms("cases", "cases examined", "up to the standard", "failed case")
_OTHERS: dict[str, AuditTerms] = {
    "classification": AuditTerms("crimes", "crimes examined", "correctly classified", "wrongly classified crime"),
    "timeliness": AuditTerms("crimes", "crimes examined", "recorded on time", "late crime"),
    "cancelled records": AuditTerms(
        "records", "cancelled records examined", "correctly cancelled", "wrongly cancelled record"
    ),
    "N100": AuditTerms("N100 records", "N100 records examined", "correctly used", "wrongly used N100 record"),
    "outcomes": AuditTerms("outcomes", "outcomes examined", "correctly assigned", "wrongly assigned outcome"),
    "out-of-court disposals": AuditTerms(
        "disposals", "disposals examined", "correctly given", "wrongly given disposal"
    ),
    "incident opening and closing codes": AuditTerms(
        "incidents", "incidents examined", "correctly coded", "wrongly coded incident"
    ),
    "antisocial behaviour logs": AuditTerms("logs", "logs examined", "correctly dealt with", "wrongly dealt with log"),
    "equality information": AuditTerms(
        "records", "records examined", "complete in equality information", "incomplete record"
    ),
    "victim at the centre": _STANDARD,
    "earlier recommendations": _STANDARD,
    "national plan": _STANDARD,
    "other": _STANDARD,
}
TERMS: dict[str, AuditTerms] = {kind: _OTHERS.get(kind, RECORDING) for kind in AUDIT_TYPES}


def terms_of(audit_type: str | None) -> AuditTerms:
    """The words of a kind of audit; what is not of the list is an audit of recording, as inspections are."""
    return TERMS.get(audit_type or "", RECORDING)


def shared_terms(audit_types: Iterable[str | None]) -> AuditTerms:
    """The words that hold for all of these kinds of audit: those of recording where there is none."""
    found = {terms_of(kind) for kind in audit_types}
    return found.pop() if len(found) == 1 else ANY_KIND if found else RECORDING
