"""Deputies"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import records.tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "deputies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("principal", text(), nullable=False),
        sa.Column("role", text(), nullable=False),
        sa.Column("deputy", text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", text(), nullable=False),
        sa.Column("recorded_by", text(), nullable=False),
        sa.Column("recorded_at", records.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_by", text(), nullable=True),
        sa.Column("ended_at", records.tables.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputies")),
    )
    op.create_index(op.f("ix_deputies_principal"), "deputies", ["principal"], unique=False)
    op.create_index(op.f("ix_deputies_deputy"), "deputies", ["deputy"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_deputies_deputy"), table_name="deputies")
    op.drop_index(op.f("ix_deputies_principal"), table_name="deputies")
    op.drop_table("deputies")
