"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = ("title", "place", "actors", "outlets", "excerpt", "tags")
TABLES = (
    "quantity",
    "participant",
    "report",
    "outlet",
    "incident",
    "article",
    "tombstone",
    "history",
    "change",
    "review",
    "token",
    "job",
    "counter",
)
COUNTED = ("article", "report", "incident", "participant", "quantity", "change", "review", "token")


def upgrade() -> None:
    """All tables, the full text index and, on PostGIS, the geometry."""
    _article_tables()
    _incident_tables()
    _report_tables()
    _service_tables()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_words()
    else:
        _postgres_words()
        _postgres_geometry()
    op.bulk_insert(
        sa.table("counter", sa.column("name"), sa.column("value")), [{"name": name, "value": 0} for name in COUNTED]
    )


def downgrade() -> None:
    """Drop all of it."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE incident_words")
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION incident_words(text)")


def _article_tables() -> None:
    op.create_table(
        "article",
        sa.Column("key", LONG, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("headline_start", sa.Integer(), nullable=True),
        sa.Column("headline_end", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_at", sa.String(), nullable=True),
        sa.Column("retrieved_at", sa.String(), nullable=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("revises", sa.String(), nullable=True),
        sa.Column("links", sa.String(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=True),
        sa.Column("stored_at", sa.String(), nullable=False),
        sa.Column("purged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_article_revises", "article", ["revises"])
    op.create_table(
        "counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", LONG, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _incident_tables() -> None:
    op.create_table(
        "change",
        sa.Column("seq", LONG, nullable=False),
        sa.Column("incident_key", LONG, nullable=False),
        sa.Column("incident_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_change_incident", "change", ["incident_key", "seq"])
    op.create_table(
        "history",
        sa.Column("incident_id", sa.String(), nullable=False),
        sa.Column("seq_from", LONG, nullable=False),
        sa.Column("seq_to", LONG, nullable=False),
        sa.Column("feature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "seq_from"),
    )
    op.create_index("ix_history_seq_to", "history", ["seq_to"])
    op.create_table(
        "incident",
        sa.Column("key", LONG, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("born", LONG, nullable=False),
        sa.Column("feature", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("start_min", LONG, nullable=True),
        sa.Column("end_min", LONG, nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("start", sa.String(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        sa.Column("time_precision", sa.String(), nullable=True),
        sa.Column("start_utc", sa.String(), nullable=True),
        sa.Column("end_utc", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.String(), nullable=False),
        sa.Column("killed_min", LONG, nullable=True),
        sa.Column("killed_max", LONG, nullable=True),
        sa.Column("wounded_min", LONG, nullable=True),
        sa.Column("wounded_max", LONG, nullable=True),
        sa.Column("actors", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_incident_place_id", "incident", ["place_id"])
    op.create_table(
        "tombstone",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("replaced_by", sa.String(), nullable=True),
        sa.Column("seq", LONG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "outlet",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("incident_key", LONG, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_key"],
            ["incident.key"],
        ),
        sa.PrimaryKeyConstraint("source", "incident_key"),
    )
    op.create_index("ix_outlet_incident", "outlet", ["incident_key"])


def _report_tables() -> None:
    op.create_table(
        "report",
        sa.Column("key", LONG, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_key", LONG, nullable=False),
        sa.Column("incident_key", LONG, nullable=True),
        sa.Column("component", LONG, nullable=False),
        sa.Column("home", LONG, nullable=True),
        sa.Column("moment", LONG, nullable=True),
        sa.Column("copy_digest", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("view", sa.LargeBinary(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["article.key"],
        ),
        sa.ForeignKeyConstraint(
            ["incident_key"],
            ["incident.key"],
        ),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_report_article_key", "report", ["article_key"])
    op.create_index("ix_report_block", "report", ["home", "moment"])
    op.create_index("ix_report_component", "report", ["component"])
    op.create_index("ix_report_copy_digest", "report", ["copy_digest"])
    op.create_index("ix_report_incident_key", "report", ["incident_key"])
    op.create_table(
        "participant",
        sa.Column("key", LONG, nullable=False),
        sa.Column("report_key", LONG, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["report.key"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_participant_actor", "participant", ["actor"])
    op.create_index("ix_participant_report_key", "participant", ["report_key"])
    op.create_table(
        "quantity",
        sa.Column("key", LONG, nullable=False),
        sa.Column("report_key", LONG, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("low", LONG, nullable=False),
        sa.Column("high", LONG, nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["report.key"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_quantity_report_key", "quantity", ["report_key"])


def _service_tables() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("errors", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("updated_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "review",
        sa.Column("id", LONG, nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("undone_by", LONG, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_article_id", "review", ["article_id"])
    op.create_index("ix_review_subject", "review", ["subject"])
    op.create_index("ix_review_other", "review", ["other"])
    op.create_table(
        "token",
        sa.Column("id", LONG, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )


def _sqlite_words() -> None:
    """Full text over columns of ``incident``, which hold the text; triggers keep it in step within each transaction."""
    names = ", ".join(WORDS)
    old, new = (", ".join(f"{side}.{name}" for name in WORDS) for side in ("old", "new"))
    op.execute(
        f"CREATE VIRTUAL TABLE incident_words USING fts5({names}, content='incident', content_rowid='key', "
        "detail=none, tokenize='unicode61 remove_diacritics 2')"
    )
    gone = f"INSERT INTO incident_words(incident_words, rowid, {names}) VALUES ('delete', old.key, {old});"
    come = f"INSERT INTO incident_words(rowid, {names}) VALUES (new.key, {new});"
    op.execute(f"CREATE TRIGGER incident_come AFTER INSERT ON incident BEGIN {come} END")
    op.execute(f"CREATE TRIGGER incident_gone AFTER DELETE ON incident BEGIN {gone} END")
    op.execute(f"CREATE TRIGGER incident_edit AFTER UPDATE OF {names} ON incident BEGIN {gone} {come} END")


def _postgres_words() -> None:
    """The same as a generated column; ``unaccent`` is not immutable by itself, its dictionary is."""
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    op.execute(
        "CREATE FUNCTION incident_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS "
        "$$ SELECT to_tsvector('simple', unaccent('unaccent', $1)) $$"
    )
    joined = " || ' ' || ".join(f"coalesce({name}, '')" for name in WORDS)
    op.execute(f"ALTER TABLE incident ADD COLUMN words tsvector GENERATED ALWAYS AS (incident_words({joined})) STORED")
    op.execute("CREATE INDEX ix_incident_words ON incident USING gin (words)")


def _postgres_geometry() -> None:
    """A PostGIS point beside lat and lon, for those who look at the table with other programs, and for areas."""
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute(
        "ALTER TABLE incident ADD COLUMN geom geometry(Point, 4326) GENERATED ALWAYS AS "
        "(CASE WHEN lat IS NULL OR lon IS NULL THEN NULL ELSE ST_SetSRID(ST_MakePoint(lon, lat), 4326) END) STORED"
    )
    op.execute("CREATE INDEX ix_incident_geom ON incident USING gist (geom)")
