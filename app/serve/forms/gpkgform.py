"""OGC GeoPackage 1.3: one table of points, written with SQLite alone."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.serve.forms.fields import columns
from app.serve.queryables import Kind

KINDS: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "time": "DATETIME",
    "local": "TEXT",
    "truth": "BOOLEAN",
}
WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL REFERENCES gpkg_contents(table_name),
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name), UNIQUE (table_name));
"""


def write(features: Iterable[dict[str, Any]], path: Path) -> None:
    """A GeoPackage with the layer ``incidents`` at ``path``."""
    kinds = columns()
    fields = ", ".join(f'"{name}" {KINDS[kind]}' for name, kind in kinds.items())
    marks = ", ".join("?" * (len(kinds) + 2))
    bounds = [181.0, 91.0, -181.0, -91.0]
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA application_id = 0x47504B47")
        database.execute("PRAGMA user_version = 10300")
        database.execute("PRAGMA journal_mode = OFF")
        database.executescript(TABLES)
        database.execute("BEGIN")
        database.execute(f'CREATE TABLE incidents (fid INTEGER PRIMARY KEY, geom POINT, "id" TEXT, {fields})')
        database.executemany(f"INSERT INTO incidents VALUES (NULL, {marks})", _rows(features, kinds, bounds))
        _register(database, bounds)
        database.execute("COMMIT")
    finally:
        database.close()


def _rows(features: Iterable[dict[str, Any]], kinds: dict[str, Kind], bounds: list[float]) -> Iterator[tuple[Any, ...]]:
    for feature in features:
        geometry = None
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"][:2]
            geometry = point(lon, lat)
            bounds[:] = [min(bounds[0], lon), min(bounds[1], lat), max(bounds[2], lon), max(bounds[3], lat)]
        properties = feature["properties"]
        yield (geometry, feature["id"], *(_value(properties.get(name), kind) for name, kind in kinds.items()))


def _value(value: Any, kind: Kind) -> Any:
    """DATETIME in a GeoPackage has milliseconds and Z."""
    if kind == "time" and isinstance(value, str):
        moment = datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    return value


def point(lon: float, lat: float) -> bytes:
    """A GeoPackage binary: header without envelope, little-endian, EPSG:4326, then WKB."""
    return struct.pack("<2sBBi", b"GP", 0, 1, 4326) + struct.pack("<BIdd", 1, 1, lon, lat)


def _register(database: sqlite3.Connection, bounds: list[float]) -> None:
    box = bounds if bounds[0] <= bounds[2] else [None] * 4
    systems = (
        ("WGS 84", 4326, "EPSG", 4326, WGS84, None),
        ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
        ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    )
    database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", systems)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    contents = ("incidents", "features", "incidents", "Incidents", now, *box, 4326)
    database.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", contents)
    database.execute("INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'POINT', 4326, 0, 0)")
