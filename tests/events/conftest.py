"""A pipeline for all tests of this folder, and a short way to read a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.model.article import Article
from app.model.report import Report
from app.pipeline import Pipeline
from app.settings import Settings

Read = Callable[..., tuple[Report, ...]]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.open(Settings())


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Read:
    def reports(text: str, published: date | None = date(2026, 9, 16)) -> tuple[Report, ...]:
        return pipeline.extract(Article(id="test", text=text, published=published)).reports

    return reports
