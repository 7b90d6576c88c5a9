"""KML 2.2, one placemark an incident."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Incidents</name>\n'
TAIL = b"</Document></kml>\n"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot carry."""


def lines(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The document in pieces."""
    yield HEAD
    for feature in features:
        yield placemark(feature).encode("utf-8")
    yield TAIL


def placemark(feature: dict[str, Any]) -> str:
    """One incident: title, excerpt, time span, all properties, point."""
    properties = feature["properties"]
    rows = "".join(
        f"<Data name={quoteattr(name)}><value>{text(value)}</value></Data>"
        for name, value in properties.items()
        if value is not None
    )
    span = ""
    if properties.get("start_utc"):
        start, end = text(properties["start_utc"]), text(properties["end_utc"])
        span = f"<TimeSpan><begin>{start}</begin><end>{end}</end></TimeSpan>"
    point = ""
    if feature["geometry"]:
        lon, lat = feature["geometry"]["coordinates"][:2]
        point = f"<Point><coordinates>{lon},{lat}</coordinates></Point>"
    return (
        f"<Placemark id={quoteattr('i' + text(feature['id']))}><name>{text(properties.get('title') or '')}</name>"
        f"<description>{text(properties.get('excerpt') or '')}</description>{span}"
        f"<ExtendedData>{rows}</ExtendedData>{point}</Placemark>\n"
    )


def text(value: Any) -> str:
    """A value as XML text."""
    said = "true" if value is True else "false" if value is False else str(value)
    return escape(FORBIDDEN.sub("\ufffd", said))
