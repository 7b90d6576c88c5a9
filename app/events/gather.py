"""Several sentences of one article about one event become one event with several pieces of evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from geopy.distance import great_circle

from app.events.containment import contains
from app.events.draft import Draft
from app.model.event import Quantity, TimeInterval
from app.model.event_type import event_types, group_of

_GENERIC = frozenset({"assault", "explosion", "casualty", "battle"})
_ATTACKS = frozenset(
    {
        "assault",
        "explosion",
        "shelling",
        "air_strike",
        "missile_strike",
        "drone_attack",
        "naval_attack",
        "interception",
        "shooting",
        "stabbing",
        "casualty",
        "battle",
    }
)
_KIN = (
    frozenset({"interception", "drone_attack", "missile_strike", "air_strike", "shelling"}),
    frozenset({"naval_attack", "interception"}),
    frozenset({"fire", "wildfire"}),
    frozenset({"fire", "explosion", "industrial_accident", "transport_accident", "collapse"}),
    frozenset({"storm", "flood", "landslide"}),
    frozenset({"visit", "meeting"}),
    frozenset({"protest", "riot"}),
    frozenset({"abduction", "assault", "shooting"}),
    frozenset({"piracy", "abduction", "robbery", "assault", "shooting", "naval_attack", "capture"}),
    frozenset({"arrest", "raid"}),
    frozenset({"battle", "capture", "shelling", "shooting", "assault"}),
    frozenset({"strike", "protest"}),
    frozenset({"weapons_test", "missile_strike"}),
)
"""Types that may be told of one happening; the generic ones go with any attack."""
_SPECIFIC_ORDER = ("casualty", "assault", "explosion", "battle", "interception")
FAR = timedelta(days=30)
"""A day taken from what stands around is no longer doubted where the other one is so far away."""
_UNREAL = frozenset({"hypothetical", "threatened", "denied"})


FELT_KM = {"earthquake": 300.0, "eruption": 60.0}
"""Types that one text tells of at all the places where they were felt, and how far that may be."""
LOOK_BACK = 400
"""Events before a draft among which its own is looked for, so that time stays linear in the text's length."""
MOST = 24
"""Sentences, sources, participants and counts that an event keeps of each kind."""
_LETHAL = frozenset({"armed", "seizure", "unrest", "accident", "nature", "health"})
_LETHAL_TYPES = frozenset({"casualty", "coup", "raid"})


def gather(drafts: list[Draft]) -> list[Draft]:
    """One draft an event, in the order of their first mention."""
    kept: list[Draft] = []
    for draft in drafts:
        homes = [] if draft.another else _homes(kept[-LOOK_BACK:], draft)
        home = min(homes, key=lambda other: (other.type != draft.type, not is_lethal(other)), default=None)
        if home is None:
            kept.append(draft)
        else:
            absorb(home, draft)
    return kept


def is_lethal(draft: Draft) -> bool:
    """Whether people die in events of the draft's type; whoever is arrested or rescued was hurt in something else."""
    return draft.type in _LETHAL_TYPES or group_of(draft.type) in _LETHAL


def _homes(before: list[Draft], draft: Draft) -> list[Draft]:
    """Those of the drafts that tell the same as ``draft``, the last first."""
    types, its_mood = _types_with(draft.type), mood(draft)
    able = [other for other in reversed(before) if other.type in types and mood(other) == its_mood]
    return [other for other in able if _times_fit(other, draft) and places_fit(other, draft)]


def mood(draft: Draft) -> str:
    """Past, background, planned, or how it is unreal: events of two moods are two."""
    if draft.factuality in _UNREAL:
        return draft.factuality
    return draft.time_relation


@cache
def _types_with(type_: str) -> frozenset[str]:
    """Types that may be told of one happening with this one."""
    return frozenset(other for other in (*event_types(), "casualty") if _types_fit(other, type_))


def _types_fit(one: str, other: str) -> bool:
    if one == other:
        return True
    if "casualty" in (one, other):
        return True
    if one in _ATTACKS and other in _ATTACKS and (one in _GENERIC or other in _GENERIC):
        return True
    return any(one in kin and other in kin for kin in _KIN)


def _times_fit(one: Draft, other: Draft) -> bool:
    if one.time is None or other.time is None or not (one.time_own or other.time_own):
        return True
    if not (one.time_own and other.time_own):
        return abs(one.time.start - other.time.start) <= FAR or abs(one.time.end - other.time.end) <= FAR
    if one.time.start < other.time.end and other.time.start < one.time.end:
        return True
    # A night is told now by its evening's date, now by its morning's.
    return abs((one.time.start - other.time.start).total_seconds()) <= 12 * 3600


def places_fit(one: Draft, other: Draft) -> bool:
    """Whether the earlier ``one`` and ``other`` can have happened at one place."""
    a, b = one.place, other.place
    apart = abs(one.sentence_index - other.sentence_index)
    if a is None and b is None:
        return one.type == other.type and apart <= 12 or other.type == "casualty" and apart <= 3
    if a is None or (a.inherited and b is not None and not b.inherited):
        return one.type == other.type and apart <= 6 or one.headline
    if b is None or b.inherited:
        # Without a place of its own it refers to what was told before, if that is of its kind.
        vague = other.referential or other.type in _GENERIC or other.type == "interception"
        return apart <= 20 if one.type == other.type else vague and apart <= 4
    first, second = a.toponym.place, b.toponym.place
    if first is None or second is None:
        return False
    if first.place_id == second.place_id if first.place_id else a.toponym.text == b.toponym.text:
        return True
    if one.type == other.type in FELT_KM:
        return bool(great_circle((first.lat, first.lon), (second.lat, second.lon)).km <= FELT_KM[one.type])
    kind = one.type == other.type or "casualty" in (one.type, other.type)
    return kind and (contains(a.toponym, b.toponym) or contains(b.toponym, a.toponym))


def absorb(home: Draft, other: Draft) -> None:
    """Put what ``other`` adds into ``home``: the more specific type, the better place and time, all evidence."""
    if home.headline and not other.headline:
        _yield_to_body(home, other)
    if _rank(other.type) > _rank(home.type) and not other.referential and (other.place_own or home.type == "casualty"):
        home.type = other.type
    if _is_centre(other, home) or (not _is_centre(home, other) and _place_rank(other) > _place_rank(home)):
        home.place, home.place_score, home.clues = other.place, other.place_score, other.clues
    if other.time_own and (not home.time_own or _finer(other.time, home.time)):
        home.time, home.time_own = other.time, True
    if home.part is None:
        home.part = other.part
    if (
        home.attestation == "party"
        and other.attestation in {"outlet", "witness"}
        and other.type == home.type
        and other.place_own
    ):
        home.attestation = "outlet"
    if len(home.evidence) < MOST and other.sentence not in (home.sentence, *home.evidence):
        home.evidence.append(other.sentence)
    home.attribution = tuple(dict.fromkeys((*home.attribution, *other.attribution)))[:MOST]
    known = {(p.text.lower(), p.role) for p in home.participants}
    home.participants += tuple(p for p in other.participants if (p.text.lower(), p.role) not in known)
    home.participants = home.participants[:MOST]
    home.quantities = merged_quantities(home.quantities, other.quantities)
    home.weak = home.weak and other.weak
    home.referential = home.referential and other.referential
    home.mentions += 1


def _is_centre(draft: Draft, other: Draft) -> bool:
    """Of what is felt far around: whether the first tells where it came from, the other where it was felt."""
    if draft.type not in FELT_KM or not draft.place_own or not other.place_own:
        return False
    return _centred(draft) and not _centred(other)


def _centred(draft: Draft) -> bool:
    """ "25 km off A", or the mountain itself."""
    place = draft.place.toponym.place if draft.place is not None else None
    if place is None or draft.place is None:
        return False
    point = draft.place.relation in {"offset", "near", "off"} and not place.feature.startswith("A.")
    return point or place.feature.startswith("T.")


def _yield_to_body(home: Draft, other: Draft) -> None:
    """A headline says less than the text below it: sentence, status and source are the body's."""
    home.evidence.insert(0, home.sentence)
    for name in ("trigger", "sentence", "sentence_index", "paragraph", "factuality", "time_relation", "attestation"):
        setattr(home, name, getattr(other, name))
    home.cues = other.cues
    home.headline = False


def _rank(type_: str) -> int:
    return _SPECIFIC_ORDER.index(type_) if type_ in _SPECIFIC_ORDER else len(_SPECIFIC_ORDER)


def _place_rank(draft: Draft) -> tuple[int, float, float]:
    """Own before inherited, fine before coarse, strong before weak."""
    if draft.place is None or draft.place.toponym.place is None:
        return (0, 0.0, 0.0)
    own = 1 if draft.place.inherited else 2
    return (own, -min(draft.place.toponym.place.radius_km, 3000.0) // 25, draft.place_score)


def _finer(one: TimeInterval | None, other: TimeInterval | None) -> bool:
    if one is None or other is None:
        return one is not None
    inside = other.start <= one.start and one.end <= other.end
    return inside and one.end - one.start < other.end - other.start


def merged_quantities(first: tuple[Quantity, ...], second: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Counts of both; the same unit again is kept only where it differs (sources disagree), never summed."""
    known = {(q.unit, q.min, q.max) for q in first}
    return (first + tuple(replace(q) for q in second if (q.unit, q.min, q.max) not in known))[:MOST]
