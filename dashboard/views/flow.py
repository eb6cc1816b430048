"""How recommendations come and go: opening, new, closed, reopened and closing, by quarter and by body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.flow import Flow, changes_of, flow, quarters
from dashboard.domain.recommendations import ENDED
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import entries
from dashboard.store.queries.recommendations import recommendations
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recommendation_rows import ended_ids, shown_recommendation

FILTERS = (
    FilterDefinition("issuer", "Issuer", "choice", choices=("HMICFRS", "OSR")),
    FilterDefinition("force", "Force", "force"),
    FilterDefinition("from", "From", "date"),
    FilterDefinition("to", "To", "date"),
)
BALANCE = (
    Column("opening", "Open at the start", "items"),
    Column("new", "New", "items"),
    Column("closed", "Closed", "items"),
    Column("reopened", "Reopened", "items"),
    Column("closing", "Open at the end", "items"),
)
SLIPS = (
    (None, 0, "not moved"),
    (1, 92, "up to 3 months later"),
    (93, 366, "up to 12 months later"),
    (367, None, "more"),
)
NATIONAL = "national"


def build(question: Question) -> View:
    """The flow of recommendations.

    Tables
        flow      one row a calendar quarter: opening + new - closed + reopened = closing
        bodies    the same over the whole time, one row a force, and one for national items
        slippage  by how much dates were moved and ends came after them
        gap       what forces claim against what the issuer has verified
        states    in the chart: items open at the end of each quarter
    """
    found = recommendations(
        question.connection,
        as_at=question.as_at,
        force_code=question.wants("force") or None,
        issuer=question.wants("issuer") or None,
    )
    names, ended, on = question.force_names(), ended_ids(found), question.as_at.day
    shown = [shown_recommendation(f, names, on, ended) for f in found]
    moves = {f["rec_id"]: _moves(f, statuses) for f, statuses in _with_statuses(question, found)}
    begun = [item[0][0] for item in moves.values() if item]
    first = _day(question.wants("from")) or min(begun, default=on)
    last = min(_day(question.wants("to")) or on, on)
    balances = flow(list(moves.values()), quarters(first, last)) if begun and first <= last else []
    rows = [_row(b) for b in balances]
    bodies = _bodies(found, moves, names, (first, last))
    return View(
        name="flow",
        title="How recommendations come and go",
        as_at=on,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(balances, shown),
        tables=(
            Table.from_records(
                "flow",
                "Items by quarter",
                (Column("quarter", "Quarter"), c.PERIOD_START, c.PERIOD_END, *BALANCE),
                rows,
                empty_message="No recommendation was known for this choice on this date.",
            ),
            Table.from_records(
                "bodies",
                f"Items by body, {british(first)} to {british(last)}",
                (c.FORCE, c.FORCE_CODE, *BALANCE),
                bodies if balances else [],
                empty_message="No recommendation was known for this choice on this date.",
            ),
            _slippage(shown),
            _gap(shown),
        ),
        charts=_charts(balances),
        notes=(
            Note(
                "An item is new on the day of its report and closed on the day its issuer ended it (complete, closed, "
                "superseded or withdrawn). Opening + new − closed + reopened = closing, in every row.",
                "definition",
            ),
            Note(
                "For most items the register was read once: an item with no end held counts as open here, though it may have "
                "ended since. The number open is therefore an upper limit.",
                "coverage",
            ),
        ),
        sources=sources_used(question, source_ids_of(found) | {e["source_id"] for f in found for e in f["register"]}),
    )


def _with_statuses(question: Question, found: list[Record]) -> list[tuple[Record, list[Record]]]:
    """Each item with its issuer's status entries in order, of record and ledger."""
    entered: dict[str, list[Record]] = {}
    for held in entries(
        question.connection, as_at=question.as_at, subject_kind="recommendation", actions=["issuer_status"]
    ):
        if held.stands:
            said = {"happened_on": held.happened_on, "status": held.body["status"]}
            entered.setdefault(held.subject_id, []).append(said)
    pairs = []
    for one in found:
        record = [{"happened_on": e["happened_on"], "status": str(e["event"]).casefold()} for e in one["register"]]
        # Sorting keeps the order within a day: the record's first, then what was entered.
        together = sorted([*record, *entered.get(one["rec_id"], [])], key=lambda e: e["happened_on"])
        pairs.append((one, together))
    return pairs


def _moves(found: Record, statuses: Sequence[Record]) -> list[tuple[date, str]]:
    return changes_of(found["published_on"], statuses)


def _row(balance: Flow) -> Record:
    quarter = f"{balance.start.year} Q{(balance.start.month + 2) // 3}"
    values = {name: getattr(balance, name) for name in ("opening", "new", "closed", "reopened", "closing")}
    return {"quarter": quarter, "period_start": balance.start, "period_end": balance.end, **values}


def _bodies(
    found: list[Record], moves: dict[str, list[tuple[date, str]]], names: dict[str, str], period: tuple[date, date]
) -> list[Record]:
    grouped: dict[str, list[list[tuple[date, str]]]] = {}
    for one in found:
        grouped.setdefault(one["force_code"] or "", []).append(moves[one["rec_id"]])
    rows = []
    for code, items in grouped.items():
        (balance,) = flow(items, [period]) if period[0] <= period[1] else [Flow(*period, 0, 0, 0, 0, 0)]
        rows.append({**_row(balance), "force": names.get(code, NATIONAL), "force_code": code or None})
    return sorted(rows, key=lambda r: (r["force_code"] is None, r["force"]))


def _slippage(shown: list[Record]) -> Table:
    """How far dates were moved, and how far ends came after the dates in force; items without a date are left out."""
    moved = [r["slippage_days"] for r in shown if r["slippage_days"] is not None]
    late = [r["days_late"] for r in shown if r["days_late"] is not None]
    rows: list[Record] = [
        {"slip": words, "moved": _within(moved, low, high), "late": _within(late, low, high)}
        for low, high, words in SLIPS
    ]
    return Table.from_records(
        "slippage",
        "By how much dates slipped",
        (
            Column("slip", "Slip"),
            Column("moved", "Dates moved by that much", "items"),
            Column("late", "Ended that long after the date", "items"),
        ),
        rows if moved or late else [],
        empty_message="No item with a date was known for this choice on this date.",
    )


def _within(days: list[int], low: int | None, high: int | None) -> int:
    return sum((low is None or day >= low) and (high is None or day <= high) for day in days)


def _gap(shown: list[Record]) -> Table:
    claimed = [r for r in shown if r["force_claim"] == "force says complete"]
    ended = [r for r in shown if r["issuer_status"] in ENDED]
    both = [r for r in claimed if r["issuer_status"] in ENDED]
    rows: list[Record] = [
        {"what": "the force says complete, and the issuer ended them", "items": len(both)},
        {"what": "the force says complete, and the issuer has not ended them", "items": len(claimed) - len(both)},
        {"what": "the issuer ended them, and no claim of the force is held", "items": len(ended) - len(both)},
        {"what": "neither", "items": len(shown) - len(claimed) - len(ended) + len(both)},
    ]
    return Table.from_records(
        "gap",
        "What forces claim against what their issuer has verified",
        (Column("what", "Items"), Column("items", "Number", "items")),
        rows if shown else [],
        empty_message="No recommendation was known for this choice on this date.",
    )


def _charts(balances: list[Flow]) -> tuple[ChartSpec, ...]:
    if not balances:
        return ()
    most = max(balances, key=lambda b: b.closing)
    return (
        ChartSpec(
            name="open",
            kind="series",
            table="flow",
            title=f"{count_of(balances[-1].closing, 'item')} with no end held on {british(balances[-1].end)}",
            subtitle="Items open at the end of each quarter. An item with no end held counts as open, so this is an upper limit.",
            alt=f"Line of open items by quarter, from {balances[0].closing} to {balances[-1].closing}; most at {most.closing}.",
            roles={"date": "period_end", "value": "closing"},
            options={"unit": "items", "zero": True, "axis_title": "Items open"},
        ),
    )


def _statement(balances: list[Flow], shown: list[Record]) -> str:
    if not balances:
        return "No recommendation was known for this choice on this date."
    new, closed = sum(b.new for b in balances), sum(b.closed for b in balances)
    reopened = sum(b.reopened for b in balances)
    claimed = sum(r["force_claim"] == "force says complete" and r["issuer_status"] not in ENDED for r in shown)
    return (
        f"From {british(balances[0].start)} to {british(balances[-1].end)}: {balances[0].opening} open at the start, {new} new, "
        f"{closed} closed, {reopened} reopened, {balances[-1].closing} with no end held at the end. For {claimed} the force says "
        "complete and the issuer has not ended them."
    )


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


FLOW = ViewDefinition(
    name="flow",
    title="How recommendations come and go",
    answers="How many recommendations were opened, closed and reopened, when, and by how much did dates slip?",
    filters=FILTERS,
    build=build,
)
