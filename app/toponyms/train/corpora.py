"""Corpora with known points: news with marked names, and lists of names without their text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked name; ``lat``/``lon`` in degrees, None where the annotators found no entry."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    feature: str | None = None
    following: str = ""
    """The next character of the text that is no space, where the text itself is not kept."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text (None: only its names are kept) with its marked names. ``group``: documents of one story share it."""

    id: str
    text: str | None
    golds: tuple[Gold, ...]
    group: str


def geovirus(path: Path) -> list[Document]:
    """World news on diseases, with text. Neighbouring documents that are pieces of one story share a group."""
    documents: list[Document] = []
    group, previous = -1, frozenset[str]()
    for row in _rows(path):
        golds = tuple(Gold(t["start"], t["end"], t["text"], t["lat"], t["lon"]) for t in row["toponyms"])
        names = frozenset(t["text"] for t in row["toponyms"])
        starts_story = not (names & previous)
        group += starts_story
        previous = names if starts_story else previous | names
        documents.append(Document(row["id"], row["text"], golds, f"story-{group}"))
    return documents


def lgl(path: Path) -> list[Document]:
    """US and other local news: names and points without text."""
    documents = []
    for row in _rows(path):
        golds = tuple(_name_only(mention) for mention in row["mentions"])
        documents.append(Document(row["id"], None, golds, row["id"]))
    return documents


def _name_only(mention: dict[str, Any]) -> Gold:
    start, text = mention["start"], mention["text"]
    return Gold(
        start, start + len(text), text, mention["lat"], mention["lon"], mention["feature"], mention["next"] or ""
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def digest(path: Path) -> str:
    """First 16 hex digits of the file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
