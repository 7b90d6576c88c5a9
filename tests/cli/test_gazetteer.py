from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import Run

ROW = "\t".join(
    ["1", "Zyxwograd", "Zyxwograd", "Zyxwohrad", "48.5", "36.25", "P", "PPL", "UA", "", "15", "", "", "", "321", "", "",
     "Europe/Kyiv", "2024-01-01"]
)  # fmt: skip


def test_search_finds_a_transliterated_name(run: Run, gazetteer: Path) -> None:
    ran = run("gazetteer", "search", "Yevpatoriia")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split()[:4] == ["45.2009", "33.3665", "P.PPL", "UA"]


def test_what_is_not_found_is_status_1(run: Run, gazetteer: Path) -> None:
    assert run("gazetteer", "search", "Qxzzqv").returncode == 1


def test_a_missing_index_is_named(run: Run) -> None:
    ran = run("gazetteer", "search", "Kyiv", env={"INCIDENTS_GAZETTEER": "none.db"})
    assert ran.returncode == 1
    assert ran.stderr.startswith("error: ")
    assert "Traceback" not in ran.stderr


def test_an_added_place_is_found_and_a_bad_line_is_told(run: Run, gazetteer: Path, tmp_path: Path) -> None:
    shutil.copyfile(gazetteer, tmp_path / "own.db")
    env = {"INCIDENTS_GAZETTEER": "own.db"}
    (tmp_path / "UA.txt").write_text(f"{ROW}\nbroken line\n")
    ran = run("gazetteer", "add", "UA.txt", env=env)
    assert ran.returncode == 1
    assert ran.stderr.count("error: UA.txt:2: ") == 1
    assert ran.stdout.startswith("1 places stored")
    assert "Zyxwograd" in run("gazetteer", "search", "Zyxwohrad", env=env).stdout
    assert run("gazetteer", "add", "none.txt", env=env).stderr.startswith("error: none.txt")
