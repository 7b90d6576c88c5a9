"""The service over a small real store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

from world import database, fill  # noqa: E402

from app.main import create_app  # noqa: E402
from app.settings import Settings  # noqa: E402

EXTRA = 120


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A filled database that tests only read."""
    where = database(tmp_path_factory.mktemp("serve"))
    fill(where, EXTRA).close()
    return where


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A front end of two pages and some files."""
    folder = tmp_path_factory.mktemp("static")
    page = "<!doctype html><html lang=en><head><meta charset=utf-8><!--head--></head><body><!--list--></body></html>"
    (folder / "index.html").write_text(page)
    (folder / "embed.html").write_text(page)
    (folder / "dist").mkdir()
    (folder / "dist" / "app.js").write_text("export const a = 1;\n" * 100)
    (folder / "dist" / "app-0123456789ab.js").write_text("export const b = 1;\n")
    return folder


@pytest.fixture(scope="session")
def client(address: str, pages: Path) -> Iterator[TestClient]:
    """A client of the service; articles are not read here (no workers)."""
    app = create_app(Settings(database_url=address, static=pages, extract_workers=0, gazetteer=Path("nowhere.db")))
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found
