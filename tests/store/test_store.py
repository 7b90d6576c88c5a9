"""Articles in, incidents out: what is acknowledged is there, once, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson
import pytest

from app.merge.incidents import RuleMerge
from app.store.errors import Gone, Invalid, NotFound
from app.store.filter import Filter
from app.store.store import Store
from tests.store.builders import FARHOLM, TESSIN, article, report

SECOND = "An explosion rocked Martlow on 7 May, killing two residents, police said."
LONG = "Two people died when a blast tore through the old market hall of Martlow on Tuesday."


def test_an_article_and_its_reports_come_back_unharmed(store: Store, merge: RuleMerge) -> None:
    one = article("Blast « à Martlow » 💥 on Tuesday. It was heard far away.", url="https://example.org/ü")
    said = report(one, "Blast", killed=3, actor="Martlow")
    done = store.add(one, [said], merge)
    assert done.created and done.reports == 1 and len(done.incidents) == 1
    assert store.articles.get(one.id).article == one
    assert list(store.articles.reports(one.id)) == [said]
    assert list(store.articles.reports_of(done.incidents[0])) == [said]


def test_the_same_article_twice_is_one(store: Store, merge: RuleMerge) -> None:
    one = article()
    first = store.add(one, [report(one)], merge)
    second = store.add(one, [report(one)], merge)
    assert not second.created
    assert second.incidents == first.incidents
    assert store.query.count(Filter()) == 1 and store.articles.count() == 1
    assert store.query.seq() == first.seq


def test_two_outlets_one_incident(store: Store, merge: RuleMerge) -> None:
    one, two = article(), article(SECOND, "Evening News")
    first = store.add(one, [report(one, killed=2)], merge)
    second = store.add(two, [report(two, "explosion", killed=2)], merge)
    assert first.incidents == second.incidents
    said = orjson.loads(store.query.feature(first.incidents[0]))["properties"]
    assert said["sources"] == 2 and said["reports"] == 2
    assert said["outlets"] == "Daily Courier; Evening News"
    assert (said["killed_min"], said["killed_max"]) == (2, 2)
    assert said["title"] == "Explosion in Martlow"


def test_syndicated_copies_are_one_report_of_two_outlets(store: Store, merge: RuleMerge) -> None:
    one, two = article(LONG, "Courier"), article(LONG, "Mail")
    store.add(one, [report(one)], merge)
    done = store.add(two, [report(two)], merge)
    said = orjson.loads(store.query.feature(done.incidents[0]))["properties"]
    assert (said["sources"], said["reports"]) == (2, 1)


def test_places_of_one_article_stay_apart(store: Store, merge: RuleMerge) -> None:
    one = article("A blast hit Martlow on Tuesday. An explosion was heard near Tessin on Tuesday.")
    done = store.add(one, [report(one), report(one, "explosion", place=TESSIN, precision="near")], merge)
    assert len(done.incidents) == 2
    titles = {orjson.loads(store.query.feature(name))["properties"]["title"] for name in done.incidents}
    assert titles == {"Explosion in Martlow", "Explosion near Tessin"}
    (related,) = store.related(done.incidents[0], merge)
    assert related["id"] == done.incidents[1] and "same time" in related["why"]


def test_no_place_is_listed_not_drawn(store: Store, merge: RuleMerge) -> None:
    one = article()
    done = store.add(one, [report(one, place=None, day=None)], merge)
    feature = orjson.loads(store.query.feature(done.incidents[0]))
    assert feature["geometry"] is None
    assert feature["properties"]["start"] is None and feature["properties"]["title"] == "Explosion"
    assert store.query.features(Filter(located=False)).matched == 1
    assert store.query.features(Filter(located=True)).matched == 0


def test_an_article_without_reports_is_kept(store: Store, merge: RuleMerge) -> None:
    one = article("Nothing happened today.")
    assert store.add(one, [], merge, extractor="rules/1").reports == 0
    assert store.articles.get(one.id).reports == 0
    assert list(store.articles.to_reextract("rules/1")) == []
    assert list(store.articles.to_reextract("rules/2")) == [one]


@pytest.mark.parametrize("text", ["a \x00 blast in Martlow.", "a \ud800 blast in Martlow."])
def test_text_that_cannot_be_kept_is_refused_whole(store: Store, merge: RuleMerge, text: str) -> None:
    one = article(text)
    with pytest.raises(Invalid, match="article's text"):
        store.add(one, [report(one)], merge)
    assert store.articles.count() == 0 and store.query.count(Filter()) == 0


def test_bulk_leaves_out_what_cannot_be_kept(store: Store, merge: RuleMerge) -> None:
    good, bad, other = article(), article("a \x00 blast in Martlow."), article(SECOND, "Evening News")
    items = [(good, [report(good)]), (bad, [report(bad)]), (other, [report(good)]), (good, [report(good)])]
    told: list[str] = []
    assert list(store.import_many(items, merge, refused=lambda one, error: told.append(one.id))) == [4]
    assert told == [bad.id, other.id]
    assert store.articles.count() == 1
    with pytest.raises(Invalid):
        list(store.import_many([(other, [report(other, "explosion")]), (bad, [report(bad)])], merge))
    assert store.articles.count() == 1


def test_hostile_questions_are_refused_or_find_nothing(store: Store) -> None:
    """Any other error is the reader's 500."""
    for ask in (
        lambda: store.query.features(Filter(sources=("\ud800",))).matched,
        lambda: store.query.features(Filter(ids=("\ud800",))).matched,
        lambda: store.query.features(Filter(sources=("a\x00",), min_sources=2**70)).matched,
        lambda: store.query.as_of(Filter(), 2**80).matched,
        lambda: len(store.changes(2**80).changes),
    ):
        try:
            assert ask() == 0
        except Invalid as error:
            assert str(error)
    for refused in (lambda: store.query.feature("\ud800"), lambda: store.articles.list(after="9" * 30)):
        with pytest.raises(Invalid):
            refused()


def test_a_report_of_another_article_is_refused(store: Store, merge: RuleMerge) -> None:
    one, two = article(), article(SECOND)
    with pytest.raises(Invalid, match="is of article"):
        store.add(one, [report(two, "explosion")], merge)
    assert store.articles.count() == 0


def test_huge_numbers_and_odd_years(store: Store, merge: RuleMerge) -> None:
    one = article()
    store.add(one, [report(one, killed=10**18, day=date(1, 1, 1), place=FARHOLM)], merge)
    two = article(SECOND)
    store.add(two, [report(two, "explosion", day=date(9999, 12, 30))], merge)
    page = store.query.features(Filter())
    assert page.matched == 2
    assert store.query.histogram(Filter())


def test_a_correction_replaces_what_it_corrects(store: Store, merge: RuleMerge) -> None:
    one = article()
    first = store.add(one, [report(one, killed=20)], merge)
    two = replace(article("A blast hit Martlow on Tuesday. One person was killed."), revises=one.id)
    second = store.add(two, [report(two, killed=1)], merge)
    assert second.incidents == first.incidents
    assert orjson.loads(store.query.feature(first.incidents[0]))["properties"]["killed_max"] == 1
    assert store.articles.get(one.id).revised_by == two.id
    assert store.articles.reports(one.id) == []


def test_unknown_things(store: Store) -> None:
    for ask in (store.query.feature, store.query.item, store.query.version, store.articles.get):
        with pytest.raises(NotFound):
            ask("0" * 32)


def test_changes_tell_what_came_and_went(store: Store, merge: RuleMerge) -> None:
    one, two = article(), article(SECOND, "Evening News")
    first = store.add(one, [report(one)], merge)
    assert [change.kind for change in store.changes(0).changes] == ["new"]
    store.add(two, [report(two, "explosion")], merge)
    (change,) = store.changes(first.seq).changes
    assert change.kind == "changed" and change.feature == store.query.feature(first.incidents[0])
    store.keeping.purge(one.id, "desk", "takedown", merge)
    store.keeping.purge(two.id, "desk", "takedown", merge)
    page = store.changes(change.seq)
    assert [(one.kind, one.incident_id) for one in page.changes] == [("gone", first.incidents[0])]
    assert store.changes(page.next).changes == []
    with pytest.raises(Gone):
        store.query.feature(first.incidents[0])
    with pytest.raises(Gone, match="purged"):
        store.add(one, [report(one)], merge)


def test_pages_of_changes(store: Store, merge: RuleMerge) -> None:
    for i in range(7):
        one = article(f"A blast hit Martlow on Tuesday, report {i}.", f"Outlet {i}")
        store.add(one, [report(one, day=date(2024, 1, 1 + 3 * i))], merge)
    seen, since = [], 0
    while True:
        page = store.changes(since, limit=3)
        seen += [change.seq for change in page.changes]
        since = page.next
        if not page.more:
            break
    assert seen == sorted(seen) and len(seen) == 7
