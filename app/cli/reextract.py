"""``incidents reextract``."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Database, Workers
from app.cli.output import counted, progress, tell_error
from app.settings import read_settings


def reextract(
    database: Database = None,
    workers: Workers = 1,
    everything: Annotated[bool, typer.Option("--all", help="Those of this very version too.")] = False,
) -> None:
    """Read stored articles again that another version of the extractor read; reviews survive.

    Example: **incidents reextract --workers 2**
    """
    from app.cli.extracting import extract_all
    from app.merge.incidents import RuleMerge
    from app.pipeline import EXTRACTOR
    from app.store.store import Store

    settings = read_settings(database_url=database)
    store = Store.open(settings.database_url)
    done = failed = 0
    with progress("Reading again", None) as bar:
        items = ((one.id, one, None) for one in store.articles.to_reextract("" if everything else EXTRACTOR))
        for outcome in extract_all(items, settings, workers):
            if outcome.extraction is None:
                failed += 1
                tell_error(f"article {outcome.key}", outcome.error or "")
            else:
                store.replace(outcome.key, outcome.extraction.reports, RuleMerge(), EXTRACTOR)
                done += 1
            bar.update(bar.task_ids[0], completed=done + failed)
    store.close()
    print(f"{counted(done, 'article')} read again; {failed:,} failed and keep what they had")
    raise typer.Exit(1 if failed else 0)
