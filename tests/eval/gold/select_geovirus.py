"""Which GeoVirus development texts were read by hand: 45 stories by a fixed seed, nobody picked the easy ones."""

from __future__ import annotations

import random

TEXTS = 229
STORIES = 45
SEED = 2026
STORY_OF = {1: 0, 2: 0}
"""Texts that are later parts of a neighbouring text's story; every other text is a story of its own."""


def selected() -> list[int]:
    """Numbers of the texts read, ascending: all parts of each drawn story."""
    stories = [number for number in range(TEXTS) if number not in STORY_OF]
    drawn = set(random.Random(SEED).sample(stories, STORIES))
    return [number for number in range(TEXTS) if STORY_OF.get(number, number) in drawn]


if __name__ == "__main__":
    print("\n".join(f"geovirus-{number}" for number in selected()))
