"""The command as its users run it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, root: Path) -> Run:
    """``run("ingest", "a.txt", stdin="…", env={…})`` in a fresh folder, with nothing of the caller's settings."""
    base = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENTS_")}
    base |= {"PYTHONPATH": str(root), "NO_COLOR": "1", "COLUMNS": "200"}

    def call(
        *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        command = [sys.executable, "-c", "from app.cli import main; main()", *arguments]
        ran = subprocess.run(
            command,
            input=data,
            capture_output=True,
            cwd=tmp_path,
            env={**base, **(env or {})},
            timeout=300,
            check=False,
        )
        return subprocess.CompletedProcess(command, ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return call


@pytest.fixture(scope="session")
def gazetteer(root: Path) -> Path:
    """The built gazetteer; skips loudly where it is not built."""
    path = root / "build" / "gazetteer.db"
    if not path.is_file():
        pytest.skip("NOT RUN: the gazetteer is not built; run make setup")
    return path
