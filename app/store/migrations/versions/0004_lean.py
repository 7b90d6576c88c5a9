"""Fewer and smaller indexes, so that an import costs the same whatever is stored already.

Every index on names that are digests has one of its pages written for nearly every new row. What no question needs
goes: the counts of reports (``detail`` has them), participants who do not act, journal entries by incident, and index
entries for rows that are never looked for. Blocks say when a report's time ends, so that fewer rows are read.
``detail`` and ``view`` are packed anew by whoever writes them; both ways of packing are read.
"""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.unpacking import details_as_before, participants_as_before

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTIAL = (
    ("ix_article_revises", "article", ["revises"], "revises IS NOT NULL"),
    ("ix_report_component", "report", ["component"], "component <> key"),
)


def upgrade() -> None:
    """Rebuild what changes."""
    op.add_column("report", sa.Column("until", LONG, nullable=True))
    read = (
        "json_extract(facts, '$[0][11]') IS NOT NULL THEN json_extract(facts, '$[0][12]')"
        if _sqlite()
        else "facts::json -> 0 ->> 11 IS NOT NULL THEN (facts::json -> 0 ->> 12)::bigint"
    )
    op.execute(f"UPDATE report SET until = CASE WHEN home IS NOT NULL AND {read} END")
    for name, table, columns, where in PARTIAL:
        op.drop_index(name, table)
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.drop_index("ix_report_block", "report")
    op.create_index("ix_report_block", "report", ["home", "type", "moment", "until", "rejected"])
    _actors()
    op.drop_table("participant")
    op.drop_table("quantity")
    op.execute("DELETE FROM counter WHERE name IN ('participant', 'quantity')")
    op.drop_index("ix_change_incident", "change")
    _outlets(with_rowid=False)


def downgrade() -> None:
    """As it was, participants and counts read from the details again."""
    _outlets(with_rowid=True)
    op.create_index("ix_change_incident", "change", ["incident_key", "seq"])
    _detail_tables()
    details_as_before(op.get_bind())
    participants_as_before(op.get_bind())
    op.drop_table("actor")
    for name, table, columns, _ in PARTIAL:
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    op.drop_index("ix_report_block", "report")
    op.create_index("ix_report_block", "report", ["home", "type", "moment"])
    op.drop_column("report", "until")


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _actors() -> None:
    op.create_table(
        "actor",
        sa.Column("report_key", LONG, sa.ForeignKey("report.key"), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO actor (report_key, number, actor, text) "
        "SELECT report_key, row_number() OVER (PARTITION BY report_key ORDER BY key) - 1, actor, text "
        "FROM participant WHERE role = 'actor' AND actor <> ''"
    )
    op.create_index("ix_actor_actor", "actor", ["actor"])


def _outlets(with_rowid: bool) -> None:
    """On SQLite a table that is its own primary key is one tree instead of two."""
    if not _sqlite():
        return
    op.drop_index("ix_outlet_incident", "outlet")
    op.rename_table("outlet", "outlet_before")
    op.create_table(
        "outlet",
        sa.Column("source", sa.String(), primary_key=True),
        sa.Column("incident_key", LONG, sa.ForeignKey("incident.key"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=with_rowid,
    )
    op.execute("INSERT INTO outlet (source, incident_key) SELECT source, incident_key FROM outlet_before ORDER BY 1, 2")
    op.drop_table("outlet_before")
    op.create_index("ix_outlet_incident", "outlet", ["incident_key"])


def _detail_tables() -> None:
    op.create_table(
        "participant",
        sa.Column("key", LONG, primary_key=True, autoincrement=False),
        sa.Column("report_key", LONG, sa.ForeignKey("report.key"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
    )
    op.create_table(
        "quantity",
        sa.Column("key", LONG, primary_key=True, autoincrement=False),
        sa.Column("report_key", LONG, sa.ForeignKey("report.key"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("low", LONG, nullable=False),
        sa.Column("high", LONG, nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
    )
    op.create_index("ix_participant_actor", "participant", ["actor"])
    op.create_index("ix_participant_report_key", "participant", ["report_key"])
    op.create_index("ix_quantity_report_key", "quantity", ["report_key"])
