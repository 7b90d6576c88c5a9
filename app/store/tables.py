"""The tables. Texts of time are ISO 8601; ``…_min`` are UTC minutes since 1970; ``key`` are row numbers, ``id`` names.

``key`` and ``seq`` are numbered by the table ``counter`` under the write lock, so that they rise with the commits.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel


def _long(primary_key: bool = False, target: str | None = None, nullable: bool = False, index: bool = False) -> Column:  # type: ignore[type-arg]
    """A 64-bit column; on SQLite a lone primary key of this kind is the row number itself."""
    kind = BigInteger().with_variant(Integer(), "sqlite")
    links = [ForeignKey(target)] if target else []
    return Column(kind, *links, primary_key=primary_key, nullable=nullable, index=index, autoincrement=False)


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index of the rows that are ever looked for by it."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Counter(SQLModel, table=True):
    """Last number given out, by name: article, report, incident, change, review, token."""

    __tablename__ = "counter"
    name: str = Field(primary_key=True)
    value: int = Field(sa_column=_long())


class ArticleRow(SQLModel, table=True):
    """One text as published (``app.model.article.Article``)."""

    __tablename__ = "article"
    __table_args__ = (
        Index("ix_article_source", "source", "key"),
        _partial("ix_article_revises", "revises", where="revises IS NOT NULL"),
    )
    key: int = Field(sa_column=_long(primary_key=True))
    id: str = Field(unique=True)
    text: str = Field(sa_type=Text)
    title: str | None
    headline_start: int | None
    headline_end: int | None
    source: str | None
    url: str | None
    language: str | None
    published: str | None
    published_at: str | None
    retrieved_at: str | None
    reader: str
    revises: str | None
    links: str
    """JSON list."""
    extractor: str | None
    stored_at: str
    purged: bool = False


class ReportRow(SQLModel, table=True):
    """One report: ``detail`` is what the extractor said, the other columns what holds after the reviews."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_block", "home", "type", "moment", "until", "rejected"),
        _partial("ix_report_component", "component", where="component <> key"),
    )
    key: int = Field(sa_column=_long(primary_key=True))
    id: str = Field(unique=True)
    article_key: int = Field(sa_column=_long(target="article.key", index=True))
    incident_key: int | None = Field(sa_column=_long(target="incident.key", nullable=True, index=True))
    component: int = Field(sa_column=_long())
    """Reports that may be one incident, directly or over others, bear one number: the smallest of their keys."""
    home: int | None = Field(sa_column=_long(nullable=True))
    moment: int | None = Field(sa_column=_long(nullable=True))
    until: int | None = Field(sa_column=_long(nullable=True))
    """See ``app.model.merging.Reach`` for these three."""
    copy_digest: str = Field(index=True)
    facts: str = Field(sa_type=Text)
    """``app.store.facts.dumped``: what merging and the incident's feature take from it, reviews applied."""
    type: str
    status: str
    trigger_start: int
    trigger_end: int
    evidence_start: int
    evidence_end: int
    confidence: float
    extractor: str
    detail: bytes = Field(sa_type=LargeBinary)
    """JSON of ``app.model.report.Report``, packed (``app.store.packing``)."""
    rejected: bool = False
    reviewed: bool = False
    flagged: bool = False
    """Reviewed, but no longer found by the newest extractor."""


class ActorRow(SQLModel, table=True):
    """Who acts in a report: what is found by an actor's name. (All participants and counts are in its ``detail``.)"""

    __tablename__ = "actor"
    __table_args__ = (Index("ix_actor_actor", "actor"), {"sqlite_with_rowid": False})
    report_key: int = Field(sa_column=_long(primary_key=True, target="report.key"))
    number: int = Field(primary_key=True)
    """From 0 within the report."""
    actor: str
    """Canonical key: equal for spellings of one name."""
    text: str


class Incident(SQLModel, table=True):
    """One happening as it is drawn. The columns from ``type`` on are the properties of its feature."""

    __tablename__ = "incident"
    key: int = Field(sa_column=_long(primary_key=True))
    id: str = Field(unique=True)
    seq: int = Field(sa_column=_long())
    """Number of its last change."""
    born: int = Field(sa_column=_long())
    """Number of its first change."""
    feature: bytes = Field(sa_type=LargeBinary)
    reason: str
    lat: float | None
    lon: float | None
    start_min: int | None = Field(sa_column=_long(nullable=True))
    end_min: int | None = Field(sa_column=_long(nullable=True))
    type: str
    group: str
    status: str
    title: str
    place: str | None
    country: str | None
    precision: str | None
    radius_km: float | None
    place_id: str | None = Field(index=True)
    start: str | None
    end: str | None
    time_precision: str | None
    start_utc: str | None
    end_utc: str | None
    confidence: float
    sources: int
    reports: int
    outlets: str
    killed_min: int | None = Field(sa_column=_long(nullable=True))
    killed_max: int | None = Field(sa_column=_long(nullable=True))
    wounded_min: int | None = Field(sa_column=_long(nullable=True))
    wounded_max: int | None = Field(sa_column=_long(nullable=True))
    actors: str
    attribution: str | None
    excerpt: str
    grade: str | None
    tags: str
    reviewed: bool
    updated: str


class OutletRow(SQLModel, table=True):
    """Which outlets (names in lower case) speak of an incident."""

    __tablename__ = "outlet"
    __table_args__ = (Index("ix_outlet_incident", "incident_key"), {"sqlite_with_rowid": False})
    source: str = Field(primary_key=True)
    incident_key: int = Field(sa_column=_long(primary_key=True, target="incident.key"))


class Tombstone(SQLModel, table=True):
    """An incident that is gone, and its successor."""

    __tablename__ = "tombstone"
    id: str = Field(primary_key=True)
    replaced_by: str | None
    seq: int = Field(sa_column=_long())


class History(SQLModel, table=True):
    """A feature as it stood from change ``seq_from`` until, not including, ``seq_to``."""

    __tablename__ = "history"
    incident_id: str = Field(primary_key=True)
    seq_from: int = Field(sa_column=_long(primary_key=True))
    seq_to: int = Field(sa_column=_long(index=True))
    feature: bytes = Field(sa_type=LargeBinary)


class ChangeRow(SQLModel, table=True):
    """The journal: every committed change of an incident, in order."""

    __tablename__ = "change"
    seq: int = Field(sa_column=_long(primary_key=True))
    incident_key: int = Field(sa_column=_long())
    incident_id: str
    kind: str
    """new, changed, gone."""
    at: str


class StripRow(SQLModel, table=True):
    """New incidents of one transaction of an import, changes ``first`` to ``last``: see ``app.store.strips``."""

    __tablename__ = "strip"
    first: int = Field(sa_column=_long(primary_key=True))
    last: int = Field(sa_column=_long())
    packed: bytes = Field(sa_type=LargeBinary)


class ReviewRow(SQLModel, table=True):
    """A reviewer's word. Never changed, but for the marks ``undone_by`` and the erasing of a purge."""

    __tablename__ = "review"
    id: int = Field(sa_column=_long(primary_key=True))
    report_id: str
    """The report as it was named when the review was written."""
    article_id: str = Field(index=True)
    subject: str = Field(index=True)
    """The report that it speaks of now: after re-extraction, the successor of ``report_id``."""
    other: str | None = Field(index=True)
    """The second report of must_link and cannot_link, now."""
    action: str
    value: str
    before: str
    why: str
    who: str
    at: str
    undone_by: int | None = Field(sa_column=_long(nullable=True))


class TokenRow(SQLModel, table=True):
    """A token: only the digest of its secret is kept."""

    __tablename__ = "token"
    id: int = Field(sa_column=_long(primary_key=True))
    digest: str = Field(unique=True)
    name: str
    scope: str
    created_at: str
    revoked_at: str | None


class JobRow(SQLModel, table=True):
    """A batch under way."""

    __tablename__ = "job"
    id: str = Field(primary_key=True)
    key: str | None = Field(unique=True)
    state: str
    total: int
    done: int
    errors: str
    created_at: str
    updated_at: str
