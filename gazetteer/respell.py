"""Names in the other romanisations of their country: "Al Jahrāʼ" is "Jahra", "Daudkandi" is "Daud Kandi".

The rules are ``data/respellings.tsv``; its head says what its columns mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from gazetteer.transliterate import table

MOST = 12
"""Forms of one name at most: those of one rule first."""
SHORTEST = 5
"""Letters of a form: shorter ones are too often a word, or another name."""


@cache
def respelling_rules() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Country → its rules as (pattern, form), in the order of the table; ``ValueError`` for a row that is no rule."""
    rules: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for row in table("respellings.tsv"):
        if len(row) != 3 or not all(row):
            raise ValueError(f"respellings.tsv: {row!r} is not countries, pattern, forms")
        for form in row[2].split("|"):
            for country in row[0].split():
                rules[country].append((re.compile(row[1]), "" if form == "-" else form))
    return {country: tuple(pairs) for country, pairs in rules.items()}


@cache
def left_out() -> frozenset[str]:
    """Forms that are words or first names."""
    return frozenset(row[0] for row in table("respelled_words.tsv"))


def respellings(key: str, country: str | None) -> Iterator[str]:
    """Other forms of the normalised name of a place in ``country``, of one rule and of two; at most ``MOST``.

    >>> list(respellings("ad dawhah", "QA"))[:2]
    ['dawhah', 'al dawhah']
    """
    rules = respelling_rules().get(country or "", ())
    if not rules or not key.isascii():
        return
    found = {key: None}
    for _ in range(2):
        for form in list(found):
            for pattern, written in rules:
                other = " ".join(pattern.sub(written, form).split())
                if other not in found and len(other) >= SHORTEST and other not in left_out():
                    found[other] = None
                    yield other
                    if len(found) > MOST:
                        return
