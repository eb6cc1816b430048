"""Which column plays which part in a chart, checked once before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.domain.view_model import ChartSpec, Column, Table, Value


@dataclass(frozen=True)
class Roles:
    """The columns of one chart by role, with their values."""

    table: Table
    columns: Mapping[str, Column]

    def __contains__(self, role: str) -> bool:
        return role in self.columns

    def __getitem__(self, role: str) -> Column:
        return self.columns[role]

    def name(self, role: str) -> str:
        """The name of the column in this role."""
        return self.columns[role].name

    def values(self, role: str) -> list[Value]:
        """The values of the column in this role, in row order; empty where the role is not played."""
        if role not in self.columns:
            return []
        position = [column.name for column in self.table.columns].index(self.name(role))
        return [row[position] for row in self.table.rows]

    def numbers(self, role: str) -> list[float | None]:
        """The values of a role as numbers; ValueError names the column and row of anything else."""
        numbers: list[float | None] = []
        for position, value in enumerate(self.values(role)):
            if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
                raise ValueError(f"column {self.name(role)}, row {position}: {value!r} is not a number")
            # A NaN is a missing value that came by way of numpy.
            numbers.append(None if value is None or value != value else float(value))
        return numbers

    def words(self, role: str) -> list[str]:
        """The values of a role as text; a missing one is empty."""
        return ["" if value is None else str(value) for value in self.values(role)]


def resolve(spec: ChartSpec, table: Table, *, required: Iterable[str], optional: Iterable[str] = ()) -> Roles:
    """The columns of `table` that `spec` gives each role; the option `unit` overrules the unit of the values.

    Raises:
        ValueError: a required role is not given, a role is unknown to this kind of chart, or a role names
            a column that the table does not have; the message names all of them.
    """
    needed, allowed = tuple(required), tuple(optional)
    faults = [f"role {role} is not given" for role in needed if role not in spec.roles]
    known = {column.name: column for column in table.columns}
    for role, name in spec.roles.items():
        if role not in needed + allowed:
            faults.append(f"role {role} is unknown; the roles are {', '.join(needed + allowed)}")
        elif name not in known:
            faults.append(f"role {role} names column {name}, which table {table.name} does not have")
    if faults:
        raise ValueError(f"chart {spec.name} ({spec.kind}): {'; '.join(faults)}")
    columns = {role: known[name] for role, name in spec.roles.items()}
    if "value" in columns and isinstance(unit := spec.options.get("unit"), str):
        columns["value"] = replace(columns["value"], unit=unit)
    return Roles(table=table, columns=columns)
