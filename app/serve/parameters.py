"""The one grammar of requests: every query parameter with its meaning, schema (OpenAPI 3.0) and reader."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.model.event import STATUSES
from app.model.event_type import event_types
from app.model.location import PRECISIONS
from app.serve.crs import ALL as ALL_CRS
from app.serve.crs import read_crs
from app.serve.instants import MEND as TIME_MEND
from app.serve.instants import read_extent, read_interval

MAX_LIMIT = 10_000
DEFAULT_LIMIT = 1_000
LONGEST = 10_000
"""Longest value of a parameter, in characters."""
MOST_WORDS = 250
"""Most entries of a list."""
SORT_KEYS = ("start", "end", "updated", "confidence", "sources", "killed")
NOWHERE = "none"
"""Value of ``country`` for incidents that lie in no country."""
KEY = "[A-Za-z0-9:_.-]{1,100}"
"""Ids of incidents and articles, keys of places."""
LINE = r"^[^\x00-\x1f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f]*$"
"""Text of one line that is not blank."""
ADDRESS = r"https?://[^\s\x00-\x1f\x7f-\x9f]{1,3900}"
Schema = dict[str, Any]


@dataclass(frozen=True)
class Parameter:
    """One query parameter. ``read`` turns the text into a value or raises ValueError with why it cannot."""

    name: str
    description: str
    schema: Schema
    read: Callable[[str], Any]
    mend: str
    many: bool = False
    """A list by commas: its values may also come as repeated parameters."""

    def openapi(self, required: bool = False, lenient: bool = False) -> Schema:
        """This parameter as an OpenAPI 3.0 Parameter Object; ``lenient``: of a page, which takes any text."""
        found = {"name": self.name, "in": "query", "required": required, "description": self.description}
        if lenient:
            return found | {"schema": {"type": "string"}}
        if self.schema.get("type") == "array":
            found |= {"style": "form", "explode": False}
        return found | {"schema": self.schema}


def read_words(text: str) -> tuple[str, ...]:
    """Entries by commas, in order, each once."""
    if text.count(",") >= MOST_WORDS:
        raise ValueError(f"has more than {MOST_WORDS} entries")
    words = [word.strip() for word in text.split(",")]
    if not all(words):
        raise ValueError("holds an empty entry")
    return tuple(dict.fromkeys(words))


def read_choice(allowed: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """A reader of lists whose entries stand in ``allowed``."""
    known = frozenset(allowed)

    def read(text: str) -> tuple[str, ...]:
        words = read_words(text)
        for word in words:
            if word not in known:
                raise ValueError(f"{word[:60]!r} is not known")
        return words

    return read


def read_integer(low: int, high: int, clamp: bool = False) -> Callable[[str], int]:
    """A reader of whole numbers; with ``clamp`` one above ``high`` counts as ``high`` (OGC's rule for limit)."""

    def read(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,40}", text):
            raise ValueError("is no whole number")
        number = int(text)
        if clamp and number > high:
            return high
        if not low <= number <= high:
            raise ValueError(f"lies outside {low} to {high}")
        return number

    return read


def read_share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text) if len(text) < 40 and text.isascii() and "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise ValueError("is no number from 0 to 1")
    return number


def read_truth(text: str) -> bool:
    """``true`` or ``false``."""
    if text not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return text == "true"


def read_one_of(allowed: Iterable[str]) -> Callable[[str], str]:
    """A reader of one word that must stand in ``allowed``."""
    known = tuple(allowed)

    def read(text: str) -> str:
        if text not in known:
            raise ValueError("is not known")
        return text

    return read


def read_text(longest: int, controls: str = "") -> Callable[[str], str]:
    """A reader of free text that is not empty; of control characters it may hold ``controls`` alone."""

    def read(text: str) -> str:
        if not text.strip():
            raise ValueError("is empty")
        if len(text) > longest:
            raise ValueError(f"has more than {longest} characters")
        if any(sign < " " and sign not in controls for sign in text):
            raise ValueError("holds a control character")
        return text

    return read


def read_address(text: str) -> str:
    """An address of the web."""
    if not re.fullmatch(ADDRESS, text):
        raise ValueError("is no whole address")
    return text


def read_published(text: str) -> str:
    """A calendar day, perhaps with a time."""
    read_extent(text)
    if len(text) < len("2023-09-14"):
        raise ValueError("is no whole date")
    return text


def read_country(text: str) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes; ``none`` becomes the empty code."""
    words = read_words(text)
    for word in words:
        if word != NOWHERE and not re.fullmatch("[A-Za-z]{2}", word):
            raise ValueError(f"{word[:60]!r} has not two letters")
    return tuple("" if word == NOWHERE else word.upper() for word in words)


def _words(name: str, description: str, allowed: Iterable[str]) -> Parameter:
    known = tuple(allowed)
    schema = {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1, "maxItems": MOST_WORDS}
    return Parameter(name, description, schema, read_choice(known), f"Use of: {', '.join(known)}.", many=True)


def read_keys(text: str) -> tuple[str, ...]:
    """Entries by commas that are keys or ids."""
    words = read_words(text)
    for word in words:
        if not re.fullmatch(KEY, word):
            raise ValueError(f"{word[:60]!r} is no id")
    return words


def _names(name: str, description: str) -> Parameter:
    items = {"type": "string", "pattern": f"^{KEY}$"}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_WORDS}
    return Parameter(name, description, schema, read_keys, "Give ids by commas.", many=True)


def _texts(name: str, description: str) -> Parameter:
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST, "format": "names"}
    return Parameter(name, description, schema, read_words, "Give names by commas, none empty.", many=True)


def _number(name: str, description: str, low: int, high: int, default: int, clamp: bool = False) -> Parameter:
    schema = {"type": "integer", "minimum": low, "maximum": high, "default": default}
    mend = f"Use a whole number from {low} to {high}."
    return Parameter(name, description, schema, read_integer(low, high, clamp), mend)


def _truth(name: str, description: str) -> Parameter:
    schema = {"type": "string", "enum": ["true", "false"]}
    return Parameter(name, description, schema, read_truth, "Use true or false.")


def _text(name: str, description: str, longest: int) -> Parameter:
    schema = {"type": "string", "minLength": 1, "maxLength": longest, "pattern": LINE}
    return Parameter(name, description, schema, read_text(longest), f"Give 1 to {longest} characters.")


def _box_text(text: str) -> str:
    """``bbox`` is read when ``bbox-crs`` is known: see ``app.serve.query``."""
    return text


def _bbox() -> Parameter:
    numbers: Schema = {"type": "array", "items": {"type": "number"}}
    four_or_six = [{**numbers, "minItems": 4, "maxItems": 4}, {**numbers, "minItems": 6, "maxItems": 6}]
    schema = {**numbers, "minItems": 4, "maxItems": 6, "oneOf": four_or_six}
    said = "Only what lies in this box: west, south, east, north in degrees (west > east crosses the 180th meridian)."
    return Parameter("bbox", said, schema, _box_text, "Use west,south,east,north, as 30,44,41,53.")


def _crs(name: str, said: str) -> Parameter:
    schema = {"type": "string", "format": "uri", "enum": list(ALL_CRS)}
    return Parameter(name, said, schema, read_crs, f"Use one of {', '.join(ALL_CRS)}.")


def _table() -> tuple[Parameter, ...]:
    types = event_types()
    groups = tuple(dict.fromkeys(one.group for one in types.values()))
    time_schema = {"type": "string", "format": "interval", "minLength": 1, "maxLength": 100}
    sort_words = [sign + key for key in SORT_KEYS for sign in ("", "-", "+")]
    return (
        _bbox(),
        _crs("bbox-crs", "System of bbox; CRS84 (longitude, latitude) by default."),
        Parameter("datetime", "Only what happened in this time (UTC).", time_schema, read_interval, TIME_MEND),
        _words("type", "Types of event.", types),
        _words("group", "Groups of types.", groups),
        _words("status", "Statuses; by default occurred and claimed. `all` stands for every one.", (*STATUSES, "all")),
        Parameter(
            "country",
            "Countries by ISO 3166-1 alpha-2; `none` for incidents in no country.",
            {
                "type": "array",
                "items": {"type": "string", "pattern": "^([A-Z]{2}|none)$"},
                "minItems": 1,
                "maxItems": MOST_WORDS,
            },
            read_country,
            "Use two letters each, as UA,PL.",
            many=True,
        ),
        _words("precision", "How precisely the place is known.", PRECISIONS),
        _texts("source", "Outlets by name, by commas."),
        _number("min_sources", "At least so many outlets.", 0, 1_000_000, 0),
        Parameter(
            "min_confidence",
            "At least this confidence.",
            {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
            read_share,
            "Use a number from 0 to 1.",
        ),
        _text("q", "Words that must all stand in title, place, actors, outlets or excerpt.", 200),
        _names("ids", "Incidents by id."),
        _names("place_id", "Places by their key in the gazetteer, as gn:703448."),
        _texts("actor", "Actors by key (see /search)."),
        _names("article", "Incidents that these articles report."),
        _texts("tag", "Tags that reviewers gave."),
        _texts("grade", "Verification grades that reviewers gave."),
        _truth("reviewed", "Only those that a reviewer has touched, or only the others."),
        _truth("located", "Only those with a point, or only those without."),
        Parameter(
            "filter",
            "CQL2: basic CQL2, IN, BETWEEN, LIKE, CASEI and S_INTERSECTS over the queryables.",
            {"type": "string", "format": "cql2", "minLength": 1, "maxLength": LONGEST},
            read_text(LONGEST, "\t\n\r"),
            "See /collections/incidents/queryables.",
        ),
        Parameter(
            "filter-lang",
            "Language of filter.",
            {"type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text"},
            read_one_of(("cql2-text", "cql2-json")),
            "Use cql2-text or cql2-json.",
        ),
        _crs("filter-crs", "System of the coordinates in filter."),
        _crs("crs", "System of the coordinates in the answer."),
        Parameter(
            "sortby",
            "Key to sort by; - for descending. Those without it come last.",
            {"type": "string", "enum": sort_words, "default": "-start"},
            read_one_of((*sort_words, *(" " + key for key in SORT_KEYS))),
            f"Use one of {', '.join(SORT_KEYS)}, with - before it for descending.",
        ),
        _number(
            "limit", "How many at most; more than the maximum counts as the maximum.", 1, MAX_LIMIT, DEFAULT_LIMIT, True
        ),
        Parameter(
            "after",
            "Cursor from the next link of a page before.",
            {"type": "string", "pattern": LINE, "minLength": 1, "maxLength": 500},
            read_text(500),
            "Take it from a next link; it holds for the same filter only.",
        ),
        _number("zoom", "Zoom of the map, tiles of 256 pixels.", 0, 22, 2),
        _number("bins", "Most bins.", 1, 500, 60),
        _number("since", "Number of a change.", 0, 2**53, 0),
        _number("as_of", "Number of a change: the view as it stood then.", 0, 2**53, 0),
        _text("outlet", "Articles of this outlet.", 300),
        _text("title", "Headline of the article in the body.", 1000),
        Parameter(
            "published",
            "Day or time of its publication.",
            {"type": "string", "format": "date"},
            read_published,
            "Use a date as 2023-09-14.",
        ),
        _text("language", "Its language, as en.", 35),
        _number("maxwidth", "Widest frame, in pixels.", 1, 10_000, 800),
        _number("maxheight", "Highest frame, in pixels.", 1, 10_000, 500),
        Parameter(
            "url",
            "Address of the article, or of a view of this service.",
            {"type": "string", "pattern": f"^{ADDRESS}$"},
            read_address,
            "Give a whole address, as https://news.example/1.",
        ),
        Parameter(
            "format",
            "Form of the answer.",
            {"type": "string", "enum": ["json"], "default": "json"},
            read_one_of(("json", "xml")),
            "Use json.",
        ),
    )


PARAMETERS: dict[str, Parameter] = {one.name: one for one in _table()}
FILTER = (
    "bbox",
    "bbox-crs",
    "datetime",
    "type",
    "group",
    "status",
    "country",
    "precision",
    "source",
    "min_sources",
    "min_confidence",
    "q",
    "ids",
    "place_id",
    "actor",
    "article",
    "tag",
    "grade",
    "reviewed",
    "located",
    "filter",
    "filter-lang",
    "filter-crs",
)
"""Names of the parameters that make a filter; the same for every route that shows incidents."""


def format_parameter(formats: Iterable[str]) -> Parameter:
    """``f``: the form of the answer, in place of an Accept header."""
    known = tuple(formats)
    schema = {"type": "string", "enum": list(known), "default": known[0]}
    said = "Form of the answer; stands above the Accept header."
    return Parameter("f", said, schema, read_one_of(known), f"Use one of {', '.join(known)}.")
