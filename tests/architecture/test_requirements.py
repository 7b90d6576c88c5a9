from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

LOCKED = ("service", "build", "data", "test", "node")


def names(text: str) -> set[str]:
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


@pytest.mark.parametrize("name", LOCKED)
def test_every_package_is_pinned_with_hashes_and_without_an_address(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    blocks = [block for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE) if block.strip()]
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9-]+(\[[\w,-]+\])?==\S+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", LOCKED)
def test_what_is_asked_for_is_pinned(root: Path, name: str) -> None:
    folder = root / "requirements"
    assert names((folder / f"{name}.in").read_text("utf-8")) <= names((folder / f"{name}.txt").read_text("utf-8"))


def test_the_package_asks_for_what_the_service_installs(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = names("\n".join(project["dependencies"] + project["optional-dependencies"]["service"]))
    assert asked <= names((root / "requirements" / "service.in").read_text("utf-8"))


def test_npm_s_lock_holds_hashes_and_no_address(root: Path) -> None:
    text = (root / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') > 10
