"""All hand-made gold as one list: the text, what is known about it, and the events that a reader finds in it.

Used as ``from tests.eval.gold.load import gold_articles`` with the repository's root on the path.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "tests" / "eval" / "gold"
SHARED = Path(os.environ.get("INCIDENTS_SHARED", ROOT.parent / "shared"))
KINDS = ("foreign", "own", "short", "golden")


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article with its events by hand.

    ``kind``: foreign (by others), own (written for this project), short (notes of one to four sentences), golden (the
    bundled samples). ``half``: look, measure, or both for the golden ones. ``text`` is None where the article is by
    others and the shared folder does not exist. ``events``: as README.md beside this file says.
    """

    id: str
    kind: str
    half: str
    text: str | None
    title: str | None
    published: str | None
    source: str | None
    events: tuple[dict[str, Any], ...]


def half_of(story: str) -> str:
    """``look`` or ``measure``: by the last hexadecimal digit of the SHA-256 of the story's key, even or odd."""
    return "look" if int(hashlib.sha256(story.encode()).hexdigest()[-1], 16) % 2 == 0 else "measure"


def gold_articles(kinds: tuple[str, ...] = KINDS, half: str | None = None) -> list[GoldArticle]:
    """The articles of these kinds (and of one half), in a fixed order."""
    found = [article for kind in kinds for article in _READERS[kind]()]
    return [article for article in found if half is None or article.half == half]


def _json(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _with_sidecar(gold_path: Path, kind: str, folder: Path) -> GoldArticle:
    gold = _json(gold_path)
    text_path = folder / gold["article"]
    sidecar = _json(text_path.with_suffix(".json")) if text_path.exists() else {}
    return GoldArticle(
        id=text_path.stem,
        kind=kind,
        half=gold.get("half", "both"),
        text=text_path.read_text(encoding="utf-8") if text_path.exists() else None,
        title=sidecar.get("title"),
        published=gold["published"],
        source=sidecar.get("source"),
        events=tuple(gold["events"]),
    )


def _foreign() -> list[GoldArticle]:
    geovirus: dict[str, str] = {}
    path = SHARED / "dev" / "toponyms-geovirus.jsonl"
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            geovirus = {row["id"]: row["text"] for row in map(json.loads, lines)}
    articles = []
    for gold_path in sorted((GOLD / "foreign").glob("*.json")):
        if not gold_path.name.startswith("geovirus-"):
            articles.append(_with_sidecar(gold_path, "foreign", SHARED / "samples"))
            continue
        gold = _json(gold_path)
        text = geovirus.get(gold["article"])
        events = tuple(gold["events"])
        articles.append(GoldArticle(gold["article"], "foreign", gold["half"], text, None, None, None, events))
    return articles


def _own() -> list[GoldArticle]:
    return [_with_sidecar(path, "own", path.parent) for path in sorted((GOLD / "own").glob("*.gold.json"))]


def _golden() -> list[GoldArticle]:
    texts = ROOT / "samples" / "articles"
    return [_with_sidecar(path, "golden", texts) for path in sorted((ROOT / "tests" / "golden").glob("*.json"))]


def _short() -> list[GoldArticle]:
    paths = sorted((GOLD / "short").glob("*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [GoldArticle(kind="short", **{**row, "events": tuple(row["events"])}) for row in rows]


_READERS = {"foreign": _foreign, "own": _own, "short": _short, "golden": _golden}
