"""GeoParquet 1.0 by pyarrow, which is installed only where this form is wanted."""

from __future__ import annotations

import importlib
import importlib.util
import json
import struct
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from app.serve.forms.fields import columns

GROUP = 20_000
"""Features a row group."""


def available() -> bool:
    """Whether pyarrow is there."""
    return importlib.util.find_spec("pyarrow") is not None


def write(features: Iterable[dict[str, Any]], path: Path) -> None:
    """A GeoParquet file at ``path``; geometry is WKB in the column ``geometry``."""
    arrow = importlib.import_module("pyarrow")
    parquet = importlib.import_module("pyarrow.parquet")
    kinds = {
        "text": arrow.string(),
        "local": arrow.string(),
        "time": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "truth": arrow.bool_(),
    }
    fields = [("id", arrow.string()), *((name, kinds[kind]) for name, kind in columns().items())]
    schema = arrow.schema([*fields, ("geometry", arrow.binary())], {"geo": json.dumps(_metadata())})
    rows = iter(features)
    with parquet.ParquetWriter(path, schema) as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(arrow.Table.from_pylist([_row(one, fields) for one in group], schema))


def _row(feature: dict[str, Any], fields: list[Any]) -> dict[str, Any]:
    found = {name: feature["properties"].get(name) for name, _ in fields}
    found["id"] = feature["id"]
    if feature["geometry"]:
        lon, lat = feature["geometry"]["coordinates"][:2]
        found["geometry"] = struct.pack("<BIdd", 1, 1, lon, lat)
    return found


def _metadata() -> dict[str, Any]:
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    return {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
