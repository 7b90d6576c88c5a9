"""What all tests share: where the repository is, and the optional folder of data that is not part of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data outside the repository (INCIDENTS_SHARED, else ../shared); skips loudly without it."""
    folder = Path(os.environ.get("INCIDENTS_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: the folder of shared samples does not exist: {folder} (set INCIDENTS_SHARED)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The machine's Chromium; without it the test is skipped loudly, but on CI it fails."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path is not None:
            return path
    (pytest.fail if os.environ.get("CI") else pytest.skip)("NOT RUN: no Chromium; apt-get install chromium")


@pytest.fixture(scope="session")
def built(root: Path) -> Path:
    """The folder ``static`` with the built front end; without it the test is skipped loudly, but on CI it fails."""
    static = root / "static"
    if not (static / "dist" / "snapshot").is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("NOT RUN: the front end is not built; run make setup")
    return static
