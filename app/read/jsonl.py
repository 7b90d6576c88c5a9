"""JSON Lines → articles, one a line; a bad line is told and the others go on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.errors import InputError
from app.model.article import Article
from app.read.compose import as_given, compose
from app.read.decode import MAX_BYTES_PER_CHAR, check_text
from app.read.metadata import Metadata, metadata_of

READER = "jsonl/1"
_SLACK = 100_000
"""Bytes of a line beside its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its ``number`` from 1, the ``id`` it gave itself (any JSON value), and the article or the error."""

    number: int
    id: object
    article: Article | None
    error: str | None


def read_lines(
    lines: Iterable[bytes], max_chars: int, known: Metadata | None = None, *, verbatim: bool
) -> Iterator[Line]:
    """An article or an error for each line that is not blank, in order.

    ``verbatim``: the text stays exactly as given, so that offsets are the giver's; else the title is put before it.
    ``known`` stands above what the lines say.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        key: object = None
        try:
            row = parse_object(line, max_chars)
            key = row.get("id")
            yield Line(number, key, article_of(row, max_chars, known, verbatim=verbatim), None)
        except InputError as error:
            yield Line(number, key, None, str(error))


def article_of(row: Mapping[str, object], max_chars: int, known: Metadata | None = None, *, verbatim: bool) -> Article:
    """An article from ``{"text", "title"?, "published"?, "source"?, "url"?, "language"?}``.

    :raises InputError: no text in ``text``, or a bad value.
    """
    text = row.get("text")
    if text is None:
        raise InputError('text: missing; an article is {"id": …, "text": "…", "published": "2023-09-14"}')
    if not isinstance(text, str):
        raise InputError("text: no text; put it in quotation marks")
    metadata = (known or Metadata()).completed_by(metadata_of(row))
    return (as_given if verbatim else compose)(check_text(text, max_chars), metadata, READER)


def parse_object(line: bytes, max_chars: int) -> dict[str, object]:
    """The JSON object of one line.

    :raises InputError: too long, not UTF-8, no JSON, or JSON that is no object.
    """
    if len(line) > max_chars * MAX_BYTES_PER_CHAR * 2 + _SLACK:
        raise InputError(f"too long: a line of {len(line):,} bytes, the limit is {max_chars:,} characters of text")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte {error.start} of the line is 0x{line[error.start]:02x}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from None
    if not isinstance(row, dict):
        raise InputError("no JSON object: each line is one article in braces")
    return row
