"""One name for two places of which the rest of the text tells which: a city and its area, two seas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.toponyms.mention import Mention
from app.toponyms.options import Option, kilometres
from app.toponyms.rank import Resolution

SHARE = 0.08
"""Of the area's people: a seat with fewer is not what the bare name brings to mind ("Quebec" is the province)."""
TOWN = 20_000
"""People that a seat has at least where those of its area are not known."""

METROPOLIS = 5_000_000
"""New York City is called after its state by everybody."""
LIST_GAP = 6
"""Characters between the members of a list: ", and "."""
MANY_TIMES = 20
"""So many times the people of a hamlet has the city of the same name that is meant instead."""


def told_apart(mentions: Sequence[Mention], resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The resolutions with a city before the area named after it, and a sea of this part of the world before others."""
    anchors = [r.belief[0][0] for r in resolutions if r.belief[0][0].feature.feature_class in "AP"]
    pairs = zip(mentions, resolutions, strict=True)
    apart = [_nearest_water(_no_hamlet(mention, _urban(mention, found)), anchors) for mention, found in pairs]
    return [_in_list(mentions, apart, n) for n in range(len(apart))]


def _in_list(mentions: Sequence[Mention], resolutions: Sequence[Resolution], n: int) -> Resolution:
    """Between two areas of a list an area is meant: "in New Mexico, New York and Ohio"."""
    found = resolutions[n]
    if not 0 < n < len(mentions) - 1 or found.belief[0][0].feature.feature_class != "P":
        return found
    before, after = (resolutions[n + step].belief[0][0] for step in (-1, 1))
    gaps = mentions[n].start - mentions[n - 1].end, mentions[n + 1].start - mentions[n].end
    country = found.belief[0][0].feature.country
    if max(gaps) > LIST_GAP or any(a.level != "admin1" or a.feature.country != country for a in (before, after)):
        return found
    area = next((b for b in found.belief if b[0].level == "admin1" and b[0].feature.country == country), None)
    return _with_first(found, area) if area is not None else found


def _urban(mention: Mention, resolution: Resolution) -> Resolution:
    """ "In Arequipa" is the city, "in Arequipa region" the area."""
    area = resolution.belief[0][0]
    if area.level == "admin1" and not mention.cues:
        home = [
            b for b in resolution.belief if b[0].level == "capital" and b[0].feature.country == area.feature.country
        ]
        if home:
            return _with_first(resolution, home[0])  # "Washington" is the capital, not the state
    if not area.twin or any(cue.startswith("A") for cue in mention.cues):
        return resolution
    seats = [b for b in resolution.belief if _is_seat(b[0], area)]
    if not seats:
        return resolution
    return _with_first(resolution, max(seats, key=lambda b: b[0].feature.population))


def _is_seat(city: Option, area: Option) -> bool:
    if city.feature.feature_class != "P" or city.feature.country != area.feature.country or city.admin != area.admin:
        return False
    if city.feature.population < METROPOLIS and city.feature.name.startswith(f"{area.feature.name} "):
        return False  # "Oklahoma" is not Oklahoma City
    people = area.feature.population
    return city.feature.population >= (SHARE * people if people else TOWN)


def _no_hamlet(mention: Mention, resolution: Resolution) -> Resolution:
    """Of two places of one area the city is meant, even where the hamlet bears the name as its first."""
    hamlet = resolution.belief[0][0]
    if hamlet.feature.feature_class != "P" or mention.small or hamlet.admin is None:
        return resolution
    least = max(TOWN, MANY_TIMES * hamlet.feature.population)
    cities = [
        b
        for b in resolution.belief
        if b[0].feature.feature_class == "P" and b[0].admin == hamlet.admin and b[0].feature.population >= least
    ]
    return _with_first(resolution, max(cities, key=lambda b: b[0].feature.population)) if cities else resolution


def _nearest_water(resolution: Resolution, anchors: Sequence[Option]) -> Resolution:
    """ "The East Sea" of a text on Korea is not that of one on Viet Nam."""
    waters = [b for b in resolution.belief if b[0].feature.feature_class == "H"]
    if len(waters) < 2 or resolution.belief[0] is not waters[0] or not anchors:
        return resolution
    return _with_first(resolution, min(waters, key=lambda b: min(kilometres(b[0].unit, a.unit) for a in anchors)))


def _with_first(resolution: Resolution, chosen: tuple[Option, float]) -> Resolution:
    if chosen is resolution.belief[0]:
        return resolution
    others = tuple(b for b in resolution.belief if b is not chosen)
    return replace(resolution, belief=((chosen[0], max(chosen[1], resolution.belief[0][1])), *others))
