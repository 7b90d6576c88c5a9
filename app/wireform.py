"""The shape of one line of ``incidents extract --articles``, by which ``msgspec`` reads and checks it in one pass.

Only what :mod:`app.unwire` needs is named; other members are passed over.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from msgspec import UNSET, DecodeError, Meta, Struct, UnsetType, ValidationError, convert
from msgspec.json import Decoder

from app.errors import InputError
from app.model.article import Span
from app.model.event import Attestation, Factuality, TimePrecision, TimeRelation
from app.model.location import Place, Precision
from app.model.toponym import ToponymKind

Lat = Annotated[float, Meta(ge=-90, le=90)]
Lon = Annotated[float, Meta(ge=-180, le=180)]
Share = Annotated[float, Meta(ge=0, le=1)]
WORDS = {
    "`str`": "a text in quotation marks",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list in brackets",
    "`object`": "an object in braces",
    "`date`": "a day like 2023-09-14",
    "`datetime`": "a time like 2023-09-14T06:00:00",
    "`null`": "null",
}
"""The checker's words in ours."""


class RunnerUpForm(Struct, gc=False):
    """A place with its score beside its own members."""

    score: float
    place_id: str | None
    geonameid: int | None
    name: str
    lat: Lat
    lon: Lon
    country: str | None
    admin1: str | None
    admin1_name: str | None
    feature: str
    population: int
    radius_km: float
    zone: str | None
    note: str | None


class ToponymForm(Struct, gc=False):
    """A mention."""

    start: int
    end: int
    text: str
    kind: ToponymKind
    place: Place | None
    confidence: Share
    reason: str
    runners_up: list[RunnerUpForm]


class RelationForm(Struct, gc=False):
    """How an event stands to a place."""

    relation: str
    span: Span
    distance_km: float | None
    bearing: float | None
    inherited: bool
    toponym: ToponymForm
    second: ToponymForm | None


class TimeForm(Struct, gc=False):
    """Local civil time."""

    start: datetime
    end: datetime
    precision: TimePrecision
    zone: str | None
    reason: str
    span: Span | None


class LocationForm(Struct, gc=False):
    """A point with its precision."""

    lat: Lat
    lon: Lon
    precision: Precision
    radius_km: Annotated[float, Meta(ge=0, le=21_000)]
    relation: str
    inherited: bool
    reason: str
    place: Place
    runners_up: list[RunnerUpForm]


class AttributionForm(Struct, gc=False):
    """Who says so."""

    text: str
    kind: str
    start: int
    end: int


class ParticipantForm(Struct, gc=False):
    """Who or what takes part."""

    text: str
    role: str
    start: int
    end: int


class QuantityForm(Struct, gc=False):
    """A count."""

    text: str
    unit: str
    min: int
    max: int | None
    start: int
    end: int
    source: str = ""


class ReportForm(Struct, gc=False):
    """A report."""

    type: str
    trigger: Span
    evidence_spans: list[Span]
    place: RelationForm | None
    time: TimeForm | None
    location: LocationForm | None
    factuality: Factuality
    time_relation: TimeRelation
    attestation: Attestation
    attribution: list[AttributionForm]
    participants: list[ParticipantForm]
    quantities: list[QuantityForm]
    damage: list[Span]
    confidence: Share
    reason: str
    extractor: str


class ArticleForm(Struct, gc=False):
    """The article; its id is computed anew."""

    text: str
    title: str | None
    headline: Span | None
    source: str | None
    url: str | None
    language: str | None
    published: date | None
    published_at: datetime | None
    retrieved_at: datetime | None
    reader: str
    revises: str | None
    links: list[str]


class LineForm(Struct, gc=False):
    """The line."""

    version: int
    article: ArticleForm
    reports: list[ReportForm]
    error: Any | UnsetType = UNSET


DECODER = Decoder(LineForm)


def line_of(line: bytes) -> LineForm | None:
    """The line read and checked; None for one that is not of this form: ``line_from`` tells why."""
    try:
        return DECODER.decode(line)
    except (DecodeError, RecursionError):
        return None


def line_from(row: object) -> LineForm:
    """The same from parsed JSON. Raises InputError, which names the member."""
    try:
        return convert(row, LineForm)
    except (ValidationError, RecursionError) as error:
        raise InputError(_told(str(error), row)) from None


def _told(message: str, row: object) -> str:
    """ "Expected `int`, got `str` - at `$.reports[0].type`" with the member and its value first, in our words."""
    what, _, where = message.partition(" - at `$")
    path = where.rstrip("`").removeprefix(".")
    if what.startswith("Object missing required field"):
        return f"{what.split('`')[1]}: missing" + (f" in {path}" if path else "")
    for word, ours in WORDS.items():
        what = what.replace(word, ours)
    return f"{path or 'the line'}: {_shown(row, path)} is a value of the wrong kind: {what[:1].lower()}{what[1:]}"


def _shown(row: Any, path: str) -> str:
    """The beginning of the value at "reports[0].trigger.start"."""
    for step in re.findall(r"[^.\[\]]+", path):
        row = row[int(step)] if isinstance(row, list) else row.get(step)
    return str(row)[:60]
