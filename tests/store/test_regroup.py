"""What the store holds does not depend on the order in which articles came."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.merge.incidents import RuleMerge
from app.model.article import Article
from app.model.report import Report
from app.store.filter import Filter
from app.store.store import Store
from tests.store.builders import FARHOLM, MARTLOW, OBLAST, TESSIN, article, report

TEXTS = (
    "A blast hit the market of {place} on Tuesday, killing several people at noon, officials said.",
    "An evening blast was heard in {place}.",
    "Residents of {place} told of a blast that broke windows in the whole street.",
)


@st.composite
def batches(draw: st.DrawFn) -> list[tuple[Article, list[Report]]]:
    """Articles on few places, days and outlets, so that many reports meet."""
    found: dict[str, tuple[Article, list[Report]]] = {}
    for _ in range(draw(st.integers(2, 7))):
        place = draw(st.sampled_from([MARTLOW, MARTLOW, TESSIN, FARHOLM, OBLAST]))
        text = draw(st.sampled_from(TEXTS)).format(place=place.name)
        one = article(text, draw(st.sampled_from(["Courier", "Mail", "News", None])))
        precision = "region" if place is OBLAST else draw(st.sampled_from(["place", "near"]))
        said = report(
            one,
            type_=draw(st.sampled_from(["explosion", "destruction", "drone_attack"])),
            place=place,
            day=draw(st.sampled_from([date(2024, 5, 7), date(2024, 5, 8), date(2024, 5, 9), None])),
            killed=draw(st.sampled_from([None, 2, 40])),
            precision=precision,
            confidence=draw(st.sampled_from([0.4, 0.8])),
        )
        found[one.id] = (one, [said])
    return list(found.values())


def parts(store: Store) -> set[frozenset[str]]:
    found = set()
    for feature in store.query.features(Filter(), limit=1000).features:
        name = orjson.loads(feature)["id"]
        found.add(frozenset(one.id for one in store.articles.reports_of(name)))
    return found


def facts(store: Store) -> list[dict[str, object]]:
    """The features less what tells of the history: id and time of writing."""
    found = []
    for feature in store.query.features(Filter(), limit=1000).features:
        row = orjson.loads(feature)
        row.pop("id")
        row["properties"].pop("updated")
        found.append(row)
    return sorted(found, key=lambda row: orjson.dumps(row))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches(), st.data())
def test_any_order_any_batches_one_result(
    tmp_path: Path, made: list[tuple[Article, list[Report]]], data: st.DataObject
) -> None:
    merge = RuleMerge()
    stores = [_fresh(tmp_path) for _ in range(3)]
    for one, reports in made:
        stores[0].add(one, reports, merge)
    for one, reports in data.draw(st.permutations(made)):
        stores[1].add(one, reports, merge)
    for _ in stores[2].import_many(data.draw(st.permutations(made)), merge, batch=data.draw(st.integers(1, 9))):
        pass
    whole = merge.partition([_claim(one, said) for one, many in made for said in many], [])
    assert parts(stores[0]) == {frozenset(part.members) for part in whole}
    for other in stores[1:]:
        assert parts(other) == parts(stores[0])
        assert facts(other) == facts(stores[0])
        assert other.keeping.check() == []
    for one in stores:
        one.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches(), st.data())
def test_what_goes_leaves_no_trace(
    tmp_path: Path, made: list[tuple[Article, list[Report]]], data: st.DataObject
) -> None:
    merge = RuleMerge()
    store, other = _fresh(tmp_path), _fresh(tmp_path)
    gone = data.draw(st.integers(0, len(made) - 1))
    for one, reports in made:
        store.add(one, reports, merge)
    store.keeping.purge(made[gone][0].id, "desk", "test", merge)
    for i, (one, reports) in enumerate(made):
        if i != gone:
            other.add(one, reports, merge)
    assert parts(store) == parts(other)
    assert facts(store) == facts(other)
    assert store.keeping.check() == []
    for one in (store, other):
        one.close()


def test_ids_stay_as_reports_come(store: Store, merge: RuleMerge) -> None:
    first = article(TEXTS[0].format(place="Martlow"), "Courier")
    kept = store.add(first, [report(first)], merge).incidents
    for i in range(5):
        one = article(f"A blast in Martlow, wire {i}.", f"Outlet {i}")
        assert store.add(one, [report(one)], merge).incidents == kept


def _fresh(folder: Path) -> Store:
    """An empty store, copied from one that was made once: making the schema takes longer than the test."""
    template = folder / "template"
    if not template.exists():
        Store.open(f"sqlite:///{template}").close()
    path = folder / f"{len(list(folder.glob('*.db')))}.db"
    shutil.copyfile(template, path)
    return Store.open(f"sqlite:///{path}")


def _claim(one: Article, said: Report) -> object:
    from app.store.facts import facts_of

    return facts_of(one, said).claim
