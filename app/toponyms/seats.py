""" "The Iraqi capital": a place named by its country."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.model.article import Span
from app.model.location import Place
from app.model.toponym import Toponym
from app.toponyms.reading import Reading

APPOSITION = 3
"""Characters within which the capital's own name may follow: then that name is the place."""


def capitals(reading: Reading, toponyms: Sequence[Toponym], capital_of: Callable[[str], Place | None]) -> list[Toponym]:
    """Toponyms for "capital" after a nationality, where the city's own name does not follow."""
    starts = {toponym.span.start for toponym in toponyms}
    found = []
    for toponym in toponyms:
        place = toponym.place
        if toponym.kind != "demonym" or place is None or not place.feature.startswith("A.PCL") or not place.country:
            continue
        tokens = reading.tokens_of(toponym.span.end + 1, toponym.span.end + 8)
        if tokens is None or reading.tokens[tokens[0]].text != "capital" or _goes_on(reading, tokens[0], starts):
            continue
        token, seat = reading.tokens[tokens[0]], capital_of(place.country)
        if seat is not None:
            reason = f"the capital of {place.name}"
            found.append(Toponym(Span(token.start, token.end), token.text, "place", seat, 0.9, reason))
    return found


def _goes_on(reading: Reading, i: int, starts: set[int]) -> bool:
    """ "capital Baghdad", "capital, Baghdad", "capital markets"."""
    end = reading.tokens[i].end
    if any(start in starts for start in range(end, end + APPOSITION)):
        return True
    return reading.same_sentence(i, i + 1) and reading.tokens[i + 1].pos in ("NOUN", "PROPN")
