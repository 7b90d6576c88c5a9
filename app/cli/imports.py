"""``incidents import``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Database
from app.cli.output import counted, progress, tell_error
from app.errors import InputError
from app.model.article import Article
from app.model.report import Report
from app.read.jsonl import parse_object
from app.settings import read_settings
from app.unwire import extraction_from_json

MANY_REPORTS = 8
"""A line with its reports may be so many times longer than its article's limit."""


def import_(
    files: Annotated[list[str], typer.Argument(help="What `extract --articles` wrote; - is standard input.")],
    database: Database = None,
) -> None:
    """Store what **incidents extract --articles** wrote, in bulk.

    Example: **incidents import extracted.jsonl**
    """
    from app.merge.incidents import RuleMerge
    from app.store.store import Store

    settings = read_settings(database_url=database)
    store = Store.open(settings.database_url)
    bad: list[str] = []
    stored = 0
    with progress("Importing", None) as bar:
        items = _items(files, settings.max_characters * MANY_REPORTS, bad)
        for stored in store.import_many(items, RuleMerge()):
            bar.update(bar.task_ids[0], completed=stored)
    store.close()
    print(f"{counted(stored, 'article')} imported; {len(bad):,} refused")
    raise typer.Exit(1 if bad else 0)


def _items(files: list[str], longest: int, bad: list[str]) -> Iterator[tuple[Article, Sequence[Report]]]:
    for path in files:
        for number, line in _lines(path, bad):
            try:
                yield extraction_from_json(parse_object(line, longest))
            except InputError as error:
                where = f"{'standard input' if path == '-' else path}:{number}"
                bad.append(where)
                tell_error(where, str(error))


def _lines(path: str, bad: list[str]) -> Iterator[tuple[int, bytes]]:
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
            yield from ((number, line) for number, line in enumerate(stream, 1) if line.strip())
    except OSError as error:
        bad.append(path)
        tell_error(path, error.strerror or str(error))
