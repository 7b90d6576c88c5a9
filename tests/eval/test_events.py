"""Accuracy of the events on the annotated articles: floors a little under what is measured (docs/accuracy.md)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from geopy.distance import great_circle

from app.model.article import Article
from app.pipeline import Pipeline
from app.settings import Settings
from tests.eval.gold.load import gold_articles
from tests.eval.score_events import Tally, score

# kind, half → precision, recall, strict F1
FLOORS = {
    ("foreign", "look"): (0.88, 0.71, 0.77),
    ("foreign", "measure"): (0.67, 0.71, 0.64),
    ("own", "look"): (0.75, 0.71, 0.69),
    ("own", "measure"): (0.64, 0.57, 0.59),
    ("short", "look"): (0.82, 0.70, 0.74),
    ("short", "measure"): (0.72, 0.64, 0.67),
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.open(Settings())


@pytest.mark.parametrize(("kind", "half"), FLOORS)
def test_events(pipeline: Pipeline, shared: Path, kind: str, half: str) -> None:
    tally = Tally()
    for gold in gold_articles((kind,), half):
        assert gold.text is not None
        published = date.fromisoformat(gold.published) if gold.published else None
        article = Article(gold.id, gold.text, title=gold.title, source=gold.source, published=published)
        score(tally, gold.id, pipeline.extract(article).reports, gold.events)
    print(f"\n{kind:8} {half:8} {tally.line()}")
    precision, recall, strict = FLOORS[kind, half]
    assert tally.precision >= precision
    assert tally.recall >= recall
    assert tally.strict_f1 >= strict


def test_reports_of_ships(pipeline: Pipeline, shared: Path) -> None:
    """Each report's position within 25 km and its day (IMB by newzealandpaul, CC BY 4.0)."""
    lines = (shared / "dev" / "incidents-piracy.jsonl").read_text("utf-8").splitlines()
    right = 0
    for row in map(json.loads, lines):
        gold = row["gold"][0]
        for report in pipeline.extract(Article(row["id"], row["text"])).reports:
            if report.location is None or report.event.time is None:
                continue
            here = (report.location.lat, report.location.lon)
            near = great_circle(here, (gold["lat"], gold["lon"])).km <= 25
            if near and report.event.time.start.date().isoformat() == gold["date"]:
                right += 1
                break
    print(f"\npiracy: point and day right in {right} of {len(lines)}")
    assert right / len(lines) >= 0.9
