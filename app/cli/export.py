"""``incidents export``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from app.cli.options import Database
from app.cli.output import counted, tell
from app.errors import InputError
from app.settings import Settings, read_settings
from app.store.filter import Filter

Features = Iterator[dict[str, Any]]
Write = Callable[[Features, Path], None]


def export(
    path: Annotated[
        str, typer.Argument(help="map.html, or a name ending in .geojson .csv .kml .gpkg .parquet; - is GeoJSON.")
    ],
    bbox: Annotated[str | None, typer.Option(help="west,south,east,north in degrees.")] = None,
    datetime_: Annotated[
        str | None, typer.Option("--datetime", help="A day, or from/to; .. leaves an end open.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Types of incident, with commas.")] = None,
    status: Annotated[str, typer.Option(help="Statuses, with commas; all is every one.")] = "all",
    country: Annotated[str | None, typer.Option(help="ISO codes, with commas.")] = None,
    cql2: Annotated[str | None, typer.Option("--filter", help="CQL2 text, as: killed_min > 3.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the HTML page.")] = None,
    database: Database = None,
) -> None:
    """Write the incidents to a file. map.html is one page that works from disk without a network.

    The flags are the parameters of the HTTP service and read by the same rules (docs/api.md).

    Example: **incidents export map.html --datetime 2023-09-01/2023-09-30 --type explosion,shelling**
    """
    from app.store.store import Store

    settings = read_settings(database_url=database)
    asked = {"bbox": bbox, "datetime": datetime_, "type": type_, "status": status, "country": country, "filter": cql2}
    chosen = _filter({name: value for name, value in asked.items() if value is not None})
    write = _writer(path, settings, title or settings.title)
    store = Store.open(settings.database_url)
    number = 0

    def features() -> Features:
        nonlocal number
        for chunk in store.query.stream(chosen):
            number += len(chunk)
            yield from map(json.loads, chunk)

    if path == "-":
        sys.stdout.buffer.writelines(_geojson(features()))
    else:
        _write_whole(write, features(), Path(path))
    store.close()
    tell(f"{counted(number, 'incident')} written to {'standard output' if path == '-' else path}")


def _filter(asked: dict[str, str]) -> Filter:
    """By the service's own grammar, so that a flag means what the parameter of that name means."""
    from app.serve.parameters import FILTER, PARAMETERS
    from app.serve.problems import Problem
    from app.serve.query import filter_of, read_query

    try:
        return filter_of(read_query(urlencode(asked).encode(), {name: PARAMETERS[name] for name in FILTER}))
    except Problem as problem:
        raise InputError(f"--{problem.detail}", problem.mend) from None


def _writer(path: str, settings: Settings, title: str) -> Write:
    from app.serve.forms import csvform, gpkgform, kmlform, parquetform

    def html(features: Features, target: Path) -> None:
        from app.snapshot.page import snapshot_page

        rows = sorted(features, key=lambda row: str(row["properties"].get("start") or ""), reverse=True)
        target.write_text(snapshot_page(rows, settings.static, title, datetime.now(UTC).date()), "utf-8")

    writers: dict[str, Write] = {
        ".html": html,
        ".geojson": _streamed(_geojson),
        ".json": _streamed(_geojson),
        ".csv": _streamed(csvform.lines),
        ".kml": _streamed(kmlform.lines),
        ".gpkg": gpkgform.write,
        ".parquet": parquetform.write,
    }
    suffix = ".geojson" if path == "-" else Path(path).suffix.lower()
    if suffix not in writers:
        raise InputError(f"{path}: unknown kind of file", f"End its name with one of {', '.join(writers)}.")
    if suffix == ".parquet" and not parquetform.available():
        raise InputError(f"{path}: this form needs the package pyarrow", "Install it: .venv/bin/pip install pyarrow")
    return writers[suffix]


def _streamed(lines: Callable[[Features], Iterable[bytes]]) -> Write:
    def write(features: Features, target: Path) -> None:
        with target.open("wb") as stream:
            stream.writelines(lines(features))

    return write


def _write_whole(write: Write, features: Features, target: Path) -> None:
    """The file stands there whole or not at all: it is written beside its place and then put there."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        write(features, part)
        part.replace(target)
    except OSError as error:
        raise InputError(f"{target}: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def _geojson(features: Features) -> Iterator[bytes]:
    yield b'{"type":"FeatureCollection","features":['
    for number, feature in enumerate(features):
        yield (b",\n" if number else b"\n") + json.dumps(feature, ensure_ascii=False).encode()
    yield b"\n]}\n"
