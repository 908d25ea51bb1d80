"""Imported official calendars"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

import records.tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "calendar_years",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "days",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("corrects", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("imported_at", records.tables.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", "digest", name=op.f("pk_calendar_years")),
        sa.UniqueConstraint("year", "corrects", name=op.f("uq_calendar_years_year_corrects")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("calendar_years")
