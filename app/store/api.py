"""The store's promises, as the parts that stand on it see them (`Store` fulfils ``StoreApi``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from app.model.article import Article
from app.model.merging import Merge
from app.model.report import Report
from app.store.filter import Box, Filter
from app.store.results import (
    Acknowledged,
    Actor,
    Bin,
    ChangePage,
    Facets,
    Job,
    Page,
    Review,
    StoredArticle,
    Token,
    Track,
)


class IncidentQuery(Protocol):
    """Reading incidents. All answers of one call are of one moment; each sees every commit made before the call."""

    def features(self, filter: Filter, limit: int = 1000, after: str | None = None, sort: str = "-start") -> Page:
        """Features of the filter. ``sort``: start, end, updated, confidence, sources, killed; "-" for descending.

        Those without the sort key come last. Raises Invalid for a cursor of another filter or an unknown key.
        """

    def stream(self, filter: Filter, chunk: int = 1000) -> Iterator[list[bytes]]:
        """All features of the filter in no special order, in chunks, for exports: one moment throughout."""

    def count(self, filter: Filter) -> int:
        """How many match."""

    def feature(self, incident_id: str) -> bytes:
        """One rendered feature. Raises Gone (with ``replaced_by``) or NotFound."""

    def item(self, incident_id: str) -> bytes:
        """One feature with two more members beside its properties: ``reports`` (see ``app.store.render``) and
        ``related`` [{"id", "title", "why"}]."""

    def version(self, incident_id: str) -> int:
        """Number of the incident's last change (its ETag). Raises as ``feature``."""

    def seq(self) -> int:
        """Number of the newest change of all (the ETag of every list)."""

    def clusters(self, filter: Filter, box: Box, zoom: int) -> bytes:
        """A GeoJSON FeatureCollection for a map view (zoom 0…22, tiles of 256 pixels).

        A cluster is a Feature without id, properties {"cluster": true, "count", "types": {…}, "statuses": {…},
        "bbox": [w, s, e, n]}; a lone incident is its own whole Feature (no ``cluster`` member). Never more than 2,000
        members. Beside ``features``: "numberMatched" (in the box), "unlocated" (of the filter, without a point).
        """

    def facets(self, filter: Filter) -> Facets:
        """Counts by value."""

    def histogram(self, filter: Filter, bins: int = 60) -> list[Bin]:
        """A timeline of at most ``bins`` equal bins, of a natural width (hour, day, week, month, year …)."""

    def tracks(self, filter: Filter, limit: int = 20) -> list[Track]:
        """Tracks of the actors with most incidents in the filter, at least two places each."""

    def search(self, words: str, limit: int = 10) -> Page:
        """Incidents by words, newest first."""

    def actors(self, beginning: str, limit: int = 10) -> list[Actor]:
        """Actors by a word's beginning."""

    def as_of(self, filter: Filter, seq: int, limit: int = 1000) -> Page:
        """The features of the filter as they stood at change ``seq`` (a frozen view)."""


class ArticleQuery(Protocol):
    """Reading articles and reports."""

    def get(self, article_id: str) -> StoredArticle:
        """One article. Raises NotFound."""

    def list(
        self, limit: int = 100, after: str | None = None, source: str | None = None
    ) -> tuple[list[StoredArticle], str | None]:
        """Articles, newest stored first (their texts left out), and the cursor of the next page."""

    def reports(self, article_id: str) -> Sequence[Report]:
        """The reports of an article as the extractor made them, in order of the text."""

    def reports_of(self, incident_id: str) -> Sequence[Report]:
        """The reports of an incident, the leading one first."""

    def count(self) -> int:
        """How many articles there are."""

    def to_reextract(self, extractor: str) -> Iterator[Article]:
        """Articles that another version of the extractor read (for ``incidents reextract``)."""


class Reviews(Protocol):
    """The reviewers' word. Append-only."""

    def add(
        self, report_id: str, action: str, value: dict[str, Any], who: str, why: str, version: int, merge: Merge
    ) -> tuple[Review, int]:
        """Write one review and redraw what it touches; returns it and the incident's new version.

        ``version``: that of the report's incident as the reviewer saw it; raises Conflict where it moved on.
        Values: confirm {}, move {"lat", "lon", "place_id"?, "name"?, "country"?, "precision"?, "radius_km"?},
        retype {"type"}, redate {"start", "end", "precision"?}, must_link/cannot_link {"report_id"}, reject {},
        grade {"grade"}, note {"text"}, tag {"add": […], "remove": […]}, undo {"review": id}.
        Raises NotFound, Invalid, Conflict.
        """

    def of_incident(self, incident_id: str) -> list[Review]:
        """All reviews of an incident's reports, oldest first."""

    def list(self, limit: int = 100, after: int = 0, flagged: bool | None = None) -> list[Review]:
        """Reviews in order of writing."""


class Tokens(Protocol):
    """Tokens for writing; only hashes are kept."""

    def create(self, name: str, scope: str) -> str:
        """Make a token of scope ingest, review, read or admin, and return its secret, this once."""

    def check(self, secret: str) -> Token | None:
        """The token of a secret, None for an unknown or revoked one."""

    def list(self) -> list[Token]:
        """All tokens."""

    def revoke(self, token_id: int) -> None:
        """Make it worthless. Raises NotFound."""


class Jobs(Protocol):
    """Batches under way."""

    def create(self, total: int, key: str | None = None) -> Job:
        """A new job; the same ``key`` gives the same job (idempotency)."""

    def update(self, job_id: str, state: str, done: int, errors: Sequence[dict[str, object]] = ()) -> None:
        """Set its state."""

    def get(self, job_id: str) -> Job:
        """Raises NotFound."""


class Keeping(Protocol):
    """The operator's work."""

    def upgrade(self) -> str:
        """Bring the schema to this program's version; returns it."""

    def backup(self, path: str) -> None:
        """Write a consistent copy while others read and write."""

    def check(self) -> list[str]:
        """What is wrong, in words; empty when all is well."""

    def purge(self, article_id: str, who: str, why: str, merge: Merge) -> None:
        """Erase the text and the quotes of an article everywhere; who, when and a tombstone stay."""


class StoreApi(Protocol):
    """What ``Store.open(url)`` gives."""

    query: IncidentQuery
    articles: ArticleQuery
    reviews: Reviews
    tokens: Tokens
    jobs: Jobs
    keeping: Keeping

    def add(self, article: Article, reports: Sequence[Report], merge: Merge) -> Acknowledged:
        """Store an article with its reports in one transaction, synced to disk. The same article twice is one."""

    def replace(self, article_id: str, reports: Sequence[Report], merge: Merge) -> Acknowledged:
        """The reports of a newer extractor instead of the old ones; reviews survive."""

    def import_many(
        self, items: Iterable[tuple[Article, Sequence[Report]]], merge: Merge, batch: int = 2000
    ) -> Iterator[int]:
        """Bulk: one transaction a batch; yields the number of articles stored so far after each."""

    def changes(self, since: int = 0, limit: int = 1000, features: bool = True) -> ChangePage:
        """What is new, changed or gone since a number."""

    def healthy(self) -> bool:
        """Whether a read works now (for /readyz)."""

    def now(self) -> datetime:
        """The store's clock: UTC, naive."""

    def close(self) -> None:
        """Let go of all connections."""
