"""The gazetteer and the language model, opened once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.article import Article
from app.model.toponym import Toponym
from app.toponyms.reader import ToponymReader
from gazetteer.index import Index


@pytest.fixture(scope="session")
def index(root: Path) -> Index:
    """The built gazetteer; without it the tests are skipped loudly, but on CI they fail."""
    path = Path(os.environ.get("INCIDENTS_GAZETTEER", root / "build" / "gazetteer.db"))
    if not path.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"NOT RUN: no gazetteer at {path}: build it first")
    return Index.open(path)


@pytest.fixture(scope="session")
def reader(index: Index) -> ToponymReader:
    return ToponymReader(index)


@pytest.fixture(scope="session")
def read(reader: ToponymReader) -> Callable[[str], dict[str, Toponym]]:
    """Text → its toponyms by their own text; the first of several with one text."""
    from app.parse.spacy_model import SpacyParser

    parser = SpacyParser()

    def read_text(text: str) -> dict[str, Toponym]:
        found: dict[str, Toponym] = {}
        for toponym in reader.read(parser.parse(Article("test", text))):
            found.setdefault(toponym.text, toponym)
        return found

    return read_text
