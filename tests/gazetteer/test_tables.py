from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from gazetteer.index import Index
from gazetteer.tables import admin1_points, admin1_seats, admin2_words, admin_words, countries, names_by_area
from gazetteer.transliterate import table

TABLES = ["abbreviations", "admin1_names", "admin1_points", "admin_words", "countries", "seats"]


@pytest.mark.parametrize("name", TABLES)
def test_each_key_stands_once(name: str) -> None:
    keys = Counter(row[0] for row in table(f"{name}.tsv"))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", [*TABLES, "admin2_words", "extra_borders"])
def test_rows_have_the_columns_of_the_head(name: str) -> None:
    text = resources.files("gazetteer").joinpath(f"data/{name}.tsv").read_text("utf-8")
    head = next(line for line in text.splitlines() if not line.startswith("#"))
    assert {len(row) for row in table(f"{name}.tsv")} == {head.count("\t") + 1}


def test_areas_named_in_the_tables_exist(index: Index) -> None:
    known = {f"{c}.{a}" for c, a in index.rows("select country, admin1 from feature where code = 'ADM1'")}
    named = {*admin1_points(), *admin1_seats(), *names_by_area("abbreviations.tsv"), *names_by_area("admin1_names.tsv")}
    assert named - known == set()
    assert set(admin_words()) <= set(countries())


def test_points_and_codes_are_sound() -> None:
    for code, row in countries().items():
        assert len(code) == 2 and -90 <= row.lat <= 90 and -180 <= row.lon <= 180
        assert row.code.startswith("PCL") or row.code in ("TERR", "CONT")
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in admin1_points().values())
    assert {place for place, _, _ in admin2_words()} == {"prefix", "suffix"}
    assert len(countries()) > 245


def test_a_longer_word_comes_before_its_beginning() -> None:
    prefixes = [words for place, words, _ in admin2_words() if place == "prefix"]
    for i, words in enumerate(prefixes):
        assert not any(later.startswith(words + " ") for later in prefixes[i + 1 :]), words
