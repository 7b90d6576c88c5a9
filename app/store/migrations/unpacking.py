"""Reports as earlier versions read them: with their views; details deflated, participants and counts in tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import Connection, text

from app.store.actors import actor_keys
from app.store.article_rows import article_of
from app.store.facts import loaded
from app.store.packing import packed, unpacked
from app.store.render import view_bytes
from app.store.report_rows import report_of
from app.store.views import ARTICLE

STEP = 1_000
DEFLATE = 1
PARTICIPANT = text(
    "INSERT INTO participant (key, report_key, role, text, actor, start_offset, end_offset) "
    "VALUES (:key, :report, :role, :text, :actor, :start, :end)"
)
QUANTITY = text(
    "INSERT INTO quantity (key, report_key, unit, low, high, start_offset, end_offset) "
    "VALUES (:key, :report, :unit, :low, :high, :start, :end)"
)
COUNTER = text("INSERT INTO counter (name, value) VALUES (:name, :value)")


VIEW = text("UPDATE report SET view = :view WHERE key = :key")


def views_as_before(connection: Connection) -> None:
    """Render the view of each report into its column, as version 0004 keeps it."""
    statement = text(
        f"SELECT r.key AS report, r.detail, r.facts, {ARTICLE} FROM report r JOIN article a ON a.key = r.article_key "
        "WHERE r.key > :low AND r.key <= :high"
    )
    for low in range(0, connection.execute(text("SELECT coalesce(max(key), 0) FROM report")).scalar_one(), STEP):
        shown = [
            {"key": key, "view": packed(view_bytes(article_of(tuple(row)), report_of(detail), loaded(facts)))}
            for key, detail, facts, *row in connection.execute(statement, {"low": low, "high": low + STEP})
        ]
        if shown:
            connection.execute(VIEW, shown)


def details_as_before(connection: Connection) -> None:
    """Pack all reports the old way."""
    for rows in _reports(connection, "detail, view"):
        changed = [
            {"key": key, "detail": zlib.compress(unpacked(detail), DEFLATE), "view": unpacked(view)}
            for key, _, detail, view in rows
        ]
        connection.execute(text("UPDATE report SET detail = :detail, view = :view WHERE key = :key"), changed)


def participants_as_before(connection: Connection) -> None:
    """Fill the tables of participants and counts, and their counters."""
    numbers = {"participant": 0, "quantity": 0}
    for rows in _reports(connection, "detail"):
        events = [(key, article, orjson.loads(unpacked(detail))["event"]) for key, article, detail in rows]
        people: list[dict[str, Any]] = []
        for _, many in groupby(events, key=lambda row: row[1]):
            told = [(key, one) for key, _, event in many for one in event["participants"]]
            names = actor_keys([one["text"] for _, one in told]) if told else []
            people += [
                {"report": key, "role": one["role"], "text": one["text"], "actor": name, **one["span"]}
                for (key, one), name in zip(told, names, strict=True)
            ]
        counts = [
            {"report": key, "unit": one["unit"], "low": one["min"], "high": one["max"], **one["span"]}
            for key, _, event in events
            for one in event["quantities"]
        ]
        for name, statement, made in (("participant", PARTICIPANT, people), ("quantity", QUANTITY, counts)):
            if made:
                first = numbers[name] + 1
                connection.execute(statement, [{"key": first + i, **row} for i, row in enumerate(made)])
                numbers[name] += len(made)
    for name, value in numbers.items():
        connection.execute(COUNTER, {"name": name, "value": value})


def _reports(connection: Connection, columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """(key, article_key, columns) of all reports, those of an article together, in steps of articles."""
    statement = text(
        f"SELECT key, article_key, {columns} FROM report WHERE article_key > :low AND article_key <= :high "
        "ORDER BY article_key, key"
    )
    for low in range(0, connection.execute(text("SELECT coalesce(max(key), 0) FROM article")).scalar_one(), STEP):
        rows = [tuple(row) for row in connection.execute(statement, {"low": low, "high": low + STEP})]
        if rows:
            yield rows
