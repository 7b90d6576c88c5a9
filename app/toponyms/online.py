"""Names that the gazetteer lacks, asked of an online geocoder where one is configured."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.model.article import Span
from app.model.location import Place
from app.model.parsed import Parsed
from app.model.toponym import Toponym
from gazetteer.fallback import Found
from gazetteer.normalize import normalize

MOST = 20
"""Names asked for in one article."""
CONFIDENCE = 0.5
"""An answer without anything else that speaks for it."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})


class Lookup(Protocol):
    """What is asked: ``gazetteer.fallback.Fallback`` has it; never raises."""

    def find(self, name: str) -> Found | None:
        """The place of a name, None where it is not known."""


def with_online(parsed: Parsed, toponyms: tuple[Toponym, ...], lookup: Lookup) -> tuple[Toponym, ...]:
    """The toponyms, with points for those that had none and for names that only the language model takes for places."""
    asked: dict[str, Place | None] = {}

    def place_of(name: str) -> Place | None:
        if name not in asked and len(asked) < MOST:
            found = lookup.find(name)
            asked[name] = _place(name, found) if found is not None else None
        return asked.get(name)

    answered = []
    for toponym in [*toponyms, *_unknown(parsed, toponyms)]:
        place = place_of(toponym.text) if toponym.place is None and toponym.kind == "place" else None
        if place is not None:
            reason = f"not in the gazetteer; the online geocoder knows it as “{place.name}”"
            answered.append(replace(toponym, place=place, confidence=CONFIDENCE, reason=reason))
        elif toponym in toponyms:
            answered.append(toponym)
    return tuple(sorted(answered, key=lambda t: t.span.start))


def _place(name: str, found: Found) -> Place:
    return Place(f"web:{normalize(name)}", None, found.name, found.lat, found.lon, None, None, None, "P.PPL")


def _unknown(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> list[Toponym]:
    """Runs of tokens that the language model labels as places and that no toponym touches."""
    runs: list[Span] = []
    for token in parsed.tokens:
        if token.ent not in _PLACES:
            continue
        if token.ent_iob == "I" and runs:
            runs[-1] = Span(runs[-1].start, token.end)
        else:
            runs.append(Span(token.start, token.end))
    free = [run for run in runs if not any(run.overlaps(t.span) for t in toponyms)]
    text = parsed.article.text
    return [Toponym(run, run.cut(text), "place", None, 0.0, "not in the gazetteer") for run in free]
