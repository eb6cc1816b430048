"""Forces' own audits with their reasons, business areas, settings by edition of the manual, bands and reason links."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_bands",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("band_edition", sa.Text(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("lower_pct", sa.Double(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_audit_bands_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_audit_bands_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_audit_bands_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_audit_bands")),
        sa.UniqueConstraint("edition_id", "band_edition", "band", "known_from", name="uq_audit_bands_statement"),
        comment="Bands of audit rates",
    )
    op.create_index("ix_audit_bands_edition_id", "audit_bands", ["edition_id"], unique=False)
    op.create_index("ix_audit_bands_key", "audit_bands", ["publication_id", "band_edition", "band"], unique=False)
    op.create_table(
        "audit_settings",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("manual_edition", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("time_limit_hours", sa.BigInteger(), nullable=True),
        sa.Column("minimum_sample", sa.BigInteger(), nullable=True),
        sa.Column("least_to_judge", sa.BigInteger(), nullable=True),
        sa.Column("band_edition", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_audit_settings_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_audit_settings_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_audit_settings_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_audit_settings")),
        sa.UniqueConstraint(
            "edition_id", "force_code", "manual_edition", "valid_from", "known_from", name="uq_audit_settings_statement"
        ),
        comment="Settings of force audits by edition of the manual",
    )
    op.create_index("ix_audit_settings_edition_id", "audit_settings", ["edition_id"], unique=False)
    op.create_index(
        "ix_audit_settings_key",
        "audit_settings",
        ["publication_id", "force_code", "manual_edition", "valid_from"],
        unique=False,
    )
    op.create_table(
        "business_areas",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("area_name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("joined_as", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_business_areas_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_business_areas_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_business_areas_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_business_areas")),
        sa.UniqueConstraint(
            "edition_id", "force_code", "area_name", "valid_from", "known_from", name="uq_business_areas_statement"
        ),
        comment="Business areas and departments",
    )
    op.create_index("ix_business_areas_edition_id", "business_areas", ["edition_id"], unique=False)
    op.create_index(
        "ix_business_areas_key",
        "business_areas",
        ["publication_id", "force_code", "area_name", "valid_from"],
        unique=False,
    )
    op.create_table(
        "force_audit_reasons",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("audit_id", sa.Text(), nullable=False),
        sa.Column("offence_group", sa.Text(), nullable=False),
        sa.Column("business_area", sa.Text(), nullable=False),
        sa.Column("reporting_route", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("audit_type", sa.Text(), nullable=True),
        sa.Column("manual_edition", sa.Text(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("breakdown", sa.Text(), nullable=True),
        sa.Column("crimes", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_force_audit_reasons_closed_by")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.edition_id"], name=op.f("fk_force_audit_reasons_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_force_audit_reasons_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_force_audit_reasons")),
        sa.UniqueConstraint(
            "edition_id",
            "audit_id",
            "offence_group",
            "business_area",
            "reporting_route",
            "reason",
            "rank",
            "known_from",
            name="uq_force_audit_reasons_statement",
        ),
        comment="Why crimes were missed in forces' own audits",
    )
    op.create_index(
        "ix_force_audit_reasons_breakdown_force_code_period_end",
        "force_audit_reasons",
        ["breakdown", "force_code", "period_end"],
        unique=False,
    )
    op.create_index("ix_force_audit_reasons_edition_id", "force_audit_reasons", ["edition_id"], unique=False)
    op.create_index(
        "ix_force_audit_reasons_key",
        "force_audit_reasons",
        ["publication_id", "audit_id", "offence_group", "business_area", "reporting_route", "reason", "rank"],
        unique=False,
    )
    op.create_table(
        "force_audits",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("audit_id", sa.Text(), nullable=False),
        sa.Column("offence_group", sa.Text(), nullable=False),
        sa.Column("business_area", sa.Text(), nullable=False),
        sa.Column("reporting_route", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=True),
        sa.Column("audit_type", sa.Text(), nullable=True),
        sa.Column("manual_edition", sa.Text(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("breakdown", sa.Text(), nullable=True),
        sa.Column("sampling_method", sa.Text(), nullable=True),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("incidents_examined", sa.BigInteger(), nullable=True),
        sa.Column("crimes_due", sa.BigInteger(), nullable=True),
        sa.Column("crimes_recorded", sa.BigInteger(), nullable=True),
        sa.Column("on_time", sa.BigInteger(), nullable=True),
        sa.Column("review_both", sa.BigInteger(), nullable=True),
        sa.Column("review_first_only", sa.BigInteger(), nullable=True),
        sa.Column("review_second_only", sa.BigInteger(), nullable=True),
        sa.Column("review_neither", sa.BigInteger(), nullable=True),
        sa.Column("auditor_role", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_force_audits_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_force_audits_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_force_audits_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_force_audits")),
        sa.UniqueConstraint(
            "edition_id",
            "audit_id",
            "offence_group",
            "business_area",
            "reporting_route",
            "known_from",
            name="uq_force_audits_statement",
        ),
        comment="Forces' own audits",
    )
    op.create_index(
        "ix_force_audits_breakdown_force_code_period_end",
        "force_audits",
        ["breakdown", "force_code", "period_end"],
        unique=False,
    )
    op.create_index("ix_force_audits_edition_id", "force_audits", ["edition_id"], unique=False)
    op.create_index(
        "ix_force_audits_force_code_offence_group_business_area",
        "force_audits",
        ["force_code", "offence_group", "business_area"],
        unique=False,
    )
    op.create_index(
        "ix_force_audits_key",
        "force_audits",
        ["publication_id", "audit_id", "offence_group", "business_area", "reporting_route"],
        unique=False,
    )
    op.create_table(
        "reason_links",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_reason_links_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_reason_links_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_reason_links_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_reason_links")),
        sa.UniqueConstraint("edition_id", "reason", "rec_id", "known_from", name="uq_reason_links_statement"),
        comment="Recommendations and training that answer a reason",
    )
    op.create_index("ix_reason_links_edition_id", "reason_links", ["edition_id"], unique=False)
    op.create_index("ix_reason_links_key", "reason_links", ["publication_id", "reason", "rec_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_reason_links_key", table_name="reason_links")
    op.drop_index("ix_reason_links_edition_id", table_name="reason_links")
    op.drop_table("reason_links")
    op.drop_index("ix_force_audits_key", table_name="force_audits")
    op.drop_index("ix_force_audits_force_code_offence_group_business_area", table_name="force_audits")
    op.drop_index("ix_force_audits_edition_id", table_name="force_audits")
    op.drop_index("ix_force_audits_breakdown_force_code_period_end", table_name="force_audits")
    op.drop_table("force_audits")
    op.drop_index("ix_force_audit_reasons_key", table_name="force_audit_reasons")
    op.drop_index("ix_force_audit_reasons_edition_id", table_name="force_audit_reasons")
    op.drop_index("ix_force_audit_reasons_breakdown_force_code_period_end", table_name="force_audit_reasons")
    op.drop_table("force_audit_reasons")
    op.drop_index("ix_business_areas_key", table_name="business_areas")
    op.drop_index("ix_business_areas_edition_id", table_name="business_areas")
    op.drop_table("business_areas")
    op.drop_index("ix_audit_settings_key", table_name="audit_settings")
    op.drop_index("ix_audit_settings_edition_id", table_name="audit_settings")
    op.drop_table("audit_settings")
    op.drop_index("ix_audit_bands_key", table_name="audit_bands")
    op.drop_index("ix_audit_bands_edition_id", table_name="audit_bands")
    op.drop_table("audit_bands")
