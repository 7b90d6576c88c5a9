"""What an import brought, packed for whoever follows it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table; it fills with the next import."""
    op.create_table(
        "strip",
        sa.Column("first", LONG, primary_key=True, autoincrement=False),
        sa.Column("last", LONG, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("strip")
