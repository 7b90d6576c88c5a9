"""The gazetteer alone: without the packages of the service."""

from __future__ import annotations

import ast
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from gazetteer.index import Index

ALLOWED = {"gazetteer", "geopy", "geographiclib", "numpy", "rapidfuzz", "shapely", "yaml"}
BUILD_ONLY = {"babel", "shapefile"}
USE = """
import sys
class OnlyThese:
    def find_spec(self, name, path=None, target=None):
        top = name.partition('.')[0]
        if top in sys.stdlib_module_names or top in ALLOWED or top.startswith('_'):
            return None
        raise ModuleNotFoundError(f'not allowed here: {name}', name=name)
sys.meta_path.insert(0, OnlyThese())
from pathlib import Path
from gazetteer.geocoder import Gazetteer
from gazetteer.add import add
from gazetteer.fallback import Fallback
geocoder = Gazetteer(Path(sys.argv[1]))
print(geocoder.geocode('Kharkiv').raw['country'], geocoder.reverse((50.0, 36.2)).raw['country'])
loaded = {name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names
print(sorted(name for name in loaded & {'fastapi', 'spacy', 'sqlmodel', 'pydantic', 'babel', 'app'}))
"""


def test_it_runs_with_its_four_packages_alone(index: Index, root: Path) -> None:
    code = USE.replace("ALLOWED", repr(ALLOWED))
    run = subprocess.run(
        [sys.executable, "-S", "-c", f"import site; site.main()\n{code}", str(index.path)],
        cwd=root, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.stdout.splitlines() == ["UA UA", "[]"], run.stderr


def test_no_module_imports_more(root: Path) -> None:
    for path in (root / "gazetteer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                allowed = ALLOWED | (BUILD_ONLY if "sources" in path.parts else set())
                assert top in sys.stdlib_module_names or top in allowed, f"{path}: {name}"


@pytest.mark.soak
@pytest.mark.network
def test_it_installs_and_runs_in_an_environment_of_its_own(index: Index, root: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=True)
    python = tmp_path / "bare" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", str(root)], check=True, timeout=3000)
    code = "\n".join(
        line for line in USE.splitlines() if "OnlyThese" not in line and not line.startswith((" ", "class"))
    )
    run = subprocess.run(
        [python, "-c", code, str(index.path)], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert run.stdout.splitlines() == ["UA UA", "[]"], run.stderr
