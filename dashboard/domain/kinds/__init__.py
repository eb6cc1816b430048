"""Every kind of fact the store holds, declared once, one module a subject.

The tables of the store, the checks on bundled and template files, and the data dictionary are all made from
these declarations, so a column is described in exactly one place.  To add a kind, add it to the module of its subject;
to add a subject, add its module to `KINDS`.  A kind stands after the kinds it refers to.
"""

from __future__ import annotations

from dashboard.domain.kinds import (
    assurance,
    audits,
    bodies,
    crosswalk,
    geography,
    inspections,
    monitoring,
    recommendations,
    recorded_crime,
    register,
    survey,
    systems,
)
from dashboard.domain.kinds.fields import (
    BASES,
    COMMON,
    FIGURE_CLASSES,
    FORCE,
    PRECISIONS,
    ROW_COMMON,
    VALUE_STATUSES,
    Field,
    FieldType,
    Kind,
    count,
    dated,
    day,
    key,
    number,
    text,
)

KINDS: tuple[Kind, ...] = (
    *bodies.KINDS,
    *geography.KINDS,
    *systems.KINDS,
    *inspections.KINDS,
    *recommendations.KINDS,
    *register.KINDS,
    *recorded_crime.KINDS,
    *survey.KINDS,
    *crosswalk.KINDS,
    *audits.KINDS,
    *monitoring.KINDS,
    *assurance.KINDS,
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}

__all__ = [
    "BASES",
    "BY_NAME",
    "COMMON",
    "FIGURE_CLASSES",
    "FORCE",
    "KINDS",
    "PRECISIONS",
    "ROW_COMMON",
    "VALUE_STATUSES",
    "Field",
    "FieldType",
    "Kind",
    "count",
    "dated",
    "day",
    "key",
    "number",
    "text",
]
