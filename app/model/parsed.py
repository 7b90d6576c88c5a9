"""The language model's reading of a text, the same for all stages that follow."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.article import Article, Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``head`` is an index into ``Parsed.tokens`` (its own index for a root)."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    """Universal part of speech."""
    tag: str
    """Penn Treebank tag for English."""
    dep: str
    """Dependency label (ClearNLP for English)."""
    head: int
    ent: str
    """Entity label of the language model ("GPE", "PERSON", …) or ""; a hint only."""
    ent_iob: str
    """"B", "I" or "O"."""
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` (inclusive) to ``last`` (exclusive) and the characters that they cover."""

    index: int
    span: Span
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its tokens and sentences; paragraphs that were not parsed have none."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Span, ...]
