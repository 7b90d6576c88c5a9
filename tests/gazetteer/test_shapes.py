from __future__ import annotations

import pytest
import shapely

from gazetteer.index import Index
from gazetteer.sources.shape_rows import assigned_outlines, stored_outlines
from gazetteer.tables import countries
from gazetteer.world_tables import DisputedArea

POINTS = {
    "UA.11": (45.2, 33.37), "UA.20": (44.6, 33.55), "UA.05": (48.0, 37.8), "RU.61": (48.33, 39.96),
    "PS.GZ": (31.35, 34.3),
    "PS.WE": (31.9, 35.2), "IL.01": (31.25, 34.8), "IN.12": (34.1, 74.8), "SD.55": (13.6, 25.3), "US.TX": (31, -99),
    "US.OH": (40.2, -83), "US.MI": (43, -84.5), "CA.10": (48, -73), "AU.07": (-37, 144.5), "GE.02": (43, 41),
    "NG.27": (11.8, 13.1), "KE.05": (-1.28, 36.82), "BR.27": (-22, -48), "CN.13": (41, 85), "JP.12": (43.5, 143),
}  # fmt: skip


@pytest.mark.parametrize(("area", "point"), POINTS.items())
def test_first_order_areas_hold_their_points(index: Index, area: str, point: tuple[float, float]) -> None:
    held = [f"{f.country}.{f.admin1}" for f in index.containing(*point) if f.feature_code == "ADM1"]
    assert held == [area]


def test_containing_goes_from_small_to_large(index: Index) -> None:
    codes = [f.feature_code for f in index.containing(45.2, 33.37)]
    assert codes[0] == "ADM1" and codes[-1] == "PCLI"


def test_the_sea_is_no_country(index: Index) -> None:
    found = index.containing(43.3, 34.0)
    assert [f.name for f in found] == ["Black Sea"]


@pytest.mark.parametrize(
    ("point", "country"),
    [((33.0, 35.8), "SY"), ((25.0, -13.0), "EH"), ((46.84, 29.63), "MD"), ((42.65, 21.1), "XK"), ((9.56, 44.06), "SO"),
     ((31.5, 34.45), "PS"), ((31.9, 35.2), "PS"), ((31.25, 34.8), "IL"), ((35.3, 33.6), "CY")],
)  # fmt: skip
def test_disputed_areas_lie_where_the_table_puts_them(index: Index, point: tuple[float, float], country: str) -> None:
    assert {
        f.country for f in index.containing(*point) if f.feature_code.startswith("PCL") or f.feature_code == "TERR"
    } == {country}


def test_one_changed_line_of_the_table_moves_the_outline() -> None:
    ring = ((32.0, 44.2), (36.8, 44.2), (36.8, 46.2), (33.6, 46.2), (32.0, 45.6))
    moved = DisputedArea("cur:crimea", "Crimea", "RU", ("UA", "RU"), ("RU",), "note", ring, "test")
    simferopol = shapely.Point(34.1, 44.95)
    before = {area for area, outline in stored_outlines() if outline.covers(simferopol)}
    after = {area for area, outline in assigned_outlines([moved]) if outline.covers(simferopol)}
    assert before == {"UA.11"} and after == {"RU"}


def test_neighbours_share_borders_without_overlap() -> None:
    outlines = [outline for _, outline in stored_outlines()]
    tree = shapely.STRtree(outlines)
    one, other = tree.query(outlines, predicate="overlaps")
    worst = max(
        (outlines[a].intersection(outlines[b]).area for a, b in zip(one, other, strict=True) if a < b), default=0
    )
    assert worst < 0.01


def test_outlines_are_valid_and_many() -> None:
    outlines = dict(stored_outlines())
    assert sum("." in area for area in outlines) > 3000
    assert all(outline.is_valid for outline in outlines.values())


SMALL_OR_SCATTERED = {
    "AN",
    "CS",
    "FM",
    "KI",
    "MH",
    "PF",
    "TV",
    "UM",
    "TK",
    "PN",
    "MV",
    "SC",
    "IO",
    "TF",
    "GP",
    "BQ",
    "FJ",
}


def test_countries_points_lie_in_or_near_their_country(index: Index) -> None:
    off = []
    for code, row in countries().items():
        country = index.country(code)
        if country is None or code in SMALL_OR_SCATTERED:
            continue
        outline = index.shapes.outline(country.id)
        if outline is not None and outline.distance(shapely.Point(row.lon, row.lat)) > 1.2:
            off.append((code, row.lat, row.lon, round(outline.distance(shapely.Point(row.lon, row.lat)), 1)))
    assert off == []


def test_off_the_simplified_coast_the_nearest_place_tells_the_area(index: Index) -> None:
    held = index.containing(60.01, 30.19)
    assert any(f.country == "RU" and f.feature_code == "PCLI" for f in held)
