from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer.build import build_from
from gazetteer.curated import parse_place
from gazetteer.entry import Entry
from gazetteer.index import Index
from gazetteer.sources.hand_made import Amendments, new_places
from gazetteer.world_tables import Alias, Demonym, DisputedArea
from tests.gazetteer.conftest import town

RING = ((30.0, 40.0), (31.0, 40.0), (31.0, 41.0), (30.0, 41.0))
AREA = DisputedArea("cur:test", "Test", "UA", ("UA", "RU"), ("RU",), "a note", RING, "test")
PLACE = parse_place(
    {
        "key": "cur:test-sea", "name": "Test Sea", "names": ["Sea of Tests"], "kind": "sea", "feature": "H.SEA",
        "lat": 10, "lon": 20, "radius_km": 300, "country": None, "source": "test",
    },
    "test.yaml",
)  # fmt: skip


def country(code: str, number: int) -> Entry:
    entry = Entry(
        f"gn:{number}", f"Land {code}", 1, 1, "A", "PCLI", "test", geonameid=number, country=code, population=9
    )
    entry.add_name(entry.name, "official")
    return entry


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "index.db"
    entries = [
        town(1, "Inside", 40.5, 30.5, "RU"), town(2, "Outside", 45.0, 30.5, "RU"), town(3, "Foreign", 40.6, 30.6, "TR"),
        town(4, "Twin", 40.7, 30.7), town(5, "Twin", 50.0, 30.7, population=99_999), country("UA", 100),
        *new_places([PLACE]),
    ]  # fmt: skip
    build_from(path, entries)
    return path


@pytest.fixture
def amendments(path: Path) -> Iterator[Amendments]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        yield Amendments(database)
        database.commit()


def place_of(amendments: Amendments, number: int) -> tuple[object, ...]:
    query = "select country, admin1, note from feature where geonameid = ?"
    row: tuple[object, ...] = amendments._database.execute(query, (number,)).fetchone()
    return row


def test_a_disputed_area_moves_its_places_and_leaves_neighbours_alone(amendments: Amendments) -> None:
    amendments.disputed([AREA])
    assert place_of(amendments, 1) == ("UA", None, "a note")
    assert place_of(amendments, 2) == ("RU", "07", None)
    assert place_of(amendments, 3) == ("TR", "07", None)
    assert place_of(amendments, 4) == ("UA", "07", "a note")


def test_an_area_of_no_country_leaves_its_places_to_nobody(amendments: Amendments) -> None:
    amendments.disputed([dataclasses.replace(AREA, country=None)])
    assert place_of(amendments, 1) == (None, None, "a note")


def test_demonyms_and_aliases_lead_to_their_places(amendments: Amendments, path: Path) -> None:
    amendments.demonyms([Demonym(("Testish", "Tester"), ("UA", "cur:test-sea"))])
    amendments.aliases([Alias(("Zwilling",), "Twin", "UA", 40.7, 30.7, "historical")])
    assert amendments.unresolved == []
    amendments._database.commit()
    index = Index.open(path)
    assert [(hit.feature.key, hit.name_kind) for hit in index.lookup("Tester")] == [
        ("cur:test-sea", "demonym"), ("gn:100", "demonym")
    ]  # fmt: skip
    assert [(hit.feature.geonameid, hit.name_kind) for hit in index.lookup("Zwilling")] == [(4, "historical")]


def test_what_points_nowhere_is_listed(amendments: Amendments) -> None:
    amendments.demonyms([Demonym(("Nowherian",), ("XX",))])
    amendments.aliases([Alias(("Far",), "Twin", "UA", 10.0, 10.0, "alternate")])
    amendments.same_places([dataclasses.replace(PLACE, same_as="gn:987654")])
    amendments.seats({"UA": "no such town"}, {})
    assert len(amendments.unresolved) == 4


def test_the_same_place_gets_the_names_and_the_note(amendments: Amendments, path: Path) -> None:
    same = dataclasses.replace(PLACE, key="cur:same", name="Other Name", same_as="gn:1", note="said")
    amendments.same_places([same])
    amendments._database.commit()
    (hit,) = Index.open(path).lookup("Other Name")
    assert (hit.feature.geonameid, hit.feature.note) == (1, "said")
    assert amendments.find("cur:same") == hit.feature.id


def test_seats_are_the_greatest_of_their_name(amendments: Amendments) -> None:
    amendments.seats({"UA": "twin"}, {"RU.07": "inside"})
    codes = dict(amendments._database.execute("select geonameid, code from feature where class = 'P'").fetchall())
    assert codes == {1: "PPLA", 2: "PPL", 3: "PPL", 4: "PPL", 5: "PPLC"}


def test_a_town_without_zone_takes_that_of_the_nearest_town(tmp_path: Path) -> None:
    path = tmp_path / "zones.db"
    bare = dataclasses.replace(town(9, "Quarter", 50.01, 36.01), zone=None)
    far = dataclasses.replace(town(10, "Far", -40.0, 36.01), zone=None)
    west = dataclasses.replace(town(11, "West", 50.1, 36.1, "RU"), zone="Europe/Moscow", admin2="Other")
    near = dataclasses.replace(town(12, "Near", 50.0, 36.0), admin2="Its District")
    build_from(path, [bare, far, west, near])
    with contextlib.closing(sqlite3.connect(path)) as database:
        Amendments(database).zones()
        query = "select l.text, f.admin2 from feature f left join label l on l.id = f.zone where f.geonameid in (9, 10)"
        assert database.execute(f"{query} order by f.geonameid").fetchall() == [
            ("Europe/Kyiv", "Its District"),
            (None, None),
        ]
