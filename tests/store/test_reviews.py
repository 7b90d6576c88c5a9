"""The reviewers' word stands above the machine's, and outlives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from app.merge.incidents import RuleMerge
from app.model.report import report_id
from app.store.errors import Conflict, Gone, Invalid, NotFound
from app.store.filter import Filter
from app.store.store import Store
from tests.store.builders import TESSIN, article, report

SECOND = "An explosion rocked Martlow on 7 May, killing two residents, police said."


def said(store: Store, incident: str) -> dict[str, Any]:
    feature = orjson.loads(store.query.feature(incident))
    return {**feature["properties"], "at": feature["geometry"] and feature["geometry"]["coordinates"]}


def review(store: Store, report_: str, action: str, value: dict[str, Any] | None = None, why: str = "seen") -> Any:
    incident = store.articles.incident_of(report_)
    version = store.query.version(incident) if incident else 0
    return store.reviews.add(report_, action, value or {}, "ana", why, version, RuleMerge())[0]


@pytest.fixture
def one(store: Store, merge: RuleMerge) -> tuple[Any, Any, str]:
    """An article with one report, and its incident."""
    text = article()
    made = report(text, killed=2)
    return text, made, store.add(text, [made], merge).incidents[0]


def test_each_action_shows(store: Store, one: tuple[Any, Any, str]) -> None:
    _, made, incident = one
    review(
        store, made.id, "move", {"lat": 10.5, "lon": 20.25, "name": "Elsewhere", "country": "TD", "precision": "exact"}
    )
    review(store, made.id, "retype", {"type": "fire"})
    review(store, made.id, "redate", {"start": "2024-05-06T00:00", "end": "2024-05-07T00:00"})
    review(store, made.id, "grade", {"grade": "probable"})
    review(store, made.id, "tag", {"add": ["b", "a"]})
    review(store, made.id, "tag", {"remove": ["b"], "add": ["c"]})
    review(store, made.id, "note", {"text": "call the mayor"})
    review(store, made.id, "confirm")
    row = said(store, incident)
    assert row["at"] == [20.25, 10.5] and row["title"] == "Fire in Elsewhere" and row["country"] == "TD"
    assert (row["type"], row["group"], row["start"]) == ("fire", "accident", "2024-05-06T00:00")
    assert (row["grade"], row["tags"], row["reviewed"], row["confidence"]) == ("probable", "a; c", True, 1.0)
    actions = [one.action for one in store.reviews.of_incident(incident)]
    assert actions == ["move", "retype", "redate", "grade", "tag", "tag", "note", "confirm"]
    assert store.reviews.of_incident(incident)[0].before["name"] == "Martlow"
    assert list(store.articles.reports_of(incident)) == [made], "what the machine said stays readable"
    assert store.query.features(Filter(tags=("a",))).matched == 1
    assert store.query.features(Filter(tags=("b",))).matched == 0
    assert store.query.features(Filter(grades=("probable",), reviewed=True)).matched == 1


def test_undo_gives_back_what_stood_before(store: Store, one: tuple[Any, Any, str]) -> None:
    _, made, incident = one
    before = {key: value for key, value in said(store, incident).items() if key not in ("updated",)}
    moved = review(store, made.id, "move", {"lat": 1, "lon": 2})
    undone = review(store, made.id, "undo", {"review": moved.id})
    after = {key: value for key, value in said(store, incident).items() if key not in ("updated",)}
    assert after == before
    assert store.reviews.list()[0].undone_by == undone.id
    with pytest.raises(Invalid, match="undone already"):
        review(store, made.id, "undo", {"review": moved.id})
    with pytest.raises(NotFound):
        review(store, made.id, "undo", {"review": 999})


def test_reject_and_its_undo(store: Store, one: tuple[Any, Any, str]) -> None:
    _, made, incident = one
    rejected = review(store, made.id, "reject", why="a rumour")
    with pytest.raises(Gone):
        store.query.feature(incident)
    assert store.query.count(Filter()) == 0
    assert store.articles.incident_of(made.id) is None
    review(store, made.id, "undo", {"review": rejected.id})
    assert store.articles.incident_of(made.id) == incident
    assert said(store, incident)["title"] == "Explosion in Martlow"


def test_links_split_and_join(store: Store, merge: RuleMerge, one: tuple[Any, Any, str]) -> None:
    _, made, incident = one
    two = article(SECOND, "Evening News")
    other = report(two, "explosion")
    store.add(two, [other], merge)
    assert store.articles.incident_of(other.id) == incident
    split = review(store, other.id, "cannot_link", {"report_id": made.id})
    assert store.articles.incident_of(other.id) != store.articles.incident_of(made.id)
    review(store, other.id, "undo", {"review": split.id})
    assert store.articles.incident_of(other.id) == store.articles.incident_of(made.id)
    three = article("A protest was held in Tessin.", "Mail")
    far = report(three, "protest", "protest", TESSIN)
    lone = store.add(three, [far], merge).incidents[0]
    review(store, far.id, "must_link", {"report_id": made.id})
    joined = store.articles.incident_of(far.id)
    assert joined == store.articles.incident_of(made.id) == store.articles.incident_of(other.id)
    with pytest.raises(Gone) as gone:
        store.query.feature(lone)
    assert gone.value.replaced_by == joined
    with pytest.raises(Invalid, match="itself"):
        review(store, far.id, "must_link", {"report_id": far.id})


def test_a_stale_version_is_a_conflict(store: Store, one: tuple[Any, Any, str]) -> None:
    _, made, incident = one
    version = store.query.version(incident)
    review(store, made.id, "note", {"text": "first"})
    with pytest.raises(Conflict) as conflict:
        store.reviews.add(made.id, "confirm", {}, "omar", "", version, RuleMerge())
    assert conflict.value.current == store.query.version(incident) > version
    assert len(store.reviews.list()) == 1


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("dance", {}),
        ("move", {"lat": 91, "lon": 0}),
        ("move", {"lat": "1", "lon": 0}),
        ("move", {"lat": float("nan"), "lon": 0}),
        ("move", {"lat": True, "lon": 0}),
        ("move", {"lat": 1, "lon": 0, "precision": "exactly"}),
        ("retype", {"type": "party"}),
        ("retype", {"type": ["fire"]}),
        ("redate", {"start": "2024-05-06", "end": "2024-05-06"}),
        ("redate", {"start": "yesterday", "end": "2024-05-06"}),
        ("redate", {"start": "2024-05-06T00:00Z", "end": "2024-05-07T00:00Z"}),
        ("grade", {"grade": "A+"}),
        ("note", {"text": ""}),
        ("note", {"text": "\x00"}),
        ("tag", {}),
        ("tag", {"add": "a"}),
        ("undo", {"review": "1"}),
        ("undo", {"review": True}),
        ("must_link", {}),
    ],
)
def test_values_are_checked(store: Store, one: tuple[Any, Any, str], action: str, value: dict[str, Any]) -> None:
    _, made, _ = one
    with pytest.raises(Invalid):
        review(store, made.id, action, value)
    assert store.reviews.list() == []


def test_reviews_outlive_a_changed_extractor(store: Store, merge: RuleMerge, one: tuple[Any, Any, str]) -> None:
    text, made, incident = one
    review(store, made.id, "move", {"lat": 10, "lon": 20, "name": "Elsewhere"})
    start = made.event.trigger.start
    wider = replace(made.event.trigger, start=start - 2)
    event = replace(made.event, trigger=wider, type="destruction")
    newer = replace(made, id=report_id(text.id, event, made.location), event=event, extractor="rules/2")
    done = store.replace(text.id, [newer], merge)
    assert done.incidents == (incident,)
    row = said(store, incident)
    assert row["at"] == [20, 10] and row["type"] == "destruction" and row["reviewed"]
    (kept,) = store.reviews.of_incident(incident)
    assert (kept.report_id, kept.flagged) == (made.id, False)
    assert list(store.articles.to_reextract("rules/2")) == []
    undone = store.reviews.add(newer.id, "undo", {"review": kept.id}, "ana", "", store.query.version(incident), merge)
    assert undone[0].report_id == newer.id
    assert said(store, incident)["at"] == [30.0, 50.0]


def test_a_reviewed_report_without_successor_stays_flagged(
    store: Store, merge: RuleMerge, one: tuple[Any, Any, str]
) -> None:
    text, made, incident = one
    review(store, made.id, "confirm")
    store.replace(text.id, [], merge, extractor="rules/2")
    assert said(store, incident)["reviewed"]
    assert [one.flagged for one in store.reviews.list(flagged=True)] == [True]
    store.replace(text.id, [replace(made, extractor="rules/3")], merge)
    assert store.articles.incident_of(made.id) == incident
    assert list(store.reviews.list(flagged=True)) == []


def test_an_unreviewed_report_without_successor_goes(store: Store, merge: RuleMerge, one: tuple[Any, Any, str]) -> None:
    text, _, incident = one
    store.replace(text.id, [], merge, extractor="rules/2")
    with pytest.raises(Gone):
        store.query.feature(incident)
    assert store.articles.reports(text.id) == []


def test_links_outlive_it_too(store: Store, merge: RuleMerge, one: tuple[Any, Any, str]) -> None:
    _, made, _ = one
    two = article(SECOND, "Evening News")
    other = report(two, "explosion")
    store.add(two, [other], merge)
    review(store, made.id, "cannot_link", {"report_id": other.id})
    event = replace(other.event, trigger=replace(other.event.trigger, start=0, end=12))
    newer = replace(other, id=report_id(two.id, event, other.location), event=event, extractor="rules/2")
    store.replace(two.id, [newer], merge)
    assert store.articles.incident_of(newer.id) != store.articles.incident_of(made.id)


def test_a_rejected_report_stays_rejected(store: Store, merge: RuleMerge, one: tuple[Any, Any, str]) -> None:
    text, made, _ = one
    review(store, made.id, "reject")
    store.replace(text.id, [replace(made, extractor="rules/2")], merge)
    assert store.query.count(Filter()) == 0
    three = article(SECOND, "Evening News")
    store.add(three, [report(three, "explosion", day=date(2024, 5, 7))], merge)
    assert store.query.count(Filter()) == 1
