"""What a pipeline says of words after tagging: part of speech and base form, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from app.parse.rules import Rules, Standing

MOST = 60_000
"""Words kept; then all are forgotten, so that memory stays bounded over any number of articles."""


@dataclass(frozen=True, slots=True)
class Word:
    """What does not change where a word comes again with the same tag and edge."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    is_space: bool
    standing: Standing | None = None
    """What the attribute rules say of it, where a rule for several words may apply to it; else None."""


class Words:
    """A pipeline's own attribute rules and lemmatizer, taken out of it and asked once for each word, tag and edge.

    They cost the model a fifth of its time when they are asked for every token. A pipeline without a lemmatizer that
    works word by word, or with rules that look at something else, keeps what it has.
    """

    def __init__(self, nlp: Language) -> None:
        """Switches off in ``nlp`` what is done here."""
        self._known: dict[tuple[int, ...], Word] = {}
        self._rules = _rules_of(nlp)
        self._lemmatizer = _lemmatizer_of(nlp)
        self._key = [ORTH, TAG, DEP] if self._rules else [ORTH, TAG, DEP, POS, MORPH, LEMMA]

    def of(self, doc: Doc) -> list[Word]:
        """A word for each token."""
        if len(self._known) >= MOST:
            self._forget()
        known = self._known
        words: list[Word] = []
        steps: dict[int, Standing] = {}
        for i, key in enumerate(map(tuple, doc.to_array(self._key).tolist())):
            word = known.get(key)
            if word is None:
                word = known[key] = self._learnt(doc, i, key)
            words.append(word)
            if word.standing is not None:
                steps[i] = word.standing
        if self._rules is not None and steps:
            for i, rules in self._rules.of_runs(steps).items():
                self._rules.apply(doc, i, (*steps[i].applies, *rules))
                words[i] = self._word(doc, i)
        return words

    def _forget(self) -> None:
        self._known.clear()
        if self._lemmatizer is not None:
            self._lemmatizer.cache.clear()

    def _learnt(self, doc: Doc, i: int, key: tuple[int, ...]) -> Word:
        if self._rules is None:
            return self._word(doc, i)
        standing = self._rules.standing(doc, i, key[1], key[2])
        self._rules.apply(doc, i, standing.applies)
        return self._word(doc, i, standing if standing.steps else None)

    def _word(self, doc: Doc, i: int, standing: Standing | None = None) -> Word:
        token = doc[i]
        lemma = token.lemma_
        if not lemma and self._lemmatizer is not None:
            lemma = str(self._lemmatizer.lemmatize(token)[0])
        return Word(token.text, lemma.lower(), token.pos_, token.tag_, token.dep_, token.is_space, standing)


def _rules_of(nlp: Language) -> Rules | None:
    """The attribute rules, which are then no longer part of the pipeline; None where they must stay."""
    ruler = nlp.get_pipe("attribute_ruler") if "attribute_ruler" in nlp.pipe_names else None
    if not isinstance(ruler, AttributeRuler) or "morphologizer" in nlp.pipe_names:
        return None
    lemmatizer = _by_rule(nlp)
    if lemmatizer is None and "lemmatizer" in nlp.pipe_names:
        return None  # it asks for the part of speech, which would not be there
    try:
        rules = Rules(ruler)
    except ValueError:
        return None
    nlp.disable_pipe("attribute_ruler")
    return rules


def _by_rule(nlp: Language) -> Any:
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    return lemmatizer if getattr(lemmatizer, "mode", "") == "rule" else None


def _lemmatizer_of(nlp: Language) -> Any:
    """The lemmatizer that works by rules, which is then no longer part of the pipeline; None where there is none."""
    lemmatizer = _by_rule(nlp)
    if lemmatizer is not None:
        nlp.disable_pipe("lemmatizer")
        _index_by_hash(lemmatizer)
    return lemmatizer


def _index_by_hash(lemmatizer: Any) -> None:
    """Its lists of known words are asked whether they hold a word: as sets, they need not be read to their ends."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part in list(index):
        index[part] = frozenset(index[part])
