"""Plain text → Article."""

from __future__ import annotations

from app.model.article import Article
from app.read.compose import compose
from app.read.decode import check_text, decode_text
from app.read.metadata import Metadata

READER = "text/1"


def read_text(data: bytes | str, metadata: Metadata, max_chars: int) -> Article:
    """One article from the bytes of a UTF-8 text.

    :raises InputError: empty, binary, not UTF-8 or longer than ``max_chars`` code points.
    """
    text = decode_text(data, max_chars) if isinstance(data, bytes) else check_text(data, max_chars)
    return compose(text, metadata, READER)
