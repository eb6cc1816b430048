"""The tables of the store, made from the kinds of fact declared in `dashboard.domain.kinds`.

Every fact row carries the interval in which it was the published value: known from `known_from` up to, and not
including, `known_until`.  The only columns of a fact row that ever change are `known_until` and `closed_by`, when
a later edition of the same publication says something else about the same key.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from dashboard.domain.entered import IN_BRIEF
from dashboard.domain.kinds import KINDS, ROW_COMMON, Field, Kind

# The revision the code expects; a test holds it equal to the newest script in migrations/.
HEAD_REVISION = "0014"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

store_facts = sa.Table(
    "store_facts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="What the store says of itself: identity, version, record loaded",
)

loads = sa.Table(
    "loads",
    metadata,
    sa.Column("load_id", sa.Integer, primary_key=True),
    sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("rows_added", sa.Integer, nullable=False),
    sa.Column("asked", sa.Text, nullable=False, server_default=""),
    comment="Each act of taking something in",
)

raw_files = sa.Table(
    "raw_files",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary),
    sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    comment="Files as they were given, named by their content",
)

fetches = sa.Table(
    "fetches",
    metadata,
    sa.Column("fetch_id", sa.Integer, primary_key=True),
    sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("publication_id", sa.Text, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Index(None, "publication_id"),
    comment="Each look at a release page and what it brought",
)

publications = sa.Table(
    "publications",
    metadata,
    sa.Column("publication_id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text, nullable=False),
    sa.Column("figure_class", sa.Text, nullable=False, server_default=""),
    sa.Column("licence", sa.Text, nullable=False, server_default=""),
    sa.Column("frequency", sa.Text, nullable=False, server_default=""),
    sa.Column("url", sa.Text, nullable=False, server_default=""),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    comment="Things published again and again",
)

editions = sa.Table(
    "editions",
    metadata,
    sa.Column("edition_id", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False, unique=True),
    sa.Column("corrects_source_id", sa.Text),
    sa.Column("publication_id", sa.ForeignKey("publications.publication_id"), nullable=False),
    sa.Column("load_id", sa.ForeignKey("loads.load_id"), nullable=False),
    sa.Column("edition_label", sa.Text, nullable=False, server_default=""),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text, nullable=False, server_default=""),
    sa.Column("url", sa.Text, nullable=False, server_default=""),
    sa.Column("published_on", sa.Date),
    sa.Column("published_precision", sa.Text, nullable=False),
    sa.Column("retrieved_on", sa.Date, nullable=False),
    sa.Column("known_from", sa.Date, nullable=False),
    sa.Column("is_secondary", sa.Boolean, nullable=False),
    sa.Column("secondary_note", sa.Text, nullable=False, server_default=""),
    sa.Column("change_kind", sa.Text, nullable=False),
    sa.Column("change_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Index(None, "publication_id"),
    sa.CheckConstraint("change_kind in ('first', 'revision', 'correction')", name="change_kind"),
    comment="One issue of a publication",
)

# Append-only: triggers, made by the migration, refuse to change or delete a row on both databases.  A script that rebuilds
# the table (which SQLite needs for most changes) must make the triggers again.
ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("entry_id", sa.Integer, primary_key=True),
    sa.Column("subject_kind", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("happened_precision", sa.Text, nullable=False),
    sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("known_from", sa.Date, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("undoes", sa.ForeignKey("ledger.entry_id"), unique=True),
    sa.Column("expects", sa.Integer),
    sa.Column("idempotency_key", sa.Text, unique=True),
    sa.Column("batch", sa.Text, nullable=False),
    sa.Index("ix_ledger_subject", "subject_kind", "subject_id", "happened_on", "entry_id"),
    sa.Index("ix_ledger_known", "known_from", "entry_id"),
    sa.CheckConstraint(
        "role in ('pcc_office', 'force', 'working_group', 'inspectorate', 'administrator')", name="role"
    ),
    sa.CheckConstraint("role not in ('pcc_office', 'force') or scope <> ''", name="scope_of_one_force"),
    sa.CheckConstraint("role <> 'working_group' or scope = ''", name="scope_national"),
    sa.CheckConstraint("action <> 'issuer_status' or role = 'inspectorate'", name="issuer_only"),
    comment="Everything people entered, in the order they entered it",
)

ledger_states = sa.Table(
    "ledger_states",
    metadata,
    sa.Column("state_id", sa.Integer, primary_key=True),
    sa.Column("subject_kind", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("known_from", sa.Date, nullable=False),
    sa.Column("known_until", sa.Date),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("last_on", sa.Date),
    *(sa.Column(name, sa.Text) for name in IN_BRIEF),
    sa.Column("due_latest", sa.Date),
    sa.Column("due_original", sa.Date),
    sa.Index("ix_ledger_states_subject", "subject_kind", "subject_id"),
    sa.Index("ix_ledger_states_known", "subject_kind", "known_from", "known_until"),
    sa.Index("ix_ledger_states_scope", "subject_kind", "scope", "known_from"),
    comment="What the entries of the ledger come to on each day, worked out from them and from nothing else",
)

refusals = sa.Table(
    "refusals",
    metadata,
    sa.Column("refusal_id", sa.Integer, primary_key=True),
    sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("force_code", sa.Text, nullable=False),
    sa.Column("subject_kind", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    comment="Entries that a person was not allowed to make; what they would have said is not kept",
)

_TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text,
    "integer": sa.BigInteger,
    "number": sa.Double,
    "date": sa.Date,
    "flag": sa.Boolean,
}


def _column(field: Field) -> sa.Column[Any]:
    return sa.Column(field.name, _TYPES[field.type], nullable=not field.is_key)


def _fact_table(kind: Kind) -> sa.Table:
    """One table for a kind: its own fields, where each row came from, and when it was known."""
    own = [_column(field) for field in kind.fields]
    common = [sa.Column(name, sa.Text) for name in ROW_COMMON]
    return sa.Table(
        kind.name,
        metadata,
        sa.Column("row_id", sa.Integer, primary_key=True),
        sa.Column("publication_id", sa.ForeignKey("publications.publication_id"), nullable=False),
        sa.Column("edition_id", sa.ForeignKey("editions.edition_id"), nullable=False),
        sa.Column("known_from", sa.Date, nullable=False),
        sa.Column("known_until", sa.Date),
        sa.Column("closed_by", sa.ForeignKey("editions.edition_id")),
        sa.Column("is_withdrawn", sa.Boolean, nullable=False),
        *own,
        *common,
        sa.Index(f"ix_{kind.name}_key", "publication_id", *kind.keys),
        sa.Index(f"ix_{kind.name}_edition_id", "edition_id"),
        *(sa.Index(f"ix_{kind.name}_{'_'.join(fields)}"[:60], *fields) for fields in kind.indexes),
        sa.UniqueConstraint("edition_id", *kind.keys, "known_from", name=f"uq_{kind.name}_statement"),
        comment=kind.title,
    )


FACTS: dict[str, sa.Table] = {kind.name: _fact_table(kind) for kind in KINDS}


# Publications that state whole periods, half a million counts an edition.  A count is held with the run of editions in
# which it was the published one, so that an edition which repeats it adds nothing; see docs/decisions/0008.
OPEN = 32_767  # `closed_by` of a run that no later edition has ended; fixed, so that closing one never makes a row grow

count_series = sa.Table(
    "count_series",
    metadata,
    sa.Column("series_id", sa.Integer, primary_key=True),
    sa.Column("publication_id", sa.ForeignKey("publications.publication_id"), nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("offence_group", sa.Text, nullable=False),
    sa.Column("offence_subgroup", sa.Text, nullable=False),
    sa.Column("offence_code", sa.Text, nullable=False),
    sa.UniqueConstraint(
        "publication_id", "area_code", "offence_group", "offence_subgroup", "offence_code", name="uq_count_series_key"
    ),
    comment="What is counted: one offence in one area, in one publication",
)

count_periods = sa.Table(
    "count_periods",
    metadata,
    sa.Column("period_id", sa.Integer, primary_key=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.UniqueConstraint("period_start", "period_end", name="uq_count_periods_days"),
    comment="The periods of counts",
)

count_details = sa.Table(
    "count_details",
    metadata,
    sa.Column("detail_id", sa.Integer, primary_key=True),
    sa.Column("coverage", sa.Text, nullable=False),
    sa.Column("value_status", sa.Text, nullable=False),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.UniqueConstraint("coverage", "value_status", "basis", "note", name="uq_count_details_words"),
    comment="What is said beside counts, in words many of them share",
)

count_scopes = sa.Table(
    "count_scopes",
    metadata,
    sa.Column("edition_id", sa.ForeignKey("editions.edition_id"), primary_key=True),
    sa.Column("period_id", sa.ForeignKey("count_periods.period_id"), primary_key=True),
    sa.Column("place", sa.Text, nullable=False, server_default=""),
    sa.Column("cells", sa.Integer, nullable=False),
    comment="The periods an edition states in full, and where in its file",
)

count_cells = sa.Table(
    "count_cells",
    metadata,
    sa.Column("edition_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("series_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("period_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("closed_by", sa.Integer, nullable=False),
    sa.Column("detail_id", sa.Integer, nullable=False),
    sa.Column("offences", sa.BigInteger),
    # A series is found in SQLite by edition and series, in a table that is its own index; PostgreSQL needs one by series.
    sa.Index("ix_count_cells_series_id", "series_id").ddl_if(dialect="postgresql"),
    # No foreign keys: half a million of them are checked one by one, and only dashboard.store.counts writes here.
    sqlite_with_rowid=False,
    comment="A count, from the edition that first gave it to the one that gave another",
)

edition_coverage = sa.Table(
    "edition_coverage",
    metadata,
    sa.Column("edition_id", sa.ForeignKey("editions.edition_id"), primary_key=True),
    sa.Column("area_code", sa.Text, primary_key=True),
    sa.Column("period_start", sa.Date, primary_key=True),
    sa.Column("period_end", sa.Date, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    comment="Areas and periods that an edition gives only in part, as an estimate, or not at all",
)
