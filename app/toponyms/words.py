"""The words that tell of a name's role, read from ``data/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of lower-case words; each field is described in ``data/words.yaml``."""

    locative: frozenset[str]
    loose: frozenset[str]
    cues_before: Mapping[str, tuple[str, ...]]
    cues_after: Mapping[str, tuple[str, ...]]
    directions: frozenset[str]
    organisation_heads_any_case: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_leads: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    speech_to: frozenset[str]
    small_places: frozenset[str]
    kinds_of_area: frozenset[str]
    local_sites: frozenset[str]
    negotiation: frozenset[str]
    connectors: frozenset[str]
    calendar: frozenset[str]
    never_alone: frozenset[str]
    function: frozenset[str]
    ailments: frozenset[str]
    codes: frozenset[str]
    strikes: frozenset[str]
    parts: frozenset[str]
    particles: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    english: frozenset[str]


@cache
def english_words() -> Words:
    """The tables for English; ValueError where ``words.yaml`` has a field too many or too few."""
    table = yaml.load(_read("words.yaml"), Loader=yaml.BaseLoader)  # BaseLoader: "no", "on" and "y" are words
    fields: dict[str, Any] = {name: _lines(f"{file}.txt") for name, file in _LISTS.items()}
    for name, values in table.items():
        if isinstance(values, dict):
            fields[name] = {cue: tuple(classes) for cue, classes in values.items()}
        else:
            fields[name] = frozenset(values)
    try:
        return Words(**fields)
    except TypeError as error:
        raise ValueError(f"app/toponyms/data/words.yaml: {error}") from error


_LISTS = {"first_names": "first_names", "surnames": "surnames", "english": "english_words"}


def _read(name: str) -> str:
    return resources.files("app.toponyms").joinpath("data").joinpath(name).read_text("utf-8")


def _lines(name: str) -> frozenset[str]:
    return frozenset(line for line in _read(name).splitlines() if line and not line.startswith("#"))
