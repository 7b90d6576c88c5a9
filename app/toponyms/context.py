"""What an article as a whole says of where it happens: countries and areas named, and places already fairly sure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from app.toponyms.mention import Sense
from app.toponyms.options import Option

NEIGHBOURS = 8
"""Other names before and after in the text whose distance is looked at: keeps the work linear in the text."""
NEAR_CHARACTERS = 150
FAR = 1500
LOOKED_AT = 6
"""Mentions of a name whose surroundings are looked at."""
_AREAS = frozenset({"country", "continent"})
Belief = tuple[tuple[Option, float], ...]
"""Options of a sense with their probabilities, the best first; the unlikely ones left out."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The best option of another sense: where it is, how sure, and how far off in the order of the text."""

    number: int
    option: Option
    sure: float


class Context:
    """Votes of all senses for countries and first-order areas; each sense can be left out of its own."""

    def __init__(self, senses: list[Sense], beliefs: list[Belief], outlet: str | None = None) -> None:
        """One pass over the senses. ``outlet``: country code of the publisher, where known."""
        self.outlet = outlet
        self._beliefs = beliefs
        self._own = [_votes(sense, belief) for sense, belief in zip(senses, beliefs, strict=True)]
        self._all: Counter[str] = Counter()
        for own in self._own:
            self._all.update(own)
        self._possible: Counter[object] = Counter()
        self._own_possible = [_possible(sense) for sense in senses]
        for possible in self._own_possible:
            self._possible.update(possible)
        self._named: dict[str, list[tuple[int, int]]] = {}
        for number, (sense, belief) in enumerate(zip(senses, beliefs, strict=True)):
            self._note_areas(number, sense, belief)
        for places in self._named.values():
            places.sort()
        self._order = [
            Anchor(i, belief[0][0], belief[0][1])
            for i, belief in enumerate(beliefs)
            if belief and belief[0][0].level not in _AREAS and belief[0][0].name_kind != "demonym"
        ]
        self._rank = {anchor.number: rank for rank, anchor in enumerate(self._order)}
        self._before = _ranks_before(len(senses), self._rank)

    def share(self, sense: int, topic: str, total: str) -> float:
        """The part of all other senses' votes ``total`` that goes to ``topic``: 0…1."""
        own = self._own[sense]
        whole = self._all[total] - own.get(total, 0.0)
        return max(0.0, self._all[topic] - own.get(topic, 0.0)) / whole if whole > 1e-6 else 0.0

    def has(self, sense: int, topic: str) -> float:
        """The votes for ``topic`` of the other senses, 0…"""
        return max(0.0, self._all[topic] - self._own[sense].get(topic, 0.0))

    def possible(self, sense: int, option: Option) -> tuple[float, float]:
        """How many other names could mean something in the same area, and within some 150 km; each name counts once."""
        own, every = self._own_possible[sense], self._possible
        if option.level == "country":
            inside = every[option.feature.country] - own.get(option.feature.country, 0.0)
            return inside, inside
        area = every[option.admin] - own.get(option.admin, 0.0) if option.admin else 0.0
        row, column = _cell(option)
        near = 0.0
        for cell in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            if cell in every:
                near += every[cell] - own.get(cell, 0.0)
        return max(0.0, area), max(0.0, near)

    def _note_areas(self, number: int, sense: Sense, belief: Belief) -> None:
        """Where countries and first-order areas are named outright (nationalities count as their country)."""
        if not belief or belief[0][1] < 0.5:
            return
        option = belief[0][0]
        topic = {"country": option.feature.country, "admin1": option.admin}.get(option.level)
        if topic:
            self._named.setdefault(topic, []).extend((position, number) for position in sense.positions)

    def closeness(self, sense: int, positions: list[int], topic: str | None) -> float:
        """How near to one of these positions the country or area is named: 1 beside it, 0.5 at 150 characters."""
        named = self._named.get(topic or "")
        if not named:
            return 0.0
        nearest = FAR
        for position in positions[:LOOKED_AT]:
            at = bisect_left(named, (position, -1))
            for place, number in named[max(0, at - 2) : at + 2]:
                if number != sense:
                    nearest = min(nearest, abs(place - position))
        return 1 / (1 + nearest / NEAR_CHARACTERS) if nearest < FAR else 0.0

    def anchors(self, sense: int) -> list[Anchor]:
        """Places named next before and after in the text, the sense itself left out."""
        at = self._before[sense]
        near = self._order[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
        return [anchor for anchor in near if anchor.number != sense]


def _votes(sense: Sense, belief: Belief) -> dict[str, float]:
    """Topics: ``c:UA`` country, ``a:UA.11`` area, ``nc:UA``/``na:UA.11`` named outright; ``c``, ``a``… totals."""
    votes: dict[str, float] = {}
    weight = min(sense.weight, 4.0) ** 0.5
    for option, probability in belief:
        amount = weight * probability
        country = option.feature.country
        if country:
            _add(votes, "c", country, amount)
            if option.level == "country":
                _add(votes, "nc", country, amount)
        if option.admin and option.level != "country":
            _add(votes, "a", option.admin, amount)
            if option.level == "admin1":
                _add(votes, "na", option.admin, amount)
    return votes


def _possible(sense: Sense) -> dict[object, float]:
    """Areas and cells in which some option lies, each with the share of the options there: rare names say more."""
    found: dict[object, float] = {}
    options = [option for option in sense.entry.options if option.level != "country" and option.name_kind != "demonym"]
    for option in options:
        for topic in (option.admin, option.feature.country, _cell(option)):
            if topic:
                found[topic] = found.get(topic, 0.0) + 1 / len(options)
    return found


def _cell(option: Option) -> tuple[int, int]:
    return round(option.feature.lat), round(option.feature.lon)


def _add(votes: dict[str, float], kind: str, code: str, amount: float) -> None:
    votes[kind] = votes.get(kind, 0.0) + amount
    topic = f"{kind}:{code}"
    votes[topic] = votes.get(topic, 0.0) + amount


def _ranks_before(count: int, ranks: dict[int, int]) -> list[int]:
    """For each sense, how many anchors stand before it."""
    result, seen = [], 0
    for i in range(count):
        result.append(seen)
        if i in ranks:
            seen += 1
    return result
