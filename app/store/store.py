"""The store: one object by which all else reads and writes.

``Store.open(url)``. Reading: ``store.query`` (incidents), ``store.articles``, ``store.changes``, ``store.related``.
Writing: ``store.add``, ``store.replace``, ``store.import_many``, ``store.reviews``, ``store.tokens``, ``store.jobs``.
Keeping: ``store.keeping``. All of it may be called from any thread and process; readers never wait for writers.

A rendered Feature (``bytes``, written when the incident changes)::

    {"type": "Feature", "id": "<32 hex>", "geometry": {"type": "Point", "coordinates": [lon, lat]} | null,
     "properties": {"type", "group", "label", "status", "title", "place", "country", "precision", "radius_km",
       "place_id", "start", "end" (local ISO, naive), "time_precision", "zone", "start_utc", "end_utc" (ISO with Z),
       "confidence", "sources" (number of outlets), "reports" (number of reports, syndicated copies once),
       "outlets" ("; "-joined), "killed_min", "killed_max", "wounded_min", "wounded_max", "actors" ("; "-joined),
       "attribution", "excerpt", "grade", "tags" ("; "-joined), "reviewed" (bool), "updated" (ISO with Z)}}

Each property is a flat scalar; null where unknown.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import orjson

from app.model.article import Article
from app.model.merging import Merge
from app.model.report import Report
from app.store import migrate
from app.store.articles import ArticleQuery
from app.store.bulk import Bulk, Refused
from app.store.columns import Columns
from app.store.database import Backend, Database, Session
from app.store.errors import Corrupt, Invalid, SchemaMismatch
from app.store.follow import Follower
from app.store.incidents import IncidentQuery, item_of
from app.store.jobs import Jobs
from app.store.journal import changes_since, stamp_of
from app.store.keeping import Keeping
from app.store.known import Known
from app.store.prepared import Incoming, Prepared, prepare
from app.store.relations import related_to
from app.store.results import Acknowledged, ChangePage, Item
from app.store.reviews import Reviews
from app.store.sqlite import SqliteBackend
from app.store.tokens import Tokens
from app.store.writer import Writer

SQLITE = "sqlite:///"
REMEMBERED = 1000
"""Incidents whose related ones are remembered, until something changes."""


class Store:
    """See the module. ``url``: ``sqlite:///relative.db``, ``sqlite:////absolute.db``, ``postgresql://…``."""

    def __init__(self, backend: Backend, url: str, path: Path | None) -> None:
        """Use ``Store.open``."""
        self._database = Database(backend)
        self._follower = Follower(self._database)
        self._stopped = threading.Event()
        self._keeping_up: threading.Thread | None = None
        self._related: dict[tuple[str, int, str], list[dict[str, str]]] = {}
        self.query = IncidentQuery(self._database, self._follower)
        self.articles = ArticleQuery(self._database)
        self.reviews = Reviews(self._database)
        self.tokens = Tokens(self._database)
        self.jobs = Jobs(self._database)
        self.keeping = Keeping(self._database, url, path)

    @classmethod
    def open(cls, url: str, wait: float = 30.0, upgrade: bool = False, bulk: bool = False) -> Store:
        """Open a database; an empty or missing one gets its schema. ``wait``: seconds that a writer waits for another.

        ``upgrade``: bring an older schema to this program's version (else it is a SchemaMismatch). ``bulk``: for an
        import, which keeps up to 768 MB of the file in memory.
        Raises SchemaMismatch (older or newer schema), Corrupt (no database of ours), Unavailable, ReadOnly, Invalid.
        """
        backend, address, path = _backend(url, wait, bulk)
        try:
            _ready(address, upgrade)
        except Exception as error:
            told = backend.translated(error)
            raise told if told is not error else error from error
        return cls(backend, address, path)

    def add(
        self, article: Article, reports: Sequence[Report], merge: Merge, extractor: str | None = None
    ) -> Acknowledged:
        """Store an article with its reports in one transaction, synced to disk. The same article twice is one.

        ``extractor``: version of the extractor, needed where it found no report. Raises Invalid, Gone (purged).
        """
        with self._database.write() as session:
            return Writer(session, merge).add([Incoming(article, reports, extractor)])[0]

    def replace(
        self, article_id: str, reports: Sequence[Report], merge: Merge, extractor: str | None = None
    ) -> Acknowledged:
        """The reports of a newer extractor in place of the old ones; reviews survive. Raises NotFound, Invalid."""
        article = self.articles.get(article_id).article
        with self._database.write() as session:
            return Writer(session, merge).replace(Incoming(article, reports, extractor))

    def import_many(
        self,
        items: Iterable[tuple[Article, Sequence[Report]]],
        merge: Merge,
        batch: int = 2000,
        extractor: str | None = None,
        refused: Refused | None = None,
    ) -> Iterator[int]:
        """Bulk: one transaction a batch; yields the number of articles taken so far after each.

        ``refused`` is told of articles that cannot be stored (Invalid, Gone); without it the first one is raised, and
        nothing of its batch is stored.
        """
        waiting, done, known = iter(items), 0, Known()
        while many := [Incoming(article, reports, extractor) for article, reports in islice(waiting, batch)]:
            self.import_prepared([prepare(many, merge)], merge, refused, known)
            done += len(many)
            yield done

    def import_prepared(
        self, batches: Sequence[Prepared], merge: Merge, refused: Refused | None = None, known: Known | None = None
    ) -> None:
        """Store what ``app.store.prepared.prepare`` made, perhaps in other processes, in one transaction.

        ``known``: one for all transactions of an import, so that each need not ask where the stored reports lie.
        """
        with self._database.write() as session:
            Bulk(session, merge, known or Known()).store(batches, refused)

    def changes(self, since: int = 0, limit: int = 1000, features: bool = True) -> ChangePage:
        """What is new, changed or gone since a number, oldest first; each incident once, at its newest change."""
        with self._database.read() as session:
            return changes_since(session, since, limit, features)

    def related(self, incident_id: str, merge: Merge) -> list[dict[str, str]]:
        """Incidents linked by containment or kinship of type: [{"id", "title", "why"}], nearest first."""
        with self._follower.moment() as (session, columns):
            return self._related_at(session, columns, incident_id, merge)

    def item(self, incident_id: str, merge: Merge) -> Item:
        """All that is shown of one incident, of one moment. Raises Gone (with ``replaced_by``) or NotFound."""
        with self._follower.moment() as (session, columns):
            version, feature = item_of(session, incident_id)
            related = self._related_at(session, columns, incident_id, merge)
            body = feature[:-1] + b',"related":' + orjson.dumps(related) + b"}"
            return Item(version, stamp_of(session), body)

    def _related_at(self, session: Session, columns: Columns, incident_id: str, merge: Merge) -> list[dict[str, str]]:
        name = (incident_id, columns.seq, merge.version)
        found = self._related.get(name)
        if found is None:
            found = related_to(session, columns, incident_id, merge)
            if len(self._related) >= REMEMBERED:
                self._related.clear()
            self._related[name] = found
        return found

    def healthy(self) -> bool:
        """Whether a read works now (for /readyz)."""
        try:
            self.query.seq()
        except Exception:
            return False
        return True

    def now(self) -> datetime:
        """The store's clock: UTC, naive."""
        return datetime.now(UTC).replace(tzinfo=None)

    def keep_up(self) -> None:
        """From now on follow what others commit beside the questions, so that few of them have to catch up."""
        if self._keeping_up is None:
            self._keeping_up = threading.Thread(
                target=self._follower.keep_up, args=(self._stopped,), name="keep up", daemon=True
            )
            self._keeping_up.start()

    def close(self) -> None:
        """Let go of all connections."""
        self._stopped.set()
        if self._keeping_up is not None:
            self._keeping_up.join()
        self._database.close()


def _backend(url: str, wait: float, bulk: bool) -> tuple[Backend, str, Path | None]:
    """The backend of an address, SQLAlchemy's form of it, and the file. Raises Invalid."""
    if url.startswith(SQLITE) and len(url) > len(SQLITE) and ":memory:" not in url:
        path = Path(url.removeprefix(SQLITE))
        return SqliteBackend(path, wait, bulk=bulk), f"{SQLITE}{path}", path
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            from app.store.postgres import PostgresBackend  # the driver is needed here only

            rest = url.removeprefix(prefix)
            return PostgresBackend(f"postgresql://{rest}", wait), f"postgresql+psycopg://{rest}", None
    raise Invalid(f"database address {url!r} is none of sqlite:///FILE and postgresql://USER@HOST/NAME")


def _ready(address: str, upgrade: bool) -> None:
    """Make the schema where there is none. Raises SchemaMismatch, Corrupt, or the driver's errors."""
    current = migrate.current(address)
    if current == migrate.head():
        return
    if current is None:
        if migrate.foreign(address):
            raise Corrupt("the database holds tables of another program: choose an empty one")
        migrate.upgrade(address)
        return
    if upgrade and migrate.known(current):
        migrate.upgrade(address)
        return
    age = "older than" if migrate.known(current) else "newer than"
    raise SchemaMismatch(
        f"the database's schema ({current}) is {age} this program's ({migrate.head()}): "
        + ("run `incidents db upgrade`" if migrate.known(current) else "use the newer program")
    )
