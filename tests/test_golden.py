"""The bundled sample articles against their events by hand: accuracy on them cannot fall unseen."""

from __future__ import annotations

from datetime import date

import pytest

from app.model.article import Article
from app.model.report import Report
from app.pipeline import Pipeline
from app.settings import Settings
from tests.eval.gold.load import GoldArticle, gold_articles
from tests.eval.score_events import Tally, score

GOLDEN = gold_articles(("golden",))
PRECISION, RECALL, STRICT_F1, DATES = 0.76, 0.66, 0.70, 0.90
"""A little under what is measured; docs/accuracy.md says what is still wrong."""


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Report, ...]]:
    pipeline = Pipeline.open(Settings())
    return {gold.id: pipeline.extract(article(gold)).reports for gold in GOLDEN}


def article(gold: GoldArticle) -> Article:
    assert gold.text is not None
    published = date.fromisoformat(gold.published) if gold.published else None
    return Article(gold.id, gold.text, title=gold.title, source=gold.source, published=published)


@pytest.mark.parametrize("gold", GOLDEN, ids=[gold.id for gold in GOLDEN])
def test_each_article_gives_events_of_its_table(gold: GoldArticle, found: dict[str, tuple[Report, ...]]) -> None:
    tally = Tally()
    score(tally, gold.id, found[gold.id], gold.events)
    assert tally.hit >= 2
    assert tally.precision >= 0.5


def test_all_together(found: dict[str, tuple[Report, ...]]) -> None:
    tally = Tally()
    for gold in GOLDEN:
        score(tally, gold.id, found[gold.id], gold.events)
    print("\n" + tally.line())
    assert tally.precision >= PRECISION
    assert tally.recall >= RECALL
    assert tally.strict_f1 >= STRICT_F1
    assert tally.dates_right / tally.dates >= DATES
