"""``incidents ingest``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli.options import Database, Workers
from app.cli.output import counted, progress, tell_error
from app.model.article import Article
from app.read.files import read_path
from app.read.metadata import Metadata, parse_published
from app.settings import read_settings
from app.store.api import StoreApi
from app.store.errors import NotFound

Item = tuple[str, Article | None, str | None]


def ingest(
    files: Annotated[list[str], typer.Argument(help="Texts, HTML pages, JSON Lines; - is standard input.")],
    published: Annotated[str | None, typer.Option(help="Day or time of publication, as 2023-09-14.")] = None,
    source: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline; it stands above what the file says.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the article.")] = None,
    database: Database = None,
    workers: Workers = 1,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for each article that is stored.")] = False,
) -> None:
    """Read articles, find the incidents in them, and store both.

    Beside NAME.txt or NAME.html, a file NAME.json may give title, published_date, source, url and language. What cannot
    be read is told in one line each, the others go on, and the exit status is 1. The same article twice is one article.

    Example: **incidents ingest news/\\*.txt --source "Example Times" --published 2023-09-14**
    """
    settings = read_settings(database_url=database)
    day, instant = parse_published(published) if published is not None else (None, None)

    from app.cli.extracting import extract_all
    from app.merge.incidents import RuleMerge
    from app.pipeline import EXTRACTOR
    from app.store.store import Store

    known = Metadata(title=title, published=day, published_at=instant, source=source, url=url)
    store = Store.open(settings.database_url)
    stored = refused = reports = 0
    already: list[str] = []
    incidents: set[str] = set()
    with progress("Reading articles", len(files)) as bar:
        items = _new_ones(files, known, settings.max_characters, store, already)
        for outcome in extract_all(items, settings, workers):
            if outcome.extraction is None:
                refused += 1
                tell_error(outcome.key, outcome.error or "")
            else:
                done = store.add(outcome.extraction.article, outcome.extraction.reports, RuleMerge(), EXTRACTOR)
                if verbose:
                    print(f"stored {done.article_id} {counted(done.reports, 'report')} {outcome.key}", flush=True)
                stored += done.created
                reports += done.reports if done.created else 0
                incidents.update(done.incidents if done.created else ())
            bar.update(bar.task_ids[0], completed=min(stored + refused + len(already), len(files)))
    store.close()
    found = f"{counted(reports, 'report')} of {counted(len(incidents), 'incident')}"
    print(f"{counted(stored, 'article')} stored with {found}; {len(already):,} there already; {refused:,} refused")
    raise typer.Exit(1 if refused else 0)


def _new_ones(files: list[str], known: Metadata, max_chars: int, store: StoreApi, already: list[str]) -> Iterator[Item]:
    """What is not stored yet; the ids of the others are put into ``already``."""
    for path in files:
        for read in read_path(path, sys.stdin.buffer, known, max_chars):
            if read.article is not None and _is_stored(store, read.article.id):
                already.append(read.article.id)
            else:
                yield read.name, read.article, read.error


def _is_stored(store: StoreApi, article_id: str) -> bool:
    try:
        store.articles.get(article_id)
    except NotFound:
        return False
    return True
