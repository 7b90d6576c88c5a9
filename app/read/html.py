"""An HTML page → Article: the main text, without menus and advertisements, and what the page says about itself."""

from __future__ import annotations

import re
from datetime import datetime

import htmldate
import trafilatura

from app.errors import InputError
from app.model.article import Article
from app.read.compose import compose
from app.read.decode import check_text, decode_html
from app.read.links import page_links
from app.read.metadata import Metadata

READER = f"html/1 trafilatura/{trafilatura.__version__}"

_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_TIME = "%Y-%m-%dT%H:%M:%S%z"


def looks_like_html(text: str) -> bool:
    """Whether ``text`` begins as a page does."""
    return _START.match(text[:4000]) is not None


def read_html(data: bytes | str, metadata: Metadata, max_chars: int) -> Article:
    """One article from a page; ``metadata`` that is given stands above what the page says.

    :raises InputError: as :func:`app.read.text.read_text`, or a page without any running text.
    """
    page = decode_html(data, max_chars) if isinstance(data, bytes) else check_text(data, max_chars)
    found = trafilatura.bare_extraction(
        page, url=metadata.url, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError("empty: no running text was found in the page")
    said = Metadata(
        title=_line(found.title),
        source=_line(found.sitename) or _line(found.hostname),
        url=_line(found.url),
        language=_line(found.language),
    )
    paragraphs = [line.strip() for line in (found.text or "").splitlines() if line.strip()]
    known = metadata.completed_by(said).completed_by(_published(page))
    text = "\n\n".join(paragraphs)
    return compose(text, known, READER, page_links(page, text, known.url))


def _published(page: str) -> Metadata:
    """When the page was first published, as it says itself: the offset matters for "Thursday" near midnight."""
    try:
        given = htmldate.find_date(page, original_date=True, outputformat=_TIME)
    except (ValueError, TypeError, OverflowError):
        return Metadata()
    if given is None:
        return Metadata()
    moment = datetime.fromisoformat(given)
    return Metadata(published=moment.date(), published_at=moment if moment.tzinfo is not None else None)


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
