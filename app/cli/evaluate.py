"""``incidents eval``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import typer

from app.errors import Missing

SOURCE_TREE = Path(__file__).resolve().parents[2]


def evaluate() -> None:
    """Measure the accuracy on the annotated articles of the source tree; exit status 1 below the pinned floors.

    Example: **incidents eval**
    """
    folder = SOURCE_TREE / "tests" / "eval"
    if not folder.is_dir():
        raise Missing(f"there are no annotated articles at {folder}", "They are part of the source tree: clone it.")
    ran = subprocess.run([sys.executable, "-m", "pytest", "-s", "-q", str(folder)], cwd=SOURCE_TREE, check=False)
    raise typer.Exit(1 if ran.returncode else 0)
