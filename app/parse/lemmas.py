"""Base forms of words, each worked out once."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Token as SpacyToken

MOST = 200_000
"""Words kept; then all are forgotten, so that memory stays bounded over any number of articles."""


class Lemmas:
    """A pipeline's own lemmatizer, taken out of the pipeline and asked once for each word, tag and form.

    It costs the model a tenth of its time when it is asked for every token. A pipeline without a lemmatizer that works
    word by word is left as it is.
    """

    def __init__(self, nlp: Language) -> None:
        """Switches the lemmatizer of ``nlp`` off."""
        self._known: dict[tuple[int, int, int], str] = {}
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
        if self._lemmatizer is not None and getattr(self._lemmatizer, "mode", "") == "rule":
            nlp.disable_pipe("lemmatizer")

    def of(self, token: SpacyToken) -> str:
        """The base form in small letters."""
        if token.lemma or self._lemmatizer is None:
            return token.lemma_.lower()
        key = (token.orth, token.pos, token.morph.key)  # type: ignore[attr-defined]
        lemma = self._known.get(key)
        if lemma is None:
            if len(self._known) >= MOST:
                self._known.clear()
            lemma = self._known[key] = str(self._lemmatizer.lemmatize(token)[0]).lower()
        return lemma
