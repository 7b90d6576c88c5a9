"""Articles, reports and incidents, kept for good (SQLite or PostgreSQL)."""
