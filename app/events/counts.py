"""Which event of a sentence, or of the sentences before it, a count belongs to, and who tells it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geopy.distance import great_circle

from app.events.calendar import sane_day
from app.events.containment import contains
from app.events.draft import Draft
from app.events.gather import LOOK_BACK, is_lethal, merged_quantities, mood, places_fit
from app.events.lexicon import Lexicon
from app.events.patients import counted_patients
from app.events.quantities import count_tellers, find_quantities, may_count
from app.events.scene import Scene
from app.events.times import find_times
from app.events.tree import Tree
from app.model.event import Quantity
from app.model.event_type import group_of
from app.model.parsed import Parsed, Sentence, Token
from app.model.toponym import Toponym

CASUALTIES = frozenset({"killed", "wounded", "missing"})
_NO_COUNTS = frozenset({"diplomacy", "politics"})
_UNIT_GROUPS = {"detained": {"state", "unrest"}, "infected": {"health"}, "abducted": {"seizure"}, "rescued": {"people"}}
REACH = 10
"""Sentences after an event in which a bare count still speaks of it, and paragraphs."""
PARAGRAPHS = 2
_NEAR_KM = 30.0
_OTHER_DAYS = 3
"""Days between an event and a day that the sentence names, from which on the count is another event's."""


def counts_of(scene: Scene, several: bool = False) -> tuple[Quantity, ...]:
    """All counts of a sentence: by its phrases, and by its tree where the phrases tell none or a single person.

    ``several``: it tells of several events, or of one at several places.
    """
    text = scene.sentence.span.cut(scene.parsed.article.text)
    found = find_quantities(text, scene.sentence.span.start, several)
    told = [q for q in found if not _counts_a_place(scene, q) and not _counts_beasts(scene, q)]
    known = {quantity.unit: quantity for quantity in told}
    further = [
        q for q in counted_patients(scene) if q.unit not in known or known[q.unit].min == known[q.unit].max == 1 < q.min
    ]
    better = {quantity.unit for quantity in further}
    kept = [*(q for q in told if q.unit not in better), *further]
    return tuple(replace(q, source=_source(scene, q)) for q in sorted(kept, key=lambda q: q.span.start))


def _takes_lives(scene: Scene, verb: Token) -> bool:
    """ "The blast claimed five lives" is nobody's word."""
    return any(token.lemma == "life" for token in scene.tree.patients(verb))


def _counts_a_place(scene: Scene, quantity: Quantity) -> bool:
    """Whether what was taken for somebody's name is a place: "at Port Louis, had been shot dead"."""
    first = next((t for t in scene.tree.tokens if t.start >= quantity.span.start), None)
    return quantity.max == 1 and first is not None and first.tag == "NNP" and scene.is_place(first)


def _counts_beasts(scene: Scene, quantity: Quantity) -> bool:
    """ "120 million chickens died" counts nobody."""
    if quantity.unit not in CASUALTIES:
        return False
    inside = [t for t in scene.tree.tokens if quantity.span.start <= t.start < quantity.span.end]
    classes = scene.lexicon.classes
    beasts = any(scene.matches(t, classes["beast"]) for t in inside if t.pos == "NOUN")
    return beasts and not any(scene.matches(t, classes["people"]) for t in inside if t.pos == "NOUN")


def _source(scene: Scene, quantity: Quantity) -> str:
    """Who tells the count: the subject of the verb of saying above it; empty where nobody is named."""
    words = scene.lexicon.attribution
    speech = words["speech"] | words["claim"] | count_tellers(scene.lexicon.language)
    inside = [t for t in scene.tree.tokens if t.start < quantity.span.end and quantity.span.start < t.end]
    for token in inside[-1:]:
        for verb in (token, *scene.tree.ancestors(token)):
            if verb.lemma not in speech or scene.tree.is_passive(verb) or _takes_lives(scene, verb):
                continue
            for subject in scene.tree.subjects(verb):
                if subject.pos != "PRON" and not quantity.span.start <= subject.start < quantity.span.end:
                    start, end = scene.phrase(subject)
                    return scene.parsed.article.text[start:end]
    return ""


def share_counts(drafts: list[Draft], quantities: tuple[Quantity, ...]) -> None:
    """Each count goes to the nearest event of its sentence that can have it, at all the places of that event.

    Where there are several counts of a unit, each goes to the place that is told nearest to it.
    """
    for quantity in quantities:
        able = [d for d in drafts if _can_have(d, quantity)]
        if quantity.unit in CASUALTIES:
            able = [d for d in able if is_lethal(d)] or able
        if not able:
            continue
        nearest = min(able, key=lambda d: abs(d.trigger.start - quantity.span.start))
        ones = [draft for draft in able if draft.trigger == nearest.trigger]
        if len(ones) > 1 and sum(q.unit == quantity.unit for q in quantities) > 1:
            ones = [min(ones, key=lambda d: _to_place(d, quantity))]
        for draft in ones:
            draft.quantities = merged_quantities(draft.quantities, (quantity,))


def _to_place(draft: Draft, quantity: Quantity) -> int:
    """Characters between a count and the draft's place; a place after it is twice as near as one before."""
    if draft.place is None:
        return 10_000
    gap = draft.place.span.start - quantity.span.end
    return gap if gap >= 0 else 2 * max(0, quantity.span.start - draft.place.span.end)


def _can_have(draft: Draft, quantity: Quantity) -> bool:
    if draft.type == "casualty":
        return True
    group = group_of(draft.type)
    if group in _NO_COUNTS and draft.type != "coup":
        return False
    only = _UNIT_GROUPS.get(quantity.unit)
    return only is None or group in only or quantity.unit == "detained" and draft.type in {"raid", "coup"}


def count_further(
    before: list[Draft],
    told: list[Draft],
    parsed: Parsed,
    sentence: Sentence,
    toponyms: Sequence[Toponym],
    lexicon: Lexicon,
) -> None:
    """ "At least six people are dead." counts for the event that the sentences before it tell."""
    before = before[-LOOK_BACK:]
    home = _home(before, sentence)
    if home is None or _tells_own(told, home) or not may_count(sentence.span.cut(parsed.article.text), CASUALTIES):
        return
    first = bisect_left(toponyms, sentence.span.start, key=lambda t: t.span.start)
    last = bisect_left(toponyms, sentence.span.end, key=lambda t: t.span.start)
    scene = Scene(parsed, Tree(parsed, sentence), tuple(toponyms[first:last]), lexicon)
    places = [t for t in scene.toponyms if not _names_hospital(t, parsed.article.text)]
    if _names_elsewhere(home, places) or _tells_another_day(home, scene, sane_day(parsed.article.published)):
        return
    counts = tuple(q for q in counts_of(scene) if q.unit in CASUALTIES)
    if not counts:
        return
    for draft in before:
        if draft.trigger == home.trigger:
            draft.quantities = merged_quantities(draft.quantities, counts)
            draft.evidence.append(sentence.span)
    for draft in told:
        draft.quantities = tuple(q for q in draft.quantities if q.unit not in CASUALTIES)


def _tells_own(told: list[Draft], home: Draft) -> bool:
    """Whether the sentence tells an event of its own, or a bare "one was killed" that is gathered with ``home``."""
    return any(
        is_lethal(draft) and (draft.type != "casualty" or places_fit(home, draft) and mood(home) == mood(draft))
        for draft in told
    )


def _home(before: list[Draft], sentence: Sentence) -> Draft | None:
    """The last event before the sentence that people die in; one that is told plainly before one alluded to.

    What lies long back has counts only where the sentence just before tells of nothing else.
    """
    last = [draft for draft in before if draft.sentence_index == sentence.index - 1]
    history = last and all(draft.time_relation == "background" for draft in last)
    alone = {draft.sentence for draft in last} if history else set()
    near = [
        draft
        for draft in before
        if draft.factuality == "asserted"
        and (draft.time_relation == "past" or draft.sentence in alone)
        and (is_lethal(draft) or group_of(draft.type) == "people")
        and sentence.index - draft.sentence_index <= REACH
        and sentence.paragraph - draft.paragraph <= PARAGRAPHS
    ]
    told_last = [draft for draft in near if draft.sentence in alone and is_lethal(draft)]
    return max(told_last or near, key=_prominence, default=None)


def _prominence(draft: Draft) -> tuple[bool, bool, bool, int, int]:
    plain = not (draft.weak or draft.referential)
    return is_lethal(draft), draft.place is not None, plain, draft.sentence_index, -draft.trigger.start


_HOSPITAL = re.compile(r"\b(?:hospitals?|clinics?|morgues?|mortuary) (?:in|of|at|near) (?:the )?$", re.IGNORECASE)


def _names_hospital(toponym: Toponym, text: str) -> bool:
    """ "Two were taken to hospital in B" were hurt elsewhere."""
    return _HOSPITAL.search(text, max(0, toponym.span.start - 40), toponym.span.start) is not None


def _names_elsewhere(home: Draft, toponyms: Sequence[Toponym]) -> bool:
    """Whether the sentence names places, none of which is the event's or holds it."""
    places = [t for t in toponyms if t.kind == "place" and t.place is not None]
    if not places or home.place is None:
        return False
    own = home.place.toponym
    return not any(
        t.place is not None
        and own.place is not None
        and t.place.place_id == own.place.place_id
        or contains(t, own)
        or contains(own, t)
        or _are_near(t, own)
        for t in places
    )


def _are_near(one: Toponym, other: Toponym) -> bool:
    """Whether both are small and near each other: the hospital of the town."""
    a, b = one.place, other.place
    if a is None or b is None or max(a.radius_km, b.radius_km) > _NEAR_KM:
        return False
    return float(great_circle((a.lat, a.lon), (b.lat, b.lon)).km) <= _NEAR_KM


def _tells_another_day(home: Draft, scene: Scene, reference: date | None) -> bool:
    """Whether the sentence names a day or year that is not the event's: "a blast there killed nine in 2019"."""
    text = scene.sentence.span.cut(scene.parsed.article.text)
    for expression in find_times(text, scene.sentence.span.start, reference):
        if expression.past is None:
            continue
        if home.time is None:
            if expression.explicit_year:
                return True
        elif (home.time.start - expression.past.end).days >= _OTHER_DAYS:
            return True
    return False
