"""OWSLib's client of OGC API - Features."""

from __future__ import annotations

import pytest

owslib = pytest.importorskip("owslib.ogcapi.features", reason="NOT RUN: no OWSLib; make setup installs it")


def test_it_reads_the_service(base: str) -> None:
    api = owslib.Features(base)
    assert "incidents" in api.feature_collections()
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in api.conformance()["conformsTo"]
    assert api.api()["openapi"].startswith("3.0")
    assert "type" in api.collection_queryables("incidents")["properties"]
    page = api.collection_items("incidents", limit=10, bbox=[0, 0, 60, 50], datetime="2020-01-01/2024-12-31")
    assert page["numberReturned"] == 10
    assert page["numberMatched"] > 10
    one = api.collection_item("incidents", page["features"][0]["id"])
    assert one["reports"]


def test_it_filters_by_cql2(base: str) -> None:
    api = owslib.Features(base)
    page = api.collection_items("incidents", filter="type = 'flood'")
    assert page["numberMatched"] == 1
