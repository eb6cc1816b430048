"""What the views of audits share: settings of the edition, rates with their intervals, and what an outsider may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from dashboard.domain.audit_lists import KINDS_OF_CRIME
from dashboard.domain.audit_terms import terms_of
from dashboard.domain.dates import period_words
from dashboard.stats.bands import band_of, bands_within
from dashboard.store.queries.facts import Record, facts
from dashboard.views.audit_intervals import WILSON, add_rates
from dashboard.views.question import Question

LEAST_TO_JUDGE = 30
FEWEST_SHOWN = 5
TOO_FEW = "too few to judge"
HIDDEN = f"hidden: an unpublished count under {FEWEST_SHOWN}, or one that would give such a count away"
# What nobody has published was read as the force sent it in.
SENT_IN = "as sent in"
INVENTED_FORCE = "Illustrative Constabulary (invented)"
# What an outsider does not see of a hidden row.
_HIDDEN_FIELDS = (
    "crimes_recorded",
    "on_time",
    "review_both",
    "review_first_only",
    "review_second_only",
    "review_neither",
)
NO_SETTING: Record = {
    "time_limit_hours": None,
    "minimum_sample": None,
    "least_to_judge": LEAST_TO_JUDGE,
    "band_edition": None,
}


@dataclass
class Settings:
    """The dated settings of audits, as they were known on the day."""

    rows: list[Record]
    bands: dict[str, list[Record]]
    _found: dict[tuple[Any, ...], Record] = field(default_factory=dict)

    @classmethod
    def of(cls, question: Question) -> Settings:
        """Read from the store."""
        bands: dict[str, list[Record]] = defaultdict(list)
        for band in facts(question.connection, "audit_bands", as_at=question.as_at):
            bands[band["band_edition"]].append(band)
        for held in bands.values():
            held.sort(key=lambda band: band["lower_pct"])
        return cls(facts(question.connection, "audit_settings", as_at=question.as_at), dict(bands))

    def of_audit(self, force_code: str, manual_edition: str | None, on: date | None) -> Record:
        """The settings for a force, an edition of the manual and the end of a period: the closest that fits."""
        key = (force_code, manual_edition or "", on)
        if key not in self._found:
            fitting = [
                s
                for s in self.rows
                if s["force_code"] in ("", force_code)
                and s["manual_edition"] in ("", manual_edition or "")
                and (on is None or (s["valid_from"] <= on and (s["valid_until"] is None or on <= s["valid_until"])))
            ]
            best = max(
                fitting,
                key=lambda s: (s["force_code"] != "", s["manual_edition"] != "", s["valid_from"]),
                default=NO_SETTING,
            )
            self._found[key] = best
        return self._found[key]


def rated(question: Question, rows: Sequence[Record], *, method: str = WILSON) -> list[Record]:
    """Rows of forces' own audits with rate, interval, band and words; hidden where whoever asks may not see them."""
    names = question.force_names()
    settings = Settings.of(question)
    shown = [_described(row, names, settings) for row in hide_small(question, rows)]
    add_rates(shown, method=method)
    _add_bands(shown, settings)
    return shown


def crimes_covered(row: Record) -> str:
    """Which crimes an own audit is about: its offence group, or what was audited where that is a kind of crime."""
    if row["offence_group"]:
        return str(row["offence_group"])
    return str(row["audit_type"]) if row["audit_type"] in KINDS_OF_CRIME else "all crime"


def words_of_kind(audit_type: str) -> Record:
    """What is counted in a row, and what its rate is the share of."""
    terms = terms_of(audit_type)
    return {"counted": terms.unit, "right": terms.success}


def about(row: Record) -> str:
    """What a row of an audit is about, in words that tell it from the other rows: what was audited, and which part of it."""
    parts = [row["offence_group"], row.get("business_area"), row.get("reporting_route")]
    kind = "" if row["audit_type"] == "inspection audit" else row["audit_type"]
    named = [part for part in parts if part and part.casefold() != kind.casefold()]
    return ", ".join([kind, *named]) if kind else ", ".join(named) or "all crime"


def hide_small(question: Question, rows: Sequence[Record]) -> list[Record]:
    """The rows as whoever asks may see them: `is_hidden` marks those whose counts were taken out.

    A row is hidden where an unpublished count of crimes due, recorded or missed lies from 1 to 4.  Where one row alone of
    a breakdown is hidden, the next smallest goes as well, since the rest of the total would give it away; rows broken
    down by two things at once go all together.
    """
    hidden: set[int] = set()
    families: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if not _is_open(question, row):
            families[row["publication_id"], row["audit_id"], row["breakdown"]].append(at)
            if _is_small(row):
                hidden.add(at)
    for (_, _, breakdown), members in families.items():
        small = [at for at in members if at in hidden]
        if breakdown == "total" or not small:
            continue
        if breakdown == "cell":
            hidden.update(members)
        elif len(small) == 1 and len(members) > 1:
            hidden.add(min((at for at in members if at not in hidden), key=lambda at: _smallest(rows[at])))
    return [
        {**row, **dict.fromkeys(_HIDDEN_FIELDS), "crimes_due": _due_shown(row), "is_hidden": True}
        if at in hidden
        else {**row, "is_hidden": False}
        for at, row in enumerate(rows)
    ]


def _due_shown(row: Record) -> int | None:
    due = row["crimes_due"]
    return None if due is not None and 0 < due < FEWEST_SHOWN else due


def _is_open(question: Question, row: Record) -> bool:
    if row["figure_class"] != "unpublished":
        return True
    return question.may_see(row["force_code"])


def _is_small(row: Record) -> bool:
    return any(0 < number < FEWEST_SHOWN for number in _counts(row))


def _counts(row: Record) -> list[int]:
    due, recorded, on_time = row["crimes_due"], row["crimes_recorded"], row["on_time"]
    found = [number for number in (due, recorded, on_time) if number is not None]
    if due is not None and recorded is not None:
        found.append(due - recorded)
    if recorded is not None and on_time is not None:
        found.append(recorded - on_time)
    return found


def _smallest(row: Record) -> int:
    return min((number for number in _counts(row) if number), default=0)


def _described(row: Record, names: dict[str, str], settings: Settings) -> Record:
    own = settings.of_audit(row["force_code"], row["manual_edition"], row["period_end"])
    due = row["crimes_due"]
    made_up = row["figure_class"] == "illustrative"
    return {
        **row,
        "force": INVENTED_FORCE if made_up else names.get(row["force_code"], row["force_code"]),
        "audited_by": "the force",
        "about": about(row),
        "period": period_words(row["period_start"], row["period_end"]),
        "class": row["figure_class"],
        **words_of_kind(row["audit_type"]),
        "basis": SENT_IN if (row["basis"], row["figure_class"]) == ("as published", "unpublished") else row["basis"],
        "time_limit_hours": own["time_limit_hours"],
        "minimum_sample": own["minimum_sample"],
        "band_edition": own["band_edition"],
        "judgeable": "yes" if due is not None and due >= (own["least_to_judge"] or LEAST_TO_JUDGE) else TOO_FEW,
        "rate_missing": _why_none(row),
    }


def _why_none(row: Record) -> str | None:
    if row["is_hidden"]:
        return HIDDEN
    if row["crimes_due"] == 0:
        return "no records audited"
    return "counts not given" if row["crimes_due"] is None or row["crimes_recorded"] is None else None


def _add_bands(rows: list[Record], settings: Settings) -> None:
    """The force's own band on the unrounded rate, and the bands its interval reaches into; none where too few."""
    by_edition: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        row.update(band=None, band_interval=None)
        if row["rate_pct"] is not None and row["judgeable"] == "yes" and row["band_edition"] in settings.bands:
            by_edition[row["band_edition"]].append(row)
    for edition, found in by_edition.items():
        bands = settings.bands[edition]
        cuts = [band["lower_pct"] / 100 for band in bands[1:]]
        rates = [row["crimes_recorded"] / row["crimes_due"] for row in found]
        lows = [
            rate if row["lower_pct"] is None else row["lower_pct"] / 100 for row, rate in zip(found, rates, strict=True)
        ]
        highs = [
            rate if row["upper_pct"] is None else row["upper_pct"] / 100 for row, rate in zip(found, rates, strict=True)
        ]
        # Rounding of the limits must not put the rate outside them.
        first, last = bands_within(np.minimum(lows, rates), np.maximum(highs, rates), cuts)
        for at, (row, which) in enumerate(zip(found, band_of(rates, cuts), strict=True)):
            row["band"] = bands[which]["band"]
            ends = bands[first[at]]["band"], bands[last[at]]["band"]
            row["band_interval"] = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
