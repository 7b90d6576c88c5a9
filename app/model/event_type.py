"""The table of event types (``event_types.yaml``): one entry is one type, extendable without code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event. ``acled`` and ``plover`` are the nearest codes of those ontologies, or None."""

    id: str
    group: str
    label: str
    acled: str | None
    plover: str | None
    glyph: str
    """Name of the symbol in ``static/legend.json``."""
    definition: str
    example: str


@cache
def event_types() -> dict[str, EventType]:
    """All types by id, in the table's order."""
    text = resources.files("app.model").joinpath("event_types.yaml").read_text("utf-8")
    return {row["id"]: EventType(**row) for row in yaml.safe_load(text)}


def group_of(type_: str) -> str:
    """The group of a type; KeyError for an unknown one."""
    return event_types()[type_].group
