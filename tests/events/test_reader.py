from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.model.report import Report
from tests.events.conftest import Read

CASES = yaml.safe_load((Path(__file__).parent / "data" / "cases.yaml").read_text("utf-8"))


def fits(report: Report, wanted: dict[str, Any]) -> bool:
    if report.location is None or report.event.type != wanted["type"] or report.status != wanted["status"]:
        return False
    if wanted["place"] not in report.location.place.name:
        return False
    day = wanted.get("date")
    return day is None or (report.event.time is not None and report.event.time.start.date() == day)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_hard_case(read: Read, case: dict[str, Any]) -> None:
    placed = [r for r in read(case["text"]) if r.location is not None]
    for wanted in case.get("expect", ()):
        assert any(fits(r, wanted) for r in placed), (wanted, placed)
    names = {r.location.place.name for r in placed if r.location}
    assert not names & set(case.get("forbid", ()))
    if case.get("none"):
        assert not placed


def test_one_event_told_in_several_sentences_is_one_report(read: Read) -> None:
    text = (
        "A bomb exploded in Quetta on Monday. The blast killed nine people. Police said the explosion was heard afar."
    )
    reports = read(text)
    assert len(reports) == 1
    assert len(reports[0].event.evidence) >= 2
    assert {(q.unit, q.min) for q in reports[0].event.quantities} >= {("killed", 9)}


def test_different_named_places_stay_apart(read: Read) -> None:
    text = "Explosions rang out in Yevpatoriia on Monday. Later explosions were heard near the village of Uiutne."
    assert len([r for r in read(text) if r.location]) == 2


def test_without_a_day_of_publication_only_absolute_dates_count(read: Read) -> None:
    (dated,) = read("A bomb exploded in Quetta on 3 March 2021.", published=None)
    assert dated.event.time is not None
    assert f"{dated.event.time.start:%Y-%m-%d}" == "2021-03-03"
    (undated,) = read("A bomb exploded in Quetta on Tuesday.", published=None)
    assert undated.event.time is None


def test_evidence_lies_in_the_text(read: Read) -> None:
    text = "“Big news” — 😀 A bomb exploded in Quetta on Monday, killing nine people."
    for report in read(text):
        assert report.event.trigger.cut(text) == "exploded"
        assert all(0 <= span.start < span.end <= len(text) for span in report.event.evidence)
        assert all(q.span.cut(text) == q.text for q in report.event.quantities)
