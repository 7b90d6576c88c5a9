"""One row of the table of routes: what the router, the checks and the OpenAPI document are all made from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from app.serve.call import Call
from app.serve.media import Media
from app.serve.parameters import PARAMETERS, Parameter, format_parameter

Handler = Callable[[Call], Awaitable[Response]]
Schema = dict[str, Any]


@dataclass(frozen=True)
class PathPart:
    """A variable part of a path."""

    name: str
    description: str
    pattern: str = r"^[A-Za-z0-9:_.-]{1,100}$"

    def openapi(self) -> Schema:
        """As an OpenAPI 3.0 Parameter Object."""
        schema = {"type": "string", "pattern": self.pattern}
        return {"name": self.name, "in": "path", "required": True, "description": self.description, "schema": schema}


@dataclass(frozen=True)
class Operation:
    """A method at a path."""

    id: str
    method: str
    path: str
    summary: str
    handler: Handler
    tag: str
    media: tuple[Media, ...] = (Media.JSON,)
    """Forms of the good answer, the default first; with several of them there is a parameter ``f``."""
    parameters: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    """Query parameters that must be there."""
    path_parts: tuple[PathPart, ...] = ()
    scope: str | None = None
    """Scope of the token that is needed; None: reading."""
    limits: str = "reads"
    """Which rate limit counts: reads, extracts, writes."""
    body: Mapping[str, Schema] = field(default_factory=dict)
    """Media type → schema of the body."""
    headers: tuple[Schema, ...] = ()
    """OpenAPI header parameters."""
    schema: Schema | None = None
    """Schema of the JSON answer."""
    good: int = 200
    errors: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    """Further good statuses with the same schema (200 beside 201)."""
    page: bool = False
    """A page for people: unknown parameters are ignored."""
    open: bool = False
    """Needs no token even where reading is closed."""
    hidden: bool = False
    """Not in the OpenAPI document."""

    @property
    def allowed(self) -> dict[str, Parameter]:
        """The query parameters by name, ``f`` among them."""
        found = {name: PARAMETERS[name] for name in self.parameters}
        if len(self.media) > 1:
            words = dict.fromkeys(media.word for media in self.media)
            if Media.GEOJSON in self.media:
                words = dict.fromkeys([*words, Media.JSON.word])
            found["f"] = format_parameter(words)
        return found
