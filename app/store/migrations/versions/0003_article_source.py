"""Articles of one outlet are listed and counted by an index."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    op.create_index("ix_article_source", "article", ["source", "key"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_article_source", "article")
