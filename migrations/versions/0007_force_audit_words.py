"""Forces' own audits are found by the words of offence groups and business areas."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_force_audits_force_code_offence_group_business_area"), table_name="force_audits")
    op.create_index(
        "ix_force_audits_business_area_force_code", "force_audits", ["business_area", "force_code"], unique=False
    )
    op.create_index(
        "ix_force_audits_offence_group_force_code", "force_audits", ["offence_group", "force_code"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_force_audits_offence_group_force_code", table_name="force_audits")
    op.drop_index("ix_force_audits_business_area_force_code", table_name="force_audits")
    op.create_index(
        op.f("ix_force_audits_force_code_offence_group_business_area"),
        "force_audits",
        ["force_code", "offence_group", "business_area"],
        unique=False,
    )
