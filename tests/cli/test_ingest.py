from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("gazetteer")
BOMB = "A bomb exploded at a market in Kabul on Monday, killing at least six people, police said."


def exported(run: Run) -> list[dict[str, Any]]:
    ran = run("export", "-")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["features"]  # type: ignore[no-any-return]


def test_an_article_becomes_an_incident_with_place_day_and_proof(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOMB)
    (tmp_path / "a.json").write_text('{"title": "Blast in Kabul", "published_date": "2023-09-14", "source": "Paper"}')
    ran = run("ingest", "a.txt")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("1 article stored with")
    found = [one for one in exported(run) if one["properties"]["type"] == "explosion"]
    assert len(found) == 1
    lon, lat = found[0]["geometry"]["coordinates"]
    assert (round(lat), round(lon)) == (35, 69)
    told = found[0]["properties"]
    assert told["start"].startswith("2023-09-11")
    assert told["outlets"] == "Paper"
    assert "exploded" in told["excerpt"] or "Blast" in told["excerpt"]


def test_standard_input_with_flags(run: Run) -> None:
    ran = run("ingest", "-", "--published", "2023-09-14", "--source", "Example Times", stdin=BOMB)
    assert ran.returncode == 0, ran.stderr
    assert {one["properties"]["outlets"] for one in exported(run)} == {"Example Times"}


def test_the_same_article_twice_is_one_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOMB)
    run("ingest", "a.txt", "--published", "2023-09-14")
    before = exported(run)
    again = run("ingest", "a.txt", "a.txt", "--published", "2023-09-14")
    assert again.returncode == 0
    assert again.stdout.startswith("0 articles stored")
    assert "2 there already" in again.stdout
    assert exported(run) == before


def test_bad_input_is_one_line_each_the_others_go_on_and_nothing_is_half_stored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(BOMB)
    (tmp_path / "latin.txt").write_bytes("Une explosion à Alger".encode("latin-1"))
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "long.txt").write_text("word " * 2000)
    (tmp_path / "dated.txt").write_text(BOMB + " Again.")
    (tmp_path / "dated.json").write_text('{"published_date": "2023-02-30"}')
    files = ["latin.txt", "empty.txt", "binary.txt", "long.txt", "dated.txt", "missing.txt", "good.txt"]
    ran = run("ingest", *files, env={"INCIDENTS_MAX_CHARACTERS": "5000"})
    assert ran.returncode == 1
    errors = ran.stderr.strip().splitlines()
    assert [line.split(":")[1].strip() for line in errors] == files[:-1]
    for line, word in zip(
        errors, ("not UTF-8", "empty", "binary", "too long", "is no date", "no such file"), strict=True
    ):
        assert word in line
    assert ran.stdout.startswith("1 article stored")
    assert "6 refused" in ran.stdout
    checked = run("db", "check")
    assert checked.stdout.strip() == "all is well: 1 articles", checked.stderr


def test_a_date_that_is_none_is_refused_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOMB)
    ran = run("ingest", "a.txt", "--published", "soon")
    assert ran.returncode == 1
    assert ran.stderr.startswith("error: ")
    assert "is no date" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_article_without_a_date_is_taken_with_absolute_dates_only(run: Run) -> None:
    lines = [{"text": "A bomb exploded in Kabul on Monday."}, {"text": "A bomb exploded in Herat on 3 May 2021."}]
    assert run("ingest", "-", stdin="".join(json.dumps(line) + "\n" for line in lines)).returncode == 0
    starts = sorted(str(one["properties"]["start"])[:10] for one in exported(run))
    assert starts == ["2021-05-03", "None"]
