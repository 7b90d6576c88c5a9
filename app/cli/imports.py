"""``incidents import``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Database
from app.cli.output import counted, progress, tell_error
from app.settings import read_settings

MANY_REPORTS = 8
"""A line with its reports may be so many times longer than its article's limit."""


def import_(
    files: Annotated[list[str], typer.Argument(help="What `extract --articles` wrote; - is standard input.")],
    database: Database = None,
) -> None:
    """Store what **incidents extract --articles** wrote, in bulk.

    Example: **incidents import extracted.jsonl**
    """
    from app.cli.importing import POLITE, Batch, batches, enough, undisturbed
    from app.merge.incidents import RuleMerge
    from app.model.article import Article
    from app.store.errors import StoreError
    from app.store.known import Known
    from app.store.store import Store

    os.nice(POLITE)
    settings = read_settings(database_url=database)
    store = Store.open(settings.database_url, bulk=True)
    bad: list[str] = []
    refused: list[str] = []
    stored, known = 0, Known()

    def refuse(article: Article, error: StoreError) -> None:
        refused.append(article.id)
        tell_error(article.id, str(error))

    def write(waiting: list[Batch]) -> int:
        for where, why in [one for batch in waiting for one in batch.bad]:
            bad.append(where)
            tell_error(where, why)
        store.import_prepared([batch.rows for batch in waiting], RuleMerge(), refuse, known)
        return sum(batch.lines - len(batch.bad) for batch in waiting)

    with progress("Importing", None) as bar, undisturbed():
        waiting: list[Batch] = []
        for batch in batches(_lines(files, bad), settings.max_characters * MANY_REPORTS):
            waiting.append(batch)
            if enough(waiting):
                stored += write(waiting)
                bar.update(bar.task_ids[0], completed=stored)
                waiting = []
        stored += write(waiting) if waiting else 0
    store.close()
    faults = len(bad) + len(refused)
    print(f"{counted(stored - len(refused), 'article')} imported; {faults:,} refused")
    raise typer.Exit(1 if faults else 0)


def _lines(files: list[str], bad: list[str]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        name = "standard input" if path == "-" else path
        try:
            with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
                yield from ((f"{name}:{number}", line) for number, line in enumerate(stream, 1) if line.strip())
        except OSError as error:
            bad.append(path)
            tell_error(path, error.strerror or str(error))
