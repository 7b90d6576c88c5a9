"""``incidents explain``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.cli.output import tell_error
from app.read.files import read_path
from app.read.metadata import Metadata, parse_published
from app.settings import read_settings


def explain(
    file: Annotated[str, typer.Argument(help="A text, an HTML page or JSON Lines; - is standard input.")],
    published: Annotated[str | None, typer.Option(help="Day or time of publication, as 2023-09-14.")] = None,
) -> None:
    """Say in words what is found in an article, and why; nothing is stored.

    Example: **incidents explain article.txt --published 2023-09-14**
    """
    from app.cli.extracting import open_pipeline

    settings = read_settings()
    day, instant = parse_published(published) if published is not None else (None, None)
    pipeline = open_pipeline(settings)
    failed = False
    for read in read_path(
        file, sys.stdin.buffer, Metadata(published=day, published_at=instant), settings.max_characters
    ):
        if read.article is None:
            failed = True
            tell_error(read.name, read.error or "")
        else:
            print(pipeline.explain(read.article))
    raise typer.Exit(1 if failed else 0)
