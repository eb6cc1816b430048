"""One force: recorded crime then and later, the share recorded then and later, and the events beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.stats.differences import difference_from_margins
from dashboard.store.queries.facts import Record
from dashboard.views.comparability import effective_on
from dashboard.views.inspection_rows import recency
from dashboard.views.pair_rows import rounded

# The first year in which counting of violence is much as now.
FROM = date(2012, 4, 1)


def force_row(
    force: Record,
    totals: Sequence[Record],
    results: Sequence[Record],
    events: Sequence[Record],
    rules: Sequence[Record],
) -> Record:
    """A row of the table `forces`; `rules` are the changes across which no change of recorded crime is given."""
    code = force["force_code"]
    row: Record = {
        "force": force["name"],
        "force_code": code,
        "events": "; ".join(_event_words(e) for e in events if e["force_code"] == code) or None,
        **_recorded(code, totals, rules),
        **_accuracy(code, results),
    }
    row["source_id"] = row.get("recorded_from_source_id") or row.get("accuracy_source_id")
    row["reading"] = _reading(row)
    return row


def _event_words(event: Record) -> str:
    on = effective_on(event)
    return f"{british(on, event['happened_precision']) if on else 'date not known'}: {event['event']}"


def _recorded(code: str, totals: Sequence[Record], rules: Sequence[Record]) -> Record:
    """The first year from which the rules are much as now (April 2012) and the newest, one count a year."""
    years: dict[date, Record] = {}
    for t in totals:
        whole = (t["period_end"] - t["period_start"]).days >= 360
        if t["area_code"] == code and whole and t["period_start"] >= FROM:
            held = years.get(t["period_end"])
            if held is None or t["known_from"] > held["known_from"]:
                years[t["period_end"]] = t
    if not years:
        return {"recorded_to": None, "recorded_change_pct_missing": "no whole year held"}
    first, last = years[min(years)], years[max(years)]
    row = {
        "recorded_from_year": first["period_end"],
        "recorded_from": first["offences"],
        "recorded_from_source_id": first["source_id"],
        "recorded_to": last["offences"],
    }
    if first is last:
        return {**row, "recorded_change_pct_missing": "no second year held"}
    crossed = [e for e in rules if (on := effective_on(e)) and first["period_end"] < on <= last["period_end"]]
    why = f"refused: {count_of(len(crossed), 'change')} of rules between; set 'anyway' to yes" if crossed else None
    change = rounded(100 * (last["offences"] / first["offences"] - 1), 1) if first["offences"] else None
    return {
        **row,
        "recorded_to_year": last["period_end"],
        "recorded_change_pct": None if crossed else change,
        "recorded_change_pct_missing": why,
        "recorded_to_source_id": last["source_id"],
    }


def _accuracy(code: str, results: Sequence[Record]) -> Record:
    rates: dict[str, list[Record]] = defaultdict(list)
    for r in sorted(results, key=recency):
        if r["measure"] == "all_crime" and r["recorded_pct"] is not None and r["programme"] != "CDI2014":
            rates[r["force_code"]].append(r)
    own = rates[code]
    empty: Record = {"accuracy_to_pct": None, "accuracy_change_points": None, "accuracy_source_id": None}
    if not own:
        return empty
    last = own[-1]
    row = {**empty, "accuracy_to_pct": last["recorded_pct"], "accuracy_source_id": last["source_id"]}
    if len(own) == 1:
        return row
    first = own[0]
    margins = [float("nan") if r["margin_pct"] is None else r["margin_pct"] for r in (last, first)]
    change, low, high = difference_from_margins(last["recorded_pct"], margins[0], first["recorded_pct"], margins[1])
    return {
        **row,
        "accuracy_from_pct": first["recorded_pct"],
        "accuracy_change_points": rounded(float(change), 2),
        "lower_points": rounded(float(low), 2) if np.isfinite(low) else None,
        "upper_points": rounded(float(high), 2) if np.isfinite(high) else None,
        "factor_of_recording": rounded(last["recorded_pct"] / first["recorded_pct"]),
    }


def _reading(row: Record) -> str:
    """What may be said of the change of the share, never more than its interval."""
    if row["accuracy_change_points"] is None:
        return "one rate" if row["accuracy_to_pct"] is not None else "no usable rate"
    if row.get("lower_points") is None:
        return "two rates, but no interval for their difference: nothing is claimed"
    if row["lower_points"] > 0:
        return "the share recorded rose by more than sampling error"
    if row["upper_points"] < 0:
        return "the share recorded fell by more than sampling error"
    return "no clear change of the share recorded"
