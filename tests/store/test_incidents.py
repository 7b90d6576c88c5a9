"""Asking for incidents: against a plain reading of each feature, page by page, in clusters, frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.merge.incidents import RuleMerge
from app.model.location import Place
from app.store import paging
from app.store.errors import Invalid
from app.store.filter import Box, Filter, Interval
from app.store.store import Store
from app.store.tables import Incident
from tests.store.builders import MARTLOW, article, report

TYPES = ["explosion", "protest", "flood", "visit"]
POINTS = [(50.0, 30.0), (50.03, 30.05), (-12.5, 140.25), (0.0, 179.99), (0.0, -179.99), (89.0, 10.0), (-41.3, 174.8)]
COUNTRIES = ["UA", "AU", None]


def filled(store: Store, merge: RuleMerge, count: int = 60) -> list[dict[str, Any]]:
    """A store with all sorts of incidents; returns their features."""
    for i in range(count):
        lat, lon = POINTS[i % len(POINTS)]
        place = replace(
            MARTLOW,
            place_id=f"t:{i}",
            name=f"Town{i}",
            lat=lat + i * 0.001,
            lon=lon,
            country=COUNTRIES[i % 3],
            zone=None,
        )
        one = article(f"Report {i}: an event in {place.name} on Tuesday, by Front {i % 4}.", f"Outlet {i % 5}")
        said = report(
            one,
            "event",
            type_=TYPES[i % 4],
            place=None if i % 11 == 10 else place,
            day=None if i % 13 == 12 else date(2024, 1, 1) + timedelta(days=7 * (i % 9)),
            confidence=round(0.3 + (i % 7) / 10, 2),
            killed=i if i % 5 == 0 else None,
            actor=f"Front {i % 4}",
            factuality="denied" if i % 6 == 5 else "asserted",
        )
        store.add(one, [said], merge)
    return [orjson.loads(one) for one in store.query.features(Filter(), limit=10_000).features]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[dict[str, Any]]]]:
    """One filled store for the tests that only read."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('shelf') / 'incidents.db'}")
    yield store, filled(store, RuleMerge(), 120)
    store.close()


def minute(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z"))


def matches(feature: dict[str, Any], wanted: Filter) -> bool:
    """What the filter means, said again in the plainest way."""
    said = feature["properties"]
    if wanted.bbox is not None:
        if feature["geometry"] is None:
            return False
        lon, lat = feature["geometry"]["coordinates"]
        box = wanted.bbox
        across = lon >= box.west or lon <= box.east if box.west > box.east else box.west <= lon <= box.east
        if not (box.south <= lat <= box.north and across):
            return False
    if wanted.interval is not None and (wanted.interval.start or wanted.interval.end):
        if said["start_utc"] is None:
            return False
        if wanted.interval.start and minute(said["end_utc"]) <= wanted.interval.start:
            return False
        if wanted.interval.end and minute(said["start_utc"]) >= wanted.interval.end:
            return False
    return (
        (not wanted.types or said["type"] in wanted.types)
        and (not wanted.groups or said["group"] in wanted.groups)
        and (not wanted.statuses or said["status"] in wanted.statuses)
        and (not wanted.countries or (said["country"] or "") in wanted.countries)
        and (not wanted.precisions or said["precision"] in wanted.precisions)
        and (not wanted.sources or said["outlets"].casefold() in {name.casefold() for name in wanted.sources})
        and said["sources"] >= wanted.min_sources
        and said["confidence"] >= wanted.min_confidence
        and (wanted.located is None or (feature["geometry"] is not None) == wanted.located)
    )


EDGES = [Box(29.9, 49.9, 30.04, 50.2), Box(179, -1, -179, 1), Box(30.03, 49.9, 30.02, 50.2), Box(30.1, 50, 30, 50.01)]
LONS, LATS = st.floats(-180, 180), st.floats(-90, 90)
MOMENTS = st.none() | st.datetimes(datetime(2023, 12, 20), datetime(2024, 3, 10))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    south, north = sorted([draw(LATS), draw(LATS)])
    return Box(draw(LONS), south, draw(LONS), north)


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    start, end = draw(MOMENTS), draw(MOMENTS)
    if start and end and start > end:
        start, end = end, start
    return Filter(
        bbox=draw(st.none() | boxes() | st.sampled_from(EDGES)),
        interval=None if start == end else Interval(start, end),
        types=tuple(draw(st.lists(st.sampled_from([*TYPES, "riot"]), max_size=2))),
        groups=tuple(draw(st.lists(st.sampled_from(["armed", "nature"]), max_size=1))),
        statuses=tuple(draw(st.lists(st.sampled_from(["occurred", "denied"]), max_size=1))),
        countries=tuple(draw(st.lists(st.sampled_from(["UA", "AU", "", "XX"]), max_size=2))),
        precisions=tuple(draw(st.lists(st.sampled_from(["place", "near"]), max_size=1))),
        sources=tuple(draw(st.lists(st.sampled_from(["outlet 1", "OUTLET 2", "none"]), max_size=2))),
        min_sources=draw(st.sampled_from([0, 1, 2])),
        min_confidence=draw(st.sampled_from([0.0, 0.3, 0.5, 0.7, 0.71, 1.0])),
        located=draw(st.sampled_from([None, None, True, False])),
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters())
def test_a_filter_means_what_it_says(shelf: tuple[Store, list[dict[str, Any]]], wanted: Filter) -> None:
    store, features = shelf
    expected = {one["id"] for one in features if matches(one, wanted)}
    page = store.query.features(wanted, limit=10_000)
    assert {orjson.loads(one)["id"] for one in page.features} == expected
    assert page.matched == len(expected) == store.query.count(wanted)
    assert sum(len(chunk) for chunk in store.query.stream(wanted, chunk=7)) == len(expected)
    assert sum(one.count for one in store.query.histogram(wanted)) == sum(
        1 for one in features if one["id"] in expected and one["properties"]["start"]
    )


@pytest.mark.parametrize("small", [20_000, 0], ids=["ranked", "bounded"])
@pytest.mark.parametrize(
    "sort", ["start", "-start", "-end", "updated", "-updated", "-confidence", "sources", "-killed"]
)
def test_pages_hold_all_once_in_order(
    shelf: tuple[Store, list[dict[str, Any]]], sort: str, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, features = shelf
    monkeypatch.setattr(paging, "SMALL", small)
    monkeypatch.setattr(paging, "SAMPLE", 40)
    monkeypatch.setattr(paging, "SPARE", 1)
    seen: list[dict[str, Any]] = []
    after = None
    while True:
        page = store.query.features(Filter(), limit=17, after=after, sort=sort)
        assert page.matched == len(features)
        seen += [orjson.loads(one) for one in page.features]
        after = page.next
        if after is None:
            break
    assert len(seen) == len({one["id"] for one in seen}) == len(features)
    name = {"start": "start_utc", "end": "end_utc", "killed": "killed_min"}.get(sort.strip("-"), sort.strip("-"))
    values = [one["properties"][name] for one in seen]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known, "those without a value come last"
    assert known == sorted(known, reverse=sort.startswith("-"))


def test_cursors_of_others_are_refused(shelf: tuple[Store, list[dict[str, Any]]]) -> None:
    store, _ = shelf
    cursor = store.query.features(Filter(), limit=5).next
    for wanted, after, sort in [
        (Filter(types=("flood",)), cursor, "-start"),
        (Filter(), cursor, "start"),
        (Filter(), "nonsense", "-start"),
        (Filter(), f"{Filter().digest}.-start.zz", "-start"),
        (Filter(), f"{Filter().digest}.-start.{'f' * 40}", "-start"),
    ]:
        with pytest.raises(Invalid, match="cursor"):
            store.query.features(wanted, limit=5, after=after, sort=sort)
    with pytest.raises(Invalid, match="sortby"):
        store.query.features(Filter(), sort="title")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(boxes(), st.integers(0, 22), filters())
def test_clusters_count_all_in_the_view(
    shelf: tuple[Store, list[dict[str, Any]]], box: Box, zoom: int, wanted: Filter
) -> None:
    store, features = shelf
    both = replace(wanted, bbox=None)
    inside = [one for one in features if matches(one, replace(both, bbox=box)) and matches(one, wanted)]
    made = orjson.loads(store.query.clusters(wanted, box, zoom))
    total = 0
    for mark in made["features"]:
        said = mark["properties"]
        if said.get("cluster"):
            assert sum(said["types"].values()) == sum(said["statuses"].values()) == said["count"] >= 2
            west, south, east, north = said["bbox"]
            assert west <= east and south <= north
            total += said["count"]
        else:
            assert mark["id"] in {one["id"] for one in inside}
            total += 1
    assert total == made["numberMatched"] == len(inside)
    assert len(made["features"]) <= 2000


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(boxes(), st.integers(0, 22))
def test_clusters_by_running_sums_are_those_by_rows(
    shelf: tuple[Store, list[dict[str, Any]]], box: Box, zoom: int
) -> None:
    """A filter that leaves all in (min_confidence 0.01) goes the other way to the same marks."""
    store, _ = shelf
    box = Box(*sorted([box.west, box.east])[:1], box.south, max(box.west, box.east), box.north)
    quick = orjson.loads(store.query.clusters(Filter(), box, zoom))
    plain = orjson.loads(store.query.clusters(Filter(min_confidence=0.01), box, zoom))
    assert quick["numberMatched"] == plain["numberMatched"]

    def comparable(made: dict[str, Any]) -> list[str]:
        return sorted(
            orjson.dumps([one.get("id"), one["geometry"], one["properties"]], option=orjson.OPT_SORT_KEYS).decode()
            for one in made["features"]
        )

    if zoom <= 4:
        assert comparable(quick) == comparable(plain)


def test_words(store: Store, merge: RuleMerge) -> None:
    one = article("A blast hit Zürich's élan plaza on Tuesday.", "Courier")
    store.add(one, [report(one, place=replace(MARTLOW, name="Zürich"))], merge)
    for q, hits in [
        ("zurich", 1),
        ("ZÜRICH", 1),
        ("zur", 1),
        ("blast elan", 1),
        ("blast geneva", 0),
        ("courier", 1),
        ('"; DROP TABLE incident; --', 0),
        ("AND OR NOT", 0),
        ("***", 0),
        ("Zürich's", 1),
    ]:
        assert store.query.features(Filter(q=q)).matched == hits, q
    with pytest.raises(Invalid):
        store.query.features(Filter(q="word " * 60))
    assert len(store.query.search("zurich").features) == 1


def test_what_only_the_database_knows(store: Store, merge: RuleMerge) -> None:
    features = filled(store, merge, 24)
    one = features[0]
    assert store.query.features(Filter(ids=(one["id"], "0" * 32))).matched == 1
    assert store.query.features(Filter(place_ids=(str(one["properties"]["place_id"]),))).matched == 1
    assert store.query.features(Filter(actors=("front 1",))).matched == 6
    assert store.query.features(Filter(reviewed=True)).matched == 0
    high = store.query.features(Filter(where=(Incident.killed_min > 5) & (Incident.type == "explosion")))  # type: ignore[operator,arg-type]
    assert high.matched == sum(
        1 for f in features if (f["properties"]["killed_min"] or 0) > 5 and f["properties"]["type"] == "explosion"
    )
    like = store.query.features(Filter(where=Incident.place.like("Town1%") & Incident.country.is_(None)))  # type: ignore[union-attr,attr-defined]
    assert like.matched == sum(
        1 for f in features if str(f["properties"]["place"]).startswith("Town1") and f["properties"]["country"] is None
    )


def test_an_area(store: Store, merge: RuleMerge) -> None:
    features = filled(store, merge, 24)
    wkt = "POLYGON((29 49, 31 49, 31 51, 29 51, 29 49))"
    assert store.query.features(Filter(area=wkt)).matched == sum(
        1 for one in features if matches(one, Filter(bbox=Box(29, 49, 31, 51)))
    )
    for bad in ("POLYGON((", "", "POINT EMPTY", "x" * 200_000):
        with pytest.raises(Invalid, match="area"):
            store.query.features(Filter(area=bad))


def test_facets_leave_out_their_own_part(store: Store, merge: RuleMerge) -> None:
    features = filled(store, merge, 44)
    facets = store.query.facets(Filter(types=("flood",)))
    by_type = {name: sum(1 for one in features if one["properties"]["type"] == name) for name in TYPES}
    assert facets.types == by_type
    assert facets.matched == by_type["flood"] == sum(facets.statuses.values()) == sum(facets.sources.values())


def test_tracks_follow_an_actor(store: Store, merge: RuleMerge) -> None:
    for i, (lat, name) in enumerate([(50.0, "Aville"), (52.0, "Btown"), (54.0, "Cport")]):
        place = replace(MARTLOW, place_id=f"t:v{i}", name=name, lat=lat)
        one = article(f"President Ana Ruiz paid a visit to {name}. Ruiz spoke.", f"Outlet {i}")
        store.add(one, [report(one, "visit", "visit", place, date(2024, 5, 3 - i), actor="President Ana Ruiz")], merge)
    (track,) = store.query.tracks(Filter()).tracks
    assert track.actor == "president ana ruiz"
    assert [point[1] for point in track.points] == [54.0, 52.0, 50.0]
    assert [one.incidents for one in store.query.actors("president a")] == [3]
    assert store.query.actors("zz") == []


def test_a_frozen_view_stays(store: Store, merge: RuleMerge) -> None:
    one = article()
    first = store.add(one, [report(one, killed=2)], merge)
    before = store.query.features(Filter()).features
    two = article("An explosion rocked Martlow on 7 May, killing 3 residents.", "Evening News")
    store.add(two, [report(two, "explosion", killed=3)], merge)
    other = article("A blast hit Farholm.", "Mail")
    store.add(other, [report(other, place=replace(MARTLOW, place_id="t:x", lat=10.0, name="Farholm"))], merge)
    assert store.query.features(Filter()).features != before
    page = store.query.as_of(Filter(), first.seq)
    assert page.features == before and page.matched == 1
    assert store.query.as_of(Filter(types=("protest",)), first.seq).matched == 0
    assert store.query.as_of(Filter(q="martlow"), first.seq).features == before
    assert store.query.as_of(Filter(), 0).matched == 0
    assert store.query.as_of(Filter(), store.query.seq()).matched == 2


def test_a_place_at_the_edge_of_a_box_belongs_to_it(store: Store, merge: RuleMerge) -> None:
    place = Place("t:e", None, "Edge", 49.123456, 30.654321, "UA", None, None, "P.PPL")
    one = article("A blast hit Edge.")
    store.add(one, [report(one, place=place)], merge)
    assert store.query.count(Filter(bbox=Box(30.654321, 49.123456, 31, 50))) == 1
    assert store.query.count(Filter(bbox=Box(30.654322, 49, 31, 50))) == 0


def test_a_wide_area_is_related_to_what_it_may_hold_far_from_its_centre(store: Store, merge: RuleMerge) -> None:
    """Its centre lies eight degrees away, its edge does not."""
    wide = Place("t:9", 9, "Great Plain", 58.0, 30.0, "UA", "", None, "L.RGN", 0, 1200.0, "Europe/Kyiv")
    one = article("A blast hit Martlow on Tuesday.")
    other = article("A blast shook the Great Plain on Tuesday.", source="Other")
    third = article("A blast shook the Great Plain in winter.", source="Third")
    here = store.add(one, [report(one)], merge).incidents[0]
    there = store.add(other, [report(other, place=wide, precision="region")], merge).incidents[0]
    store.add(third, [report(third, place=wide, precision="region", day=date(2024, 1, 7))], merge)
    assert [found["id"] for found in store.related(here, merge)] == [there]
    assert [found["id"] for found in store.related(there, merge)] == [here]
    store.query._follower._columns = None  # the same from the sorted base
    assert [found["id"] for found in store.related(here, merge)] == [there]
