"""What the pipeline asks of a language model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.model.article import Article
from app.model.parsed import Parsed


class Parser(Protocol):
    """Reads an article into tokens, tags, dependencies and sentences.

    A new language is a class with these two methods. Offsets are code points of ``article.text``; tokens and sentences
    are in the order of the text; every token's head lies in its own sentence.
    """

    def parse(self, article: Article) -> Parsed:
        """Never raises on any text; an empty text gives no sentences."""
        ...

    def parse_many(self, articles: Sequence[Article]) -> list[Parsed]:
        """The same for several articles at once, in their order."""
        ...
