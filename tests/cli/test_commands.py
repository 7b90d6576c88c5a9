from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
import typer

from app.cli.root import root as tree
from tests.cli.conftest import Run

TEXT = "A bomb exploded in Kabul on Monday. Protesters marched in Lagos on Tuesday."


def commands(group: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    inner = getattr(group, "commands", None)
    if inner is None:
        return [(path, group)]
    return [found for name, command in inner.items() for found in commands(command, (*path, name))]


def test_every_command_has_help_with_an_example() -> None:
    found = commands(typer.main.get_command(tree))
    assert len(found) >= 15
    for path, command in found:
        assert f"Example: **incidents {' '.join(path)}" in (command.help or ""), path


def test_a_wrong_command_or_flag_is_status_2(run: Run) -> None:
    assert run("no-such-command").returncode == 2
    assert run("ingest").returncode == 2
    assert run("extract", "--workers", "0").returncode == 2


def test_a_wrong_setting_is_named(run: Run) -> None:
    ran = run("extract", env={"INCIDENTS_MAX_CHARACTERS": "many"})
    assert ran.returncode == 1
    assert "INCIDENTS_MAX_CHARACTERS='many'" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_missing_gazetteer_is_named_with_the_mend(run: Run) -> None:
    ran = run(
        "extract", stdin='{"id": 1, "text": "A bomb exploded in Kabul."}\n', env={"INCIDENTS_GAZETTEER": "none.db"}
    )
    assert ran.returncode == 1
    assert "none.db" in ran.stderr
    assert "make setup" in ran.stderr or "gazetteer build" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.usefixtures("gazetteer")
def test_explain_says_what_and_why(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    ran = run("explain", "a.txt", "--published", "2023-09-14")
    assert ran.returncode == 0, ran.stderr
    assert "Kabul" in ran.stdout
    assert "explosion" in ran.stdout


@pytest.mark.usefixtures("gazetteer")
def test_exports_hold_the_same_incidents(run: Run, tmp_path: Path) -> None:
    assert run("ingest", "-", "--published", "2023-09-14", stdin=TEXT).returncode == 0
    for name in ("a.geojson", "a.csv", "a.kml", "a.gpkg", "a.html"):
        assert run("export", name).returncode == 0, name
    features = json.loads((tmp_path / "a.geojson").read_text())["features"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text())))
    marks = ElementTree.parse(tmp_path / "a.kml").findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    assert {one["properties"]["type"] for one in features} == {"explosion", "protest"}
    assert {row["id"] for row in rows} == {one["id"] for one in features}
    assert len(marks) == len(features)
    with sqlite3.connect(tmp_path / "a.gpkg") as package:
        assert package.execute("select count(*) from incidents").fetchone() == (len(features),)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("gazetteer")
def test_export_filters(run: Run) -> None:
    assert run("ingest", "-", "--published", "2023-09-14", stdin=TEXT).returncode == 0

    def types(*flags: str) -> set[str]:
        return {one["properties"]["type"] for one in json.loads(run("export", "-", *flags).stdout)["features"]}

    assert types("--type", "protest") == {"protest"}
    assert types("--bbox", "60,30,75,40") == {"explosion"}
    assert types("--datetime", "2023-09-12") == {"protest"}
    assert types("--datetime", "../2023-09-11T12:00:00Z") == {"explosion"}
    assert types("--status", "denied") == set()
    assert types("--filter", "type = 'protest'") == {"protest"}


@pytest.mark.parametrize(
    "flags",
    [("a.doc",), ("a.csv", "--bbox", "1,2,3"), ("a.csv", "--datetime", "soon"), ("a.csv", "--type", "picnic"),
     ("a.csv", "--status", "maybe"), ("a.csv", "--filter", "type ="), ("no/such/folder/a.csv",)],
)  # fmt: skip
def test_a_value_that_cannot_be_is_one_clear_line(run: Run, flags: tuple[str, ...]) -> None:
    ran = run("export", *flags)
    assert ran.returncode == 1
    assert ran.stderr.startswith("error: ")
    assert "Traceback" not in ran.stderr


def test_a_token_is_the_last_line_and_only_its_hash_is_stored(run: Run, tmp_path: Path) -> None:
    ran = run("token", "create", "--scope", "ingest", "--name", "newsroom")
    assert ran.returncode == 0, ran.stderr
    secret = ran.stdout.splitlines()[-1]
    assert len(secret) >= 20
    assert secret.encode() not in (tmp_path / "incidents.db").read_bytes()
    listed = run("token", "list").stdout
    assert "newsroom" in listed
    assert secret not in listed
    assert run("token", "revoke", "1").returncode == 0
    assert "revoked" in run("token", "list").stdout


def test_backup_check_and_restore(run: Run, tmp_path: Path) -> None:
    run("token", "create", "--scope", "ingest", "--name", "first")
    assert run("db", "backup", "copy.db").returncode == 0
    run("token", "create", "--scope", "ingest", "--name", "second")
    ran = run("db", "restore", "copy.db")
    assert ran.returncode == 0, ran.stderr
    listed = run("token", "list").stdout
    assert "first" in listed
    assert "second" not in listed
    assert run("db", "check").stdout.startswith("all is well")


def test_what_is_no_database_is_never_restored(run: Run, tmp_path: Path) -> None:
    run("token", "create", "--scope", "ingest")
    (tmp_path / "bad.db").write_text("no database at all")
    ran = run("db", "restore", "bad.db")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert run("db", "check").returncode == 0


def test_a_database_that_is_none_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "incidents.db").write_text("no database at all, but a text of some length " * 50)
    ran = run("db", "check")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr


def test_upgrade_can_be_run_again(run: Run, tmp_path: Path) -> None:
    assert run("db", "upgrade").returncode == 0
    assert run("db", "upgrade").returncode == 0
    with sqlite3.connect(tmp_path / "incidents.db") as database:
        assert database.execute("select count(*) from alembic_version").fetchone() == (1,)
