"""For schemathesis: texts of the grammars that a JSON schema cannot say (times, CQL2, cursors, names)."""

from __future__ import annotations

import json
import os
import re
from html import escape
from typing import Any

import schemathesis
from hypothesis import strategies as st

from app.serve.parameters import KEY, MAX_LIMIT

BETWEEN_PARAMETERS = (
    "its south lies above its north",
    "is no cql2-json",
    "is no cursor of this list",
    "the cursor is damaged",
    "the cursor belongs to another filter",
    "end must be later than start",
)
"""Rules that span parameters: box, language of the filter, cursor. (A limit above the maximum is OGC's rule.)"""

DAYS = st.dates().map(str)
INSTANTS = st.datetimes(timezones=st.none()).map(lambda one: one.replace(microsecond=0).isoformat() + "Z")
TIMES = st.one_of(DAYS, INSTANTS)
INTERVALS = st.one_of(
    TIMES,
    DAYS.map(lambda one: f"{one}/.."),
    INSTANTS.map(lambda one: f"../{one}"),
    st.lists(st.dates(), min_size=2, max_size=2).map(lambda pair: "/".join(map(str, sorted(pair)))),
)
NAMES = st.lists(st.sampled_from(["Daily Courier", "Évening", "x", "ж'\";--", "a b"]), min_size=1, max_size=3).map(
    ",".join
)
CONDITIONS = st.recursive(
    st.sampled_from(
        [
            "type = 'flood'",
            "killed_min > 2",
            "start_utc < DATE('2024-02-01')",
            "place LIKE 'N%'",
            "CASEI(place) = CASEI('NORTHPORT')",
            "country IN ('UA', 'FJ')",
            "confidence BETWEEN 0.1 AND 0.9",
            "grade IS NULL",
            "S_INTERSECTS(geometry, BBOX(0, 0, 60, 50))",
            "S_INTERSECTS(geometry, POLYGON((0 0, 60 0, 60 50, 0 50, 0 0)))",
            "reviewed = true",
        ]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(" ".join), inner.map(lambda one: f"NOT ({one})")
    ),
    max_leaves=3,
)

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=300).filter(
    lambda text: any(sign.isalnum() for sign in text)
)


def register() -> None:
    """Make the formats known to schemathesis."""
    schemathesis.openapi.format("interval", INTERVALS)
    schemathesis.openapi.format("names", NAMES)
    schemathesis.openapi.format("cql2", CONDITIONS)
    schemathesis.openapi.format("day", DAYS)
    schemathesis.openapi.format("running-text", TEXTS)
    moments = st.datetimes().map(lambda one: one.replace(microsecond=0).isoformat())
    schemathesis.openapi.format("local-time", moments)
    schemathesis.openapi.format("word", st.sampled_from(["seen", "на карті", "<b>x</b>", "=1+1"]))
    schemathesis.openapi.media_type("text/plain", TEXTS.map(str.encode))
    page = TEXTS.map(lambda text: f"<html><body><article><p>{escape(text)}</p></article></body></html>".encode())
    for kind in ("text/html", "application/xhtml+xml"):
        schemathesis.openapi.media_type(kind, page)


register()


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """Every second good name becomes the name of something that is there."""
    there = json.loads(os.environ.get("INCIDENTS_FUZZ_NAMES", "{}")).get(context.operation.path, {})
    for name, value in (path_parameters or {}).items():
        if name in there and isinstance(value, str) and len(value) % 2 and re.fullmatch(KEY, value):
            path_parameters[name] = there[name]
    return path_parameters


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Drop what a JSON schema cannot say, by the very words of the answer; everything else counts."""
    if response.status_code in (400, 422):
        told = response.json().get("detail", "")
        rejected = type(failure).__name__ == "RejectedPositiveData"
        return not (rejected and any(words in told for words in BETWEEN_PARAMETERS))
    if response.status_code == 200 and type(failure).__name__ == "AcceptedNegativeData":
        limit = str((case.query or {}).get("limit", ""))
        return not (limit.isdigit() and int(limit) > MAX_LIMIT)
    return True
