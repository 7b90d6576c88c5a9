"""Mangled articles: never an error, never an offset outside the text, never a point off the earth."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.article import Article
from app.pipeline import Pipeline
from app.settings import Settings
from tests.robustness.mangle import mangled
from tests.robustness.soundness import faults

SEED = 20261125
DAYS = (None, date(2026, 10, 20), date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.open(Settings())


@pytest.fixture(scope="module")
def texts(root: Path) -> list[str]:
    folders = (root / "samples" / "articles", root / "tests" / "eval" / "gold" / "own")
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]


def run(pipeline: Pipeline, texts: list[str], first: int, count: int) -> None:
    for number in range(first, first + count):
        dice = random.Random(SEED + number)
        text = mangled(texts, dice)
        article = Article(f"mangled-{number}", text, published=dice.choice(DAYS))
        assert not faults(pipeline.extract(article)), f"article {number}: {text!r}"


def test_some_mangled_articles(pipeline: Pipeline, texts: list[str]) -> None:
    run(pipeline, texts, 0, 250)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, 10_000, 1000))
def test_ten_thousand_mangled_articles(pipeline: Pipeline, texts: list[str], first: int) -> None:
    run(pipeline, texts, first, 1000)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400), st.sampled_from(DAYS))
def test_any_text(pipeline: Pipeline, text: str, published: date | None) -> None:
    assert not faults(pipeline.extract(Article("any", text, published=published)))


WORDS = st.sampled_from(
    ["killed", "nine people", "in Quetta", "a bomb exploded", "on Monday", "between", "and", "the police said", "no"]
    + ["12 km north of", "Kyiv", "the night before", "two days after", "31 February", ",", ".", "(", '"', "\n", "who"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, max_size=40), st.sampled_from(DAYS))
def test_any_words_of_news(pipeline: Pipeline, words: list[str], published: date | None) -> None:
    assert not faults(pipeline.extract(Article("any", " ".join(words), published=published)))
