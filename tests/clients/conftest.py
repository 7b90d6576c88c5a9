"""One server for all clients."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "serve"))

from live import served  # noqa: E402
from world import database, fill  # noqa: E402

EXTRA = 2500


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the service with some thousand incidents."""
    folder = tmp_path_factory.mktemp("clients")
    address = database(folder)
    fill(address, EXTRA).close()
    with served(address, folder) as found:
        yield found
