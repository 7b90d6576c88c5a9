"""What is known about an article beside its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from app.errors import InputError

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
_LONGEST = {"title": 1000, "source": 300, "url": 4000, "language": 35}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each may be unknown. ``published_at`` has its offset, and ``published`` is its local day."""

    title: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None

    def completed_by(self, other: Metadata) -> Metadata:
        """This, with what is unknown here taken from ``other``; day and instant of publication go together."""
        missing = {
            field.name: getattr(other, field.name) for field in fields(self) if getattr(self, field.name) is None
        }
        if self.published is not None:
            missing.pop("published_at", None)
        return replace(self, **missing)


def metadata_of(row: Mapping[str, object]) -> Metadata:
    """From JSON: title, published (or published_date), source, url, language; the rest is ignored.

    :raises InputError: a value that is no text, or a date that is none.
    """
    day, instant = None, None
    for name in ("published", "published_date"):
        given = _text(row, name)
        if given is not None:
            day, instant = parse_published(given)
            break
    return Metadata(_text(row, "title"), day, instant, _text(row, "source"), _text(row, "url"), _text(row, "language"))


def parse_published(value: str) -> tuple[date, datetime | None]:
    """The day, and the instant where a time with its offset is given.

    :raises InputError: anything but an ISO 8601 calendar date or date and time.
    """
    given = value.strip()
    try:
        if not _ISO.fullmatch(given):
            raise ValueError(given)
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise InputError(
            f'published: "{value[:60]}" is no date; write 2023-09-14, or 2023-09-14T08:30:00+03:00 for a time'
        ) from None
    return moment.date(), moment if moment.tzinfo is not None else None


def _text(row: Mapping[str, object], name: str) -> str | None:
    """The value as one line; None where it is missing, null or blank."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name}: {str(value)[:60]} is no text; put it in quotation marks")
    line = " ".join(value.split())
    if len(line) > _LONGEST.get(name, 100):
        raise InputError(f"{name}: {len(line):,} characters, the limit is {_LONGEST.get(name, 100):,}")
    if any("\ud800" <= char <= "\udfff" or char < " " for char in line):
        raise InputError(f"{name}: a control character or half of a surrogate pair")
    return line or None
