"""The words that events are told with, as data: one folder a language, checked when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from app.model.event_type import event_types

ABSTRACT = frozenset({"attack", "casualty"})
"""Entry types that are no event types: refined by their arguments, or kept only where nothing better is told."""


class LexiconError(ValueError):
    """A lexicon file says something that cannot be used; the message names file, entry and mend."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of ``triggers/*.yaml``; its word lists are sets of lemmas with classes resolved."""

    type: str
    example: str
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    subj: frozenset[str] = frozenset()
    obj: frozenset[str] = frozenset()
    mod: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()
    not_subj: frozenset[str] = frozenset()
    not_obj: frozenset[str] = frozenset()
    not_mod: frozenset[str] = frozenset()
    not_prep: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    negated: bool = False
    weak: bool = False
    move: bool = False
    suffered: bool = False


@dataclass(frozen=True, slots=True)
class Refinement:
    """What a general attack becomes where one of ``words`` stands in ``where``; no words: always."""

    type: str
    where: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of one language."""

    language: str
    triggers: tuple[Trigger, ...]
    refinements: tuple[Refinement, ...]
    classes: Mapping[str, frozenset[str]]
    status: Mapping[str, Any]
    attribution: Mapping[str, frozenset[str]]
    space: Mapping[str, Any]
    genres: Mapping[str, frozenset[str]]
    by_lemma: Mapping[str, tuple[Trigger, ...]] = field(repr=False)
    """Head word of each trigger (the last word of a noun phrase, the first of a phrasal verb) → entries."""
    event_nouns: frozenset[str] = field(repr=False)
    """Nouns that name an event by themselves."""


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """The lexicon of ``language``; LexiconError names what is wrong in its files."""
    names = ("classes", "refinements", "status", "attribution", "space", "genres")
    raw = {name: read_file(language, name) for name in names}
    classes = {name: frozenset(words) for name, words in raw["classes"].items()}
    triggers = tuple(_trigger(row, classes) for row in _trigger_rows(language))
    return Lexicon(
        language,
        triggers,
        tuple(
            Refinement(r["type"], r["where"], _expand(r["words"], classes, "refinements")) for r in raw["refinements"]
        ),
        classes,
        {key: frozenset(words) for key, words in raw["status"].items() if isinstance(words, list)}
        | {f"background_{key}": frozenset(words) for key, words in raw["status"]["background"].items()},
        {key: frozenset(words) for key, words in raw["attribution"].items()},
        _space(raw["space"]),
        {name: frozenset(words) for name, words in raw["genres"].items()},
        _by_lemma(triggers),
        frozenset(noun for trigger in triggers for noun in _standing_alone(trigger)),
    )


def _standing_alone(trigger: Trigger) -> list[str]:
    """The nouns of an entry that need no other word to name its event."""
    return [] if trigger.mod or trigger.obj or trigger.with_ else [n for n in trigger.nouns if " " not in n]


def _trigger_rows(language: str) -> list[dict[str, Any]]:
    """The rows of ``triggers/``: first, then a file a group in the order of event_types.yaml, then last.

    Among entries of one length at one word the first that fits wins.
    """
    groups = dict.fromkeys(kind.group for kind in event_types().values())
    return [row for group in ("first", *groups, "last") for row in read_file(language, f"triggers/{group}")]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where it is there: several times as fast."""


@cache
def read_file(language: str, name: str) -> Any:
    """One YAML file of ``language``'s folder, not to be changed; LexiconError where it is missing or broken."""
    path = resources.files("app.events").joinpath("lexicon", language, *f"{name}.yaml".split("/"))
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    except FileNotFoundError as error:
        raise LexiconError(f"no lexicon for language {language!r}: {name}.yaml is missing") from error
    except yaml.YAMLError as error:
        raise LexiconError(f"{language}/{name}.yaml is not valid YAML: {error}") from error


_SETS = ("subj", "obj", "mod", "any", "not_subj", "not_obj", "not_mod", "not_prep", "not_with")
_KEYS = {*_SETS, "with", "type", "noun", "verb", "negated", "weak", "move", "suffered", "example"}


def _trigger(row: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> Trigger:
    where = f"triggers/*.yaml, entry with example {row.get('example')!r}"
    unknown = set(row) - _KEYS
    if unknown:
        raise LexiconError(f"{where}: unknown keys {sorted(unknown)}; known are {sorted(_KEYS)}")
    if row.get("type") not in event_types() and row.get("type") not in ABSTRACT:
        raise LexiconError(f"{where}: {row.get('type')!r} is no event type; add it to event_types.yaml first")
    if not row.get("example") or not (row.get("noun") or row.get("verb")):
        raise LexiconError(f"{where}: needs an example and a noun or a verb")
    sets = {name: _expand(row.get(name, ()), classes, where) for name in _SETS}
    return Trigger(
        type=row["type"],
        example=row["example"],
        nouns=_spelled(row.get("noun", ())),
        verbs=tuple(row.get("verb", ())),
        with_=_expand(row.get("with", ()), classes, where),
        negated=bool(row.get("negated")),
        weak=bool(row.get("weak")),
        move=bool(row.get("move")),
        suffered=bool(row.get("suffered")),
        **sets,
    )


def _spelled(nouns: Any) -> tuple[str, ...]:
    """The nouns; hyphened ones also as the parser cuts them: "sit-in" is "sit", "-", "in"."""
    return tuple(dict.fromkeys([*nouns, *(noun.replace("-", " - ") for noun in nouns if "-" in noun)]))


_SPECIAL = frozenset({"@place", "@person", "@number", "@peak"})
"""Classes that the text's reading gives, not a list: a toponym, a named person, a number, a mountain or island."""


def _expand(words: Any, classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    """Words with "@class" replaced by the class's words."""
    found: set[str] = set()
    for word in words:
        if word in _SPECIAL or not word.startswith("@"):
            found.add(word)
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            raise LexiconError(f"{where}: no class {word!r} in classes.yaml")
    return frozenset(found)


def _by_lemma(triggers: tuple[Trigger, ...]) -> dict[str, tuple[Trigger, ...]]:
    heads: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        for phrase in trigger.nouns:
            heads.setdefault(phrase.split()[-1], []).append(trigger)
            if " on" in phrase or " of" in phrase or " at" in phrase:
                heads.setdefault(phrase.split()[0], []).append(trigger)
        for phrase in trigger.verbs:
            heads.setdefault(phrase.split()[0], []).append(trigger)
    return {lemma: tuple(dict.fromkeys(entries)) for lemma, entries in heads.items()}


def _space(raw: dict[str, Any]) -> dict[str, Any]:
    relations = {prep: relation for relation, preps in raw["relations"].items() for prep in preps}
    heads = {noun: relation for relation, nouns in raw["heads"].items() for noun in nouns}
    return {
        "relations": relations,
        "heads": heads,
        "compass": raw["compass"],
        "units_km": raw["units_km"],
        "roles": frozenset(raw["roles"]),
        "place_subjects": frozenset(raw["place_subjects"]),
        "light": frozenset(raw["light"]),
        "site_kinds": frozenset(raw["site_kinds"]),
    }
