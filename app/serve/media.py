"""Forms of answers, and which of them a request wants (``f`` above ``Accept``)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum


class Media(Enum):
    """A form: the word in ``f`` and its media type."""

    JSON = ("json", "application/json")
    GEOJSON = ("geojson", "application/geo+json")
    HTML = ("html", "text/html; charset=utf-8")
    CSV = ("csv", "text/csv; charset=utf-8")
    GEOJSONSEQ = ("geojsonseq", "application/geo+json-seq")
    KML = ("kml", "application/vnd.google-earth.kml+xml")
    GPKG = ("gpkg", "application/geopackage+sqlite3")
    PARQUET = ("parquet", "application/vnd.apache.parquet")
    ATOM = ("atom", "application/atom+xml")
    XML = ("xml", "application/xml")
    TEXT = ("text", "text/plain; charset=utf-8")
    SCHEMA = ("schema", "application/schema+json")
    OPENAPI = ("openapi", "application/vnd.oai.openapi+json;version=3.0")
    OEMBED = ("oembed", "application/json")

    @property
    def word(self) -> str:
        """The value of ``f``."""
        return self.value[0]

    @property
    def type(self) -> str:
        """The Content-Type."""
        return self.value[1]

    @property
    def essence(self) -> str:
        """The media type without its parameters."""
        return self.value[1].split(";")[0]


def chosen(accept: str, offered: Sequence[Media]) -> Media:
    """The form among ``offered`` that an Accept header likes best; the first one where it likes none or all alike."""
    if accept in ("", "*/*"):
        return offered[0]
    best, liking = offered[0], (0.0, 0)
    wants = _wants(accept)
    for rank, media in enumerate(offered):
        quality = max((wants.get(name, 0.0) for name in _names(media)), default=0.0)
        if (quality, -rank) > liking and quality > 0:
            best, liking = media, (quality, -rank)
    if liking[0] >= max(wants.get("*/*", 0.0), 0.0001):
        return best
    return offered[0]


def _names(media: Media) -> tuple[str, ...]:
    if media is Media.GEOJSON:
        return media.essence, Media.JSON.essence
    return (media.essence,)


def _wants(accept: str) -> dict[str, float]:
    """Media types of an Accept header with their q; broken parts do not count."""
    found: dict[str, float] = {}
    for part in accept[:2000].split(","):
        name, _, rest = part.partition(";")
        quality = 1.0
        for piece in rest.split(";"):
            key, _, value = piece.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        found.setdefault(name.strip().lower(), quality)
    return found
