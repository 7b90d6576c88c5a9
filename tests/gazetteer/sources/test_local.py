"""Tables of local places: every line is well-formed and lies where it says, and wrong lines are refused by number."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
import shapely

from gazetteer.checks import CuratedDataError
from gazetteer.curated import load_curated
from gazetteer.sources.local import COLUMNS, LocalPlace, entries, keyed, local_places, parse, with_areas
from gazetteer.sources.shape_rows import stored_outlines

HEADER = "\t".join(COLUMNS)
OFF_BORDER = 0.35
"""Degrees outside the simplified outline of its area at which a place may lie: border posts, capes, small islands."""
AT_DATE_LINE = 168.0
"""The outlines leave out the land beyond 180° of countries that lie before it."""
OFF_COAST = 1.7
"""Degrees off at which an island, or what no outline holds, may lie."""
REMOTE = 0.5
"""Degrees without any outline around an island that the outlines leave out."""


def table(*lines: str) -> str:
    return "\n".join(("# Places", HEADER, *lines))


def place(line: str) -> LocalPlace:
    (only,) = parse("test.tsv", table(line))
    return only


def test_a_line_is_a_place() -> None:
    kibera = place("Kibera\tKibra|Kibera slum\tP.PPLX\t-1.313\t36.788\t1.5\tKE\t05")
    assert (kibera.name, kibera.names, kibera.feature) == ("Kibera", ("Kibra", "Kibera slum"), "P.PPLX")
    assert (kibera.lat, kibera.lon, kibera.radius_km) == (-1.313, 36.788, 1.5)
    assert (kibera.country, kibera.admin1) == ("KE", "05")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("Kibera\t\tP.PPLX\t-1.3\t36.8\t1\tKE", "7 columns instead of 8"),
        ("Kibera\t\tPPLX\t-1.3\t36.8\t1\tKE\t", "feature 'PPLX' does not match"),
        ("Kibera\t\tP.PPLX\t-91\t36.8\t1\tKE\t", "lat -91.0 is not a number from -90 to 90"),
        ("Kibera\t\tP.PPLX\tsouth\t36.8\t1\tKE\t", "lat 'south' is not a number"),
        ("Kibera\t\tP.PPLX\t-1.3\t36.8\t700\tKE\t", "radius_km 700.0 is not a number from 0 to 600"),
        ("Kibera\t\tP.PPLX\t-1.3\t36.8\t\tKE\t", "radius_km '' is not a number"),
        ("Kibera\t\tP.PPLX\t-1.3\t36.8\t1\tKenya\t", "country 'Kenya' does not match"),
        ("Kibera\t\tP.PPLX\t-1.3\t36.8\t1\tKE\tNairobi Area", "admin1 'Nairobi Area' does not match"),
        ("Kibera\tKibra|Kibra\tP.PPLX\t-1.3\t36.8\t1\tKE\t", "has doubles"),
        ("\t\tP.PPLX\t-1.3\t36.8\t1\tKE\t", "name '' is not a trimmed, non-empty string"),
        ("K\t\tP.PPLX\t-1.3\t36.8\t1\tKE\t", "fewer than two letters"),
    ],
)
def test_a_wrong_line_is_refused_with_file_line_and_field(line: str, complaint: str) -> None:
    with pytest.raises(CuratedDataError) as error:
        place(line)
    assert str(error.value).startswith("test.tsv, line 3") and complaint in str(error.value)


def test_a_table_needs_its_header() -> None:
    with pytest.raises(CuratedDataError, match="test.tsv, line 1: the header is not name names feature"):
        list(parse("test.tsv", "Kibera\t\tP.PPLX\t-1.3\t36.8\t1\tKE\t"))


def test_keys_are_country_and_name_and_the_area_where_two_share_a_name() -> None:
    lines = [
        "Kibera\t\tP.PPLX\t-1.3\t36.8\t1\tKE\t05",
        "Sabon Gari\t\tP.PPLX\t12.0\t8.5\t1\tNG\t29",
        "Sabon Gari\t\tP.PPLX\t11.1\t7.7\t1\tNG\t23",
        "Sabon Gari\t\tP.PPLX\t10.5\t7.4\t1\tNG\t23",
    ]
    sabon = "loc:ng-sabon-gari"
    keys = ["loc:ke-kibera", f"{sabon}-29", f"{sabon}-23@11.1,7.7", f"{sabon}-23@10.5,7.4"]
    assert list(keyed(parse("test.tsv", table(*lines)))) == keys


def test_a_place_in_two_tables_is_one_with_the_names_of_both() -> None:
    lines = ["Kibera\tKibra\tP.PPLX\t-1.3\t36.8\t1\tKE\t05", "Kibera\tKibera slum\tP.PPLX\t-1.31\t36.79\t1\tKE\t05"]
    ((key, kibera),) = keyed(parse("test.tsv", table(*lines))).items()
    assert (key, kibera.names, kibera.lat) == ("loc:ke-kibera", ("Kibra", "Kibera slum"), -1.3)


def test_a_place_without_an_area_gets_the_one_that_holds_it() -> None:
    inside, off, far, given = with_areas(
        [
            place("Khayelitsha\t\tP.PPLX\t-34.04\t18.68\t5\tZA\t"),
            place("Robben Island\t\tT.ISL\t-33.806\t18.366\t2\tZA\t"),
            place("Marion Island\t\tT.ISL\t-46.9\t37.75\t10\tZA\t"),
            place("Khayelitsha\t\tP.PPLX\t-34.04\t18.68\t5\tZA\t05"),
        ]
    )
    assert [inside.admin1, off.admin1, far.admin1, given.admin1] == ["11", "11", None, "05"]


def test_all_tables_make_entries_whose_keys_are_distinct() -> None:
    keys = [entry.key for entry in entries()]
    assert keys and len(keys) == len(set(keys))


def test_places_lie_in_or_near_their_country_and_area() -> None:
    outlines = defaultdict(list)
    for area, outline in stored_outlines():
        outlines[area].append(outline)
        if "." in area:
            outlines[area[:2]].append(outline)
    everywhere = shapely.STRtree(np.array([outline for shapes in outlines.values() for outline in shapes]))
    wrong = []
    for spot in local_places():
        area = f"{spot.country}.{spot.admin1}" if spot.admin1 else spot.country
        shapes = outlines.get(area, outlines.get(spot.country, []))
        if not shapes or spot.feature.startswith("H.") or abs(spot.lon) > AT_DATE_LINE:
            continue
        point = shapely.Point(spot.lon, spot.lat)
        turns = [shapely.Point(spot.lon + turn, spot.lat) for turn in (-360, 0, 360)]
        off = min(float(np.min(shapely.distance(np.array(shapes), turn))) for turn in turns)
        remote = not len(everywhere.query(point.buffer(REMOTE), predicate="intersects"))
        on_land = len(everywhere.query(point, predicate="intersects"))
        island = spot.feature.startswith("T.") or not on_land
        most = spot.radius_km / 111 + (OFF_COAST if island else OFF_BORDER)
        if off > most and not remote:
            wrong.append(f"{spot.where}: {spot.lat}, {spot.lon} lies {off:.1f} degrees off {area}")
    assert wrong == []


def test_no_place_stands_among_the_curated_ones_too() -> None:
    curated = defaultdict(list)
    for known in load_curated():
        for name in (known.name, *known.names):
            curated[name].append((known.lat, known.lon))
    doubles = [
        spot.where
        for spot in local_places()
        if any(abs(spot.lat - lat) < 0.2 and abs(spot.lon - lon) < 0.2 for lat, lon in curated[spot.name])
    ]
    assert doubles == []
