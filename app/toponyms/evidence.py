"""What speaks for and against a run of words being the name of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.toponyms.options import Entry
from app.toponyms.reading import PLACE_LABELS, Reading
from app.toponyms.words import Words

_DATELINE = re.compile(
    r"\s*(?:,[^\n.—–]{0,40})?\s*(?:\([^)\n]{2,40}\)\s*)?(?:—|–|--|-\s|:)"
    r"|\s*,?\s*\(?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d|\s*\([A-Z][A-Za-z ]{1,20}\)\s"
)
_QUALIFIED = frozenset({"NOUN", "PROPN", "ADJ", "PUNCT"})
_SMALL_KINDS = frozenset({"alternate", "transliterated", "historical"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of text that equals a name of the gazetteer; tokens ``first`` … ``last`` (exclusive)."""

    start: int
    end: int
    first: int
    last: int
    text: str
    entry: Entry

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return self.last - self.first == 1


class Evidence:
    """Names the clues that hold for a candidate; their weights are data (``data/recognition.json``)."""

    def __init__(self, reading: Reading, words: Words) -> None:
        """The article's reading and the language's words."""
        self._r = reading
        self._w = words

    def of(self, c: Candidate) -> list[str]:
        """All clues that hold."""
        return [*self._size(c), *self._label(c), *self._form(c), *self._before(c), *self._after(c)]

    def _size(self, c: Candidate) -> Iterator[str]:
        entry = c.entry
        if entry.best in ("country", "continent", "admin1", "region", "water"):
            yield "country" if entry.best == "continent" else entry.best
        elif entry.best == "admin2" or (entry.best == "land" and entry.options[0].size > 0.4):
            yield entry.best
        elif entry.best == "site" and not c.single:
            yield "site"
        for limit, name in ((1_000_000, "pop_1m"), (100_000, "pop_100k"), (15_000, "pop_15k"), (2_000, "pop_2k")):
            if entry.population >= limit:
                yield name
                break
        if entry.kinds <= _SMALL_KINDS and entry.population < 300_000:
            yield "other_name_only"
        if not c.single:
            yield "several_words"

    def _label(self, c: Candidate) -> Iterator[str]:
        entity = self._r.entity_at[c.first]
        for i in range(c.first + 1, c.last):
            entity = entity or self._r.entity_at[i]
        if entity is None:
            yield "label_none"
            return
        longer = entity.first < c.first or entity.last > c.last
        if longer and self._is_edge_of_place(entity.first, entity.last, c):
            longer = False
        group = "place" if entity.label in PLACE_LABELS else entity.label.lower()
        if group not in ("place", "person", "org", "norp", "date"):
            group = "other"
        yield f"label_{group}{'_longer' if longer else ''}"

    def _is_edge_of_place(self, first: int, last: int, c: Candidate) -> bool:
        """Whether the entity adds no more than directions, cue nouns, articles or other clear parts."""
        w = self._w
        extra = [self._r.word(i) for i in range(first, last) if not c.first <= i < c.last]
        return all(
            word in w.directions
            or word in w.cues_after
            or word in w.cues_before
            or word in ("the", "'s", "of", ",", "’s")
            for word in extra
        )

    def _form(self, c: Candidate) -> Iterator[str]:
        r, w = self._r, self._w
        token = r.tokens[c.first]
        sentence = token.sentence
        low = r.word(c.first)
        opens = r.sentences[sentence].first == c.first or (c.first > 0 and r.tokens[c.first - 1].text in "\"“'‘(:•-")
        shaped = r.headline[sentence] or r.upper[sentence]
        plain = low.replace(".", "")
        code = c.single and c.text.replace(".", "").isupper() and not r.upper[sentence]
        code = code and ("abbreviation" in c.entry.kinds or plain in w.codes)
        if code:
            yield "code" if len(low) > 3 or plain in w.codes else "code_unsure"
        elif c.single:
            if low in w.calendar:
                yield "calendar"
            if low in w.never_alone:
                yield "never_alone"
            if self._heads_a_name(c, low):
                yield "head_of_name"
            if low in w.english:
                yield "word_unsure" if opens or shaped else "word"
                if low in r.small_words:
                    yield "seen_small"
            if low in w.first_names:
                yield "first_name"
            if low in w.surnames:
                yield "surname"
            if low in r.surnames:
                yield "person_elsewhere"
            if len(low) <= 3:
                yield "short"
            elif self._is_rare(c, low):
                yield "rare"
        if self._is_struck(c):
            yield "struck"
        if shaped and len(c.text) > 3:
            yield "headline"
        if token.pos not in ("PROPN", "X") and c.single:
            yield "no_noun" if token.pos in ("ADJ", "NOUN", "NUM") else "other_word_class"
        if not code and c.text.isupper() and len(c.text) > 1 and not r.upper[sentence]:
            yield "acronym" if len(c.text) <= 5 and not self.is_dateline(c) else "capitals"
        if self.is_dateline(c):
            yield "dateline"

    def _may_be(self, c: Candidate, i: int) -> bool:
        """Whether the name may be what the next word says; no "Connecticut River" where only the state is known."""
        classes = self._w.cues_after[self._r.word(i)]
        natural = self._r.capital[i] and all(each[0] in "HT" for each in classes)
        return not natural or any(option.feature.feature_class in "HTL" for option in c.entry.options)

    def _is_rare(self, c: Candidate, low: str) -> bool:
        """Neither an English word nor a frequent person's name."""
        w, known = self._w, self._r.surnames
        return not (low in w.english or low in w.first_names or low in w.surnames or low in known or c.text.isupper())

    def _is_struck(self, c: Candidate) -> bool:
        """The object of what happens to places: "entered X", "shelling hit X", "X was evacuated", "X came under"."""
        r, w = self._r, self._w
        token = r.tokens[c.last - 1]
        head = r.tokens[token.head]
        if token.dep in ("dobj", "nsubjpass"):
            return head.pos == "VERB" and head.lemma in w.strikes
        under = r.word(token.head + 1) == "under"
        return token.dep == "nsubj" and head.lemma == "come" and under

    def _heads_a_name(self, c: Candidate, low: str) -> bool:
        """ "Fleet" in "Black Sea Fleet", "Police" in "Kenya Police": the last word of a longer name."""
        w, before = self._w, c.first - 1
        if low not in w.organisation_heads and low not in w.organisation_heads_any_case and low not in w.cues_after:
            return False
        return (
            self._r.same_sentence(before, c.first)
            and self._r.capital[before]
            and self._r.tokens[before].text[-1].isalpha()
        )

    def is_dateline(self, c: Candidate) -> bool:
        """ "KYIV, Sept 14 —", "Nairobi (Reuters) -" at the head of a paragraph."""
        before = self._r.text[max(0, c.start - 60) : c.start]
        head = before.rsplit("\n", 1)[-1]
        if (
            ("\n" not in before and c.start > 60)
            or len(head.split()) > 3
            or (head and not head.rstrip().endswith((",", "/")))
        ):
            return False
        return bool(_DATELINE.match(self._r.text, c.end))

    def _before(self, c: Candidate) -> Iterator[str]:
        r, w = self._r, self._w
        if r.word(c.first) in w.organisation_leads and r.word(c.first + 1) == "of" and not c.single:
            yield "organisation_before"
        i = c.first - 1
        while r.same_sentence(i, c.first) and (r.word(i) in w.directions or r.word(i) == "the"):
            if r.word(i) == "the":
                yield "the"
            i -= 1
        if not r.same_sentence(i, c.first):
            return
        previous = r.word(i)
        adjacent = i == c.first - 1
        if previous in w.locative:
            yield "locative"
        elif previous in w.loose:
            yield "loose"
        cue = r.word(i - 1) if previous == "of" and r.same_sentence(i - 1, c.first) else previous
        if cue in w.cues_before and (previous == "of" or adjacent):
            yield "cue_before"
        elif previous == "of" and (cue in w.directions or cue in w.parts):
            yield "part_of"
        elif previous == "of" and cue in w.organisation_leads:
            yield "organisation_before"
        if not adjacent:
            if i == c.first - 2 and c.single and self._is_plain_town(c):
                yield "the_town"
            return
        if previous in w.particles and r.capital[i - 1] and r.same_sentence(i - 1, c.first):
            yield "capital_before"
        if previous in w.titles and r.capital[i]:
            yield "title_before"
        elif self._plain_capital(i):
            if previous in w.first_names:
                yield "first_name_before"
            elif previous in w.organisation_leads:
                yield "organisation_before"
            elif (
                previous not in w.cues_before and r.entity_at[i] is not None and r.entity_at[i] is r.entity_at[c.first]
            ):
                yield "capital_before"
            elif previous not in w.cues_before:
                yield "capital_apart_before"

    def _is_plain_town(self, c: Candidate) -> bool:
        """A town's name by itself ("the Earth"), none that qualifies a noun ("the Mirpur area")."""
        following = self._r.tokens[c.last] if self._r.same_sentence(c.last, c.first) else None
        qualifies = following is not None and following.text != "." and following.pos in _QUALIFIED
        return c.entry.best in ("city", "admin2", "site") and not qualifies

    def _plain_capital(self, i: int) -> bool:
        """A capitalised word that is no sentence's first, no headline's and no nationality."""
        r = self._r
        token = r.tokens[i]
        entity = r.entity_at[i]
        if not r.capital[i] or r.headline[token.sentence] or r.upper[token.sentence] or not token.text[-1].isalpha():
            return False
        if entity is not None and entity.label in ("NORP", "GPE", "DATE") and entity.last == i + 1:
            return False
        return r.sentences[token.sentence].first != i or token.pos == "PROPN"

    def _after(self, c: Candidate) -> Iterator[str]:
        r, w = self._r, self._w
        i = c.last
        if not r.same_sentence(i, c.first):
            return
        following = r.word(i)
        if following in w.cues_after and not (following == "state" and not r.capital[i]):
            yield "cue_after" if self._may_be(c, i) else "feature_after"
        elif following in w.particles and r.same_sentence(i + 1, c.first) and r.capital[i + 1]:
            yield "capital_after"
        elif following in w.ailments:
            yield "ailment_after"
        elif (
            following in w.organisation_heads_any_case
            or following in w.organisation_heads
            and r.capital[i]
            and not r.headline[r.tokens[i].sentence]
        ):
            yield "organisation_after"
        elif self._plain_capital(i) and following not in w.titles:
            entity = r.entity_at[i]
            yield "capital_after" if entity is None or entity is r.entity_at[c.first] else "capital_apart_after"
        elif r.tokens[i].lemma in w.speech and r.tokens[i].pos in ("VERB", "AUX"):
            yield "speaks"
        elif following == "-" or r.text[c.end : c.end + 1] == "-":
            yield "hyphen"
        if c.text[0].islower() and r.text[c.start - 1 : c.start] == "-" and r.text[: c.start - 1][-1:].isalpha():
            yield "tail_of_name"  # "al-Hilla" of "Um Rawaba-al-Hilla"
        if following in ("'s", "’s") and r.same_sentence(i + 1, c.first):
            yield "possessive"
