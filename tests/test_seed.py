"""The first article of the product, against the table of its events made by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from geopy.distance import great_circle

from app.model.article import Article
from app.model.event_type import group_of
from app.model.report import Report
from app.pipeline import Pipeline
from app.settings import Settings

SEED = "georgia-today-2023-09-14"
WIDE = {"region", "country", "sea"}
SURPLUS = 1
"""Placed reports that may stand beside those of the table."""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.open(Settings())


def article(path: Path) -> Article:
    about = json.loads(path.with_suffix(".json").read_text("utf-8"))
    published = date.fromisoformat(about["published_date"])
    return Article(path.stem, path.read_text("utf-8"), title=about["title"], published=published)


@pytest.fixture(scope="module")
def placed(pipeline: Pipeline, shared: Path) -> list[Report]:
    reports = pipeline.extract(article(shared / "samples" / f"{SEED}.txt")).reports
    return [report for report in reports if report.location is not None]


@pytest.fixture(scope="module")
def table(shared: Path) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads((shared / "samples" / f"{SEED}.events.json").read_text("utf-8"))["events"]
    return events


def km_apart(report: Report, event: dict[str, Any]) -> float:
    assert report.location is not None
    return float(great_circle((report.location.lat, report.location.lon), (event["lat"], event["lon"])).km)


def fits(report: Report, event: dict[str, Any]) -> bool:
    if group_of(report.event.type) != group_of(event["type"]) or report.status != event["status"]:
        return False
    if km_apart(report, event) > (300 if event["precision"] in WIDE else 25):
        return False
    if event["date_start"] is None or report.event.time is None:
        return event["date_start"] is None
    return report.event.time.start.date() == date.fromisoformat(event["date_start"])


def test_every_certain_event_is_found(placed: list[Report], table: list[dict[str, Any]]) -> None:
    missing = [e for e in table if e["certain"] and not any(fits(r, e) for r in placed)]
    assert not missing


def test_two_certain_events_are_two_reports(placed: list[Report], table: list[dict[str, Any]]) -> None:
    certain = [e for e in table if e["certain"]]
    found = {min((r for r in placed if fits(r, e)), key=lambda r: km_apart(r, e)).id for e in certain}
    assert len(found) == len(certain)


def test_hardly_anything_else_is_placed(placed: list[Report], table: list[dict[str, Any]]) -> None:
    assert len([r for r in placed if not any(fits(r, e) for e in table)]) <= SURPLUS


def test_precision_is_told(placed: list[Report]) -> None:
    by_name = {(r.event.type, r.location.precision): r for r in placed if r.location}
    assert {("explosion", "near"), ("explosion", "place"), ("drone_attack", "region"), ("naval_attack", "sea")} <= set(
        by_name
    )


def test_capitals_and_fleets_are_no_scenes(placed: list[Report]) -> None:
    names = " ".join(r.location.place.name for r in placed if r.location)
    assert not [name for name in ("Washington", "Moscow", "Pyongyang", "Sevastopol", "Pacific") if name in names]


def test_other_samples_come_out_sensibly(pipeline: Pipeline, shared: Path) -> None:
    without = {"wikinews-2018-06-19-soccer", "wikinews-2014-01-28-warhol"}
    for path in sorted((shared / "samples").glob("*.txt")):
        one = article(path)
        extraction = pipeline.extract(one)
        for report in extraction.reports:
            spans = [report.event.trigger, *report.event.evidence]
            assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
        if path.stem in without:
            assert not [report for report in extraction.reports if report.location]
