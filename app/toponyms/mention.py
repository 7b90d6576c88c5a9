"""A recognised name in its article, as the ranker sees it; and names that share one sense."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.toponyms.options import Entry

AREAS = ("A.ADM1", "A.PCL")
"""What a name is that holds another: "Albany, New York"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. ``container``: the name right after it, where that contains it ("X, Texas")."""

    start: int
    end: int
    entry: Entry
    container: Entry | None = None
    cues: tuple[str, ...] = ()
    """GeoNames classes or codes that the words around ask for, best first ("A.ADM1", "A")."""
    small: bool = False
    """The words around call it a village or a hamlet."""
    denied: bool = False
    """The text puts it where the gazetteer has no such place."""
    local: bool = False
    """Many towns have one called so: "Wilson Park"."""
    weight: float = 1.0
    """How much it counts as context for others: a dateline more, a nationality less."""


@dataclass(slots=True)
class Sense:
    """All mentions of an article that are taken to mean one place."""

    entry: Entry
    mentions: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    containers: dict[str, Entry] = field(default_factory=dict)
    cues: tuple[str, ...] = ()
    small: bool = False
    weight: float = 0.0

    def add(self, number: int, mention: Mention) -> None:
        """Count a mention in."""
        self.mentions.append(number)
        self.positions.append(mention.start)
        self.weight += mention.weight
        self.small = self.small or mention.small
        if mention.container is not None:
            self.containers[mention.container.key] = mention.container
        if mention.cues and not self.cues:
            self.cues = mention.cues


def senses(mentions: list[Mention]) -> list[Sense]:
    """One sense a name, unless the text itself says otherwise: "Paris, Texas" and "Paris, France" are two."""
    by_key: dict[str, list[Sense]] = {}
    for number, mention in sorted(enumerate(mentions), key=lambda pair: (pair[1].container is None, pair[1].start)):
        known = by_key.setdefault(mention.entry.key, [])
        place = next((sense for sense in known if _agrees(sense, mention)), None)
        if place is None:
            place = Sense(mention.entry)
            known.append(place)
        place.add(number, mention)
    return sorted((sense for group in by_key.values() for sense in group), key=lambda sense: min(sense.positions))


def _agrees(sense: Sense, mention: Mention) -> bool:
    if mention.cues and sense.cues and {mention.cues[0][0], sense.cues[0][0]} == {"A", "P"}:
        return False
    return mention.container is None or not sense.containers or mention.container.key in sense.containers
