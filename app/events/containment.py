"""Whether one place of a text holds another."""

from __future__ import annotations

from app.model.toponym import Toponym

WIDER, FARTHER_KM = 1.2, 15.0
"""A second-order area is known by the places in it: it goes somewhat farther than they do."""


def contains(outer: Toponym, inner: Toponym) -> bool:
    """Whether the outer place's area holds the inner place, by country, admin area, or distance for regions.

    Airports and camps whose own area is not known go by the distance as well.
    """
    a, b = outer.place, inner.place
    if a is None or b is None or a.place_id == b.place_id:
        return False
    if a.feature.startswith("A.PCL"):
        return a.country is not None and a.country == b.country and not b.feature.startswith("A.PCL")
    if a.feature == "A.ADM1" and not (b.admin1 is None and b.country == a.country):
        return a.country == b.country and a.admin1 == b.admin1 and a.admin1 is not None and b.feature != "A.ADM1"
    if a.radius_km <= max(b.radius_km, 5.0) * 1.5:
        return False
    dlat = abs(a.lat - b.lat) * 111.2
    dlon = abs(a.lon - b.lon) * 111.2 * 0.7
    reach = a.radius_km
    if a.feature == "A.ADM2" and a.country == b.country and a.admin1 == b.admin1:
        reach = WIDER * reach + FARTHER_KM
    return bool((dlat**2 + dlon**2) ** 0.5 <= reach)
