"""The table of routes as an OpenAPI 3.0 document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.problems import title_of
from app.serve.schemas import PROBLEM, property_schemas

JSON_FORMS = {Media.JSON, Media.GEOJSON, Media.SCHEMA, Media.OPENAPI, Media.OEMBED}
ALWAYS = (400, 401, 403, 429, 503)
"""Errors that any route may answer: token, rate, time limit."""


def version_of_program() -> str:
    """The installed version; "0" where the program runs without being installed."""
    try:
        return version("incident-map")
    except PackageNotFoundError:
        return "0"


def document(every: Sequence[Operation], title: str, base: str) -> dict[str, Any]:
    """The whole document; ``base`` is the address of the service."""
    paths: dict[str, Any] = {}
    for operation in every:
        if not operation.hidden:
            paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "version": version_of_program(),
            "description": "Incidents that news reports tell of, as an OGC API - Features and more.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": base}],
        "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for one in every if not one.hidden)],
        "paths": paths,
        "components": {
            "schemas": {"problem": PROBLEM, "incidentProperties": {"type": "object", "properties": property_schemas()}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    parts = [part.openapi() for part in operation.path_parts]
    queries = [one.openapi(name in operation.required, operation.page) for name, one in operation.allowed.items()]
    found: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [*parts, *queries, *operation.headers],
        "responses": _responses(operation),
    }
    if operation.body:
        content = {media: {"schema": schema} for media, schema in operation.body.items()}
        found["requestBody"] = {"required": True, "content": content}
    if operation.scope:
        found["security"] = [{"token": []}]
        found["description"] = f"Needs a token of scope {operation.scope}."
    return found


def _responses(operation: Operation) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for media in operation.media:
        if media in JSON_FORMS:
            schema = operation.schema or {"type": "object"}
        elif media in (Media.GPKG, Media.PARQUET):
            schema = {"type": "string", "format": "binary"}
        else:
            schema = {"type": "string"}
        content[re.sub(r"; .*", "", media.type)] = {"schema": schema}
    found: dict[str, Any] = {
        str(status): {"description": "Good.", "content": content} for status in (operation.good, *operation.also)
    }
    if operation.method == "GET":
        found["304"] = {"description": "You have it already (If-None-Match)."}
    for status in sorted({*ALWAYS, *operation.errors}):
        problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
        found[str(status)] = {"description": title_of(status), "content": problem}
    if 410 in operation.errors:
        found["308"] = {"description": "It went up in another one; Location names it."}
    return found
