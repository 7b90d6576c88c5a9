"""``incidents export``."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.options import Database
from app.cli.output import counted, tell
from app.errors import InputError
from app.model.event import STATUSES
from app.settings import Settings, read_settings
from app.store.filter import Box, Filter, Interval

Features = Iterable[bytes]


def export(
    path: Annotated[str, typer.Argument(help="map.html, NAME.geojson, NAME.csv or NAME.kml; - writes GeoJSON.")],
    bbox: Annotated[str | None, typer.Option(help="west,south,east,north in degrees.")] = None,
    datetime_: Annotated[
        str | None, typer.Option("--datetime", help="A day, or from/to; .. leaves an end open.")
    ] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="Type of incident; may be repeated.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Status; may be repeated.  [default: all]")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the HTML page.")] = None,
    database: Database = None,
) -> None:
    """Write the incidents to a file. map.html is one page that works from disk without a network.

    Example: **incidents export map.html --datetime 2023-09-01/2023-09-30 --type explosion**
    """
    from app.store.store import Store

    settings = read_settings(database_url=database)
    chosen = Filter(
        bbox=_box(bbox) if bbox else None,
        interval=_interval(datetime_) if datetime_ else None,
        types=tuple(_known(type_ or [])),
        statuses=tuple(_statuses(status or [])),
    )
    write = _writer(path)
    store = Store.open(settings.database_url)
    number = 0

    def features() -> Iterator[bytes]:
        nonlocal number
        for chunk in store.query.stream(chosen):
            number += len(chunk)
            yield from chunk

    text = write(features(), settings, title or settings.title)
    store.close()
    if path == "-":
        sys.stdout.write(text)
    else:
        Path(path).write_text(text, "utf-8")
    tell(f"{counted(number, 'incident')} written to {'standard output' if path == '-' else path}")


def _writer(path: str) -> Callable[[Features, Settings, str], str]:
    writers = {".html": _html, ".geojson": _geojson, ".json": _geojson, ".csv": _csv, ".kml": _kml}
    suffix = ".geojson" if path == "-" else Path(path).suffix.lower()
    if suffix not in writers:
        raise InputError(f"{path}: unknown kind of file", f"End its name with one of {', '.join(writers)}.")
    return writers[suffix]


def _html(features: Features, settings: Settings, title: str) -> str:
    from app.snapshot.page import snapshot_page

    rows = sorted((json.loads(feature) for feature in features), key=_newest_first, reverse=True)
    return snapshot_page(rows, settings.static, title, datetime.now(UTC).date())


def _newest_first(feature: dict[str, Any]) -> str:
    return str(feature["properties"].get("start") or "")


def _geojson(features: Features, settings: Settings, title: str) -> str:
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(one.decode() for one in features) + "\n]}\n"


def _csv(features: Features, settings: Settings, title: str) -> str:
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for feature in map(json.loads, features):
        lon, lat = feature["geometry"]["coordinates"][:2] if feature["geometry"] else (None, None)
        row = {"id": feature["id"], "lat": lat, "lon": lon, **feature["properties"]}
        if writer is None:
            writer = csv.DictWriter(out, list(row), extrasaction="ignore", lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    return out.getvalue()


def _harmless(value: object) -> object:
    """A spreadsheet must not take text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _kml(features: Features, settings: Settings, title: str) -> str:
    from xml.sax.saxutils import escape

    marks = []
    for feature in map(json.loads, features):
        if not feature["geometry"]:
            continue
        lon, lat = feature["geometry"]["coordinates"][:2]
        told = feature["properties"]
        said = " · ".join(
            str(told[name]) for name in ("status", "place", "start", "excerpt", "outlets") if told.get(name)
        )
        marks.append(
            f'<Placemark id="i{feature["id"]}"><name>{escape(str(told.get("title") or told["type"]))}</name>'
            f"<description>{escape(said)}</description><Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    return f"{head}<name>{escape(title)}</name>\n" + "\n".join(marks) + "\n</Document></kml>\n"


def _box(value: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise InputError(f"--bbox {value}: four numbers with commas: west,south,east,north") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"--bbox {value}: degrees, west,south,east,north, south below north")
    return Box(west, south, east, north)


def _interval(value: str) -> Interval:
    """A day, or ``from/to`` with days or times; both ends belong to it."""
    start, _, end = value.partition("/") if "/" in value else (value, "/", value)
    return Interval(_moment(start, last=False), _moment(end, last=True))


def _moment(value: str, *, last: bool) -> datetime | None:
    from datetime import timedelta

    if value in ("", ".."):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise InputError(f"--datetime {value}: a day as 2023-09-14, a time, or two of them with / between") from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment + timedelta(days=1) if last and len(value) == 10 else moment


def _known(types: list[str]) -> list[str]:
    from app.model.event_type import event_types

    for one in types:
        if one not in event_types():
            raise InputError(f"--type {one}: no such type", f"The types are: {', '.join(event_types())}")
    return types


def _statuses(statuses: list[str]) -> list[str]:
    for one in statuses:
        if one not in STATUSES:
            raise InputError(f"--status {one}: no such status", f"They are: {', '.join(STATUSES)}")
    return statuses
