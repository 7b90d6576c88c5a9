"""The part of a filter that the columns do not know, asked of the database: a set of incident keys."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.database import Session
from app.store.errors import Invalid
from app.store.facts import normal
from app.store.filter import Filter

Array = npt.NDArray[Any]
MAX_WORDS = 32
REMEMBERED_BYTES = 64 << 20


class KeySets:
    """Answers remembered for the moment at which they were true."""

    def __init__(self) -> None:
        """Remembers nothing yet."""
        self._answers: OrderedDict[tuple[str, int], Array] = OrderedDict()
        self._bytes = 0
        self._guard = threading.Lock()

    def of(self, session: Session, seq: int, wanted: Filter) -> Array | None:
        """Sorted keys, or None where the columns know all that is asked."""
        conditions, values = conditions_of(session, wanted)
        if not conditions:
            return None
        name = (f"{conditions}{values}", seq)
        with self._guard:
            if name in self._answers:
                self._answers.move_to_end(name)
                return self._answers[name]
        rows = session.each(_statement(conditions), values)
        keys = np.fromiter((row[0] for row in rows), np.int64)
        keys.sort()
        with self._guard:
            if name not in self._answers:
                self._answers[name] = keys
                self._bytes += keys.nbytes
            while self._bytes > REMEMBERED_BYTES:
                self._bytes -= self._answers.popitem(last=False)[1].nbytes
        return keys


def _statement(conditions: list[str]) -> str:
    if len(conditions) == 1 and conditions[0].startswith("key IN (SELECT rowid FROM incident_words "):
        return conditions[0].removeprefix("key IN (").removesuffix(")")
    return f"SELECT key FROM incident WHERE {' AND '.join(conditions)}"


def conditions_of(session: Session, wanted: Filter) -> tuple[list[str], list[Any]]:
    """SQL conditions over table incident, with their values."""
    conditions: list[str] = []
    values: list[Any] = []

    def add(condition: str, *said: Any) -> None:
        conditions.append(condition)
        values.extend(said)

    if wanted.q is not None:
        add(*_words(session, wanted.q))
    if wanted.sources:
        inner, value = session.among("source", [name.casefold() for name in wanted.sources])
        add(f"key IN (SELECT incident_key FROM outlet WHERE {inner})", value)
    for column, names in (("id", wanted.ids), ("place_id", wanted.place_ids), ("grade", wanted.grades)):
        if names:
            add(*session.among(column, names))
    if wanted.actors:
        inner, value = session.among("p.actor", wanted.actors)
        add(
            f"key IN (SELECT r.incident_key FROM actor p JOIN report r ON r.key = p.report_key WHERE {inner})",
            value,
        )
    if wanted.articles:
        inner, value = session.among("a.id", wanted.articles)
        add(
            f"key IN (SELECT r.incident_key FROM report r JOIN article a ON a.key = r.article_key WHERE {inner})",
            value,
        )
    if wanted.tags:
        add(
            "(" + " OR ".join("'; ' || tags || '; ' LIKE ? ESCAPE '\\'" for _ in wanted.tags) + ")",
            *(f"%; {_escaped(tag)}; %" for tag in wanted.tags),
        )
    if wanted.reviewed is not None:
        add("reviewed = ?", wanted.reviewed)
    if wanted.where is not None:
        text, said = compiled(wanted.where, session.dialect)
        add(f"({text})", *said)
    return conditions, values


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _words(session: Session, q: str) -> tuple[str, str]:
    words = normal(q.replace("_", " ")).split()
    if not words:
        return ("key = ?", "-1") if session.dialect == "sqlite" else ("key = ?::bigint", "-1")
    if len(words) > MAX_WORDS:
        raise Invalid(f"q has {len(words)} words; at most {MAX_WORDS} are looked for")
    if session.dialect == "sqlite":
        query = " AND ".join(f'"{word}"' for word in words) + "*"
        return "key IN (SELECT rowid FROM incident_words WHERE incident_words MATCH ?)", query
    return "words @@ to_tsquery('simple', ?)", " & ".join(words) + ":*"


def compiled(expression: Any, dialect: str) -> tuple[str, list[Any]]:
    """A SQLAlchemy expression as text with ``?`` and its values. Raises Invalid."""
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.exc import SQLAlchemyError

    kinds: dict[str, Any] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}
    kind = kinds[dialect](paramstyle="qmark")
    try:
        made = expression.compile(dialect=kind, compile_kwargs={"render_postcompile": True})
    except SQLAlchemyError as error:
        raise Invalid(f"the filter cannot be asked of the database: {error}") from error
    return str(made), [made.params[name] for name in made.positiontup or ()]
