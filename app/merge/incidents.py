"""The rules of merging behind one object, and what an incident takes from which of its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.merge.blocks import DAY, reach_of
from app.merge.cluster import clusters
from app.merge.kinship import kinship
from app.merge.similarity import SAME, are_copies, distance_km, likeness
from app.model.event import Status
from app.model.location import AREAL, PRECISIONS
from app.model.merging import Claim, Link, Part, Reach

TIME_PRECISIONS = ("minute", "hour", "part-of-day", "day", "week", "month", "year")
RELATED_KM = 25.0


class RuleMerge:
    """``app.model.merging.Merge`` by the rules of this package."""

    version = "merge/1"

    def reach(self, claim: Claim) -> Reach | None:
        """See ``blocks.reach_of``."""
        return reach_of(claim)

    def same(self, first: Claim, second: Claim) -> bool:
        """Whether the two alone are alike enough."""
        return likeness(first, second).score >= SAME

    def partition(self, claims: Sequence[Claim], links: Iterable[Link]) -> list[Part]:
        """See ``cluster.clusters``; each cluster becomes a part."""
        if len(claims) == 1:
            return [_single(claims[0])]
        said = list(links)
        return [_part(members, said) for members in clusters(claims, said)]

    def relation(self, first: Claim, second: Claim) -> str | None:
        """Containment or kinship, near in space and time."""
        if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
            return None
        if None in (first.start, first.end, second.start, second.end):
            return None
        gap = max(first.start or 0, second.start or 0) - min(first.end or 0, second.end or 0)
        if gap > DAY:
            return None
        same, kin = second.type in kinship().same[first.type], second.type in kinship().kin[first.type]
        if not same and not kin:
            return None
        apart = distance_km(first.lat, first.lon, second.lat, second.lon)
        return _containment(first, second, apart) or _nearness(first, second, apart, kin)

    def related_types(self, type_: str) -> frozenset[str]:
        """Those that can be the same happening, and kindred ones."""
        return kinship().kin[type_] | set(kinship().same[type_])


def _containment(first: Claim, second: Claim, apart: float) -> str | None:
    """Only one of them is an area, and the other's point lies within its radius."""
    if (first.precision in AREAL) == (second.precision in AREAL):
        return None
    area, place = (first, second) if first.precision in AREAL else (second, first)
    if area.precision == "country" or apart > area.radius_km:
        return None
    return f"{place.place_name} may lie in {area.place_name}, at the same time"


def _nearness(first: Claim, second: Claim, apart: float, kin: bool) -> str | None:
    if first.precision in AREAL or second.precision in AREAL:
        if kin and first.place_id is not None and first.place_id == second.place_id:
            return f"same area ({first.place_name}), same time, kindred type"
        return None
    if apart > RELATED_KM:
        return None
    where = "same place" if apart < 1 else f"{apart:.0f} km apart"
    return f"{where}, same time, {'kindred' if kin else 'same'} type"


def _single(claim: Claim) -> Part:
    """An incident of one report."""
    return Part(
        members=(claim.report_id,),
        type=claim.type,
        status=claim.status,
        units=1,
        lead=claim.report_id,
        location_of=claim.report_id if claim.lat is not None else None,
        time_of=claim.report_id if claim.start is not None else None,
        confidence=claim.confidence,
        reason="one report",
    )


def _part(members: list[Claim], links: list[Link]) -> Part:
    if len(members) == 1:
        return _single(members[0])
    units = _units(members)
    lead = max(members, key=lambda claim: (claim.confidence, claim.report_id))
    located = [claim for claim in members if claim.precision is not None]
    timed = [claim for claim in members if claim.time_precision is not None]
    top = max(claim.confidence for claim in members)
    return Part(
        members=tuple(claim.report_id for claim in members),
        type=_type(members, lead),
        status=status_of_many([claim.status for claim in members]),
        units=units,
        lead=lead.report_id,
        location_of=min(located, key=_location_rank).report_id if located else None,
        time_of=min(timed, key=_time_rank).report_id if timed else None,
        confidence=min(0.99, 1 - (1 - top) * 0.6 ** (units - 1)),
        reason=_reason(members, links),
    )


def status_of_many(statuses: Sequence[Status]) -> Status:
    """An incident's status: what happened stands above what was planned, and the assertion above the denial.

    occurred > claimed > historical; then a denial of what was only planned or talked of; then planned and the rest.
    """
    order: tuple[Status, ...] = (
        "occurred",
        "claimed",
        "historical",
        "denied",
        "planned",
        "threatened",
        "hypothetical",
    )
    return min(statuses, key=order.index)


def _type(members: list[Claim], lead: Claim) -> str:
    """The type with most confidence behind it; the leading report's where two have the same."""
    weights: dict[str, float] = defaultdict(float)
    for claim in members:
        weights[claim.type] += claim.confidence
    return max(sorted(weights), key=lambda name: (round(weights[name], 9), name == lead.type))


def _location_rank(claim: Claim) -> tuple[int, float, str]:
    return PRECISIONS.index(claim.precision or "country"), -claim.confidence, claim.report_id


def _time_rank(claim: Claim) -> tuple[int, float, str]:
    return TIME_PRECISIONS.index(claim.time_precision or "year"), -claim.confidence, claim.report_id


def _units(members: list[Claim]) -> int:
    """How many reports there are when copies count once."""
    firsts: list[Claim] = []
    for claim in members:
        if not any(are_copies(claim, first) for first in firsts):
            firsts.append(claim)
    return len(firsts)


def _reason(members: list[Claim], links: list[Link]) -> str:
    """Why these are one, from the least alike pair."""
    named = {claim.report_id for claim in members}
    linked = any(link.same and link.first in named and link.second in named for link in links)
    pairs = [likeness(first, second) for i, first in enumerate(members[:12]) for second in members[:i]]
    grounds = ", ".join(min(pairs, key=lambda pair: (pair.score, pair.grounds)).grounds)
    said = "a reviewer linked them" if linked else f"even the least alike two: {grounds}"
    return f"{len(members)} reports are one incident: {said}"
