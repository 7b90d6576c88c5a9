"""What the handlers stand on: store, gazetteer, extraction, templates and settings, made once by ``create_app``."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from jinja2 import Environment

from app.model.merging import Merge
from app.serve.answers import Answers
from app.serve.extraction import Extraction
from app.serve.metrics import Metrics
from app.serve.places import Places
from app.serve.readers import Readers
from app.serve.threads import Threads
from app.settings import Settings
from app.store.store import Store


@dataclass(frozen=True)
class Service:
    """Everything that a handler may use."""

    settings: Settings
    store: Store
    places: Places
    extraction: Extraction
    readers: Readers
    merge: Merge
    templates: Environment
    metrics: Metrics
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    """Batches under way."""
    threads: Threads = field(default_factory=Threads)
    answers: Answers = field(default_factory=Answers)
