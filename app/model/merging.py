"""What merging sees of a report, and what it answers. Plain values: the store keeps them, ``app.merge`` judges them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.model.event import Status
from app.model.location import Precision


@dataclass(frozen=True, slots=True)
class Claim:
    """A report cut down to what tells whether two speak of the same happening. Reviews have been applied to it."""

    report_id: str
    article_id: str
    type: str
    status: Status
    lat: float | None
    lon: float | None
    precision: Precision | None
    radius_km: float
    place_id: str | None
    place_name: str
    population: int
    start: int | None
    """First and last (exclusive) UTC minute since 1970 (by the longitude where the zone is unknown); None: no time."""
    end: int | None
    time_precision: str | None
    published: int | None
    """UTC minute at which the article's day of publication begins; None where it is unknown."""
    participants: tuple[tuple[str, str], ...]
    """(role, words)."""
    quantities: tuple[tuple[str, int, int | None], ...]
    """(unit, min, max); max None is open-ended."""
    wording: str
    """The evidence sentence."""
    copy: str
    """Digest of the normalised wording: equal for syndicated text."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """A reviewer's word on two reports: ``same`` they are one happening, or they are not."""

    first: str
    second: str
    same: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Reports that are one incident. ``units`` counts syndicated copies once."""

    members: tuple[str, ...]
    """Report ids, sorted."""
    type: str
    status: Status
    units: int
    lead: str
    """The report that tells it best (type, wording)."""
    location_of: str | None
    """The report whose location is taken; None where no member has one."""
    time_of: str | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Where whatever may be the same as a claim can lie: kept beside the claim, which is found by it.

    Two claims that are no copies of each other can be the same only if one's ``home`` is among the other's ``cells``,
    its ``moment`` within ``[start, end]``, its type among the ``types`` and, where it has an ``until``, only if it
    begins before ``closes`` and ends after ``opens``.
    """

    home: int
    """Number of the block that holds the claim (64 bit)."""
    moment: int
    """UTC minute by which the claim stands in its block."""
    cells: tuple[int, ...]
    start: int
    end: int
    types: tuple[str, ...]
    until: int | None
    """UTC minute at which the claim's time ends; None where only its article has a date."""
    opens: int
    closes: int


class Merge(Protocol):
    """Reports → incidents; pure, no I/O."""

    @property
    def version(self) -> str:
        """Name and version of the rules."""

    def reach(self, claim: Claim) -> Reach | None:
        """Where to look; None: it can be the same as its copies only."""

    def same(self, first: Claim, second: Claim) -> bool:
        """Whether the two, looked at alone, may be one incident (an edge of the components)."""

    def partition(self, claims: Sequence[Claim], links: Iterable[Link]) -> list[Part]:
        """The incidents among ``claims`` (whole components); depends on the set alone, not on its order."""

    def relation(self, first: Claim, second: Claim) -> str | None:
        """In words, how two incidents that are not the same belong together; None: they do not."""

    def related_types(self, type_: str) -> frozenset[str]:
        """The types of which an incident may belong to one of ``type_``: ``relation`` is None for all others."""
