"""The town of which an article speaks throughout."""

from __future__ import annotations

from app.events.focus import focus_of
from app.model.article import Span
from app.model.location import Place
from app.model.toponym import Toponym


def mention(name: str, at: int, lat: float, feature: str = "P.PPL") -> Toponym:
    place = Place(name, None, name, lat, 10.0, "DE", None, None, feature)
    return Toponym(Span(at, at + len(name)), name, "place", place, 0.9, "")


def test_the_town_named_most_is_the_focus() -> None:
    found = focus_of([mention("Aix", 10, 50.0), mention("Bonn", 900, 51.0), mention("Aix", 1200, 50.0)])
    assert found is not None
    assert (found.text, found.span.start) == ("Aix", 10)


def test_two_towns_named_alike_are_none() -> None:
    assert focus_of([mention("Aix", 400, 50.0), mention("Bonn", 900, 51.0)] * 3) is None


def test_countries_do_not_count() -> None:
    assert focus_of([mention("Germany", 10 * n, 51.0, "A.PCLI") for n in range(5)]) is None


def test_nothing_named_is_no_focus() -> None:
    assert focus_of([]) is None
