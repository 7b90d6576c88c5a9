from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from gazetteer.build import build_from
from gazetteer.index import GazetteerMissingError, Index
from tests.gazetteer.conftest import town


def of_kind(index: Index, name: str, feature: str, country: str | None) -> bool:
    found = [hit.feature for hit in index.lookup(name)]
    return any(f"{f.feature_class}.{f.feature_code}".startswith(feature) and f.country == country for f in found)


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Kyiv", "P.PPLC", "UA"),
        ("Yevpatoriia", "P.", "UA"),
        ("Uiutne", "P.", "UA"),
        ("Kharkiv Oblast", "A.ADM1", "UA"),
        ("Kharkiv region", "A.ADM1", "UA"),
        ("Kyiv Oblast", "A.ADM1", "UA"),
        ("Odesa region", "A.ADM1", "UA"),
        ("Voronezh Oblast", "A.ADM1", "RU"),
        ("Primorsky Krai", "A.ADM1", "RU"),
        ("Chechnya", "A.ADM1", "RU"),
        ("Helmand Province", "A.ADM1", "AF"),
        ("Benghazi district", "A.ADM1", "LY"),
        ("Borno State", "A.ADM1", "NG"),
        ("Laurel County", "A.ADM2", "US"),
        ("Rapides Parish", "A.ADM2", "US"),
        ("Ga.", "A.ADM1", "US"),
        ("W.Va.", "A.ADM1", "US"),
        ("D.C.", "A.ADM1", "US"),
        ("NSW", "A.ADM1", "AU"),
        ("B.C.", "A.ADM1", "CA"),
        ("U.K.", "A.PCLI", "GB"),
        ("DR Congo", "A.PCLI", "CD"),
        ("Deutschland", "A.PCLI", "DE"),
        ("Україна", "A.PCLI", "UA"),
        ("Simferopol Airport", "S.AIRP", "UA"),
        ("Black Sea", "H.SEA", None),
        ("Gaza Strip", "A.ADM1", "PS"),
        ("Ukrainian", "A.PCLI", "UA"),
    ],
)
def test_names_that_news_uses_are_known(index: Index, name: str, feature: str, country: str | None) -> None:
    assert of_kind(index, name, feature, country), index.lookup(name)[:5]


def test_the_region_is_not_the_city_beside_it(index: Index) -> None:
    moscow = [hit.feature.admin1 for hit in index.lookup("Moscow region")]
    assert moscow == ["47"]
    assert [hit.feature.admin1 for hit in index.lookup("Kyiv Oblast")] == ["13"]


def test_a_demonym_is_marked_as_one(index: Index) -> None:
    kinds = {hit.name_kind for hit in index.lookup("Ukrainian") if hit.feature.key == "gn:690791"}
    assert kinds == {"demonym"}


def test_the_most_populous_comes_first(index: Index) -> None:
    hits = index.lookup("London")
    assert (hits[0].feature.country, hits[0].feature.feature_code) == ("GB", "PPLC")
    assert len({hit.feature.id for hit in hits}) == len(hits)


def test_capitals_and_seats_are_marked(index: Index) -> None:
    capitals = index.rows("select count(distinct country) from feature where code = 'PPLC'")[0][0]
    assert capitals > 230
    assert of_kind(index, "Montgomery", "P.PPLA", "US")
    assert of_kind(index, "Washington", "P.PPLC", "US")


def test_lookups_by_key_code_and_area(index: Index) -> None:
    ukraine, crimea = index.country("UA"), index.admin1("UA", "11")
    assert ukraine is not None and (ukraine.lat, ukraine.lon) == (49, 32)
    assert crimea is not None and "2014" in (crimea.note or "")
    assert index.by_key("gn:690791") == ukraine
    assert index.feature(ukraine.id) == ukraine
    assert index.country("XX") is None and index.admin1("UA", "99") is None
    assert index.by_key("no:such") is None and index.feature(-1) is None
    assert index.lookup("Xyzzyplugh") == [] and index.lookup("") == []


def test_every_country_has_a_row_and_an_area(index: Index) -> None:
    for (code,) in index.rows("select distinct country from feature where class = 'P' and code = 'PPLC'"):
        country = index.country(code)
        assert country is not None and country.radius_km > 0, code


def test_the_zone_of_a_point_is_its_nearest_towns(index: Index) -> None:
    assert index.zone_at(48.48, 135.07) == "Asia/Vladivostok"
    assert index.zone_at(-33.9, 151.2) == "Australia/Sydney"
    assert index.zone_at(0.0, -25.0) is None


def test_the_nearest_place_across_the_date_line(index: Index) -> None:
    assert index.nearest(-16.8, 179.999)[0].country == "FJ"
    assert index.nearest(-16.8, -179.999)[0].country == "FJ"
    assert index.nearest(90, 0, within_km=10) == []


def test_threads_each_read_for_themselves(index: Index) -> None:
    found: list[int] = []

    def look() -> None:
        found.append(len(index.lookup("Springfield")))
        index.close()

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1


def test_what_is_no_index_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissingError, match="gazetteer build"):
        Index.open(tmp_path / "none.db")
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerMissingError, match="no gazetteer"):
        Index.open(garbage)


def test_an_index_of_another_version_is_refused(small: Path) -> None:
    with sqlite3.connect(small) as database:
        database.execute("update meta set value = '0' where name = 'schema'")
    with pytest.raises(GazetteerMissingError, match="another version"):
        Index.open(small)


def test_a_rebuilt_file_does_not_disturb_a_reader(small: Path) -> None:
    reader = Index.open(small)
    build_from(small, [town(9, "Elsewhere", 1, 1)])
    assert [hit.feature.name for hit in reader.lookup("Alphaville")] == ["Alphaville"]
    assert [m.key for m in Index.open(small).scan("to Alphaville or Elsewhere")] == ["elsewhere"]


def test_prefix_is_ranked_and_filtered(small: Path) -> None:
    index = Index.open(small)
    assert [hit.feature.geonameid for hit in index.prefix("beta")] == [2, 3]
    assert [hit.feature.geonameid for hit in index.prefix("beta", countries=["US"])] == [3]
    assert index.prefix("") == [] and index.prefix("zzz") == []
