"""How many of whom a verb tells: "two teachers who were waiting at the gate had been shot dead" are two killed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from app.events.lexicon import read_file
from app.events.numbers import Bounds, number_words
from app.events.quantities import is_date_or_age
from app.events.scene import Scene
from app.model.article import Span
from app.model.event import Quantity
from app.model.parsed import Token

_ONES = frozenset({"he", "she", "him", "her"})


@cache
def _verbs(language: str) -> dict[str, tuple[str, str]]:
    """Lemma → unit that it counts, and which of its arguments suffers it (object, subject)."""
    rows: dict[str, dict[str, list[str]]] = read_file(language, "quantities")["verbs"]
    return {lemma: (unit, role) for unit, roles in rows.items() for role, lemmas in roles.items() for lemma in lemmas}


@cache
def _collective(language: str) -> frozenset[str]:
    raw: dict[str, Any] = read_file(language, "quantities")
    return frozenset(raw["collective"])


@cache
def _number(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{number_words(language).pattern}(?!\s*-?\s*year)(?![\w-])", re.IGNORECASE)


def counted_patients(scene: Scene) -> tuple[Quantity, ...]:
    """One count for each verb of ``quantities.yaml``'s ``verbs`` whose patients can all be counted."""
    table = _verbs(scene.lexicon.language)
    found: dict[str, Quantity] = {}
    for token in scene.tree.tokens:
        if token.pos != "VERB":
            continue
        unit, role = table.get(_verb_lemma(scene, token), ("", ""))
        if unit and unit not in found:
            counted = _count(scene, unit, token, _patients(scene, token, role))
            if counted is not None:
                found[unit] = counted
    return tuple(found.values())


def _verb_lemma(scene: Scene, token: Token) -> str:
    """The verb with its negation or a result that stands beside it: "not survive", "shoot dead"."""
    children = scene.tree.children(token)
    if any(child.dep == "neg" for child in children):
        return f"not {token.lemma}"
    dead = any(child.text.lower() == "dead" for child in children)
    return f"{token.lemma} dead" if dead else token.lemma


def _patients(scene: Scene, token: Token, role: str) -> list[Token]:
    if role == "object":
        return scene.tree.patients(token)
    return scene.tree.subjects(token)


def _count(scene: Scene, unit: str, verb: Token, patients: list[Token]) -> Quantity | None:
    low, high = 0, 0
    open_ended = False
    for patient in patients:
        bounds = _bounds(scene, patient) or _some(patient, len(patients))
        if bounds is None:
            return None
        low += bounds[0]
        high += bounds[1] if bounds[1] is not None else bounds[0]
        open_ended = open_ended or bounds[1] is None
    if not low:
        return None
    tokens = [verb, *patients]
    start = min(scene.phrase(patient)[0] for patient in patients)
    span = Span(min(start, verb.start), max(token.end for token in tokens))
    return Quantity(span, span.cut(scene.parsed.article.text), unit, low, None if open_ended else high)


def _some(patient: Token, among: int) -> Bounds | None:
    """Several without a number are at least two, where others beside them are counted."""
    return (2, None) if among > 1 and patient.tag == "NNS" else None


def _bounds(scene: Scene, patient: Token) -> Bounds | None:
    """The number before a noun, of a pronoun or of a single person; None where nothing can be counted."""
    numbers = number_words(scene.lexicon.language)
    text = scene.parsed.article.text
    first = scene.sentence.span.start
    start, _ = scene.phrase(patient)
    inside = text[first : patient.end]
    for match in _number(scene.lexicon.language).finditer(inside, start - first):
        if is_date_or_age(inside, match):
            continue
        bounds = numbers.read(match["approx"], match["number"], match["more"])
        if bounds is not None:
            return bounds
    if patient.lemma in _ONES or patient.text.lower() in _ONES:
        return (1, 1)
    return (1, 1) if _is_one_person(scene, patient) else None


def _is_one_person(scene: Scene, token: Token) -> bool:
    if token.lemma in _collective(scene.lexicon.language):
        return False
    if token.tag == "NNP":
        return token.ent == "PERSON" and not scene.is_place(token)
    if token.tag != "NN":
        return False
    owned = any(child.dep == "poss" and child.pos == "PRON" for child in scene.tree.children(token))
    classes = scene.lexicon.classes
    return owned or scene.matches(token, classes["people"] | classes["armed"] | classes["witness"])
