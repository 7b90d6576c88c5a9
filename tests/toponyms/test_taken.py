"""Ranges that are given away."""

from hypothesis import given
from hypothesis import strategies as st

from app.toponyms.taken import Taken

RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=30)


@given(RANGES)
def test_agrees_with_looking_at_all(pairs):
    taken, kept = Taken(), []
    for start, length in pairs:
        end = start + length
        expected = any(start < other_end and other_start < end for other_start, other_end in kept)
        assert taken.overlaps(start, end) == expected
        if not expected:
            taken.add(start, end)
            kept.append((start, end))
