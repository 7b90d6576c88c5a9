"""Eighteen articles by several outlets on the same days: which of their reports become one incident."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from app.merge.incidents import RuleMerge
from app.model.article import Article, article_id
from app.model.event_type import group_of
from app.model.report import Report
from app.pipeline import Pipeline
from app.settings import Settings
from app.store.facts import facts_of

TOGETHER_FLOOR = 0.55
"""Share of the pairs of the gold that are both found and one incident; see docs/accuracy.md."""
MIXED = frozenset({"explosion", "industrial_accident"})
"""Types of two groups for one happening, see ``kinship.yaml``."""


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "tests" / "golden" / "merge"


@pytest.fixture(scope="module")
def gold(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "incidents.gold.json").read_text("utf-8"))
    return data


@pytest.fixture(scope="module")
def reports(folder: Path, gold: dict[str, Any]) -> dict[str, list[tuple[Article, Report]]]:
    pipeline = Pipeline.open(Settings())
    found: dict[str, list[tuple[Article, Report]]] = {}
    for name in gold["articles"]:
        text = (folder / name).read_text("utf-8")
        about = json.loads((folder / name).with_suffix(".json").read_text("utf-8"))
        identity = article_id(text, about.get("source"), None)
        article = Article(
            identity, text, source=about.get("source"), published=date.fromisoformat(about["published_date"])
        )
        found[name] = [(article, report) for report in pipeline.extract(article).reports]
    return found


@pytest.fixture(scope="module")
def incident_of(reports: dict[str, list[tuple[Article, Report]]]) -> dict[str, int]:
    claims = [facts_of(article, report).claim for pairs in reports.values() for article, report in pairs]
    parts = RuleMerge().partition(claims, [])
    return {member: number for number, part in enumerate(parts) for member in part.members}


def report_at(
    reports: dict[str, list[tuple[Article, Report]]], entry: dict[str, Any], incident: dict[str, Any]
) -> str | None:
    """The report of the sentence in which the gold's trigger stands: of the gold's group of types, the nearest one."""
    start = entry["trigger"]["start"]
    told = [r for _, r in reports[entry["article"]] if any(s.start <= start < s.end for s in r.event.evidence)]
    group = group_of(incident["type"])
    fitting = [r for r in told if group_of(r.event.type) == group or {r.event.type, incident["type"]} <= MIXED]
    nearest = min(fitting, key=lambda r: abs(r.event.trigger.start - start), default=None)
    return nearest.id if nearest else None


def test_what_is_one_happening_becomes_one_incident(
    gold: dict[str, Any], reports: dict[str, list[tuple[Article, Report]]], incident_of: dict[str, int]
) -> None:
    pairs, right, wrong = 0, 0, []
    for incident in gold["incidents"]:
        ids = [(entry["article"], report_at(reports, entry, incident)) for entry in incident["reports"]]
        for (name, one), (other_name, other) in combinations(ids, 2):
            pairs += 1
            if one and other and incident_of[one] == incident_of[other]:
                right += 1
            else:
                wrong.append((incident["id"], name, one is not None, other_name, other is not None))
    print(f"\n{right} of {pairs} pairs together; apart or not found: {wrong}")
    assert right / pairs >= TOGETHER_FLOOR


def test_what_must_stay_apart_does(
    gold: dict[str, Any], reports: dict[str, list[tuple[Article, Report]]], incident_of: dict[str, int]
) -> None:
    by_id = {incident["id"]: incident for incident in gold["incidents"]}
    for pair in gold["never_together"]:
        first, second = (pair["incidents"] if isinstance(pair, dict) else pair)[:2]
        left = {r for e in by_id[first]["reports"] if (r := report_at(reports, e, by_id[first]))}
        right = {r for e in by_id[second]["reports"] if (r := report_at(reports, e, by_id[second]))}
        # One report that covers both in its evidence is the reader's mistake, not the merging's.
        apart = {incident_of[r] for r in left - right} & {incident_of[r] for r in right - left}
        assert not apart, (first, second)
