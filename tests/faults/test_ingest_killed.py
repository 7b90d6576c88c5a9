"""``kill -9`` in the middle of an ingest: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

PLACES = ("Kabul", "Lagos", "Manila", "Lima", "Oslo", "Quito", "Nairobi", "Dhaka", "Accra", "Sofia", "Riga", "Tunis")


@pytest.mark.parametrize("acknowledged", [1, 4, 7])
def test_what_was_acknowledged_survives_and_the_rest_can_be_done_again(
    root: Path, tmp_path: Path, acknowledged: int
) -> None:
    if not (root / "build" / "gazetteer.db").is_file():
        pytest.skip("NOT RUN: the gazetteer is not built; run make setup")
    for place in PLACES:
        (tmp_path / f"{place}.txt").write_text(
            f"A bomb exploded in {place} on Monday, police said.\n\nNo more is known."
        )
    files = [f"{place}.txt" for place in PLACES]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENTS_")}
    environment["PYTHONPATH"] = str(root)
    command = [sys.executable, "-c", "from app.cli import main; main()"]
    ingest = [*command, "ingest", "--verbose", "--published", "2023-09-14", *files]
    with subprocess.Popen(ingest, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().split()[1] for _ in range(acknowledged)]
        process.kill()
    with closing(sqlite3.connect(tmp_path / "incidents.db")) as database:
        stored = {row[0] for row in database.execute("select id from article")}
    assert set(told) <= stored
    checked = subprocess.run([*command, "db", "check"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    again = subprocess.run(ingest, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert f"{len(stored)} there already" in again.stdout
    final = subprocess.run([*command, "db", "check"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert final.stdout.strip() == f"all is well: {len(PLACES)} articles"
