"""How alike two reports are: place, time, type, who, how many, and the words.

The score is a sum of what speaks for and against; ``SAME`` or more means one incident. What rules it out for good is
a veto: different named places, different hours, a type of another kind, an outcome that cannot be both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio, token_set_ratio

from app.merge.blocks import APART, AREA_WINDOW_DAYS, DAY, NEAR_KM, WINDOW_DAYS
from app.merge.kinship import kinship
from app.model.location import AREAL
from app.model.merging import Claim

SAME = 0.71
COPY_WORDS = 8
"""Sentences of fewer words may be alike by chance."""
BIG_PLACE = 500_000
HAPPENED = frozenset({"occurred", "claimed", "historical", "planned", "denied"})
OPEN = frozenset({"threatened", "hypothetical"})
NEIGHBOUR_KM = 12.0
"""Outlets name now the village, now the town beside it: these near places are one where a telling count agrees."""
TELLING = 4
RISING = frozenset({"killed", "wounded", "detained", "displaced", "infected", "houses"})
Count = tuple[str, int, int | None]
"""Unit, at least, at most."""
TOUCHING_KM = 3.0
SMALL_KM = 30.0
"""An area of so small a radius is told of as a place is."""
OFFSET_KM = 8.0
"""Two points of one place's name further apart than this are "10 km west of it" and the like."""
HOURS_APART = 2 * 60
SPELLING = 85
"""Names this alike (0…100) are spellings of one."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` (≥ ``SAME``: one incident; −1: ruled out) and the grounds in words."""

    score: float
    grounds: tuple[str, ...]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine, sphere of 6371 km)."""
    north, other_north = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (other_north - north) / 2, math.radians(other_lon - lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(half_lon) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(chord)))


def are_copies(first: Claim, second: Claim) -> bool:
    """Whether two articles carry one text: the same sentence read as the same type at the same place."""
    return (
        first.article_id != second.article_id
        and first.copy == second.copy
        and first.type == second.type
        and first.place_id == second.place_id
        and len(first.wording.split()) >= COPY_WORDS
        and (_days_apart(first, second) <= _copy_window(first, second) or (_undated(first) and _undated(second)))
    )


def likeness(first: Claim, second: Claim) -> Likeness:
    """Compare two reports. Symmetric."""
    if are_copies(first, second):
        return Likeness(1.0, ("the same text",))
    if veto := _veto(first, second):
        return Likeness(-1.0, (veto,))
    grounds: list[str] = []
    score = 0.0
    for part in (_place, _time, _type, _quantities, _participants, _wording, _status):
        weight, ground = part(first, second)
        if weight <= -1:
            return Likeness(-1.0, (ground,))
        score += weight
        if ground:
            grounds.append(ground)
    return Likeness(score, tuple(grounds))


def _copy_window(first: Claim, second: Claim) -> int:
    """ "On Tuesday" is read by the day of publication: copies may differ by a day, but a stock phrase recurs."""
    return DAY if first.start is not None and second.start is not None else WINDOW_DAYS * DAY


def _undated(claim: Claim) -> bool:
    return claim.start is None and claim.published is None


def _days_apart(first: Claim, second: Claim) -> float:
    """Minutes between the starts (or days of publication); infinite where nothing is known of one."""
    one = first.start if first.start is not None else first.published
    other = second.start if second.start is not None else second.published
    return abs(one - other) if one is not None and other is not None else math.inf


def _veto(first: Claim, second: Claim) -> str | None:
    if second.type not in kinship().same[first.type]:
        return "different kinds of event"
    if (first.status in OPEN) != (second.status in OPEN) or (first.status in OPEN and first.status != second.status):
        return "one is only talked of"
    if first.article_id == second.article_id:
        if first.place_id != second.place_id:
            return "one article names two places"
        if first.type != second.type:
            return "one article tells of two things"
    window = AREA_WINDOW_DAYS if first.precision in AREAL else WINDOW_DAYS
    if _days_apart(first, second) > window * DAY:
        return "too far apart in time"
    return None


def _place(first: Claim, second: Claim) -> tuple[float, str]:
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return -1.0, "no known place"
    areal = first.precision in AREAL
    if areal != (second.precision in AREAL):
        return -1.0, "an area and a place in it"
    apart = distance_km(first.lat, first.lon, second.lat, second.lon)
    wide = min(kinship().wide.get(first.type, 0.0), kinship().wide.get(second.type, 0.0))
    if not areal and 0 < apart <= wide and first.article_id != second.article_id:
        return 0.46, f"felt as far as {apart:.0f} km apart"
    if first.place_id is not None and first.place_id == second.place_id:
        if areal:
            return _same_area(first, second), f"same area ({first.place_name})"
        if apart > OFFSET_KM:
            return -1.0, "different distances from one place"
        exact = (first.precision == "near") == (second.precision == "near")
        return (0.5 if exact else 0.45), f"same place ({first.place_name})"
    named = first.place_id is not None and second.place_id is not None
    if (
        not areal
        and named
        and apart <= NEIGHBOUR_KM
        and first.article_id != second.article_id
        and _telling(first, second)
    ):
        return 0.38, f"{apart:.0f} km apart, with the same numbers"
    alike = first.place_name.casefold() == second.place_name.casefold()
    if not areal and apart <= NEAR_KM and alike and first.place_name:
        return 0.45, f"same name within {apart:.0f} km"
    if not areal and not named and apart <= TOUCHING_KM + min(10.0, max(first.radius_km, second.radius_km)):
        return 0.45, f"{apart:.1f} km apart"
    return -1.0, "different places"


def _same_area(first: Claim, second: Claim) -> float:
    """What an area says that both name: an island or a township nearly as much as a town, a country little."""
    if max(first.radius_km, second.radius_km) <= SMALL_KM:
        return 0.45
    return 0.2 if first.precision == "country" else 0.3


def _telling(first: Claim, second: Claim) -> bool:
    """Whether a count is the same in both and too high to be so by chance."""
    exact = {(unit, low) for unit, low, high in first.quantities if high == low and low >= TELLING}
    return any((unit, low) in exact and high == low for unit, low, high in second.quantities)


def _time(first: Claim, second: Claim) -> tuple[float, str]:
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return 0.05, ""
    gap = max(first.start, second.start) - min(first.end, second.end)
    lengths = sorted((first.end - first.start, second.end - second.start))
    if -gap * 2 >= lengths[0]:
        if lengths[1] > 8 * DAY and lengths[0] < lengths[1] // 2:
            return 0.0, "one within the other's long time"
        return 0.2, "same time"
    fine = {"minute", "hour", "part-of-day"}
    if first.time_precision in fine and second.time_precision in fine and gap > HOURS_APART:
        return -1.0, "different hours"
    return (0.0, "the day before or after") if gap < APART else (-1.0, "different days")


def _type(first: Claim, second: Claim) -> tuple[float, str]:
    if first.type == second.type:
        return 0.1, "same type"
    return 0.05, f"{first.type.replace('_', ' ')} and {second.type.replace('_', ' ')} may be one"


def _quantities(first: Claim, second: Claim) -> tuple[float, str]:
    pairs = [(one, other) for one in first.quantities for other in second.quantities if one[0] == other[0]]
    found = {_compared(one, other) for one, other in pairs}
    if "agree" in found:
        return 0.12, "numbers agree"
    within = first.article_id == second.article_id
    if "far" in found:
        return (-1.0 if within else -0.3), "numbers far apart"
    if "differ" not in found:
        return 0.0, ""
    if not within and _has_risen(first, second):
        return 0.0, "the later one counts more"
    return (-0.3 if within else -0.05), "numbers differ a little"


def _compared(one: Count, other: Count) -> str:
    """Whether two counts of one unit agree, differ, or lie far apart."""
    (_, low, high), (_, other_low, other_high) = one, other
    top = high if high is not None else low * 2
    other_top = other_high if other_high is not None else other_low * 2
    if low <= other_top and other_low <= top:
        return "agree"
    return "far" if max(low, other_low) > 3 * max(1, min(top, other_top)) else "differ"


def _has_risen(first: Claim, second: Claim) -> bool:
    """Whether whoever published later counts more: tolls rise."""
    if first.published is None or second.published is None or first.published == second.published:
        return False
    early, late = sorted((first, second), key=lambda claim: claim.published or 0)
    counted = {unit: low for unit, low, _ in early.quantities}
    return all(low >= counted.get(unit, low) for unit, low, _ in late.quantities if unit in RISING)


def _participants(first: Claim, second: Claim) -> tuple[float, str]:
    personal = first.type in kinship().personal or second.type in kinship().personal
    shared, apart = False, False
    for role, words in first.participants:
        for other_role, other_words in second.participants:
            if role == other_role and role != "instrument":
                one, other = _names(words), _names(other_words)
                if one and other:
                    alike = any(ratio(name, other_name) >= SPELLING for name in one for other_name in other)
                    shared, apart = shared or alike, apart or not alike
    if shared:
        return 0.12, "same people"
    if apart and first.type == second.type:
        return (-0.3 if personal else -0.04), "other people"
    crowded = max(first.population, second.population) > BIG_PLACE
    return (-0.1 if personal and crowded else -0.05 if personal else 0.0), ""


def _names(words: str) -> set[str]:
    """The capitalised words of a participant: "the Harbour Police" → harbour, police. Empty for "residents"."""
    return {word.casefold() for word in words.split() if word[:1].isupper() and len(word) > 2 and word != "The"}


def _wording(first: Claim, second: Claim) -> tuple[float, str]:
    crowded = -0.06 if max(first.population, second.population) > BIG_PLACE else 0.0
    alike = token_set_ratio(first.wording.casefold(), second.wording.casefold()) / 100
    weight = min(0.2, max(-0.04, (alike - 0.4) * 0.4))
    return weight + crowded, (f"wording {alike:.0%} alike" if alike >= 0.5 else "")


def _status(first: Claim, second: Claim) -> tuple[float, str]:
    if (first.status == "denied") != (second.status == "denied"):
        return -0.05, "one denies it"
    return 0.0, ""
