"""The hand-made gold is sound: without this, a moved offset would quietly make every measure worse."""

from __future__ import annotations

import pytest

from tests.eval.gold.check import all_faults, faults_of_event
from tests.eval.gold.load import SHARED, gold_articles
from tests.eval.gold.select_geovirus import selected


def test_gold_has_no_faults() -> None:
    assert all_faults() == []


def test_a_moved_trigger_is_a_fault() -> None:
    article = gold_articles(("golden",))[0]
    event = {**article.events[0], "trigger": {"start": 0, "end": 3}}
    assert list(faults_of_event(event, article.text, {event["type"]}))


def test_every_selected_story_was_read() -> None:
    read = {article.id for article in gold_articles(("foreign",))}
    assert {f"geovirus-{number}" for number in selected()} <= read


def test_foreign_texts_are_there() -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED} does not exist: the gold for texts by others is not checked against them")
    assert all(article.text for article in gold_articles(("foreign",)))


def test_halves_are_both_used() -> None:
    for kind in ("foreign", "own", "short"):
        assert {article.half for article in gold_articles((kind,))} == {"look", "measure"}
