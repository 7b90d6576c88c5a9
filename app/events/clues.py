"""What speaks for and against a draft being an event that happened where it is put: numbers for ``score``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from app.events.containment import contains
from app.events.draft import Draft
from app.events.lexicon import Lexicon
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.event_type import group_of
from app.model.parsed import Parsed, Token
from app.model.toponym import Toponym

Clues = dict[str, float]
"""Names of clues with their values, mostly 0…1; what is missing counts as 0."""
_FIRST_SECOND = frozenset({"i", "we", "my", "our", "us", "me", "you", "your"})
_DETERMINERS = frozenset({"det", "nummod", "poss", "amod"})
_QUOTES = frozenset({'"', "“", "”"})


def sentence_clues(scene: Scene, found: Found, others: int) -> Clues:
    """Clues of the sentence: how the trigger stands in it. ``others``: how many more triggers it has."""
    token, args = found.token, found.args
    verb = token.pos in {"VERB", "AUX"}
    governor = token if verb else found.governor
    before = [t.text for t in scene.tree.tokens if t.start < found.span.start]
    return {
        "verb": float(verb),
        "governed": float(governor is not None),
        "subject": float(bool(args.subjects)),
        "object": float(bool(args.objects)),
        "bare_plural": float(token.tag == "NNS" and not scene.tree.dependents(token, _DETERMINERS)),
        "present": float(
            governor is not None and governor.tag in {"VBP", "VBZ"} and _has_no_auxiliary(scene, governor)
        ),
        "quoted": float(sum(text in _QUOTES for text in before) % 2 == 1),
        "personal": float(any(word in _FIRST_SECOND for word in scene.lower)),
        "many_words": min(len(scene.tree.tokens), 60) / 60,
        "others": min(others, 3) / 3,
        "places": min(sum(t.kind == "place" for t in scene.toponyms), 4) / 4,
        "unknown_names": min(sum(_is_unknown_name(scene, t) for t in scene.tree.tokens), 3) / 3,
        "people": float(any(t.ent == "PERSON" for t in scene.tree.tokens)),
    }


def place_clues(scene: Scene, found: Found, toponym: Toponym, score: float) -> Clues:
    """Clues of the place: how far from the trigger it is told and what it is."""
    head = scene.heads.get(toponym)
    far = abs(head.i - found.token.i) if head is not None else 30
    feature = toponym.place.feature if toponym.place is not None else ""
    return {
        "attached": min(score, 1.0),
        "far": math.log1p(far) / math.log(40),
        "place_first": float(head is not None and head.i < found.token.i),
        "name": toponym.confidence,
        "no_name": float(toponym.kind != "place"),
        "country": float(feature.startswith("A.PCL")),
        "area": float(feature.startswith(("A.A", "L.", "T.", "H."))),
        "site": float(feature.startswith("S.")),
        "population": math.log10(max(toponym.place.population, 1)) / 7 if toponym.place is not None else 0.0,
        "rival": max((other.score for other in toponym.runners_up), default=0.0),
        "finer_named": float(any(contains(toponym, other) for other in scene.toponyms if other.kind == "place")),
    }


def _is_unknown_name(scene: Scene, token: Token) -> bool:
    """A word that the language model takes for a place and the gazetteer does not know."""
    return token.ent in {"GPE", "LOC", "FAC"} and token.tag == "NNP" and scene.toponym_at(token) is None


class Company:
    """What else an article says to have happened at the place of each of its drafts."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """``drafts`` are all of the article."""
        self._types = Counter(draft.type for draft in drafts)
        self._at: dict[tuple[float, float], list[Draft]] = {}
        for draft in drafts:
            if (point := _point(draft)) is not None:
                self._at.setdefault(point, []).append(draft)

    def clues(self, draft: Draft) -> Clues:
        """Clues of the other drafts for one of them."""
        point = _point(draft)
        there = [d for d in self._at.get(point, []) if d is not draft] if point is not None else []
        return _company_clues(draft, there, self._types[draft.type] - 1)


def _company_clues(draft: Draft, there: Sequence[Draft], same_type: int) -> Clues:
    beside = [d for d in there if d.time_relation == draft.time_relation and d.factuality == draft.factuality]
    unlike = [d for d in there if d.time_relation != draft.time_relation or d.factuality != draft.factuality]
    near = [d for d in beside if abs(d.sentence_index - draft.sentence_index) <= 2]
    return {
        "beside_here": float(any(d.sentence_index == draft.sentence_index for d in near)),
        "beside_before": float(any(d.trigger.start < draft.trigger.start for d in near)),
        "beside_after": float(any(d.trigger.start > draft.trigger.start for d in near)),
        "unlike_here": float(any(d.sentence_index == draft.sentence_index for d in unlike)),
        "beside": min(len(beside), 4) / 4,
        "same_type": min(same_type, 4) / 4,
    }


def _point(draft: Draft) -> tuple[float, float] | None:
    place = draft.place.toponym.place if draft.place is not None else None
    return (place.lat, place.lon) if place is not None else None


def draft_clues(draft: Draft) -> Clues:
    """Clues of the draft as it stands after sentences were gathered."""
    place = draft.place
    relation = place.relation if place is not None else ""
    clues = {
        "weak": float(draft.weak),
        "referential": float(draft.referential),
        "inherited": float(place is not None and place.inherited),
        "anaphor": float(place is not None and place.toponym.text.islower()),
        "near": float(relation in {"near", "off", "between", "offset", "border"}),
        "time_own": float(draft.time_own),
        "no_time": float(draft.time is None),
        "background": float(draft.time_relation == "background"),
        "planned": float(draft.time_relation == "planned"),
        "claimed": float(draft.attestation == "party"),
        "counted": float(bool(draft.quantities)),
        "actors": min(len(draft.participants), 3) / 3,
        "mentions": min(draft.mentions - 1, 3) / 3,
        "headline": float(draft.headline),
        "late": math.log1p(draft.sentence_index) / math.log(40),
    }
    if draft.factuality != "asserted":
        clues[draft.factuality] = 1.0
    clues[f"group_{'none' if draft.type == 'casualty' else group_of(draft.type)}"] = 1.0
    return clues


def article_clues(parsed: Parsed, drafts: Sequence[Draft], lexicon: Lexicon) -> Clues:
    """Clues of the whole text: does it tell of events, or of sport, books and markets."""
    told = [d for d in drafts if d.factuality == "asserted" and not d.referential and d.time_relation == "past"]
    words = max(sum(t.text[0].isalpha() for t in parsed.tokens), 1)
    lead = parsed.sentences[min(1, len(parsed.sentences) - 1)].index if parsed.sentences else 0
    return {
        "lead": float(any(d.sentence_index <= lead and not d.weak for d in told)),
        "lead_weak": float(any(d.sentence_index <= lead for d in told)),
        "told": math.log1p(len(told)) / math.log(10),
        "dense": min(len(told) / words * 50, 1.0),
        "own_days": float(any(d.time_own for d in told)),
        "long": math.log(words) / math.log(1000),
        **{f"genre_{name}": min(share * 25, 1.0) for name, share in _genres(parsed.tokens, lexicon, words)},
    }


def _genres(tokens: Sequence[Token], lexicon: Lexicon, words: int) -> Iterator[tuple[str, float]]:
    """The share of the text's words that are of each genre."""
    for name, typical in lexicon.genres.items():
        yield name, sum(t.lemma in typical or t.text.lower() in typical for t in tokens) / words


def interplay(clues: Clues) -> Clues:
    """The clues with those products that mean more than their factors."""
    genre = max((value for name, value in clues.items() if name.startswith("genre_")), default=0.0)
    products = {
        "genre": genre,
        "weak_no_time": clues.get("weak", 0.0) * (1.0 - clues.get("time_own", 0.0)),
        "genre_undated": genre * (1.0 - clues.get("time_own", 0.0)),
        "late_no_lead": clues.get("late", 0.0) * (1.0 - clues.get("lead", 0.0)),
    }
    return clues | products


def _has_no_auxiliary(scene: Scene, verb: Token) -> bool:
    return not scene.tree.dependents(verb, frozenset({"aux", "auxpass"}))
