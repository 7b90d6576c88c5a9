"""Stretches of a text that are given away already."""

from __future__ import annotations

from bisect import bisect_left, insort


class Taken:
    """Half-open ranges, none overlapping; a question costs the logarithm of their number."""

    def __init__(self) -> None:
        """Nothing is taken."""
        self._ranges: list[tuple[int, int]] = []

    def overlaps(self, start: int, end: int) -> bool:
        """Whether some taken range shares a character with this one."""
        at = bisect_left(self._ranges, (end, -1))
        return at > 0 and self._ranges[at - 1][1] > start

    def add(self, start: int, end: int) -> None:
        """Take a range that overlaps none."""
        insort(self._ranges, (start, end))
