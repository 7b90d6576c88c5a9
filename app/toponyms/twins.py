"""A city and the area named after it: "in Arequipa" is the city, "in Arequipa region" the area."""

from __future__ import annotations

from dataclasses import replace

from app.toponyms.mention import Mention
from app.toponyms.options import Option
from app.toponyms.rank import Resolution

SHARE = 0.08
"""Of the area's people: a seat with fewer is not what the bare name brings to mind ("Quebec" is the province)."""


def urban(mention: Mention, resolution: Resolution) -> Resolution:
    """The resolution with the city first where a bare name was taken for the area around the city of that name."""
    area = resolution.belief[0][0]
    if not area.twin or any(cue.startswith("A") for cue in mention.cues):
        return resolution
    city = next((b for b in resolution.belief if _is_seat(b[0], area)), None)
    if city is None:
        return resolution
    others = tuple(b for b in resolution.belief if b is not city)
    return replace(resolution, belief=((city[0], max(city[1], resolution.belief[0][1])), *others))


def _is_seat(city: Option, area: Option) -> bool:
    if city.feature.feature_class != "P" or city.feature.country != area.feature.country or city.admin != area.admin:
        return False
    return city.feature.population >= SHARE * max(area.feature.population, 1)
