from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.normalize import normalize
from gazetteer.scanner import MAX_WORDS, Scanner, key_numbers

NAMES = [
    "New York", "New York City", "City Hall", "York", "Ukraine", "Prince George's County", "St. John's", "U.S.",
    "Côte d’Ivoire", "Ivano-Frankivsk", "Washington D.C.", "St. Louis", "Georgia", "Київ", "Rio de Janeiro",
]  # fmt: skip


def scanner(names: list[str]) -> Scanner:
    return Scanner(np.sort(np.fromiter(key_numbers(normalize(name) for name in names), dtype=np.uint64)))


SCANNER = scanner(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in New York City Hall today", ["New York City", "City Hall"]),
        ("New York, Georgia", ["New York", "Georgia"]),
        ("Ukraine's army and Ukraine’s navy", ["Ukraine", "Ukraine"]),
        ("Prince George's County in St. John's", ["Prince George's County", "St. John's"]),
        ("The U.S.-led force", ["U.S."]),
        ("COTE D'IVOIRE", ["COTE D'IVOIRE"]),
        ("Ivano-Frankivsk and Ivano – Frankivsk", ["Ivano-Frankivsk", "Ivano – Frankivsk"]),
        ("He left New. York stayed", ["New. York"]),
        ("He left Newcastle. York stayed", ["York"]),
        ("New\nYork", ["New\nYork"]),
        ("New\n\nYork", ["York"]),
        ("New (York)", ["York"]),
        ('"New" York', ["York"]),
        ("Washington, D.C.", []),
        ("🚀🚀 у місті Київ.", ["Київ"]),
        ("e\u0301t\u0301 Cote\u0302 d'Ivoire", ["Cote\u0302 d'Ivoire"]),
        ("Co\u0302te d'Ivoire", ["Co\u0302te d'Ivoire"]),
        ("St. Louis", ["St. Louis"]),
        ("", []),
        ("... !!! ---", []),
    ],
)
def test_runs_that_are_names(text: str, found: list[str]) -> None:
    matches = list(SCANNER.scan(text))
    assert [text[m.start : m.end] for m in matches] == found
    assert all(normalize(text[m.start : m.end]) == m.key for m in matches)


def test_nested_names_come_too_when_asked_for() -> None:
    text = "New York City Hall"
    nested = [text[m.start : m.end] for m in SCANNER.scan(text, nested=True)]
    assert nested == ["New York City", "New York", "York", "City Hall"]


def test_names_longer_than_the_limit_are_left_out() -> None:
    long = " ".join(["word"] * (MAX_WORDS + 1))
    assert list(scanner([long]).scan(long)) == []
    longest = " ".join(["word"] * MAX_WORDS)
    assert [m.key for m in scanner([longest]).scan(longest)] == [longest]


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert list(scanner([]).scan("New York")) == []


WORDS = st.lists(st.sampled_from(["New", "York", "City", "Hall", "St.", "Louis", "Georgia's", ",", "x"]), max_size=30)


@given(WORDS, st.sampled_from([" ", "\n", "  ", "-"]))
def test_the_scan_finds_what_comparing_every_run_finds(words: list[str], gap: str) -> None:
    text = gap.join(words)
    keys = {normalize(name) for name in NAMES}
    matches = list(SCANNER.scan(text, nested=True))
    assert all(m.key in keys and normalize(text[m.start : m.end]) == m.key for m in matches)
    assert matches == sorted(matches, key=lambda m: (m.start, -m.end))
    spans = {(m.start, m.end) for m in matches}
    at = 0
    for i, word in enumerate(words):
        if word in ("York", "Georgia's"):
            end = at + len(word.removesuffix("'s"))
            assert (at, end) in spans, (text, i)
        at += len(word) + len(gap)


@given(st.text(max_size=200))
def test_any_text_can_be_scanned(text: str) -> None:
    longest = list(SCANNER.scan(text))
    assert all(0 <= m.start < m.end <= len(text) for m in longest)
    assert set(longest) <= set(SCANNER.scan(text, nested=True))
