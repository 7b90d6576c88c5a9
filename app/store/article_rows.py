"""Articles to rows and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import orjson

from app.model.article import Article, Span
from app.store.errors import Invalid
from app.store.results import StoredArticle

FIELDS = (
    "key, id, text, title, headline_start, headline_end, source, url, language, published, published_at, retrieved_at, "
    "reader, revises, links, extractor, stored_at, purged"
)
INSERT = f"INSERT INTO article ({FIELDS}) VALUES ({', '.join('?' * 18)})"


def now() -> str:
    """The moment as stored: ISO text in UTC, naive, to the microsecond."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def storable(text: str | None, what: str) -> None:
    """Raises Invalid for text that neither database can hold and give back unharmed."""
    if text is None:
        return
    if "\x00" in text:
        raise Invalid(f"{what} holds a NUL character: remove it before storing")
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Invalid(f"{what} holds a lone surrogate at character {error.start}: it is no valid text") from error


def check(article: Article) -> None:
    """Raises Invalid for an article that cannot be stored."""
    for name in ("text", "title", "source", "url", "language", "id"):
        storable(getattr(article, name), f"the article's {name}")


def row_of(key: int, article: Article, extractor: str | None, stored_at: str) -> tuple[Any, ...]:
    """A row in the order of ``FIELDS``; see ``check``."""
    return (
        key,
        article.id,
        article.text,
        article.title,
        article.headline.start if article.headline else None,
        article.headline.end if article.headline else None,
        article.source,
        article.url,
        article.language,
        article.published.isoformat() if article.published else None,
        article.published_at.isoformat() if article.published_at else None,
        article.retrieved_at.isoformat() if article.retrieved_at else None,
        article.reader,
        article.revises,
        orjson.dumps(article.links).decode(),
        extractor,
        stored_at,
        False,
    )


def article_of(row: tuple[Any, ...]) -> Article:
    """Back from a row in the order of ``FIELDS``."""
    return Article(
        id=row[1],
        text=row[2],
        title=row[3],
        headline=Span(row[4], row[5]) if row[4] is not None else None,
        source=row[6],
        url=row[7],
        language=row[8],
        published=date.fromisoformat(row[9]) if row[9] else None,
        published_at=datetime.fromisoformat(row[10]) if row[10] else None,
        retrieved_at=datetime.fromisoformat(row[11]) if row[11] else None,
        reader=row[12],
        revises=row[13],
        links=tuple(orjson.loads(row[14])),
    )


def stored_of(row: tuple[Any, ...], revised_by: str | None, reports: int) -> StoredArticle:
    """With what the store knows about it."""
    return StoredArticle(article_of(row), datetime.fromisoformat(row[16]), revised_by, bool(row[17]), reports)
