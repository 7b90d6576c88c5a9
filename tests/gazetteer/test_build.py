from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from gazetteer.build import build, build_from, default_path
from gazetteer.sources.geonames import CHUNK, read_objects
from gazetteer.sources.packages import MissingSourceError, data_file
from tests.gazetteer.conftest import town


def test_the_default_place_is_not_committed(root: Path) -> None:
    assert default_path() == root / "build" / "gazetteer.db"
    assert "build/" in (root / ".gitignore").read_text("utf-8").splitlines()


def test_a_failed_build_leaves_the_old_index(small: Path) -> None:
    before = small.read_bytes()

    def broken():  # type: ignore[no-untyped-def]
        yield town(1, "Fine", 1, 1)
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="the source broke"):
        build_from(small, broken())
    assert small.read_bytes() == before
    assert list(small.parent.iterdir()) == [small]


def test_of_entries_with_one_key_the_first_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    build_from(path, [town(1, "First", 1, 1), town(1, "Second", 2, 2)])
    with sqlite3.connect(path) as database:
        assert database.execute("select name from feature").fetchall() == [("First",)]


def test_a_missing_package_is_named() -> None:
    with pytest.raises(MissingSourceError, match="no_such_package"):
        data_file("no_such_package", "data.txt")
    with pytest.raises(MissingSourceError, match=r"json has no file nothing\.txt"):
        data_file("json", "nothing.txt")


@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":"), (",\n  ", " :\n")])
def test_a_huge_object_is_read_one_value_at_a_time(tmp_path: Path, separators: tuple[str, str]) -> None:
    values = [{"name": f'"}}, {{é{i}', "list": list(range(i % 50)), "n": i} for i in range(12_000)]
    path = tmp_path / "huge.json"
    document = json.dumps({str(i): value for i, value in enumerate(values)}, separators=separators, ensure_ascii=False)
    assert len(document) > CHUNK
    path.write_text(document, encoding="utf-8")
    assert list(read_objects(path)) == values


def contents(path: Path) -> dict[str, str]:
    """Table → digest of all its rows in order."""
    digests = {}
    with sqlite3.connect(path) as database:
        for table, order in (
            ("feature", "id"),
            ("name", "key, weight, feature"),
            ("shape", "feature"),
            ("blob", "part"),
        ):
            digest = hashlib.sha256()
            for row in database.execute(f"select * from {table} order by {order}"):
                digest.update(repr(row).encode())
            digests[table] = digest.hexdigest()
    return digests


@pytest.mark.soak
def test_building_twice_gives_the_same(tmp_path: Path) -> None:
    unresolved = [build(tmp_path / name) for name in ("one.db", "two.db")]
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db")
    assert unresolved[0] == unresolved[1] and len(unresolved[0]) < 10, unresolved[0]
