"""An event with its location: "this article says that this happened there and then"."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from app.model.event import Event, Status, status_of
from app.model.location import Location


@dataclass(frozen=True, slots=True)
class Report:
    """One claim of one article. ``location`` may be None: kept and listed, not drawn."""

    id: str
    """See ``report_id``: 32 hex digits."""
    article_id: str
    event: Event
    location: Location | None
    extractor: str
    """Version of the extractor that made it."""

    @property
    def status(self) -> Status:
        """Derived from factuality, time relation and attestation."""
        return status_of(self.event.factuality, self.event.time_relation, self.event.attestation)


def report_id(article_id: str, event: Event, location: Location | None) -> str:
    """The digest that names a report: the same trigger read as the same type at one point is the same report.

    (The point, to a ten-thousandth of a degree, tells the two events of "shelling hit A and B" apart.)
    """
    at = f"{location.lat:.4f},{location.lon:.4f}" if location is not None else ""
    start, end = event.trigger.start, event.trigger.end
    return hashlib.sha256(f"{article_id}\x00{start}\x00{end}\x00{event.type}@{at}".encode()).hexdigest()[:32]
