"""Events with their locations: reports."""

from __future__ import annotations

from dataclasses import replace

from app.locate.areas import midpoint, offset_point
from app.locate.regions import Regions, Spot
from app.locate.relations import NEAR_KM, OFF_KM, blurred, precision_of
from app.model.event import Event, PlaceRelation
from app.model.location import Location, Place
from app.model.report import Report, report_id
from gazetteer.sphere import wind

FALLBACK_RADIUS_KM = {
    "exact": 0.5,
    "place": 3.0,
    "near": 8.0,
    "district": 25.0,
    "region": 120.0,
    "country": 300.0,
    "sea": 250.0,
}
FARTHEST_KM = 2000.0
"""Nobody tells a place by its distance from one further away; such a number is a misreading."""


def report_of(article_id: str, event: Event, extractor: str, regions: Regions | None = None) -> Report:
    """The report that an event makes; its location is None where the event has no place."""
    location = locate(event.place, regions) if event.place is not None else None
    if location is not None and location.place.zone and event.time is not None and event.time.zone is None:
        event = replace(event, time=replace(event.time, zone=location.place.zone))
    return Report(report_id(article_id, event, location), article_id, event, location, extractor)


def locate(relation: PlaceRelation, regions: Regions | None = None) -> Location | None:
    """A point with precision, radius and reason; None where the toponym has none. ``regions``: parts and borders."""
    place = relation.toponym.place
    if place is None:
        return None
    spot = _spot(relation, place, regions)
    lat, lon, extra, words = _point(relation, place) if spot is None else (spot.lat, spot.lon, 0.0, _said(relation))
    precision = blurred(precision_of(place), relation.relation)
    if spot is not None and precision == "country":
        precision = "region"
    width = place.radius_km if spot is None else spot.radius_km
    radius = max(width, FALLBACK_RADIUS_KM[precision] if not width else 0.0)
    if precision == "near":
        radius = max(min(place.radius_km, 15.0) + NEAR_KM, extra)
    elif relation.relation == "off":
        radius = max(radius, OFF_KM)
    reason = f"{words}; {relation.toponym.reason}" if relation.toponym.reason else words
    if relation.inherited:
        reason = f"the sentence names no place; taken from what stands before: {reason}"
    return Location(
        place=place,
        lat=lat,
        lon=lon,
        precision=precision,
        radius_km=round(radius, 2),
        relation=relation.relation,
        reason=reason,
        runners_up=relation.toponym.runners_up,
        inherited=relation.inherited,
    )


def _spot(relation: PlaceRelation, place: Place, regions: Regions | None) -> Spot | None:
    """The part of an area, or the middle of its border with another, where the outlines tell it."""
    if regions is None or place.place_id is None:
        return None
    if relation.relation == "part" and relation.bearing is not None:
        return regions.part(place.place_id, relation.bearing)
    second = relation.second.place if relation.second is not None else None
    if relation.relation == "border" and second is not None and second.place_id is not None:
        return regions.border(place.place_id, second.place_id)
    return None


def _said(relation: PlaceRelation) -> str:
    name = relation.toponym.text
    if relation.second is not None:
        return f"on the border between “{name}” and “{relation.second.text}”"
    return f"in the {wind(relation.bearing or 0.0)} of “{name}”"


def _point(relation: PlaceRelation, place: Place) -> tuple[float, float, float, str]:
    """Latitude, longitude, uncertainty in km, and the relation in words."""
    name = relation.toponym.text
    if relation.relation == "between" and relation.second is not None and relation.second.place is not None:
        lat, lon, half = midpoint(place, relation.second.place)
        return lat, lon, half, f"half-way between “{name}” and “{relation.second.text}”"
    if relation.relation == "offset":
        return _offset(relation, place, name)
    return place.lat, place.lon, 0.0, f"{relation.relation.replace('-', ' ')} “{name}”"


def _offset(relation: PlaceRelation, place: Place, name: str) -> tuple[float, float, float, str]:
    km, bearing = relation.distance_km, relation.bearing
    if km is None or km > FARTHEST_KM:
        km = max(place.radius_km, 0.0) + 10.0 if place.radius_km < 60 else 0.0
        said = "in the direction told of"
    else:
        said = f"{km:g} km from"
    if bearing is None:
        return place.lat, place.lon, km, f"{said} “{name}”, direction untold"
    lat, lon = offset_point(place, km, bearing)
    return lat, lon, max(km * 0.3, 3.0), f"{said} “{name}”, bearing {bearing:g}°"
