"""An article's words, made ready for quick questions about what stands around a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from app.model.parsed import Parsed, Token
from app.toponyms.words import Words

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_HEADLINE_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Entity:
    """A run of tokens ``first`` (inclusive) … ``last`` (exclusive) with the language model's label."""

    first: int
    last: int
    label: str


class Reading:
    """Tokens with their entities, the persons named, and which sentences are headlines."""

    def __init__(self, parsed: Parsed, words: Words) -> None:
        """One pass over the tokens."""
        self.text = parsed.article.text
        self.tokens = parsed.tokens
        self.sentences = parsed.sentences
        self.starts = [token.start for token in parsed.tokens]
        self.lower = [_bare(token.text) for token in parsed.tokens]
        self.capital = [token.text[:1].isupper() for token in parsed.tokens]
        self.entity_at: list[Entity | None] = _entities(parsed.tokens)
        self.headline = [_is_headline(parsed.tokens[s.first : s.last]) for s in parsed.sentences]
        self.upper = [_is_upper(parsed.tokens[s.first : s.last]) for s in parsed.sentences]
        self.small_words = {low for low, token in zip(self.lower, parsed.tokens, strict=True) if token.text.islower()}
        self.surnames = self._surnames(words)

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that the characters touch, as a half-open range; None where nothing was parsed there."""
        first = bisect_right(self.starts, start) - 1
        if first >= 0 and self.tokens[first].end <= start:
            first += 1
        last = bisect_left(self.starts, end)
        return (max(first, 0), last) if max(first, 0) < last else None

    def word(self, i: int) -> str:
        """The lower-case text of token ``i`` without a final stop; "" outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def same_sentence(self, i: int, other: int) -> bool:
        """Whether both tokens exist and stand in one sentence."""
        return (
            0 <= i < len(self.tokens)
            and 0 <= other < len(self.tokens)
            and (self.tokens[i].sentence == self.tokens[other].sentence)
        )

    def _surnames(self, words: Words) -> dict[str, int]:
        """Last names of the persons of the article, with how often each is so named in full."""
        found: dict[str, int] = {}
        for i, token in enumerate(self.tokens[:-1]):
            following = self.tokens[i + 1]
            if not (self.capital[i] and self.capital[i + 1]) or following.start - token.end > 2:
                continue
            if (
                self.lower[i] in words.cues_before
                or self.lower[i] in words.cues_after
                or self.lower[i] in words.directions
            ):
                continue
            if self.sentences[token.sentence].first != i and self.upper[token.sentence]:
                continue
            entity = self.entity_at[i]
            person = entity is not None and entity.label == "PERSON" and entity.last - entity.first > 1
            if (
                person
                and entity is not None
                and entity.last == i + 2
                or self.lower[i] in words.first_names
                and (entity is None or entity.label not in PLACE_LABELS)
            ):
                if following.text.isupper() and len(following.text) < 3:
                    continue
                found[self.lower[i + 1]] = found.get(self.lower[i + 1], 0) + 1
        return found


def _bare(text: str) -> str:
    low = text.lower()
    return low[:-1] if len(low) > 1 and low[-1] == "." else low


def _entities(tokens: tuple[Token, ...]) -> list[Entity | None]:
    found: list[Entity | None] = [None] * len(tokens)
    i = 0
    while i < len(tokens):
        if tokens[i].ent_iob == "B" or (tokens[i].ent and tokens[i].ent_iob != "O"):
            last = i + 1
            while last < len(tokens) and tokens[last].ent_iob == "I":
                last += 1
            first = i
            while first < last - 1 and tokens[first].text.lower() in ("the", "a", "an"):
                first += 1
            stop = last
            while stop > first + 1 and tokens[stop - 1].text in ("'s", "’s", "'", "’"):
                stop -= 1
            entity = Entity(first, stop, tokens[i].ent)
            found[first:stop] = [entity] * (stop - first)
            i = last
        else:
            i += 1
    return found


def _is_headline(tokens: tuple[Token, ...]) -> bool:
    """Most words of four letters or more begin with a capital, and no full stop ends the sentence."""
    long = [token for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    if len(long) < 4 or tokens[-1].text == ".":
        return False
    return sum(token.text[0].isupper() for token in long) >= _HEADLINE_SHARE * len(long)


def _is_upper(tokens: tuple[Token, ...]) -> bool:
    """A sentence in capitals."""
    long = [token for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    return len(long) >= 3 and sum(token.text.isupper() for token in long) >= _HEADLINE_SHARE * len(long)
