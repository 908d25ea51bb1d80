"""City-wide rounds of evaluations"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "rounds",
        sa.Column("id", text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", text(), nullable=False),
        sa.Column(
            "file", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    op.create_index(op.f("ix_rounds_year"), "rounds", ["year"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_rounds_year"), table_name="rounds")
    op.drop_table("rounds")
