"""What can go wrong in the store.

StoreError
├── NotFound            no such article, report, incident, review, job or token
│   └── Gone            it was there: ``replaced_by`` names its successor, if it has one
├── Conflict            someone else changed it meanwhile: ``current`` is the version that stands now
├── Invalid             the request contradicts what is stored (a cursor of another filter, a review without a meaning)
├── Busy                another writer held the database for too long: try again
├── Slow                the question takes too long: narrow the filter
├── ReadOnly            the database cannot be written
├── Full                no room on the disk
├── Corrupt             the file is damaged or is no database of ours
├── Unavailable         the database server does not answer: try again
└── SchemaMismatch      older or newer than this program: ``incidents db upgrade``
"""

from __future__ import annotations


class StoreError(Exception):
    """Base of all; its text is one clear sentence with the mend."""


class NotFound(StoreError):
    """No such thing."""


class Gone(NotFound):
    """It was there once. ``replaced_by`` is the id of its successor or None."""

    def __init__(self, message: str, replaced_by: str | None) -> None:
        """``message`` is one clear sentence."""
        super().__init__(message)
        self.replaced_by = replaced_by


class Conflict(StoreError):
    """Changed meanwhile. ``current``: the version that stands now."""

    def __init__(self, message: str, current: int) -> None:
        """``message`` is one clear sentence."""
        super().__init__(message)
        self.current = current


class Invalid(StoreError):
    """The request contradicts what is stored."""


class Busy(StoreError):
    """Another writer held the database too long."""


class Slow(StoreError):
    """The question takes too long."""


class ReadOnly(StoreError):
    """The database cannot be written."""


class Full(StoreError):
    """No room on the disk."""


class Corrupt(StoreError):
    """The file is damaged or no database of ours."""


class Unavailable(StoreError):
    """The database server does not answer."""


class SchemaMismatch(StoreError):
    """The schema is not the one this program knows."""
