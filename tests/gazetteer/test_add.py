from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from gazetteer.add import KEPT_PROBLEMS, add
from gazetteer.index import GazetteerMissingError, Index
from gazetteer.sources.lines import Malformed
from tests.gazetteer.dump_rows import dump_row, made_up_rows


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def found(database: Path, name: str) -> list[str]:
    index = Index.open(database)
    keys = [hit.feature.key for hit in index.lookup(name)]
    index.close()
    return keys


def test_a_dump_is_added_with_all_its_names(small: Path, tmp_path: Path) -> None:
    dump = write(tmp_path / "UA.txt", dump_row(7, "Мала Ріка", "Mala Rika,Little River"))
    report = add(dump, small)
    assert (report.read, report.stored, report.malformed) == (1, 1, 0)
    index = Index.open(small)
    (hit,) = index.lookup("Little River")
    assert hit.feature.geonameid == 7 and hit.feature.zone == "Europe/Kyiv" and hit.feature.radius_km > 0
    assert found(small, "mala rika") == ["gn:7"] and found(small, "Alphaville") == ["gn:1"]
    assert [m.key for m in index.scan("from Alphaville to Little River")] == ["alphaville", "little river"]
    assert index.prefix("little")[0].feature.key == "gn:7"
    assert index.nearest(49.5, 36.5)[0].key == "gn:7"


def test_a_place_that_is_there_is_renewed_not_doubled(small: Path, tmp_path: Path) -> None:
    dump = write(tmp_path / "UA.txt", dump_row(1, "Alphaville", "Alpha City", 50.1, 36.1, "P.PPLA", population=6000))
    add(dump, small)
    (hit,) = Index.open(small).lookup("Alphaville")
    assert (hit.feature.feature_code, hit.feature.population, hit.feature.lat) == ("PPLA", 6000, 50.1)
    assert found(small, "Alpha City") == ["gn:1"]


def test_adding_the_same_twice_changes_nothing(small: Path, tmp_path: Path) -> None:
    dump = tmp_path / "many.txt"
    dump.write_text("".join(made_up_rows(500)), encoding="utf-8")
    add(dump, small)
    index = Index.open(small)
    tables = [index.rows(f"select count(*) from {table}") for table in ("feature", "name")]
    add(dump, small)
    index = Index.open(small)
    assert [index.rows(f"select count(*) from {table}") for table in ("feature", "name")] == tables


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("only one column", "1 columns instead of 19"),
        (dump_row() + "\tmore", "20 columns"),
        (dump_row(lat=99), "latitude 99"),
        (dump_row(lon="east"), "longitude 'east' is not a number"),
        (dump_row(lon="nan"), "longitude nan"),
        (dump_row(geonameid="x"), "geonameid 'x'"),  # type: ignore[arg-type]
        (dump_row(population=-3), "population '-3'"),
        (dump_row(name=" "), "no name"),
    ],
)
def test_a_malformed_line_is_reported_and_skipped(small: Path, tmp_path: Path, line: str, problem: str) -> None:
    dump = write(tmp_path / "bad.txt", dump_row(7, "Goodtown"), line, dump_row(8, "Besttown"))
    report = add(dump, small)
    assert report.stored == 2 and report.malformed == 1
    ((file, number, said),) = report.problems
    assert (file, number) == ("bad.txt", 2) and problem in said
    assert found(small, "Besttown") == ["gn:8"]


def test_broken_utf8_and_endless_lines_are_malformed(small: Path, tmp_path: Path) -> None:
    dump = tmp_path / "broken.txt"
    good = (dump_row(7, "Goodtown") + "\n").encode()
    dump.write_bytes(good + b"\xff\xfe\n" + b"x" * (3 << 20) + b"\n" + good.replace(b"Goodtown", b"Lasttown"))
    report = add(dump, small)
    assert [number for _, number, _ in report.problems] == [2, 3] and report.stored == 2


def test_only_so_many_problems_are_kept_but_all_are_counted(small: Path, tmp_path: Path) -> None:
    dump = write(tmp_path / "bad.txt", dump_row(7, "Goodtown"), *["bad"] * (KEPT_PROBLEMS + 50))
    report = add(dump, small)
    assert report.malformed == KEPT_PROBLEMS + 50 and len(report.problems) == KEPT_PROBLEMS


def test_countries_and_classes_are_kept_out(small: Path, tmp_path: Path) -> None:
    rows = [dump_row(7, "Oneville"), dump_row(8, "Twoville", country="FR"), dump_row(9, "Threebrook", feature="H.STM")]
    report = add(write(tmp_path / "all.txt", *rows), small, countries=["ua"], classes="PA")
    assert (report.stored, report.left_out) == (1, 2)
    assert found(small, "Oneville") and not found(small, "Twoville") and not found(small, "Threebrook")


def test_alternate_names_follow(small: Path, tmp_path: Path) -> None:
    dump = write(tmp_path / "UA.txt", dump_row(7, "Newtown"))
    names = write(
        tmp_path / "alternateNamesV2.txt",
        "1\t7\ten\tNew Town on the River\t1\t\t\t\t\t",
        "2\t7\tuk\tНове Місто\t\t\t\t\t\t",
        "3\t7\ten\tOldname\t\t\t\t1\t1950\t1990",
        "4\t7\tiata\tNWT\t\t\t\t\t\t",
        "5\t7\tlink\thttps://example.org/Newtown\t\t\t\t\t\t",
        "6\t999\ten\tNo Such Place\t\t\t\t\t\t",
        "7\tseven\ten\tBroken\t\t\t\t\t\t",
        "8\t1\ten\tFirst City\t\t1\t\t\t\t",
    )
    report = add(dump, small, alternate_names=names)
    assert report.names == 5 and report.left_out == 2
    assert report.problems == [("alternateNamesV2.txt", 7, "geonameid 'seven' is not a whole number of at least 1")]
    index = Index.open(small)
    kinds = {
        name: [hit.name_kind for hit in index.lookup(name)] for name in ("Oldname", "NWT", "Nove Misto", "First City")
    }
    assert kinds == {
        "Oldname": ["historical"], "NWT": ["abbreviation"], "Nove Misto": ["transliterated"], "First City": ["short"]
    }  # fmt: skip


def test_the_zip_that_geonames_offers_is_read(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "UA.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("UA.txt", dump_row(7, "Zippedville") + "\n")
    add(path, small)
    assert found(small, "Zippedville") == ["gn:7"]


def test_own_places_from_csv(small: Path, tmp_path: Path) -> None:
    own = write(
        tmp_path / "own.csv",
        "Name;Latitude;Longitude;names;country;feature;id",
        'Checkpoint "A";48,1;37.9;;UA;;',
        "Checkpoint B;48.1;37.9;Bravo|Браво;UA;S.CTRB;cpb",
        "Checkpoint C;48.1;37.9",
        "",
    )
    report = add(own, small)
    assert report.stored == 1
    assert [(number, problem.split(" ")[0]) for _, number, problem in report.problems] == [(2, "lat"), (4, "3")]
    (hit,) = Index.open(small).lookup("Bravo")
    assert (hit.feature.key, hit.feature.feature_code, hit.feature.source) == ("usr:cpb", "CTRB", "own places")
    add(own, small)
    assert found(small, "Checkpoint B") == ["usr:cpb"]


def test_own_places_from_geojson_bring_their_outlines(small: Path, tmp_path: Path) -> None:
    ring = [[30, 50], [31, 50], [31, 51], [30, 51], [30, 50]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Sector Nine"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        },
        {"type": "Feature", "properties": {"name": "Post"}, "geometry": {"type": "Point", "coordinates": [30.2, 50.2]}},
        {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    ]
    for name, text in (
        ("own.geojson", json.dumps({"type": "FeatureCollection", "features": features}, indent=1)),
        ("own.geojsonl", "".join(json.dumps(feature) + "\n" for feature in features)),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        report = add(path, small)
        assert report.stored == 2 and [number for _, number, _ in report.problems] == [3, 4]
    index = Index.open(small)
    assert [f.name for f in index.containing(50.5, 30.7)] == ["Sector Nine"]
    assert len(index.lookup("Post")) == 1


def test_what_is_no_input_is_said_in_words(small: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        add(tmp_path / "none.txt", small)
    with pytest.raises(GazetteerMissingError):
        add(write(tmp_path / "UA.txt", dump_row()), tmp_path / "none.db")
    with pytest.raises(Malformed, match="no column lat"):
        add(write(tmp_path / "own.csv", "name,place", "a,b"), small)
    with pytest.raises(Malformed, match="empty"):
        add(write(tmp_path / "empty.csv"), small)
    assert found(small, "Alphaville") == ["gn:1"]


RUN = """
import sys, time
from pathlib import Path
import gazetteer.add as module
module.BATCH = 200
slow = module._Run._store
def store(self, rows):
    slow(self, rows)
    time.sleep(0.05)
module._Run._store = store
report = module.add(Path(sys.argv[1]), Path(sys.argv[2]))
print(report.resumed_at, report.stored)
"""


def wait_for_progress(work: Path) -> None:
    """Return once a batch is stored."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(sqlite3.Error):
            if work.exists():
                with contextlib.closing(sqlite3.connect(f"file:{work}?mode=ro", uri=True)) as database:
                    if database.execute("select 1 from meta where name = 'adding dump'").fetchone():
                        return
        time.sleep(0.02)
    raise AssertionError("no batch was stored within a minute")


def test_a_killed_run_goes_on_where_it_stopped(small: Path, tmp_path: Path, root: Path) -> None:
    dump = tmp_path / "many.txt"
    dump.write_text("".join(made_up_rows(6000)), encoding="utf-8")
    command = [sys.executable, "-c", RUN, str(dump), str(small)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    run = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    work = small.with_name(small.name + ".adding")
    wait_for_progress(work)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert work.exists() and found(small, "Alphaville") == ["gn:1"]
    assert Index.open(small).rows("select count(*) from feature") == [(3,)]
    second = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    resumed_at, stored = second.stdout.split()
    assert int(resumed_at) > 0 and int(resumed_at) + int(stored) == 6000
    index = Index.open(small)
    assert index.rows("select count(*), count(distinct key) from feature") == [(6003, 6003)]
    assert not work.exists()
    whole = tmp_path / "whole.db"
    whole.write_bytes(small.read_bytes())
    add(dump, whole)
    assert Index.open(whole).rows("select count(*) from name") == index.rows("select count(*) from name")
