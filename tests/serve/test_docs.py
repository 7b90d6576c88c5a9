"""docs/api.md says what the service does."""

from __future__ import annotations

from pathlib import Path

from app.serve.parameters import FILTER
from app.serve.queryables import queryables
from app.serve.routes import all_operations

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")


def test_every_route_stands_there() -> None:
    for operation in all_operations():
        last = (
            operation.path.rsplit("/", 1)[-1]
            if "{" not in operation.path
            else operation.path.split("{")[0].strip("/").split("/")[0]
        )
        assert operation.hidden or last in TEXT, operation.path


def test_every_filter_and_property_stands_there() -> None:
    for name in (*FILTER, *(set(queryables()) - {"geometry"})):
        assert f"`{name}`" in TEXT or name == "id", name
