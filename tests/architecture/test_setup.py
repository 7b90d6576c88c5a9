"""The promises of the two commands that can be kept to without a fresh machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

SH = shutil.which("sh") or "/bin/sh"


def run(script: Path, *arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SH, str(script), *arguments], env={"PATH": str(path)}, capture_output=True, text=True)


def program(folder: Path, name: str, body: str) -> None:
    file = folder / name
    file.write_text(f"#!{SH}\n{body}\n")
    file.chmod(0o755)


def test_without_python_the_command_that_brings_it_is_named(root: Path, tmp_path: Path) -> None:
    ran = run(root / "setup" / "python.sh", path=tmp_path)
    assert ran.returncode == 1
    assert "Python 3.11 or newer is missing" in ran.stderr
    assert "apt-get install python3 python3-venv" in ran.stderr


def test_an_old_python_is_passed_over_and_a_newer_one_taken(root: Path, tmp_path: Path) -> None:
    program(tmp_path, "python3", "exit 1")
    program(tmp_path, "python3.12", "exit 0")
    ran = run(root / "setup" / "python.sh", path=tmp_path)
    assert (ran.returncode, ran.stdout.strip()) == (0, str(tmp_path / "python3.12"))


def test_a_python_without_venv_is_told(root: Path, tmp_path: Path) -> None:
    program(tmp_path, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    ran = run(root / "setup" / "python.sh", path=tmp_path)
    assert ran.returncode == 1
    assert "apt-get install python3-venv" in ran.stderr


def test_the_machine_s_own_node_is_used_where_it_is_recent(root: Path, tmp_path: Path) -> None:
    for name in ("node", "npm"):
        program(tmp_path, name, "exit 0")
    program(tmp_path, "dirname", f'exec {shutil.which("dirname")} "$@"')
    program(tmp_path, "tell", 'echo "ran $1"')
    ran = run(root / "setup" / "node.sh", "tell", "build", path=tmp_path)
    assert (ran.returncode, ran.stdout.strip()) == (0, "ran build")


def test_what_the_tests_need_of_the_machine_is_named(root: Path, tmp_path: Path) -> None:
    ran = run(root / "setup" / "machine.sh", path=tmp_path)
    assert ran.returncode == 0
    assert "apt-get install chromium" in ran.stdout
    assert "apt-get install gdal-bin" in ran.stdout


@pytest.mark.parametrize("command", ["run", "test", "setup"])
def test_the_commands_of_the_readme_are_in_the_makefile(root: Path, command: str) -> None:
    assert re.search(rf"^{command}:.*## \w", (root / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_check_is_part_of_make_test(root: Path) -> None:
    (needs,) = re.findall(r"^test: (.*?) ##", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"setup", "lint", "types", "contracts", "front-check", "pytest"} <= set(needs.split())
    assert needs.split()[-1] == "pytest", "the last lines must be pytest's summary"


def test_the_container_s_steps_are_the_makefile_s(root: Path) -> None:
    text = (root / "Dockerfile").read_text("utf-8")
    assert "make setup" in text
    assert re.search(r"^USER \d+$", text, re.MULTILINE)
    assert len(re.findall(r"^VOLUME ", text, re.MULTILINE)) == 1
    assert "HEALTHCHECK" in text
    assert "pip install" not in text
