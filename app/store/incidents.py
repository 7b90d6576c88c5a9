"""Reading incidents: pages, counts, clusters, facets, timeline, tracks, search, frozen views."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import orjson

from app.store.clusters import Tables, marks_of
from app.store.columns import Columns
from app.store.counts import histogram, tally, without
from app.store.database import Database, Session
from app.store.errors import Gone, NotFound
from app.store.facts import normal
from app.store.featurecache import read_features, shown_of
from app.store.filter import Box, Filter
from app.store.follow import Follower, newest
from app.store.frozen import frozen_features
from app.store.journal import stamp_of
from app.store.keys import KeySets
from app.store.paging import page_of
from app.store.results import Actor, Bin, Facets, Page, Track, Tracks
from app.store.select import Selection, nowhere, select
from app.store.views import views

MAX_LIMIT = 10_000
MANY_SOURCES = 50
PIECE = 20_000
MAX_TRACKED = 20_000
SPELLINGS = 1_000
REMEMBERED = 256
CATCH_UP = 200
"""Changes that are replayed within a millisecond or two."""


class IncidentQuery:
    """All answers of one call are of one moment; each sees every commit made before the call, by any process."""

    def __init__(self, database: Database, follower: Follower) -> None:
        """``follower`` keeps this process's columns."""
        self._database = database
        self._follower = follower
        self._sets = KeySets()
        self._tables = Tables()
        follower.warm = self._tables.warm
        follower.ahead = self._tables.ahead
        self._stamps = threading.local()
        """(``Database.mark`` before it was read, stamp), for each thread as its connection is."""
        self._facets: dict[tuple[str, int], Facets] = {}

    def features(self, filter: Filter, limit: int = 1000, after: str | None = None, sort: str = "-start") -> Page:
        """Features of the filter. ``sort``: start, end, updated, confidence, sources, killed; "-" for descending.

        Those without the sort key come last. Raises Invalid for a cursor of another filter or an unknown key.
        """
        with self._follower.moment() as (session, columns):
            found = select(columns, filter, self._sets.of(session, columns.seq, filter))
            keys, next_ = page_of(found, sort, after, max(0, min(limit, MAX_LIMIT)), filter.digest)
            return Page(shown_of(columns).features(session, columns, keys), len(found), next_, columns.seq)

    def stream(self, filter: Filter, chunk: int = 1000) -> Iterator[list[bytes]]:
        """All features of the filter by number, in chunks, for exports: one moment throughout.

        Holds a snapshot (and this thread's reading) until it is exhausted or closed: use it in a thread of its own.
        """
        with self._follower.moment() as (session, columns):
            found = select(columns, filter, self._sets.of(session, columns.seq, filter))
            keys = np.sort(found.take("key"))
            for start in range(0, len(keys), chunk):
                yield _in_order(session, keys[start : start + chunk].tolist())

    def quick(self, filter: Filter) -> bool:
        """Whether an answer takes a few milliseconds: it is in memory, and hardly anything is to be caught up with."""
        return filter.in_memory and 0 <= self._follower.behind() <= CATCH_UP

    def count(self, filter: Filter) -> int:
        """How many match."""
        with self._follower.moment() as (session, columns):
            return len(select(columns, filter, self._sets.of(session, columns.seq, filter)))

    def feature(self, incident_id: str) -> bytes:
        """One rendered feature. Raises Gone (with ``replaced_by``) or NotFound."""
        with self._database.read() as session:
            return bytes(row_of_incident(session, "feature", incident_id)[0])

    def version(self, incident_id: str) -> int:
        """Number of the incident's last change (its ETag). Raises as ``feature``."""
        with self._database.read() as session:
            return int(row_of_incident(session, "seq", incident_id)[0])

    def item(self, incident_id: str) -> bytes:
        """The feature with one more member, ``reports``: the views of its reports (``app.store.render.view_bytes``)."""
        with self._database.read() as session:
            return item_of(session, incident_id)[1]

    def seq(self) -> int:
        """Number of the newest change of all (the ETag of every list)."""
        with self._database.read() as session:
            return newest(session)

    def stamp(self) -> str:
        """What differs whenever anything that a reader can see differs, in this database or another put in its place.

        (After a restored backup the numbers may be had before; the time of the newest change was not.)
        """
        mark = self._database.mark()
        kept: tuple[object, str] | None = getattr(self._stamps, "kept", None)
        if mark is not None and kept is not None and kept[0] == mark:
            return kept[1]
        with self._database.read() as session:
            stamp = stamp_of(session)
        self._stamps.kept = mark, stamp
        return stamp

    def clusters(self, filter: Filter, box: Box, zoom: int) -> bytes:
        """A GeoJSON FeatureCollection for a map view (zoom 0…22, tiles of 256 pixels).

        A cluster is a Feature without id, properties {"cluster": true, "count", "types": {…}, "statuses": {…},
        "bbox": [w, s, e, n]}; a lone incident is its own whole Feature (no ``cluster`` member). Never more than 2,000
        members. Beside ``features``: "numberMatched" (in the box), "unlocated" (of the filter, without a point).
        """
        with self._follower.moment() as (session, columns):
            keys = self._sets.of(session, columns.seq, filter)
            marks = marks_of(columns, filter, keys, box, zoom, self._tables)
            parts = [orjson.dumps(marks.clusters)[1:-1]] if marks.clusters else []
            parts += shown_of(columns).features(session, columns, marks.lone)
            unlocated = self._unlocated(columns, filter, keys)
        head = b'{"type":"FeatureCollection","numberMatched":%d,"unlocated":%d,"features":[' % (
            marks.matched,
            unlocated,
        )
        return head + b",".join(parts) + b"]}"

    def facets(self, filter: Filter) -> Facets:
        """How many incidents fall on each value; each facet ignores its own part of the filter."""
        with self._follower.moment() as (session, columns):
            name = (filter.digest, columns.seq)
            if name in self._facets:
                return self._facets[name]
            codes = columns.codes

            def chosen(name: str) -> Selection:
                part = without(filter, name)
                return select(columns, part, self._sets.of(session, columns.seq, part))

            found = select(columns, filter, self._sets.of(session, columns.seq, filter))
            facets = Facets(
                types=tally(chosen("types").take("type"), list(codes.types)),
                statuses=tally(chosen("statuses").take("status"), list(codes.statuses)),
                countries=tally(chosen("countries").take("country"), list(codes.countries)),
                precisions=tally(chosen("precisions").take("precision"), list(codes.precisions)),
                sources=self._outlets(session, chosen("sources")),
                matched=len(found),
            )
            while len(self._facets) >= REMEMBERED:
                self._facets.pop(next(iter(self._facets)), None)
            self._facets[name] = facets
            return facets

    def histogram(self, filter: Filter, bins: int = 60) -> list[Bin]:
        """A timeline of at most ``bins`` bins of a natural width (hour, day, week, month, year …)."""
        with self._follower.moment() as (session, columns):
            return histogram(select(columns, filter, self._sets.of(session, columns.seq, filter)), bins, filter)

    def tracks(self, filter: Filter, limit: int = 20) -> Tracks:
        """Tracks of the actors with most incidents in the filter, at least two places each.

        Only the newest ``MAX_TRACKED`` incidents of the filter are looked at.
        """
        with self._follower.moment() as (session, columns):
            found = select(columns, replace(filter, located=True), self._sets.of(session, columns.seq, filter))
            keys, _ = page_of(found, "-start", None, MAX_TRACKED, filter.digest)
            condition, value = session.among("i.key", keys)
            rows = session.rows(
                'SELECT DISTINCT p.actor, i.id, i.lon, i.lat, i.start, i.start_min, i.place_id, i."precision" '
                "FROM actor p JOIN report r ON r.key = p.report_key JOIN incident i ON i.key = r.incident_key "
                f"WHERE i.start_min IS NOT NULL AND {condition}",
                (value,),
            )
            if filter.actors:
                rows = [row for row in rows if row[0] in filter.actors]
            made = _tracks(rows, limit)
            names = _names(session, {track.actor for track in made})
        named = [replace(track, name=names.get(track.actor, track.actor)) for track in made]
        return Tracks(named, len(keys), len(found))

    def search(self, words: str, limit: int = 10) -> Page:
        """Incidents by words, newest first."""
        return self.features(Filter(q=words), limit=limit)

    def actors(self, beginning: str, limit: int = 10) -> list[Actor]:
        """Actors whose name begins with these words, most incidents first."""
        start = normal(beginning)
        if not start:
            return []
        with self._database.read() as session:
            rows = session.rows(
                "SELECT p.actor, count(DISTINCT r.incident_key) FROM actor p "
                "JOIN report r ON r.key = p.report_key "
                "WHERE p.actor >= ? AND p.actor < ? AND r.incident_key IS NOT NULL "
                "GROUP BY p.actor ORDER BY 2 DESC, 1 LIMIT ?",
                (start, start + "\U0010ffff", limit),
            )
            names = _names(session, {row[0] for row in rows})
        return [Actor(str(key), names.get(key, str(key)), count) for key, count in rows]

    def as_of(self, filter: Filter, seq: int, limit: int = 1000) -> Page:
        """The features of the filter as they stood at change ``seq`` (a frozen view), newest first."""
        with self._follower.moment() as (session, columns):
            keys = self._sets.of(session, columns.seq, filter)
            return frozen_features(session, columns, filter, keys, seq, min(limit, MAX_LIMIT))

    def _unlocated(self, columns: Columns, filter: Filter, keys: Any) -> int:
        if filter.bbox is not None or filter.area is not None or filter.located:
            return 0
        return len(nowhere(columns, filter, keys))

    def _outlets(self, session: Session, found: Selection) -> dict[str, int]:
        """By outlet; where most incidents are meant, all less the others."""
        keys = found.take("key")
        most = len(keys) * 2 > found.columns.count
        if most:
            whole = select(found.columns, Filter()).take("key")
            counts = _counted(session.rows("SELECT source, count(*) FROM outlet GROUP BY source"))
            counts.subtract(_outlets_of(session, np.setdiff1d(whole, keys, assume_unique=True)))
        else:
            counts = _outlets_of(session, keys)
        ordered = sorted(((name, count) for name, count in counts.items() if count), key=lambda one: (-one[1], one[0]))
        return dict(ordered[:MANY_SOURCES])


def _counted(rows: Sequence[tuple[Any, ...]]) -> Counter[str]:
    return Counter({str(name): int(count) for name, count in rows})


def _outlets_of(session: Session, keys: Any) -> Counter[str]:
    """A piece at a time: to write down a million keys at once would hold up every other thread."""
    counts: Counter[str] = Counter()
    for start in range(0, len(keys), PIECE):
        condition, value = session.among("incident_key", keys[start : start + PIECE].tolist())
        sql = f"SELECT source, count(*) FROM outlet WHERE {condition} GROUP BY source"
        counts.update(_counted(session.rows(sql, (value,))))
    return counts


def _in_order(session: Session, keys: Sequence[int]) -> list[bytes]:
    """Rendered features in the order of their keys."""
    found = read_features(session, keys)
    return [found[key] for key in keys]


def item_of(session: Session, incident_id: str) -> tuple[int, bytes]:
    """Number of the last change, and the feature with one more member, ``reports``."""
    key, seq, feature = row_of_incident(session, "key, seq, feature", incident_id)
    shown = views(session, "WHERE r.incident_key = ? ORDER BY r.confidence DESC, r.id", (key,))
    return seq, bytes(feature)[:-1] + b',"reports":[' + b",".join(view for _, view in shown) + b"]}"


def row_of_incident(session: Session, fields: str, incident_id: str) -> tuple[Any, ...]:
    """One incident's row. Raises Gone or NotFound."""
    rows = session.rows(f"SELECT {fields} FROM incident WHERE id = ?", (incident_id,))
    if rows:
        return rows[0]
    heir, seen = incident_id, {incident_id}
    while True:
        stones = session.rows("SELECT replaced_by FROM tombstone WHERE id = ?", (heir,))
        if not stones:
            break
        if stones[0][0] is None:
            raise Gone(f"incident {incident_id} is gone", None)
        heir = stones[0][0]
        if heir in seen:
            raise Gone(f"incident {incident_id} is gone", None)
        seen.add(heir)
    if heir != incident_id:
        raise Gone(f"incident {incident_id} is now part of {heir}", heir)
    raise NotFound(f"there is no incident {incident_id}")


def _names(session: Session, actors: set[str]) -> dict[str, str]:
    """For each actor's key the spelling most often written (in the first ``SPELLINGS`` reports), a plain one first."""
    sql = (
        "SELECT text FROM (SELECT text FROM actor WHERE actor = ? ORDER BY report_key, number LIMIT ?) t "
        "GROUP BY text ORDER BY count(*) DESC, text"
    )
    found: dict[str, str] = {}
    for actor in sorted(actors):
        for (text,) in session.rows(sql, (actor, SPELLINGS)):
            if actor not in found or (normal(text) == actor and normal(found[actor]) != actor):
                found[actor] = text
    return found


def _tracks(rows: Sequence[tuple[Any, ...]], limit: int) -> list[Track]:
    by_actor: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_actor.setdefault(row[0], []).append(row)
    found = []
    for actor, many in by_actor.items():
        many.sort(key=lambda row: (row[5], row[1]))
        if len({(row[2], row[3]) for row in many}) >= 2:
            points = [(float(row[2]), float(row[3]), row[1], row[4]) for row in many]
            found.append(Track(actor, actor, points))
    return sorted(found, key=lambda track: (-len(track.points), track.actor))[:limit]
