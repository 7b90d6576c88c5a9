from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_commands_of_the_readme_run_as_they_stand(root: Path, tmp_path: Path) -> None:
    if not (root / "build" / "gazetteer.db").is_file():
        pytest.skip("NOT RUN: the gazetteer is not built; run make setup")
    script = "".join(BLOCK.findall((root / "README.md").read_text("utf-8")))
    assert script.count("incidents ") >= 7
    (tmp_path / "samples").symlink_to(root / "samples")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENTS_")}
    environment["PATH"] = f"{root / '.venv' / 'bin'}:{environment['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    for name in ("map.html", "incidents.geojson", "incidents.csv", "extracted.jsonl", "incidents.db"):
        assert (tmp_path / name).stat().st_size > 0, name


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md", "docs/operate.md", "CHANGELOG.md"])
def test_links_between_pages_lead_somewhere(root: Path, page: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", (root / page).read_text("utf-8")):
        assert (root / page).parent.joinpath(target).exists(), target


def test_folders_named_in_the_architecture_exist(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`((?:app|gazetteer|static|tests|docs)/[\w./]*)`", text)) - {"static/dist/"}
    assert len(named) > 15
    assert {name for name in named if not (root / name).exists()} == set()
