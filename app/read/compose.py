"""Text and metadata → Article: where the headline stands, and under which id."""

from __future__ import annotations

import re

from app.errors import InputError
from app.model.article import Article, Span, article_id
from app.read.links import MOST, written_links
from app.read.metadata import Metadata

MAX_HEADLINE = 200
"""Code points; a longer first line is no headline."""

_FIRST_LINE = re.compile(r"\s*(\S[^\n]*?)[ \t]*\n[ \t]*\n\s*\S")
_ENDS_SENTENCE = (".", "!", "…", ":", ";", ",")


def compose(body: str, metadata: Metadata, reader: str, links: tuple[str, ...] = ()) -> Article:
    """An article to be stored: title, blank line, body, unless the body begins with that title already.

    ``links``: addresses behind its words; those written in the text are found here.

    :raises InputError: nothing but white space.
    """
    text = body.strip()
    _refuse_empty(text)
    headline = find_headline(text, metadata.title)
    if headline is None and metadata.title is not None:
        text = f"{metadata.title}\n\n{text}"
        headline = Span(0, len(metadata.title))
    return _article(text, metadata, headline, reader, links)


def as_given(text: str, metadata: Metadata, reader: str) -> Article:
    """An article whose offsets must be those of the given text: nothing is put before it, nothing cut.

    :raises InputError: nothing but white space.
    """
    _refuse_empty(text)
    return _article(text, metadata, find_headline(text, metadata.title), reader)


def find_headline(text: str, title: str | None) -> Span | None:
    """Where ``text`` begins with ``title``; without a title, a short first line before a blank one."""
    if title is None:
        first = _FIRST_LINE.match(text)
        if first is None or len(first[1]) > MAX_HEADLINE or first[1].endswith(_ENDS_SENTENCE):
            return None
        return Span(first.start(1), first.end(1))
    words = r"\s+".join(re.escape(word) for word in title.split())
    found = re.compile(rf"\s*({words})(?=\s*\n|\s*$|[.!?…])", re.IGNORECASE).match(text)
    return Span(found.start(1), found.end(1)) if found else None


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise InputError("empty: there is no text in it")


def _article(text: str, metadata: Metadata, headline: Span | None, reader: str, links: tuple[str, ...] = ()) -> Article:
    title = metadata.title
    if title is None and headline is not None:
        title = " ".join(headline.cut(text).split())
    return Article(
        id=article_id(text, metadata.source, metadata.url),
        text=text,
        title=title,
        headline=headline,
        source=metadata.source,
        url=metadata.url,
        language=metadata.language,
        published=metadata.published,
        published_at=metadata.published_at,
        reader=reader,
        links=tuple(dict.fromkeys((*links, *written_links(text))))[:MOST],
    )
