"""Columns of the tabular forms: an incident's properties with their kinds."""

from __future__ import annotations

from app.serve.queryables import Kind, queryables


def columns() -> dict[str, Kind]:
    """Property → kind, in the order of a feature's properties."""
    found: dict[str, Kind] = {name: one.kind for name, one in queryables().items() if name != "id"}
    found["label"] = "text"
    found["zone"] = "text"
    return found
