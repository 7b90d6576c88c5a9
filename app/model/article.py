"""One text as it was published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of Unicode code points in ``Article.text``: ``0 <= start <= end <= len(text)``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def cut(self, text: str) -> str:
        """The characters of ``text`` under this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known about it; everything but the text may be unknown.

    ``text`` is what all offsets refer to. Where it begins with its own headline, ``headline`` is the span of it;
    a ``title`` that does not stand in the text is context only.
    """

    id: str
    text: str
    title: str | None = None
    headline: Span | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    """Local calendar day of publication."""
    published_at: datetime | None = None
    """The instant of publication with its offset, where it is known; its date is ``published``."""
    retrieved_at: datetime | None = None
    reader: str = "text/1"
    """Name and version of the reader that derived ``text`` from the original bytes."""
    revises: str | None = None
    """Id of the article that this one corrects."""
    links: tuple[str, ...] = field(default=())


def article_id(text: str, source: str | None, url: str | None) -> str:
    """A digest of source, address and text (32 hex digits): two outlets with one text stay two articles."""
    digest = hashlib.sha256()
    for part in (source or "", url or "", text):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
