"""What a spatial relation does to a place: which precision it leaves, how far off the point may lie."""

from __future__ import annotations

from app.model.location import Place, Precision

NEAR_KM = 5.0
"""How far "near" reaches beyond a place of unknown size."""
OFF_KM = 30.0
"""How far "off the coast of" reaches."""
_WATERS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "CHN", "BAYS", "SD", "CHNM", "SEAS", "STRTS", "GULFS"})
_BROAD_WATERS = frozenset({"STM", "STMS", "RVR", "LK", "LKS", "RSV", "CNL", "CNLN"})
_BROAD_LAND = frozenset({"MTS", "DSRT", "PEN", "ISLS", "PLN", "PLAT", "VAL", "DLTA", "ISL"})


def precision_of(place: Place) -> Precision:
    """The precision of an event "in" the place, by feature class, code and extent."""
    kind, _, code = place.feature.partition(".")
    if place.place_id is None:
        return "exact"
    if code in _WATERS:
        return "sea"
    if code.startswith("PCL") or code == "TERR":
        return "country"
    if code in {"ADM1", "ADM1H", "CONT", "RGN", "ADMD"} or kind == "L" and place.radius_km > 30:
        return "region"
    if kind == "A" or kind == "L" and place.radius_km > 10:
        return "district"
    if code in _BROAD_WATERS | _BROAD_LAND or kind in {"H", "T", "V"}:
        return "region" if place.radius_km > 40 else "district" if place.radius_km > 8 else "place"
    return "place"


def blurred(precision: Precision, relation: str) -> Precision:
    """The precision after "near", "off", "between", an offset; areas stay areas."""
    if relation in {"near", "off", "between", "border", "outskirts", "offset", "en-route"} and precision in {
        "exact",
        "place",
    }:
        return "near"
    return precision
