"""A bulk import gives the incidents that the same articles give one by one."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

import orjson
import pytest

from app.merge.incidents import RuleMerge
from app.model.article import Article
from app.model.report import Report
from app.store import neighbours
from app.store.errors import Gone, StoreError
from app.store.filter import Filter
from app.store.known import Known
from app.store.neighbours import Neighbours
from app.store.prepared import Incoming, prepare
from app.store.store import Store
from tests.store.builders import FARHOLM, MARTLOW, OBLAST, TESSIN, article, report

PLACES = ((MARTLOW, "place"), (TESSIN, "place"), (FARHOLM, "place"), (OBLAST, "region"))


def crowded(count: int, seed: int) -> list[tuple[Article, list[Report]]]:
    """Articles of few places and days, so that many tell of the same; some are copies of each other."""
    chance, made = random.Random(seed), []
    for number in range(count):
        place, precision = PLACES[chance.randrange(len(PLACES))]
        day = date(2024, 5, 1) + timedelta(days=chance.randrange(8))
        killed = chance.choice((1, 2, 40))
        marker = number if chance.random() < 0.7 else 0
        text = f"A blast hit {place.name} as case {marker} says, {killed} were killed. Omar Haddad spoke."
        if chance.random() < 0.3:
            text += " A fire broke out later."
        one = article(text, source=f"Outlet {number}", published=day + timedelta(days=1))
        kind = chance.choice(("explosion", "shelling", "drone_attack"))
        reports = [report(one, "blast", kind, place, day, killed=killed, actor="Omar Haddad", precision=precision)]
        if "fire" in text:
            reports.append(report(one, "fire", "fire", place, day, precision=precision))
        made.append((one, reports))
    return made


def incidents(store: Store) -> set[tuple[frozenset[str], bytes]]:
    """Each incident as its reports and what is shown of it, but for its name and when it was written."""
    with store._database.read() as session:
        members = defaultdict(set)
        for key, name in session.rows("SELECT incident_key, id FROM report"):
            members[key].add(name)
        found = set()
        for key, feature in session.rows("SELECT key, feature FROM incident"):
            shown = orjson.loads(bytes(feature))
            shown["properties"].pop("updated")
            shown.pop("id")
            found.add((frozenset(members[key]), orjson.dumps(shown)))
        return found


@pytest.mark.parametrize("batch", [7, 400])
@pytest.mark.parametrize("seed", [1, 2])
def test_as_one_by_one(
    store: Store, merge: RuleMerge, tmp_path_factory: pytest.TempPathFactory, batch: int, seed: int
) -> None:
    items = crowded(120, seed)
    for _ in store.import_many(items, merge, batch=batch):
        pass
    other = Store.open(f"sqlite:///{tmp_path_factory.mktemp('other') / 'x.db'}")
    for one, reports in random.Random(seed).sample(items, len(items)):
        other.add(one, reports, merge)
    assert incidents(store) == incidents(other)
    assert store.query.count(Filter()) < sum(len(reports) for _, reports in items)
    assert store.query.features(Filter(q="haddad")).matched == other.query.features(Filter(q="haddad")).matched
    other.close()


def test_known_articles_are_left_alone(store: Store, merge: RuleMerge) -> None:
    items = crowded(20, 3)
    batches = [prepare([Incoming(*one, None) for one in items], merge) for _ in range(2)]
    store.import_prepared(batches, merge)
    seq, before = store.query.seq(), incidents(store)
    store.import_prepared(batches, merge)
    assert (store.query.seq(), incidents(store)) == (seq, before)


def test_refused_articles_do_not_stop_the_others(store: Store, merge: RuleMerge) -> None:
    items = crowded(10, 4)
    gone = items[0][0]
    store.add(*items[0], merge)
    store.keeping.purge(gone.id, "Ana", "asked to", merge)
    bad = article("A blast hit Martlow\x00 again.")
    told: list[tuple[str, type[StoreError]]] = []
    batch = prepare([Incoming(one, reports, None) for one, reports in [*items, (bad, [])]], merge)
    store.import_prepared([batch], merge, lambda one, error: told.append((one.id, type(error))))
    assert {name for name, _ in told} == {gone.id, bad.id}
    assert (gone.id, Gone) in told
    with pytest.raises(StoreError):
        store.import_prepared([batch], merge)


def test_a_correction_takes_the_place_of_what_it_corrects(store: Store, merge: RuleMerge) -> None:
    first = article("A blast hit Martlow. Two were killed.")
    second = article("A blast hit Martlow. Three were killed.", revises=first.id)
    batch = prepare([Incoming(one, [report(one, killed=2)], None) for one in (first, second)], merge)
    store.import_prepared([batch], merge)
    assert store.query.count(Filter()) == 1


def test_what_others_write_between_two_transactions_is_seen(
    store: Store, merge: RuleMerge, tmp_path_factory: pytest.TempPathFactory
) -> None:
    items, known = crowded(90, 5), Known()
    plain = Store.open(f"sqlite:///{tmp_path_factory.mktemp('other') / 'x.db'}")
    for start in range(0, 90, 30):
        other, own = items[start : start + 10], items[start + 10 : start + 30]
        store.import_prepared([prepare([Incoming(*one, None) for one in own], merge)], merge, known=known)
        for one, reports in own:
            plain.add(one, reports, merge)
        rejected = own[0][1][0].id
        for each in (store, plain):
            for one, reports in other:
                each.add(one, reports, merge)
            version = each.query.version(each.articles.incident_of(rejected) or "")
            each.reviews.add(rejected, "reject", {}, "Ana", "no such thing", version, merge)
    assert incidents(store) == incidents(plain)
    plain.close()


@pytest.mark.parametrize("most", [2, 5])
def test_crowded_reports_are_asked_of_the_database(
    store: Store, merge: RuleMerge, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(neighbours, "MAX_CANDIDATES", most)
    asked = []
    inner = Neighbours._keys
    monkeypatch.setattr(Neighbours, "_keys", lambda self, *said: asked.append(said) or inner(self, *said))
    for _ in store.import_many(crowded(120, 6), merge, batch=40):
        pass
    assert len(asked) >= 4
    assert store.keeping.check() == []
