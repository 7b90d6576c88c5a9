"""Check the hand-made gold: known types, dates, points, and triggers that stand where they are said to stand.

Run ``python -m tests.eval.gold.check`` in the repository's root; it prints one line for each fault and exits with 1 if
there is any. Gold about texts that are not part of the repository is checked against the folder named by
``INCIDENTS_SHARED`` (default: ``shared`` beside the repository); where that folder does not exist, this is said and the
rest is checked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.eval.gold.load import GOLD, ROOT, SHARED, GoldArticle, gold_articles, half_of

STATUSES = {"occurred", "claimed", "historical", "planned", "threatened", "hypothetical", "denied"}
PRECISIONS = {"exact", "place", "near", "district", "region", "country", "sea"}
FIELDS = {
    "type", "status", "place", "lat", "lon", "precision", "date_start", "date_end",
    "killed", "wounded", "certain", "trigger", "trigger_text", "also_types", "also_statuses", "also_killed", "note",
}  # fmt: skip
FOREIGN_TRIGGER_WORDS = 3
"""Of texts by others the repository holds facts, never their sentences."""


def faults_of_event(event: dict[str, Any], text: str | None, types: set[str]) -> Iterator[str]:
    """What is wrong with one event."""
    if set(event) != FIELDS:
        yield f"fields differ: {set(event) ^ FIELDS}"
        return
    if event["type"] not in types:
        yield f"unknown type {event['type']}"
    if event["status"] not in STATUSES:
        yield f"unknown status {event['status']}"
    if not set(event["also_types"]) <= types or not set(event["also_statuses"]) <= STATUSES:
        yield f"unknown other type or status {event['also_types']} {event['also_statuses']}"
    if event["lat"] is None or event["lon"] is None:
        if event["certain"]:
            yield "a certain event needs a point"
    elif not (-90 <= event["lat"] <= 90 and -180 <= event["lon"] <= 180 and event["precision"] in PRECISIONS):
        yield f"bad point or precision {event['lat']} {event['lon']} {event['precision']}"
    first, last = (date.fromisoformat(d) if d else None for d in (event["date_start"], event["date_end"]))
    if first and last and first > last:
        yield f"dates reversed {first} {last}"
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    if text is not None and text[start:end] != event["trigger_text"]:
        yield f"text at {start}:{end} is {text[start:end]!r}, not {event['trigger_text']!r}"


def faults_of_article(article: GoldArticle, types: set[str]) -> Iterator[str]:
    """What is wrong with the gold of one article."""
    if article.text is None and article.kind != "foreign":
        yield "its text is missing"
    for number, event in enumerate(article.events):
        for fault in faults_of_event(event, article.text, types):
            yield f"event {number} ({event.get('trigger_text')}): {fault}"
        if article.kind == "foreign" and len(event["trigger_text"].split()) > FOREIGN_TRIGGER_WORDS:
            yield f"event {number}: more than {FOREIGN_TRIGGER_WORDS} words of a foreign text"


def faults_of_halves() -> Iterator[str]:
    """Files whose half is not what their story's key gives, and notes whose id stands twice."""
    for path in [*(GOLD / "foreign").glob("*.json"), *(GOLD / "own").glob("*.gold.json")]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["half"] != half_of(gold["story"]):
            yield f"{path.name}: half of {gold['story']} is {half_of(gold['story'])}"
    seen: set[str] = set()
    for article in gold_articles(("short",)):
        if article.id in seen:
            yield f"{article.id}: this id stands twice"
        seen.add(article.id)
        if article.half != half_of(article.id):
            yield f"{article.id}: half is {half_of(article.id)}"


def faults_of_merge_set(folder: Path, types: set[str]) -> Iterator[str]:
    """What is wrong with the set of articles whose reports are to be merged."""
    gold = json.loads((folder / "incidents.gold.json").read_text(encoding="utf-8"))
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in gold["articles"]}
    ids = {incident["id"] for incident in gold["incidents"]}
    if len(ids) != len(gold["incidents"]):
        yield "an id stands twice"
    yield from (f"unknown pair {pair}" for pair in gold["never_together"] if not set(pair) <= ids)
    for incident in gold["incidents"]:
        if incident["type"] not in types or incident["status"] not in STATUSES:
            yield f"{incident['id']}: unknown type or status"
        articles = [report["article"] for report in incident["reports"]]
        if not articles or len(set(articles)) != len(articles):
            yield f"{incident['id']}: needs one report or more, one for each article"
        for report in incident["reports"]:
            found = texts[report["article"]][report["trigger"]["start"] : report["trigger"]["end"]]
            if found != report["trigger_text"]:
                yield f"{incident['id']}: {report['article']} says {found!r}, not {report['trigger_text']!r}"


def all_faults() -> list[str]:
    """What is wrong with any of the gold, each with the article's name."""
    types = {row["id"] for row in yaml.safe_load((ROOT / "app/model/event_types.yaml").read_text(encoding="utf-8"))}
    faults = [f"{a.kind}/{a.id}: {fault}" for a in gold_articles() for fault in faults_of_article(a, types)]
    faults += faults_of_halves()
    faults += (f"merge: {fault}" for fault in faults_of_merge_set(ROOT / "tests" / "golden" / "merge", types))
    return faults


def main() -> int:
    """Print the faults; 1 if there are any."""
    if not SHARED.exists():
        print(f"NOTE: {SHARED} does not exist: the offsets of foreign gold are not checked", file=sys.stderr)
    faults = all_faults()
    for fault in faults:
        print(fault)
    print(f"{len(gold_articles())} articles, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
