"""Check the hand-made gold: known types, dates, points, and triggers that stand where they are said to stand.

Run ``python tests/eval/gold/check.py``; it prints one line for each fault and exits with 1 if there is any.
Gold about texts that are not part of the repository is checked against the folder named by ``INCIDENTS_SHARED``
(default: ``shared`` beside the repository); where that folder does not exist, this is said and the rest is checked.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("INCIDENTS_SHARED", ROOT.parent / "shared"))
STATUSES = {"occurred", "claimed", "historical", "planned", "threatened", "hypothetical", "denied"}
PRECISIONS = {"exact", "place", "near", "district", "region", "country", "sea"}
FIELDS = {
    "type", "status", "place", "lat", "lon", "precision", "date_start", "date_end",
    "killed", "wounded", "certain", "trigger", "trigger_text", "note",
}  # fmt: skip
FOREIGN_TRIGGER_WORDS = 3
"""Of texts by others the repository holds facts, never their sentences."""


def half_of(story: str) -> str:
    """``look`` or ``measure``: by the last hexadecimal digit of the SHA-256 of the story's key, even or odd."""
    return "look" if int(hashlib.sha256(story.encode()).hexdigest()[-1], 16) % 2 == 0 else "measure"


def gold_files() -> list[Path]:
    """Every file with the gold of one article."""
    eval_gold = ROOT / "tests" / "eval" / "gold"
    return [
        *sorted((eval_gold / "foreign").glob("*.json")),
        *sorted((eval_gold / "own").glob("*.gold.json")),
        *sorted((ROOT / "tests" / "golden").glob("*.json")),
    ]


def geovirus_texts() -> dict[str, str]:
    """Texts of the GeoVirus development set by id; empty where the shared folder does not exist."""
    path = SHARED / "dev" / "toponyms-geovirus.jsonl"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def text_of(gold_path: Path, gold: dict[str, Any], geovirus: dict[str, str]) -> str | None:
    """The text that a gold file speaks of, or None where the shared folder does not exist."""
    name: str = gold["article"]
    if gold_path.parent.name == "foreign":
        if name in geovirus:
            return geovirus[name]
        path = SHARED / "samples" / name
        return path.read_text(encoding="utf-8") if path.exists() else None
    folder = gold_path.parent if gold_path.parent.name == "own" else ROOT / "samples" / "articles"
    return (folder / name).read_text(encoding="utf-8")


def faults_of_event(event: dict[str, Any], text: str | None, types: set[str]) -> Iterator[str]:
    """What is wrong with one event."""
    if set(event) != FIELDS:
        yield f"fields differ: {set(event) ^ FIELDS}"
        return
    if event["type"] not in types:
        yield f"unknown type {event['type']}"
    if event["status"] not in STATUSES:
        yield f"unknown status {event['status']}"
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


def faults_of_file(path: Path, geovirus: dict[str, str], types: set[str]) -> Iterator[str]:
    """What is wrong with one gold file."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = text_of(path, gold, geovirus)
    if "half" in gold and gold["half"] != half_of(gold["story"]):
        yield f"half of {gold['story']} is {half_of(gold['story'])}"
    foreign = path.parent.name == "foreign"
    for number, event in enumerate(gold["events"]):
        for fault in faults_of_event(event, text, types):
            yield f"event {number} ({event.get('trigger_text')}): {fault}"
        if foreign and len(event["trigger_text"].split()) > FOREIGN_TRIGGER_WORDS:
            yield f"event {number}: more than {FOREIGN_TRIGGER_WORDS} words of a foreign text"


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


def all_faults() -> Iterator[str]:
    """What is wrong with any gold file, each with the file's name."""
    types = {row["id"] for row in yaml.safe_load((ROOT / "app/model/event_types.yaml").read_text(encoding="utf-8"))}
    geovirus = geovirus_texts()
    for path in gold_files():
        for fault in faults_of_file(path, geovirus, types):
            yield f"{path.relative_to(ROOT)}: {fault}"
    merge = ROOT / "tests" / "golden" / "merge"
    yield from (f"{merge.relative_to(ROOT)}: {fault}" for fault in faults_of_merge_set(merge, types))


def main() -> int:
    """Print the faults; 1 if there are any."""
    if not SHARED.exists():
        print(f"NOTE: {SHARED} does not exist: the offsets of foreign gold are not checked", file=sys.stderr)
    faults = list(all_faults())
    for fault in faults:
        print(fault)
    print(f"{len(gold_files())} gold files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
