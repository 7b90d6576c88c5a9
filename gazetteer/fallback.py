"""An online geocoder for names that the gazetteer lacks: off unless one is handed in.

Any geocoder of geopy can stand here. It is asked at most once for a name (the cache is handed in), never more often
than its terms of use allow, and nothing that goes wrong with it reaches the caller.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location

from gazetteer.normalize import normalize

LOGGER = logging.getLogger(__name__)
SECONDS_BETWEEN = 1.0
"""What the public Nominatim allows: one request a second."""
FAILURES_BEFORE_REST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A place that the online geocoder knows; degrees WGS 84."""

    name: str
    lat: float
    lon: float
    source: str


class OnlineGeocoder(Protocol):
    """What is needed of a geocoder of geopy."""

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | None:
        """The place of a name, None where there is none."""


Cache = MutableMapping[str, tuple[str, float, float] | None]
"""Normalised name → (name, lat, lon), or None for a name that the geocoder does not know. Failures are not kept."""


def configured(
    service: str | None, cache: Cache, *, seconds_between: float = SECONDS_BETWEEN, **options: Any
) -> Fallback | None:
    """The fallback that settings ask for: ``service`` is geopy's name of a geocoder ("nominatim"), None is none.

    ``options`` go to the geocoder (``user_agent``, ``domain``, ``api_key``, ``timeout``). Raises geopy's
    ``GeocoderNotFound`` and ``ConfigurationError`` at once, so that a wrong setting is seen at the start.
    """
    if not service:
        return None
    return Fallback(get_geocoder_for_service(service)(**options), cache, seconds_between=seconds_between)


class Fallback:
    """Asks an online geocoder; after ``FAILURES_BEFORE_REST`` failures in a row it asks no more (``resting``)."""

    def __init__(
        self, geocoder: OnlineGeocoder, cache: Cache, *, seconds_between: float = SECONDS_BETWEEN, retries: int = 1
    ) -> None:
        """``cache`` outlives the process if the caller wants it to; ``seconds_between`` holds for all threads."""
        self._source = type(geocoder).__name__
        self._cache = cache
        self._failures = 0
        self._ask: Any = RateLimiter(
            geocoder.geocode,
            min_delay_seconds=seconds_between,
            max_retries=retries,
            error_wait_seconds=max(seconds_between, 0.01),
            swallow_exceptions=False,
        )

    @property
    def resting(self) -> bool:
        """Whether it has given up for this process."""
        return self._failures >= FAILURES_BEFORE_REST

    def find(self, name: str) -> Found | None:
        """The place of a name; None where it is not known or the geocoder failed, whose errors go no further."""
        key = normalize(name)
        if not key:
            return None
        if key in self._cache:
            known = self._cache[key]
            return None if known is None else Found(*known, source=self._source)
        if self.resting:
            return None
        try:
            location = self._ask(name, exactly_one=True)
        except Exception as error:  # whatever an online service does, the article goes on
            self._failures += 1
            LOGGER.warning("online geocoder %s failed: %s", self._source, type(error).__name__)
            return None
        self._failures = 0
        known = None if location is None else (str(location.address), location.latitude, location.longitude)
        self._cache[key] = known
        return None if known is None else Found(*known, source=self._source)
