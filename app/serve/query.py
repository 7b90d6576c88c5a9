"""Reading a request's query by the grammar of ``app.serve.parameters``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.serve.cql2 import where_of
from app.serve.crs import CRS84, Crs, read_box
from app.serve.parameters import LONGEST, Parameter
from app.serve.problems import Problem, wrong
from app.store.filter import Box, Filter

DRAWN = ("occurred", "claimed")
"""Statuses that are shown where none is asked for."""
MOST_PARAMETERS = 200


@dataclass(frozen=True, slots=True)
class Query:
    """A request's parameters: ``values`` as read, ``given`` as written (known ones only)."""

    values: Mapping[str, Any]
    given: tuple[tuple[str, str], ...]

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a parameter, or ``default``."""
        return self.values.get(name, default)

    @property
    def crs(self) -> Crs:
        """The system of the answer."""
        found: Crs = self.values.get("crs") or Crs(CRS84)
        return found

    def string(self, **changed: str | None) -> str:
        """The query string with some parameters set anew, or left out for None."""
        pairs = [_pair(name, value) for name, value in self.given if name not in changed]
        pairs += [_pair(name, value) for name, value in changed.items() if value is not None]
        return "&".join(pairs)


@lru_cache(maxsize=4096)
def _pair(name: str, value: str) -> str:
    """As in a query string. (An answer names its own address in each of its forms.)"""
    return urlencode(((name, value),), safe=",:/")


def read_query(raw: bytes, allowed: Mapping[str, Parameter], strict: bool = True, lenient: bool = False) -> Query:
    """The query string of a request.

    With ``strict`` an unknown parameter is a Problem (400); without, it is left out (pages, whose addresses carry the
    marks of whoever shared them). A wrong value is a Problem, unless ``lenient``: then it is left out too.
    """
    try:
        pairs = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Problem(
            400, f"The query has more than {MOST_PARAMETERS} parameters.", mend="Use commas in lists."
        ) from None
    values: dict[str, Any] = {}
    given: dict[str, str] = {}
    for name, text in pairs:
        parameter = allowed.get(name)
        if parameter is None:
            if strict:
                raise _unknown(name, allowed)
            continue
        try:
            value = _read(parameter, text, values.get(name))
        except Problem:
            if not lenient:
                raise
            continue
        given[name] = f"{given[name]},{text}" if name in given else text
        values[name] = value
    return Query(values, tuple(given.items()))


def _read(parameter: Parameter, text: str, before: Any) -> Any:
    if len(text) > LONGEST:
        raise wrong(parameter.name, text, f"has more than {LONGEST} characters", parameter.mend)
    if "\x00" in text or "\ufffd" in text:
        raise wrong(parameter.name, text, "holds a NUL or bytes that are no UTF-8", parameter.mend)
    if before is not None and not parameter.many:
        raise wrong(parameter.name, text, "is given twice", "Give it once.")
    try:
        value = parameter.read(text)
    except (ValueError, OverflowError) as error:
        raise wrong(parameter.name, text, str(error), parameter.mend) from None
    return tuple(dict.fromkeys((*before, *value))) if before else value


def _unknown(name: str, allowed: Mapping[str, Parameter]) -> Problem:
    near = difflib.get_close_matches(name[:40], allowed, 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    known = ", ".join(sorted(allowed)) or "none"
    return Problem(
        400, f"{name[:60]}: no such parameter here", parameter=name, mend=f"{meant}Parameters here: {known}."
    )


def filter_of(query: Query) -> Filter:
    """The filter that a query asks for. Raises Problem for a box or CQL2 text that cannot be."""
    values = query.values
    statuses = values.get("status", DRAWN)
    where = None
    if "filter" in values:
        system = values.get("filter-crs") or Crs(CRS84)
        where = where_of(values["filter"], values.get("filter-lang", "cql2-text"), system)
    return Filter(
        bbox=box_of(query),
        interval=values.get("datetime"),
        types=values.get("type", ()),
        groups=values.get("group", ()),
        statuses=() if "all" in statuses else statuses,
        countries=values.get("country", ()),
        precisions=values.get("precision", ()),
        sources=values.get("source", ()),
        min_sources=values.get("min_sources", 0),
        min_confidence=values.get("min_confidence", 0.0),
        q=values.get("q"),
        ids=values.get("ids", ()),
        place_ids=values.get("place_id", ()),
        actors=values.get("actor", ()),
        articles=values.get("article", ()),
        tags=values.get("tag", ()),
        grades=values.get("grade", ()),
        reviewed=values.get("reviewed"),
        located=values.get("located"),
        where=where,
    )


def box_of(query: Query) -> Box | None:
    """The query's box in degrees WGS 84, read in the system of ``bbox-crs``. Raises Problem."""
    if "bbox" not in query.values:
        return None
    system = query.values.get("bbox-crs") or Crs(CRS84)
    try:
        return read_box(query.values["bbox"], system)
    except (ValueError, OverflowError) as error:
        raise wrong("bbox", query.values["bbox"], str(error), "Use west,south,east,north, as 30,44,41,53.") from None
