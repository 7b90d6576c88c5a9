"""CQL2 (text and JSON) → a condition over the incident table.

The library ``cql2`` parses; here its tree is checked and turned into SQL with bound values. Known: and, or, not,
comparisons, isNull, in, between, like, casei, s_intersects of ``geometry``, dates and timestamps, true and false.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import cql2
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Boolean, ColumnElement, and_, case, false, func, literal, not_, null, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col

from app.serve.crs import Crs
from app.serve.instants import LAST, read_extent
from app.serve.problems import Problem, wrong
from app.serve.queryables import Kind, Queryable, queryables
from app.store.tables import Incident

DEEPEST = 10
"""Deepest nesting of brackets: the parser's time doubles with each level of a text that is wrong."""
MOST_NODES = 500
MOST_POINTS = 5_000
MEND = "See /collections/incidents/queryables for the names and docs/api.md for what is known of CQL2."
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
SECOND = timedelta(seconds=1)
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
Condition = ColumnElement[bool]


class LiesIn(FunctionElement[bool]):
    """Whether the point (lat, lon) lies in a shape as WKT: the store's own function in SQLite, PostGIS elsewhere."""

    name = "lies_in"
    type = Boolean()
    inherit_cache = True


@compiles(LiesIn)
def _in_sqlite(element: LiesIn, compiler: SQLCompiler, **options: Any) -> str:
    lat, lon, area = (compiler.process(one, **options) for one in element.clauses)
    return f"lies_in({lat}, {lon}, {area})"


@compiles(LiesIn, "postgresql")
def _in_postgis(element: LiesIn, compiler: SQLCompiler, **options: Any) -> str:
    lat, lon, area = (compiler.process(one, **options) for one in element.clauses)
    return f"ST_Intersects(ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326), ST_GeomFromText({area}, 4326))"


def where_of(text: str, language: str, crs: Crs) -> Condition:
    """The condition that a filter says. Raises Problem (400) with what is wrong in it."""
    if language == "cql2-text":
        _check_brackets(text)
    try:
        tree = (cql2.parse_text if language == "cql2-text" else cql2.parse_json)(text).to_json()
    except cql2.ParseError as error:
        raise wrong("filter", text, f"is no {language}: {str(error).strip()[:600]}", MEND) from None
    except (ValueError, RecursionError) as error:
        raise wrong("filter", text, f"is no {language}: {str(error)[:200]}", MEND) from None
    return _Reader(text, crs).condition(tree)


def _check_brackets(text: str) -> None:
    """Refuse nesting beyond ``DEEPEST`` and unclosed brackets before the parser sees them."""
    depth, quote = 0, ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "(":
            depth += 1
            if depth > DEEPEST:
                raise wrong("filter", text, f"nests brackets deeper than {DEEPEST}", "Use fewer brackets.")
        elif sign == ")":
            depth -= 1
    if depth:
        raise wrong("filter", text, "has brackets that are not closed", "Close each bracket.")


class _Reader:
    """Reads one tree."""

    def __init__(self, text: str, crs: Crs) -> None:
        self._text = text
        self._crs = crs
        self._nodes = 0
        self._known = queryables()

    def condition(self, node: Any) -> Condition:
        """A boolean node."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._wrong(f"has more than {MOST_NODES} parts")
        if isinstance(node, bool):
            return true() if node else false()
        if isinstance(node, dict) and set(node) == {"property"}:
            kind, column = self._column(node)
            if kind != "truth":
                raise self._wrong(f"{node['property']} is no condition by itself")
            return column.is_(True)
        if not isinstance(node, dict) or not isinstance(node.get("op"), str) or not isinstance(node.get("args"), list):
            raise self._wrong("holds what is no condition")
        return self._operation(node["op"], node["args"])

    def _operation(self, name: str, args: list[Any]) -> Condition:
        lower = name.lower()
        if lower in ("and", "or"):
            if not args:
                raise self._wrong(f"{name} needs conditions")
            parts = [self.condition(arg) for arg in args]
            return and_(*parts) if lower == "and" else or_(*parts)
        if name in COMPARISONS:
            return self._comparison(name, self._args(name, args, 2))
        readers = {
            "not": (1, self._not),
            "isnull": (1, self._is_null),
            "in": (2, self._in),
            "between": (3, self._between),
            "like": (2, self._like),
            "s_intersects": (2, self._intersects),
        }
        if lower not in readers:
            raise self._wrong(f"the operator {name[:40]} is not known here")
        count, reader = readers[lower]
        return reader(self._args(name, args, count))

    def _args(self, name: str, args: list[Any], count: int) -> list[Any]:
        if len(args) != count:
            raise self._wrong(f"{name} takes {count} arguments, not {len(args)}")
        return args

    def _not(self, args: list[Any]) -> Condition:
        return not_(self.condition(args[0]))

    def _is_null(self, args: list[Any]) -> Condition:
        if isinstance(args[0], dict) and args[0].get("property") == "geometry":
            return col(Incident.lat).is_(None)
        return self._column(args[0])[1].is_(None)

    def _comparison(self, name: str, args: list[Any]) -> Condition:
        left, right = args
        if not self._is_property(left):
            left, right, name = right, left, MIRRORED.get(name, name)
        kind, column, folded = self._operand(left)
        value = self._value(right, kind, folded)
        if kind in ("time", "local") and isinstance(value, tuple):
            return self._time_comparison(name, column, value)
        found: Condition = COMPARISONS[name](column, literal(value))
        return found

    def _time_comparison(self, name: str, column: ColumnElement[Any], extent: tuple[str, str]) -> Condition:
        """Against a day or a second: ``extent`` is its start and exclusive end, without a zone's sign."""
        start, end = extent
        inside = and_(column >= start, column < end)
        conditions: dict[str, Condition] = {
            "=": inside,
            "<>": not_(inside),
            "<": column < start,
            "<=": column < end,
            ">": column >= end,
            ">=": column >= start,
        }
        return conditions[name]

    def _in(self, args: list[Any]) -> Condition:
        kind, column, folded = self._operand(args[0])
        if not isinstance(args[1], list) or not args[1]:
            raise self._wrong("IN needs a list of values")
        self._nodes += len(args[1])
        if self._nodes > MOST_NODES:
            raise self._wrong(f"has more than {MOST_NODES} parts")
        values = [self._value(value, kind, folded) for value in args[1]]
        if any(isinstance(value, tuple) for value in values):
            return or_(*(self._time_comparison("=", column, value) for value in values))
        return column.in_(values)

    def _between(self, args: list[Any]) -> Condition:
        return and_(self._comparison(">=", [args[0], args[1]]), self._comparison("<=", [args[0], args[2]]))

    def _like(self, args: list[Any]) -> Condition:
        kind, column, folded = self._operand(args[0])
        pattern = self._value(args[1], kind, folded)
        if kind != "text" or not isinstance(pattern, str):
            raise self._wrong("LIKE compares text with a pattern in quotes")
        if pattern.count("%") > 10 or len(pattern) > 500:
            raise self._wrong("LIKE takes a pattern of at most 500 characters and 10 percent signs")
        return column.like(pattern, escape="\\")

    def _intersects(self, args: list[Any]) -> Condition:
        left, right = args
        if not self._is_property(left):
            left, right = right, left
        if not self._is_property(left) or left["property"] != "geometry":
            raise self._wrong("S_INTERSECTS compares geometry with a shape")
        lat, lon = col(Incident.lat), col(Incident.lon)
        if isinstance(right, dict) and isinstance(right.get("bbox"), list):
            west, south, east, north = self._corners(right["bbox"])
            inside = and_(lat >= south, lat <= north)
            return (
                and_(inside, lon >= west, lon <= east) if west <= east else and_(inside, or_(lon >= west, lon <= east))
            )
        area = self._shape(right)
        west, south, east, north = area.bounds
        near = and_(lat >= south, lat <= north, lon >= west, lon <= east)
        return and_(near, case((lat.is_(None), null()), else_=LiesIn(lat, lon, literal(area.wkt))))

    def _corners(self, numbers: list[Any]) -> tuple[float, float, float, float]:
        if len(numbers) not in (4, 6) or not all(_is_number(number) for number in numbers):
            raise self._wrong("BBOX takes 4 numbers")
        half = len(numbers) // 2
        west, south = self._crs.backward(numbers[0], numbers[1])
        east, north = self._crs.backward(numbers[half], numbers[half + 1])
        return west, south, east, north

    def _shape(self, value: Any) -> BaseGeometry:
        if not isinstance(value, dict) or not isinstance(value.get("type"), str):
            raise self._wrong("S_INTERSECTS needs a shape: BBOX, POINT, LINESTRING, POLYGON or several of them")
        try:
            parts = value["geometries"] if value["type"] == "GeometryCollection" else [value]
            points = sum(_points(part["coordinates"]) for part in parts)
            if points > MOST_POINTS:
                raise self._wrong(f"has a shape of more than {MOST_POINTS} points")
            placed = [{**part, "coordinates": self._degrees(part["coordinates"])} for part in parts]
            area = shape(placed[0] if len(placed) == 1 else {"type": "GeometryCollection", "geometries": placed})
            if area.is_empty or not all(map(math.isfinite, area.bounds)):
                raise self._wrong("has an empty shape")
            return area if area.is_valid else area.buffer(0)
        except (GEOSException, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise self._wrong(f"has a shape that is none: {str(error)[:100]}") from None

    def _degrees(self, value: Any) -> Any:
        if value and _is_number(value[0]):
            return self._crs.backward(float(value[0]), float(value[1]))
        return [self._degrees(part) for part in value]

    @staticmethod
    def _is_property(node: Any) -> bool:
        if isinstance(node, dict) and str(node.get("op", "")).lower() == "casei":
            args = node.get("args")
            return isinstance(args, list) and len(args) == 1 and _Reader._is_property(args[0])
        return isinstance(node, dict) and isinstance(node.get("property"), str)

    def _column(self, node: Any) -> tuple[Kind, ColumnElement[Any]]:
        if not isinstance(node, dict) or not isinstance(node.get("property"), str):
            raise self._wrong("compares without a property")
        name = node["property"]
        known: Queryable | None = self._known.get(name)
        if known is None:
            raise self._wrong(f"{name[:60]!r} is no queryable")
        column: ColumnElement[Any] = Incident.__table__.c[name]  # type: ignore[attr-defined]
        return known.kind, column

    def _operand(self, node: Any) -> tuple[Kind, ColumnElement[Any], bool]:
        """A property, perhaps under CASEI: kind, expression, whether case is folded."""
        if isinstance(node, dict) and str(node.get("op", "")).lower() == "casei":
            if not self._is_property(node):
                raise self._wrong("CASEI takes a property or a text")
            kind, column = self._column(node["args"][0])
            if kind != "text":
                raise self._wrong("CASEI takes a property that is text")
            return kind, func.lower(column), True
        kind, column = self._column(node)
        return kind, column, False

    def _value(self, node: Any, kind: Kind, folded: bool) -> Any:
        """A literal that fits the kind; times as (start, exclusive end), texts that sort as the stored ones do."""
        if isinstance(node, dict) and str(node.get("op", "")).lower() == "casei" and isinstance(node.get("args"), list):
            node = node["args"][0] if len(node["args"]) == 1 else None
            folded = True
        if kind in ("time", "local"):
            return self._time(node)
        if kind == "text" and isinstance(node, str) and "\x00" not in node:
            return node.lower() if folded else node
        if kind == "truth" and isinstance(node, bool):
            return node
        if kind in ("integer", "number") and _is_number(node) and abs(node) < 1e15:
            return int(node) if float(node).is_integer() else float(node)
        raise self._wrong(f"compares a property of the kind {kind} with {str(node)[:60]}")

    def _time(self, node: Any) -> tuple[str, str]:
        text = node.get("date", node.get("timestamp")) if isinstance(node, dict) else node
        if not isinstance(text, str):
            raise self._wrong("compares a time with what is none; use DATE('2023-09-14') or TIMESTAMP('…Z')")
        try:
            start, end = read_extent(text)
        except ValueError as error:
            raise self._wrong(f"{text[:40]!r} {error}") from None
        if start == end:
            end = min(start, LAST - SECOND) + SECOND
        return start.isoformat(timespec="seconds"), end.isoformat(timespec="seconds")

    def _wrong(self, why: str) -> Problem:
        return wrong("filter", self._text, why, MEND)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _points(value: Any) -> int:
    if not isinstance(value, (list, tuple)) or not value:
        return 1
    return 1 if _is_number(value[0]) else sum(_points(part) for part in value)
