"""The store as first released: publications, editions, loads and one table for each kind of fact."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loads",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rows_added", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("load_id", name=op.f("pk_loads")),
        comment="Each act of taking something in",
    )
    op.create_table(
        "publications",
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("figure_class", sa.Text(), server_default="", nullable=False),
        sa.Column("licence", sa.Text(), server_default="", nullable=False),
        sa.Column("frequency", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_publications")),
        comment="Things published again and again",
    )
    op.create_table(
        "raw_files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_raw_files")),
        comment="Files as they were given, named by their content",
    )
    op.create_table(
        "store_facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_facts")),
        comment="What the store says of itself: identity, version, record loaded",
    )
    op.create_table(
        "editions",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("corrects_source_id", sa.Text(), nullable=True),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("edition_label", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=False),
        sa.Column("retrieved_on", sa.Date(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("is_secondary", sa.Boolean(), nullable=False),
        sa.Column("secondary_note", sa.Text(), server_default="", nullable=False),
        sa.Column("change_kind", sa.Text(), nullable=False),
        sa.Column("change_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("change_kind in ('first', 'revision', 'correction')", name=op.f("ck_editions_change_kind")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.load_id"], name=op.f("fk_editions_load_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_editions_publication_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_editions")),
        sa.UniqueConstraint("source_id", name=op.f("uq_editions_source_id")),
        comment="One issue of a publication",
    )
    op.create_index(op.f("ix_editions_publication_id"), "editions", ["publication_id"], unique=False)
    op.create_table(
        "actions",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("target_words", sa.Text(), nullable=True),
        sa.Column("target_kind", sa.Text(), nullable=True),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("depends_on", sa.Text(), nullable=True),
        sa.Column("depends_kind", sa.Text(), nullable=True),
        sa.Column("status_words", sa.Text(), nullable=True),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_actions_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_actions_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_actions_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_actions")),
        sa.UniqueConstraint("edition_id", "action_id", "known_from", name="uq_actions_statement"),
        comment="Committed actions in an action plan",
    )
    op.create_index("ix_actions_edition_id", "actions", ["edition_id"], unique=False)
    op.create_index("ix_actions_key", "actions", ["publication_id", "action_id"], unique=False)
    op.create_table(
        "audits",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("audit_id", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("audited_by", sa.Text(), nullable=True),
        sa.Column("audit_type", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("period_words", sa.Text(), nullable=True),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("incidents_examined", sa.BigInteger(), nullable=True),
        sa.Column("crimes_due", sa.BigInteger(), nullable=True),
        sa.Column("crimes_recorded", sa.BigInteger(), nullable=True),
        sa.Column("rule_edition", sa.Text(), nullable=True),
        sa.Column("time_limit_hours", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_audits_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_audits_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_audits_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_audits")),
        sa.UniqueConstraint("edition_id", "audit_id", "known_from", name="uq_audits_statement"),
        comment="Published audit counts",
    )
    op.create_index("ix_audits_edition_id", "audits", ["edition_id"], unique=False)
    op.create_index("ix_audits_key", "audits", ["publication_id", "audit_id"], unique=False)
    op.create_table(
        "cancelled_records",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("offence_group", sa.Text(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=True),
        sa.Column("recorded_offences", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_records", sa.BigInteger(), nullable=True),
        sa.Column("coverage", sa.Text(), nullable=True),
        sa.Column("value_status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_cancelled_records_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_cancelled_records_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_cancelled_records_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_cancelled_records")),
        sa.UniqueConstraint(
            "edition_id",
            "period_start",
            "period_end",
            "area_code",
            "offence_group",
            "known_from",
            name="uq_cancelled_records_statement",
        ),
        comment="Records cancelled or transferred after they were recorded",
    )
    op.create_index("ix_cancelled_records_edition_id", "cancelled_records", ["edition_id"], unique=False)
    op.create_index(
        "ix_cancelled_records_key",
        "cancelled_records",
        ["publication_id", "period_start", "period_end", "area_code", "offence_group"],
        unique=False,
    )
    op.create_table(
        "comparable_ratios",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("year_ending", sa.Date(), nullable=False),
        sa.Column("offence_type", sa.Text(), nullable=False),
        sa.Column("subset", sa.Text(), nullable=False),
        sa.Column("is_ours", sa.Text(), nullable=True),
        sa.Column("survey_thousands", sa.Double(), nullable=True),
        sa.Column("survey_lower_thousands", sa.Double(), nullable=True),
        sa.Column("survey_upper_thousands", sa.Double(), nullable=True),
        sa.Column("known_pct", sa.Double(), nullable=True),
        sa.Column("known_thousands", sa.Double(), nullable=True),
        sa.Column("recorded_thousands", sa.Double(), nullable=True),
        sa.Column("ratio", sa.Double(), nullable=True),
        sa.Column("approximate", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_comparable_ratios_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_comparable_ratios_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_comparable_ratios_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_comparable_ratios")),
        sa.UniqueConstraint(
            "edition_id", "year_ending", "offence_type", "subset", "known_from", name="uq_comparable_ratios_statement"
        ),
        comment="Survey and recorded crime set beside each other",
    )
    op.create_index("ix_comparable_ratios_edition_id", "comparable_ratios", ["edition_id"], unique=False)
    op.create_index(
        "ix_comparable_ratios_key",
        "comparable_ratios",
        ["publication_id", "year_ending", "offence_type", "subset"],
        unique=False,
    )
    op.create_table(
        "comparable_subset",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("survey_category", sa.Text(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=False),
        sa.Column("offence_name", sa.Text(), nullable=True),
        sa.Column("successor_codes", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_comparable_subset_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_comparable_subset_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_comparable_subset_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_comparable_subset")),
        sa.UniqueConstraint(
            "edition_id", "survey_category", "offence_code", "known_from", name="uq_comparable_subset_statement"
        ),
        comment="Survey types and the offence codes set beside them",
    )
    op.create_index("ix_comparable_subset_edition_id", "comparable_subset", ["edition_id"], unique=False)
    op.create_index(
        "ix_comparable_subset_key",
        "comparable_subset",
        ["publication_id", "survey_category", "offence_code"],
        unique=False,
    )
    op.create_table(
        "events",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("happened_precision", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("series_affected", sa.Text(), nullable=True),
        sa.Column("offences_affected", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("expected_effect", sa.Text(), nullable=True),
        sa.Column("is_break", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_events_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_events_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_events_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_events")),
        sa.UniqueConstraint("edition_id", "event_id", "known_from", name="uq_events_statement"),
        comment="Events that bear on comparability",
    )
    op.create_index("ix_events_edition_id", "events", ["edition_id"], unique=False)
    op.create_index("ix_events_key", "events", ["publication_id", "event_id"], unique=False)
    op.create_table(
        "force_aliases",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.Column("used_from", sa.Date(), nullable=True),
        sa.Column("used_until", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_force_aliases_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_force_aliases_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_force_aliases_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_force_aliases")),
        sa.UniqueConstraint("edition_id", "alias", "known_from", name="uq_force_aliases_statement"),
        comment="Names used for forces",
    )
    op.create_index("ix_force_aliases_edition_id", "force_aliases", ["edition_id"], unique=False)
    op.create_index("ix_force_aliases_key", "force_aliases", ["publication_id", "alias"], unique=False)
    op.create_table(
        "force_systems",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("system_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("as_at_year", sa.BigInteger(), nullable=True),
        sa.Column("go_live_on", sa.Date(), nullable=True),
        sa.Column("go_live_precision", sa.Text(), nullable=True),
        sa.Column("previous_system", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_force_systems_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_force_systems_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_force_systems_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_force_systems")),
        sa.UniqueConstraint(
            "edition_id", "force_code", "system_id", "status", "known_from", name="uq_force_systems_statement"
        ),
        comment="Recording systems by force",
    )
    op.create_index("ix_force_systems_edition_id", "force_systems", ["edition_id"], unique=False)
    op.create_index(
        "ix_force_systems_key", "force_systems", ["publication_id", "force_code", "system_id", "status"], unique=False
    )
    op.create_table(
        "forces",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("started_precision", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_precision", sa.Text(), nullable=True),
        sa.Column("tile_column", sa.BigInteger(), nullable=True),
        sa.Column("tile_row", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_forces_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_forces_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_forces_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_forces")),
        sa.UniqueConstraint("edition_id", "force_code", "known_from", name="uq_forces_statement"),
        comment="Police forces",
    )
    op.create_index("ix_forces_edition_id", "forces", ["edition_id"], unique=False)
    op.create_index("ix_forces_key", "forces", ["publication_id", "force_code"], unique=False)
    op.create_table(
        "inspection_measures",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("recorded_pct", sa.Double(), nullable=True),
        sa.Column("margin_pct", sa.Double(), nullable=True),
        sa.Column("crimes_due", sa.BigInteger(), nullable=True),
        sa.Column("crimes_recorded", sa.BigInteger(), nullable=True),
        sa.Column("estimated_unrecorded_per_year", sa.BigInteger(), nullable=True),
        sa.Column("approximate", sa.Text(), nullable=True),
        sa.Column("value_status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_inspection_measures_closed_by")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.edition_id"], name=op.f("fk_inspection_measures_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_inspection_measures_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_inspection_measures")),
        sa.UniqueConstraint(
            "edition_id", "inspection_id", "measure", "known_from", name="uq_inspection_measures_statement"
        ),
        comment="Recording accuracy found by inspections",
    )
    op.create_index("ix_inspection_measures_edition_id", "inspection_measures", ["edition_id"], unique=False)
    op.create_index(
        "ix_inspection_measures_key",
        "inspection_measures",
        ["publication_id", "inspection_id", "measure"],
        unique=False,
    )
    op.create_table(
        "inspections",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("programme", sa.Text(), nullable=True),
        sa.Column("report_title", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=True),
        sa.Column("judgement", sa.Text(), nullable=True),
        sa.Column("judgement_scale", sa.Text(), nullable=True),
        sa.Column("audit_start", sa.Date(), nullable=True),
        sa.Column("audit_end", sa.Date(), nullable=True),
        sa.Column("n_recommendations", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_inspections_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_inspections_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_inspections_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_inspections")),
        sa.UniqueConstraint("edition_id", "inspection_id", "known_from", name="uq_inspections_statement"),
        comment="Inspections of crime recording",
    )
    op.create_index("ix_inspections_edition_id", "inspections", ["edition_id"], unique=False)
    op.create_index("ix_inspections_key", "inspections", ["publication_id", "inspection_id"], unique=False)
    op.create_table(
        "local_policing_bodies",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("body_id", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("started_precision", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_precision", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["editions.edition_id"], name=op.f("fk_local_policing_bodies_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.edition_id"], name=op.f("fk_local_policing_bodies_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_local_policing_bodies_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_local_policing_bodies")),
        sa.UniqueConstraint("edition_id", "body_id", "known_from", name="uq_local_policing_bodies_statement"),
        comment="Local policing bodies",
    )
    op.create_index("ix_local_policing_bodies_edition_id", "local_policing_bodies", ["edition_id"], unique=False)
    op.create_index(
        "ix_local_policing_bodies_key", "local_policing_bodies", ["publication_id", "body_id"], unique=False
    )
    op.create_table(
        "monitoring_stages",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_monitoring_stages_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_monitoring_stages_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_monitoring_stages_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_monitoring_stages")),
        sa.UniqueConstraint(
            "edition_id", "force_code", "stage", "started_on", "known_from", name="uq_monitoring_stages_statement"
        ),
        comment="Stages of the inspectorate's monitoring",
    )
    op.create_index("ix_monitoring_stages_edition_id", "monitoring_stages", ["edition_id"], unique=False)
    op.create_index(
        "ix_monitoring_stages_key",
        "monitoring_stages",
        ["publication_id", "force_code", "stage", "started_on"],
        unique=False,
    )
    op.create_table(
        "national_accuracy",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("period_words", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("recorded_pct", sa.Double(), nullable=True),
        sa.Column("margin_pct", sa.Double(), nullable=True),
        sa.Column("unrecorded_per_year", sa.BigInteger(), nullable=True),
        sa.Column("sample_words", sa.Text(), nullable=True),
        sa.Column("approximate", sa.Text(), nullable=True),
        sa.Column("value_status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_national_accuracy_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_national_accuracy_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_national_accuracy_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_national_accuracy")),
        sa.UniqueConstraint(
            "edition_id", "period_words", "scope", "statement", "known_from", name="uq_national_accuracy_statement"
        ),
        comment="National recording accuracy",
    )
    op.create_index("ix_national_accuracy_edition_id", "national_accuracy", ["edition_id"], unique=False)
    op.create_index(
        "ix_national_accuracy_key",
        "national_accuracy",
        ["publication_id", "period_words", "scope", "statement"],
        unique=False,
    )
    op.create_table(
        "ndqis",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("forces_covered", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_ndqis_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_ndqis_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_ndqis_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_ndqis")),
        sa.UniqueConstraint(
            "edition_id", "collection", "attribute", "statement", "known_from", name="uq_ndqis_statement"
        ),
        comment="Collections on the National Data Quality Improvement Service",
    )
    op.create_index("ix_ndqis_edition_id", "ndqis", ["edition_id"], unique=False)
    op.create_index("ix_ndqis_key", "ndqis", ["publication_id", "collection", "attribute", "statement"], unique=False)
    op.create_table(
        "offence_groups",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("offence_group", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("used_from", sa.Date(), nullable=True),
        sa.Column("used_until", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_offence_groups_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_offence_groups_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_offence_groups_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_offence_groups")),
        sa.UniqueConstraint("edition_id", "offence_group", "known_from", name="uq_offence_groups_statement"),
        comment="Offence groups and the names used for them",
    )
    op.create_index("ix_offence_groups_edition_id", "offence_groups", ["edition_id"], unique=False)
    op.create_index("ix_offence_groups_key", "offence_groups", ["publication_id", "offence_group"], unique=False)
    op.create_table(
        "offences",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("offence_group", sa.Text(), nullable=True),
        sa.Column("offence_subgroup", sa.Text(), nullable=True),
        sa.Column("is_total", sa.Text(), nullable=True),
        sa.Column("used_from", sa.Date(), nullable=True),
        sa.Column("used_until", sa.Date(), nullable=True),
        sa.Column("successor_codes", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_offences_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_offences_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_offences_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_offences")),
        sa.UniqueConstraint("edition_id", "offence_code", "known_from", name="uq_offences_statement"),
        comment="Recorded offence codes and groups",
    )
    op.create_index("ix_offences_edition_id", "offences", ["edition_id"], unique=False)
    op.create_index("ix_offences_key", "offences", ["publication_id", "offence_code"], unique=False)
    op.create_table(
        "quality_ratings",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("framework_edition", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("offence_type", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("preferred_source", sa.Text(), nullable=True),
        sa.Column("rating_basis", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_quality_ratings_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_quality_ratings_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_quality_ratings_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_quality_ratings")),
        sa.UniqueConstraint(
            "edition_id",
            "framework_edition",
            "series",
            "offence_type",
            "known_from",
            name="uq_quality_ratings_statement",
        ),
        comment="Reliability ratings by offence",
    )
    op.create_index("ix_quality_ratings_edition_id", "quality_ratings", ["edition_id"], unique=False)
    op.create_index(
        "ix_quality_ratings_key",
        "quality_ratings",
        ["publication_id", "framework_edition", "series", "offence_type"],
        unique=False,
    )
    op.create_table(
        "recommendation_elements",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("element_text", sa.Text(), nullable=True),
        sa.Column("answered", sa.Text(), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["editions.edition_id"], name=op.f("fk_recommendation_elements_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.edition_id"], name=op.f("fk_recommendation_elements_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recommendation_elements_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recommendation_elements")),
        sa.UniqueConstraint(
            "edition_id", "rec_id", "element", "known_from", name="uq_recommendation_elements_statement"
        ),
        comment="Elements of recommendations",
    )
    op.create_index("ix_recommendation_elements_edition_id", "recommendation_elements", ["edition_id"], unique=False)
    op.create_index(
        "ix_recommendation_elements_key",
        "recommendation_elements",
        ["publication_id", "rec_id", "element"],
        unique=False,
    )
    op.create_table(
        "recommendation_events",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("event_words", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["editions.edition_id"], name=op.f("fk_recommendation_events_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.edition_id"], name=op.f("fk_recommendation_events_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recommendation_events_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recommendation_events")),
        sa.UniqueConstraint(
            "edition_id", "rec_id", "sequence", "known_from", name="uq_recommendation_events_statement"
        ),
        comment="Dated entries in the issuer's register",
    )
    op.create_index("ix_recommendation_events_edition_id", "recommendation_events", ["edition_id"], unique=False)
    op.create_index(
        "ix_recommendation_events_key", "recommendation_events", ["publication_id", "rec_id", "sequence"], unique=False
    )
    op.create_table(
        "recommendation_positions",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("position_words", sa.Text(), nullable=True),
        sa.Column("explanation_type", sa.Text(), nullable=True),
        sa.Column("actions", sa.Text(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("forums", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("later_evidence", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["editions.edition_id"], name=op.f("fk_recommendation_positions_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.edition_id"], name=op.f("fk_recommendation_positions_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recommendation_positions_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recommendation_positions")),
        sa.UniqueConstraint(
            "edition_id", "rec_id", "holder", "known_from", name="uq_recommendation_positions_statement"
        ),
        comment="Positions taken on recommendations",
    )
    op.create_index("ix_recommendation_positions_edition_id", "recommendation_positions", ["edition_id"], unique=False)
    op.create_index(
        "ix_recommendation_positions_key",
        "recommendation_positions",
        ["publication_id", "rec_id", "holder"],
        unique=False,
    )
    op.create_table(
        "recommendations",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_ref", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("parent_rec_id", sa.Text(), nullable=True),
        sa.Column("number_in_report", sa.Text(), nullable=True),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("respondent", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("report_title", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("due_words", sa.Text(), nullable=True),
        sa.Column("due_months", sa.BigInteger(), nullable=True),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_recommendations_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_recommendations_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recommendations_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("edition_id", "rec_id", "known_from", name="uq_recommendations_statement"),
        comment="Causes of concern, recommendations and areas for improvement",
    )
    op.create_index("ix_recommendations_edition_id", "recommendations", ["edition_id"], unique=False)
    op.create_index("ix_recommendations_key", "recommendations", ["publication_id", "rec_id"], unique=False)
    op.create_table(
        "recorded_crime",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("offence_group", sa.Text(), nullable=False),
        sa.Column("offence_subgroup", sa.Text(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=False),
        sa.Column("offences", sa.BigInteger(), nullable=True),
        sa.Column("coverage", sa.Text(), nullable=True),
        sa.Column("value_status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_recorded_crime_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_recorded_crime_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recorded_crime_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recorded_crime")),
        sa.UniqueConstraint(
            "edition_id",
            "period_start",
            "period_end",
            "area_code",
            "offence_group",
            "offence_subgroup",
            "offence_code",
            "known_from",
            name="uq_recorded_crime_statement",
        ),
        comment="Police recorded crime",
    )
    op.create_index("ix_recorded_crime_edition_id", "recorded_crime", ["edition_id"], unique=False)
    op.create_index(
        "ix_recorded_crime_key",
        "recorded_crime",
        [
            "publication_id",
            "period_start",
            "period_end",
            "area_code",
            "offence_group",
            "offence_subgroup",
            "offence_code",
        ],
        unique=False,
    )
    op.create_table(
        "recording_coverage",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("recording_graded", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_recording_coverage_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_recording_coverage_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recording_coverage_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recording_coverage")),
        sa.UniqueConstraint(
            "edition_id", "force_code", "programme", "known_from", name="uq_recording_coverage_statement"
        ),
        comment="Whether an inspection graded crime recording",
    )
    op.create_index("ix_recording_coverage_edition_id", "recording_coverage", ["edition_id"], unique=False)
    op.create_index(
        "ix_recording_coverage_key", "recording_coverage", ["publication_id", "force_code", "programme"], unique=False
    )
    op.create_table(
        "recording_systems",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("system_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("vendor", sa.Text(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("used_from", sa.Date(), nullable=True),
        sa.Column("used_until", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_recording_systems_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_recording_systems_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_recording_systems_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_recording_systems")),
        sa.UniqueConstraint("edition_id", "system_id", "known_from", name="uq_recording_systems_statement"),
        comment="Crime recording systems",
    )
    op.create_index("ix_recording_systems_edition_id", "recording_systems", ["edition_id"], unique=False)
    op.create_index("ix_recording_systems_key", "recording_systems", ["publication_id", "system_id"], unique=False)
    op.create_table(
        "responses",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("report_title", sa.Text(), nullable=True),
        sa.Column("report_published_on", sa.Date(), nullable=True),
        sa.Column("report_published_precision", sa.Text(), nullable=True),
        sa.Column("response_published_on", sa.Date(), nullable=True),
        sa.Column("response_published_precision", sa.Text(), nullable=True),
        sa.Column("response_date_kind", sa.Text(), nullable=True),
        sa.Column("responder", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("day_of_56_as_sourced", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_responses_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_responses_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_responses_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_responses")),
        sa.UniqueConstraint("edition_id", "response_id", "known_from", name="uq_responses_statement"),
        comment="Responses of local policing bodies",
    )
    op.create_index("ix_responses_edition_id", "responses", ["edition_id"], unique=False)
    op.create_index("ix_responses_key", "responses", ["publication_id", "response_id"], unique=False)
    op.create_table(
        "survey_changes",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("base_start", sa.Date(), nullable=False),
        sa.Column("base_end", sa.Date(), nullable=False),
        sa.Column("compared_start", sa.Date(), nullable=False),
        sa.Column("compared_end", sa.Date(), nullable=False),
        sa.Column("offence_type", sa.Text(), nullable=False),
        sa.Column("change_pct", sa.Double(), nullable=True),
        sa.Column("significant", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_survey_changes_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_survey_changes_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_survey_changes_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_survey_changes")),
        sa.UniqueConstraint(
            "edition_id",
            "base_start",
            "base_end",
            "compared_start",
            "compared_end",
            "offence_type",
            "known_from",
            name="uq_survey_changes_statement",
        ),
        comment="Published changes and significance flags of the Crime Survey",
    )
    op.create_index("ix_survey_changes_edition_id", "survey_changes", ["edition_id"], unique=False)
    op.create_index(
        "ix_survey_changes_key",
        "survey_changes",
        ["publication_id", "base_start", "base_end", "compared_start", "compared_end", "offence_type"],
        unique=False,
    )
    op.create_table(
        "survey_estimates",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("offence_type", sa.Text(), nullable=False),
        sa.Column("estimate", sa.Double(), nullable=True),
        sa.Column("lower", sa.Double(), nullable=True),
        sa.Column("upper", sa.Double(), nullable=True),
        sa.Column("standard_error", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("unweighted_base", sa.BigInteger(), nullable=True),
        sa.Column("rate_base", sa.Text(), nullable=True),
        sa.Column("value_status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_survey_estimates_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_survey_estimates_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_survey_estimates_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_survey_estimates")),
        sa.UniqueConstraint(
            "edition_id",
            "period_start",
            "period_end",
            "measure",
            "offence_type",
            "known_from",
            name="uq_survey_estimates_statement",
        ),
        comment="Crime Survey estimates",
    )
    op.create_index("ix_survey_estimates_edition_id", "survey_estimates", ["edition_id"], unique=False)
    op.create_index(
        "ix_survey_estimates_key",
        "survey_estimates",
        ["publication_id", "period_start", "period_end", "measure", "offence_type"],
        unique=False,
    )
    op.create_table(
        "survey_quality",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("year_ending", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("offence_type", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_survey_quality_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_survey_quality_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_survey_quality_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_survey_quality")),
        sa.UniqueConstraint(
            "edition_id", "year_ending", "measure", "offence_type", "known_from", name="uq_survey_quality_statement"
        ),
        comment="Quality measures of the Crime Survey",
    )
    op.create_index("ix_survey_quality_edition_id", "survey_quality", ["edition_id"], unique=False)
    op.create_index(
        "ix_survey_quality_key",
        "survey_quality",
        ["publication_id", "year_ending", "measure", "offence_type"],
        unique=False,
    )
    op.create_table(
        "survey_shares",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("year_ending", sa.Date(), nullable=False),
        sa.Column("offence_type", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("known_pct", sa.Double(), nullable=True),
        sa.Column("lower_pct", sa.Double(), nullable=True),
        sa.Column("upper_pct", sa.Double(), nullable=True),
        sa.Column("unweighted_base", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_survey_shares_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_survey_shares_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_survey_shares_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_survey_shares")),
        sa.UniqueConstraint(
            "edition_id", "year_ending", "offence_type", "survey", "known_from", name="uq_survey_shares_statement"
        ),
        comment="Share of survey incidents known to the police",
    )
    op.create_index("ix_survey_shares_edition_id", "survey_shares", ["edition_id"], unique=False)
    op.create_index(
        "ix_survey_shares_key",
        "survey_shares",
        ["publication_id", "year_ending", "offence_type", "survey"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_survey_shares_key", table_name="survey_shares")
    op.drop_index("ix_survey_shares_edition_id", table_name="survey_shares")
    op.drop_table("survey_shares")
    op.drop_index("ix_survey_quality_key", table_name="survey_quality")
    op.drop_index("ix_survey_quality_edition_id", table_name="survey_quality")
    op.drop_table("survey_quality")
    op.drop_index("ix_survey_estimates_key", table_name="survey_estimates")
    op.drop_index("ix_survey_estimates_edition_id", table_name="survey_estimates")
    op.drop_table("survey_estimates")
    op.drop_index("ix_survey_changes_key", table_name="survey_changes")
    op.drop_index("ix_survey_changes_edition_id", table_name="survey_changes")
    op.drop_table("survey_changes")
    op.drop_index("ix_responses_key", table_name="responses")
    op.drop_index("ix_responses_edition_id", table_name="responses")
    op.drop_table("responses")
    op.drop_index("ix_recording_systems_key", table_name="recording_systems")
    op.drop_index("ix_recording_systems_edition_id", table_name="recording_systems")
    op.drop_table("recording_systems")
    op.drop_index("ix_recording_coverage_key", table_name="recording_coverage")
    op.drop_index("ix_recording_coverage_edition_id", table_name="recording_coverage")
    op.drop_table("recording_coverage")
    op.drop_index("ix_recorded_crime_key", table_name="recorded_crime")
    op.drop_index("ix_recorded_crime_edition_id", table_name="recorded_crime")
    op.drop_table("recorded_crime")
    op.drop_index("ix_recommendations_key", table_name="recommendations")
    op.drop_index("ix_recommendations_edition_id", table_name="recommendations")
    op.drop_table("recommendations")
    op.drop_index("ix_recommendation_positions_key", table_name="recommendation_positions")
    op.drop_index("ix_recommendation_positions_edition_id", table_name="recommendation_positions")
    op.drop_table("recommendation_positions")
    op.drop_index("ix_recommendation_events_key", table_name="recommendation_events")
    op.drop_index("ix_recommendation_events_edition_id", table_name="recommendation_events")
    op.drop_table("recommendation_events")
    op.drop_index("ix_recommendation_elements_key", table_name="recommendation_elements")
    op.drop_index("ix_recommendation_elements_edition_id", table_name="recommendation_elements")
    op.drop_table("recommendation_elements")
    op.drop_index("ix_quality_ratings_key", table_name="quality_ratings")
    op.drop_index("ix_quality_ratings_edition_id", table_name="quality_ratings")
    op.drop_table("quality_ratings")
    op.drop_index("ix_offences_key", table_name="offences")
    op.drop_index("ix_offences_edition_id", table_name="offences")
    op.drop_table("offences")
    op.drop_index("ix_offence_groups_key", table_name="offence_groups")
    op.drop_index("ix_offence_groups_edition_id", table_name="offence_groups")
    op.drop_table("offence_groups")
    op.drop_index("ix_ndqis_key", table_name="ndqis")
    op.drop_index("ix_ndqis_edition_id", table_name="ndqis")
    op.drop_table("ndqis")
    op.drop_index("ix_national_accuracy_key", table_name="national_accuracy")
    op.drop_index("ix_national_accuracy_edition_id", table_name="national_accuracy")
    op.drop_table("national_accuracy")
    op.drop_index("ix_monitoring_stages_key", table_name="monitoring_stages")
    op.drop_index("ix_monitoring_stages_edition_id", table_name="monitoring_stages")
    op.drop_table("monitoring_stages")
    op.drop_index("ix_local_policing_bodies_key", table_name="local_policing_bodies")
    op.drop_index("ix_local_policing_bodies_edition_id", table_name="local_policing_bodies")
    op.drop_table("local_policing_bodies")
    op.drop_index("ix_inspections_key", table_name="inspections")
    op.drop_index("ix_inspections_edition_id", table_name="inspections")
    op.drop_table("inspections")
    op.drop_index("ix_inspection_measures_key", table_name="inspection_measures")
    op.drop_index("ix_inspection_measures_edition_id", table_name="inspection_measures")
    op.drop_table("inspection_measures")
    op.drop_index("ix_forces_key", table_name="forces")
    op.drop_index("ix_forces_edition_id", table_name="forces")
    op.drop_table("forces")
    op.drop_index("ix_force_systems_key", table_name="force_systems")
    op.drop_index("ix_force_systems_edition_id", table_name="force_systems")
    op.drop_table("force_systems")
    op.drop_index("ix_force_aliases_key", table_name="force_aliases")
    op.drop_index("ix_force_aliases_edition_id", table_name="force_aliases")
    op.drop_table("force_aliases")
    op.drop_index("ix_events_key", table_name="events")
    op.drop_index("ix_events_edition_id", table_name="events")
    op.drop_table("events")
    op.drop_index("ix_comparable_subset_key", table_name="comparable_subset")
    op.drop_index("ix_comparable_subset_edition_id", table_name="comparable_subset")
    op.drop_table("comparable_subset")
    op.drop_index("ix_comparable_ratios_key", table_name="comparable_ratios")
    op.drop_index("ix_comparable_ratios_edition_id", table_name="comparable_ratios")
    op.drop_table("comparable_ratios")
    op.drop_index("ix_cancelled_records_key", table_name="cancelled_records")
    op.drop_index("ix_cancelled_records_edition_id", table_name="cancelled_records")
    op.drop_table("cancelled_records")
    op.drop_index("ix_audits_key", table_name="audits")
    op.drop_index("ix_audits_edition_id", table_name="audits")
    op.drop_table("audits")
    op.drop_index("ix_actions_key", table_name="actions")
    op.drop_index("ix_actions_edition_id", table_name="actions")
    op.drop_table("actions")
    op.drop_index(op.f("ix_editions_publication_id"), table_name="editions")
    op.drop_table("editions")
    op.drop_table("store_facts")
    op.drop_table("raw_files")
    op.drop_table("publications")
    op.drop_table("loads")
