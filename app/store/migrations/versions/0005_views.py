"""Views of reports are rendered when they are asked for; the column goes."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.unpacking import views_as_before

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop it."""
    op.drop_column("report", "view")


def downgrade() -> None:
    """Render all of them again."""
    empty = "X''" if op.get_bind().dialect.name == "sqlite" else "''::bytea"
    op.add_column("report", sa.Column("view", sa.LargeBinary(), nullable=False, server_default=sa.text(empty)))
    views_as_before(op.get_bind())
