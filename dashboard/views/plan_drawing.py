"""The points and links of the drawing of what waits for what, one row a link; a point without a link has a row too."""

from __future__ import annotations

from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record


def drawing_of(plan: list[Record], actions: list[Record]) -> Table:
    """Recommendations by level: one that waits for nothing is at level 0, others one further right than what they wait for."""
    links = _links(plan, actions)
    levels = _levels([r["rec_id"] for r in plan], links)
    labels = {r["rec_id"]: f"{r['issuer_ref']}  {_short(r['owner'])}" for r in plan}
    rows = []
    for one in plan:
        before: list[tuple[str | None, str | None]] = [
            (first, kind) for (first, then), kind in links.items() if then == one["rec_id"]
        ]
        for first, kind in before or [(None, None)]:
            rows.append(
                {
                    "label": labels[one["rec_id"]],
                    "rec_id": one["rec_id"],
                    "level": levels[one["rec_id"]],
                    "state": one["state"],
                    "from_label": labels.get(first or ""),
                    "waits_for": first,
                    "depends_kind": kind,
                    "source_id": one["source_id"],
                }
            )
    return Table.from_records(
        "drawing",
        "What waits for what",
        (
            Column("label", "Recommendation and owner"),
            Column("rec_id", "Number here"),
            Column("level", "Step", "step"),
            Column("state", "State"),
            Column("waits_for", "After", missing="nothing"),
            Column("from_label", "After, with owner", missing="nothing"),
            Column("depends_kind", "Dependency is", missing="none"),
            Column("source_id", "Source"),
        ),
        rows,
        empty_message="No recommendation of the plan was known for this choice on this date.",
        page_columns=("label", "state", "from_label", "depends_kind", "source_id"),
    )


def _links(plan: list[Record], actions: list[Record]) -> dict[tuple[str, str], str]:
    """Which recommendation comes before which, by what their actions depend on; what is said outright wins over implied."""
    ids = {r["rec_id"] for r in plan}
    owner_of = {a["action_id"]: a["rec_id"] for a in actions} | {name: name for name in ids}
    found: dict[tuple[str, str], str] = {}
    for action in actions:
        for name in (action["depends_on"] or "").split():
            first, then = owner_of.get(name), action["rec_id"]
            if first and first != then and then in ids and found.get((first, then)) != "explicit":
                found[first, then] = action["depends_kind"] or "implied"
    return found


def _levels(ids: list[str], links: dict[tuple[str, str], str]) -> dict[str, int]:
    levels = dict.fromkeys(ids, 0)
    for _ in ids:  # as many rounds as there are items reach the end of any chain; a circle stops there too
        for first, then in links:
            if first in levels and then in levels:
                levels[then] = min(max(levels[then], levels[first] + 1), len(ids))
    return levels


def _short(owner: str | None) -> str:
    return (owner or "no owner yet").split("(")[0].strip()
