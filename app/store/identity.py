"""Names that stay: a part keeps the incident that most of its reports had."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from app.model.merging import Part


def keepers(parts: Sequence[Part], before: Mapping[str, int | None]) -> list[int | None]:
    """The incident (its key: smaller is older) that each part goes on to be; None for a new one.

    Most reports first; ties: the oldest incident, then the part with the smallest report id.
    """
    wishes = []
    for i, part in enumerate(parts):
        counts = Counter(key for key in (before.get(name) for name in part.members) if key is not None)
        wishes += [(-count, key, part.members[0], i) for key, count in counts.items()]
    kept: list[int | None] = [None] * len(parts)
    taken: set[int] = set()
    for _, key, _, i in sorted(wishes):
        if kept[i] is None and key not in taken:
            kept[i] = key
            taken.add(key)
    return kept


def successors(parts: Sequence[Part], before: Mapping[str, int | None], gone: set[int]) -> dict[int, int | None]:
    """For each incident that vanishes the part (its index) that got most of its reports; None: they are gone too."""
    counts: dict[int, Counter[int]] = {key: Counter() for key in gone}
    for i, part in enumerate(parts):
        for name in part.members:
            key = before.get(name)
            if key in counts:
                counts[key][i] += 1
    return {
        key: min(count, key=lambda i: (-count[i], parts[i].members[0])) if count else None
        for key, count in counts.items()
    }


def new_id(part: Part, round_: int = 0) -> str:
    """A name for a new incident, from its smallest report id; ``round_`` > 0 where that name is taken."""
    return hashlib.sha256(f"incident\x00{part.members[0]}\x00{round_}".encode()).hexdigest()[:32]
