from __future__ import annotations

import time

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.serve.cql2 import where_of
from app.serve.crs import CRS84, Crs
from app.serve.problems import Problem

MATCHES = (
    ("type = 'flood'", {"flood"}),
    ("type <> 'protest' AND country = 'FJ'", {"flood", "visit"}),
    ("type IN ('flood', 'strike')", {"flood", "strike"}),
    ("NOT (type = 'protest') AND start_utc < DATE('2024-02-02')", {"flood", "strike", "assault"}),
    ("start_utc >= TIMESTAMP('2024-03-12T00:00:00Z')", {"visit"}),
    ("DATE('2024-01-31') = start_utc OR killed_min BETWEEN 2 AND 4", {"flood", "explosion"}),
    ("CASEI(place) LIKE casei('FAR%') AND type <> 'protest'", {"flood", "visit"}),
    ("geometry IS NULL", {"strike"}),
    ("S_INTERSECTS(geometry, BBOX(30, 46, 31, 47))", {"explosion", "visit"}),
    ("S_INTERSECTS(geometry, POLYGON((30 46, 31 46, 31 47, 30 47, 30 46)))", {"explosion", "visit"}),
    ("NOT S_INTERSECTS(geometry, BBOX(-180, -90, 180, 90))", set()),
    ("NOT S_INTERSECTS(geometry, POLYGON((-180 -90, 180 -90, 180 90, -180 90, -180 -90)))", set()),
    ("killed_min IS NOT NULL", {"flood", "explosion"}),
    ("reviewed = true", set()),
    ("false", set()),
)


@pytest.mark.parametrize(("text", "types"), MATCHES)
def test_filter(client: TestClient, text: str, types: set[str]) -> None:
    parameters = {"filter": text, "status": "all", "limit": 1000}
    answer = client.get("/collections/incidents/items", params=parameters)
    assert answer.status_code == 200, answer.text
    assert {one["properties"]["type"] for one in answer.json()["features"]} - {"protest"} == types - {"protest"}
    assert answer.json()["numberMatched"] == answer.json()["numberReturned"]


def test_json_says_the_same(client: TestClient) -> None:
    tree = {
        "op": "and",
        "args": [
            {"op": "=", "args": [{"property": "type"}, "flood"]},
            {"op": ">", "args": [{"property": "killed_min"}, 3]},
        ],
    }
    parameters = {"filter": orjson.dumps(tree).decode(), "filter-lang": "cql2-json"}
    assert client.get("/incidents.geojson", params=parameters).json()["numberMatched"] == 1


def test_coordinates_in_another_system(client: TestClient) -> None:
    parameters = {
        "filter": "S_INTERSECTS(geometry, BBOX(46, 30, 47, 31))",
        "filter-crs": "http://www.opengis.net/def/crs/EPSG/0/4326",
    }
    found = client.get("/incidents.geojson", params=parameters).json()
    assert {one["properties"]["place"] for one in found["features"]} == {"Northport"}


WRONG = (
    "nothing = 1",
    "type = 1",
    "type LIKE 5",
    "S_INTERSECTS(type, BBOX(1,2,3,4))",
    "S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))",
    "S_WITHIN(geometry, BBOX(1,2,3,4))",
    "type",
    "type = country",
    "1 = 1",
    "start_utc = 'soon'",
    "type = 'flood' garbage",
    "type = 'a\x00b'",
    "confidence > 1e400",
    "a(" * 500 + ")" * 500,
    " OR ".join(["type = 'flood'"] * 600),
)


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_is_told(text: str) -> None:
    with pytest.raises(Problem) as caught:
        where_of(text, "cql2-text", Crs(CRS84))
    assert caught.value.parameter == "filter"
    assert caught.value.mend


@pytest.mark.parametrize("depth", [12, 30, 5000])
def test_nesting_costs_no_time(depth: int) -> None:
    begun = time.perf_counter()
    with pytest.raises(Problem):
        where_of("(" * depth, "cql2-text", Crs(CRS84))
    with pytest.raises(Problem):
        where_of("(" * depth + "a=" + ")" * depth, "cql2-text", Crs(CRS84))
    assert time.perf_counter() - begun < 1


WORDS = st.sampled_from(
    ["type", "=", "'flood'", "(", ")", "NOT", "AND", "IN", "LIKE", "BETWEEN", "1", "S_INTERSECTS", "geometry", ","]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)),
    st.sampled_from(["cql2-text", "cql2-json"]),
)
def test_any_text_is_a_condition_or_a_problem(text: str, language: str) -> None:
    try:
        where_of(text, language, Crs(CRS84))
    except Problem as problem:
        assert problem.status == 400


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.fixed_dictionaries(
            {
                "op": st.sampled_from(["and", "=", "in", "between", "s_intersects", "casei"]),
                "args": st.lists(inner, max_size=3),
            }
        ),
        st.fixed_dictionaries({"property": st.sampled_from(["type", "geometry", "start_utc"])}),
        st.fixed_dictionaries(
            {"type": st.sampled_from(["Point", "Polygon"]), "coordinates": st.lists(inner, max_size=3)}
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_tree_is_a_condition_or_a_problem(tree: object) -> None:
    try:
        where_of(orjson.dumps(tree, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode(), "cql2-json", Crs(CRS84))
    except (Problem, orjson.JSONEncodeError):
        return
