"""One request under way: its parameters as read, the form of its answer, and how answers are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ParamSpec, Protocol, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response

from app.serve.media import Media
from app.serve.query import Query
from app.serve.service import Service
from app.store.results import Token

P = ParamSpec("P")
T = TypeVar("T")


class Asked(Protocol):
    """What a request tells of the operation that it asks for."""

    @property
    def id(self) -> str:
        """Its name in the OpenAPI document."""

    @property
    def path(self) -> str:
        """With its parts in braces."""

    @property
    def media(self) -> tuple[Media, ...]:
        """Forms of the good answer, the default first."""

    @property
    def body(self) -> Mapping[str, Any]:
        """Media types that are taken."""


@dataclass(frozen=True)
class Call:
    """A request, read and allowed."""

    request: Request
    operation: Asked
    service: Service
    query: Query
    media: Media
    token: Token | None

    @cached_property
    def base(self) -> str:
        """Address under which the service is reached, without a slash at its end."""
        if self.service.settings.public_url:
            return self.service.settings.public_url
        url = self.request.url
        return f"{url.scheme}://{url.netloc}{self.service.settings.root_path}"

    @cached_property
    def path(self) -> str:
        """Path of the operation with its parts filled in, without the prefix."""
        return self.operation.path.format(**self.request.path_params)

    def address(self, path: str, query: str = "") -> str:
        """A whole address of this service."""
        return f"{self.base}{path}" + (f"?{query}" if query else "")

    def here(self, **changed: str | None) -> str:
        """This request's address with some parameters changed (None: left out)."""
        return self.address(self.path, self.query.string(**changed))

    async def thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query beside the event loop, for at most the time that the settings allow. Raises Problem (503)."""
        threads = self.service.threads
        return await threads.run(lambda: work(*args, **kwargs), self.service.settings.query_timeout)

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a write beside the event loop: it is never given up half way, so that its answer is what is stored."""
        return await self.service.threads.run(lambda: work(*args, **kwargs), WRITE_SECONDS)

    def etag(self, *parts: object) -> str:
        """A weak ETag for what depends on the address, the form of the answer and ``parts``."""
        whose = self.token.scope if self.token else ""
        said = "\x00".join(map(str, (self.here(), self.media.word, whose, *parts)))
        return f'W/"{hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=9).hexdigest()}"'

    def known(self, etag: str) -> bool:
        """Whether the reader has this version already (If-None-Match)."""
        wanted = self.request.headers.get("if-none-match", "")
        tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
        return wanted.strip() == "*" or etag.removeprefix("W/") in tags

    def of_store(self, kind: str = "") -> tuple[str, bool]:
        """ETag for an answer that depends on the whole store, and whether the reader has it."""
        etag = self.etag(kind, self.service.store.query.stamp())
        return etag, self.known(etag)

    def kept(self, etag: str, headers: dict[str, str] | None = None) -> Response | None:
        """The answer that was made under this tag before (see ``keep``)."""
        body = self.service.answers.get(etag)
        return None if body is None else self.body(body, headers={"ETag": etag, **(headers or {})})

    def keep(self, etag: str, body: bytes, headers: dict[str, str] | None = None) -> Response:
        """An answer that whoever asks for the same may have."""
        self.service.answers.keep(etag, body)
        return self.body(body, headers={"ETag": etag, **(headers or {})})

    def not_modified(self, etag: str) -> Response:
        """304."""
        return Response(status_code=304, headers={"ETag": etag, "Cache-Control": "no-cache", "Vary": VARY})

    def json(self, value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        """A JSON answer of any value."""
        return self.body(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS), status, headers)

    def body(
        self, content: bytes, status: int = 200, headers: dict[str, str] | None = None, media: Media | None = None
    ) -> Response:
        """An answer of ready bytes; a read without an ETag gets one from its content, and 304 where it is known."""
        found = {"Vary": VARY, "Cache-Control": "no-cache", **(headers or {})}
        if self.request.method in ("GET", "HEAD") and status == 200 and "ETag" not in found:
            found["ETag"] = f'W/"{hashlib.blake2b(content, digest_size=9).hexdigest()}"'
            if self.known(found["ETag"]):
                return self.not_modified(found["ETag"])
        return Response(content, status, found, (media or self.media).type)

    def html(self, template: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> Response:
        """A page from a template; every value is escaped by it."""
        page = self.service.templates.get_template(template)
        text = page.render(call=self, base=self.base, title=self.service.settings.title, **values)
        return self.body(text.encode("utf-8", "replace"), status, headers, Media.HTML)


WRITE_SECONDS = 120.0
VARY = "Accept, Accept-Encoding, Authorization"
