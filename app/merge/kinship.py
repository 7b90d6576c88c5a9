"""Which types can be the same happening, which belong together, and which are told apart by who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from app.model.event_type import event_types


@dataclass(frozen=True, slots=True)
class Kinship:
    """``kinship.yaml``, checked: pairs stand in both directions."""

    same: dict[str, tuple[str, ...]]
    """Type → all types that can be the same happening, itself first."""
    kin: dict[str, frozenset[str]]
    personal: frozenset[str]
    wide: dict[str, float]
    """Type → km within which different places may be those of one happening."""


@cache
def kinship() -> Kinship:
    """The table. ValueError for an unknown type or a ``same`` pair across groups."""
    rows = yaml.safe_load(resources.files("app.merge").joinpath("kinship.yaml").read_text("utf-8"))
    types = event_types()
    named = {name for pair in rows["same"] + rows["across"] for name in pair}
    named |= set(rows["kin"]) | set(rows["personal"]) | set(rows["wide"])
    named |= {name for others in rows["kin"].values() for name in others}
    if unknown := sorted(named - set(types)):
        raise ValueError(f"kinship.yaml: unknown types: {', '.join(unknown)}")
    same: dict[str, tuple[str, ...]] = {name: (name,) for name in types}
    for first, second in rows["same"]:
        if types[first].group != types[second].group:
            raise ValueError(f"kinship.yaml: {first} and {second} are of two groups: see across")
    for first, second in rows["same"] + rows["across"]:
        same[first] += (second,)
        same[second] += (first,)
    kin: dict[str, set[str]] = {name: set() for name in types}
    for first, others in rows["kin"].items():
        for second in others:
            kin[first].add(second)
            kin[second].add(first)
    kindred = {name: frozenset(others) for name, others in kin.items()}
    return Kinship(same, kindred, frozenset(rows["personal"]), {name: float(km) for name, km in rows["wide"].items()})
