"""Which GeoVirus development texts were read by hand: two draws of 45 stories by fixed seeds, so nobody picked them."""

from __future__ import annotations

import random

TEXTS = 229
STORIES = 45
SEEDS = (2026, 2027)
STORY_OF = {1: 0, 2: 0}
"""Texts that are later parts of a neighbouring text's story; every other text is a story of its own."""


def selected() -> list[int]:
    """Numbers of the texts read, ascending: all parts of each drawn story."""
    left = [number for number in range(TEXTS) if number not in STORY_OF]
    drawn: set[int] = set()
    for seed in SEEDS:
        drawn.update(random.Random(seed).sample(left, STORIES))
        left = [number for number in left if number not in drawn]
    return [number for number in range(TEXTS) if STORY_OF.get(number, number) in drawn]


if __name__ == "__main__":
    print("\n".join(f"geovirus-{number}" for number in selected()))
