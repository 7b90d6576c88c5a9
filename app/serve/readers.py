"""How what is sent becomes articles; made by ``app.main`` from ``app.read``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.model.article import Article


class Readers(Protocol):
    """Bytes or JSON → Article; each raises ``app.errors.InputError``."""

    def row(self, row: Mapping[str, object], verbatim: bool) -> Article:
        """From a JSON object; ``verbatim``: offsets are those of the given text, the title is context only."""

    def text(self, data: bytes, about: Mapping[str, object]) -> Article:
        """From a plain text in UTF-8; ``about``: title, published, source, url, language."""

    def html(self, data: bytes, about: Mapping[str, object]) -> Article:
        """From a page."""
