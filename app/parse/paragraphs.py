"""Cutting a text into paragraphs that a language model can take one by one."""

from __future__ import annotations

import re

from app.model.article import Span

MAX_CHARS = 4000
"""Longer paragraphs are cut at a sentence's end, so that time and memory stay linear in the text's length."""

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*\s")


def paragraphs(text: str) -> tuple[Span, ...]:
    """Non-blank lines of ``text``, without the white space around them, none longer than ``MAX_CHARS``."""
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > MAX_CHARS:
            cut = _cut(text, start, start + MAX_CHARS)
            _append(spans, text, start, cut)
            start = cut
        _append(spans, text, start, end)
    return tuple(spans)


def _cut(text: str, start: int, limit: int) -> int:
    """The end of the last sentence before ``limit``; else the last space; else ``limit``."""
    stops = [match.end() for match in _STOP.finditer(text, start, limit)]
    if stops:
        return stops[-1]
    space = text.rfind(" ", start + 1, limit)
    return space if space > start else limit


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        lead = len(piece) - len(piece.lstrip())
        spans.append(Span(start + lead, start + lead + len(stripped)))
