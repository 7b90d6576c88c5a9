"""The service put together: settings → store, gazetteer, extraction, routes. Run by ``incidents serve`` or uvicorn."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from app.merge.incidents import RuleMerge
from app.model.article import Article
from app.read import html, jsonl, text
from app.read.metadata import metadata_of
from app.serve.compress import Compress
from app.serve.extraction import Extraction
from app.serve.metrics import Metrics
from app.serve.places import Places
from app.serve.problems import HANDLERS
from app.serve.routes import routes_of
from app.serve.security import SafeHeaders
from app.serve.service import Service
from app.serve.watch import Watch
from app.settings import Settings, read_settings
from app.store.filter import Filter
from app.store.store import Store

SWITCH_SECONDS = 0.0005
"""How long a thread at work may keep the event loop waiting; Python's own 5 ms add up with every thread."""
READ_HEADERS = ("ETag", "Link", "Content-Crs", "Location", "Retry-After", "Content-Disposition")
LOG = logging.getLogger("incidents.serve")


class ArticleReaders:
    """``app.serve.inbox.Readers`` by the readers of ``app.read``."""

    def __init__(self, max_characters: int) -> None:
        """Longest article in characters."""
        self._longest = max_characters

    def row(self, row: Mapping[str, object], verbatim: bool) -> Article:
        """From a JSON object."""
        return jsonl.article_of(row, self._longest, verbatim=verbatim)

    def text(self, data: bytes, about: Mapping[str, object]) -> Article:
        """From a plain text."""
        return text.read_text(data, metadata_of(about), self._longest)

    def html(self, data: bytes, about: Mapping[str, object]) -> Article:
        """From a page."""
        return html.read_html(data, metadata_of(about), self._longest)


def create_app(settings: Settings) -> FastAPI:
    """The ASGI application."""
    store = Store.open(settings.database_url)
    service = Service(
        settings=settings,
        store=store,
        places=Places(settings.gazetteer),
        extraction=Extraction(settings),
        readers=ArticleReaders(settings.max_characters),
        merge=RuleMerge(),
        templates=Environment(loader=PackageLoader("app.serve"), autoescape=True, undefined=StrictUndefined),
        metrics=Metrics(),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(SWITCH_SECONDS)
        await asyncio.to_thread(store.query.count, Filter())
        store.keep_up()
        service.extraction.warm()
        yield
        for task in list(service.tasks):
            task.cancel()
        service.extraction.close()
        service.threads.close()
        store.close()

    middleware = [
        Middleware(Watch, metrics=service.metrics, max_body=settings.max_body),
        Middleware(SafeHeaders, settings=settings),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"),
            expose_headers=READ_HEADERS,
        ),
        Middleware(Compress),
    ]
    # The service describes itself as OpenAPI 3.0 (see app.serve.openapi), so FastAPI's own documents stay off.
    app = FastAPI(
        title=settings.title,
        routes=routes_of(service),
        middleware=middleware,
        exception_handlers=HANDLERS,
        lifespan=lifespan,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    return app


def served_app() -> FastAPI:
    """The application by the environment's settings: ``uvicorn --factory app.main:served_app``."""
    return create_app(read_settings())


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables by which another process reads the same settings."""
    found = {}
    for name, value in settings.model_dump().items():
        found[f"INCIDENTS_{name.upper()}"] = ",".join(value) if isinstance(value, tuple) else str(value)
    return found


def run(settings: Settings) -> None:
    """Serve until Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print(f"Incident map at http://{settings.host}:{settings.port}{settings.root_path}/", flush=True)
    many = settings.workers > 1
    if many:
        Store.open(settings.database_url).close()  # brings a new database up before several processes ask for it
        os.environ.update(as_environment(settings))
    uvicorn.run(
        "app.main:served_app" if many else create_app(settings),
        factory=many,
        workers=settings.workers if many else None,
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
        timeout_worker_healthcheck=60,  # a worker that is loading its columns on a busy machine is not dead
    )
