"""``incidents extract``: the pipe."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, BinaryIO

import typer

from app.cli.options import Workers
from app.cli.output import counted, tell, write_line
from app.errors import InputError
from app.model.article import Article
from app.read.jsonl import read_lines
from app.settings import read_settings
from app.wire import error_to_json, extraction_to_json

Key = tuple[int, object]
"""Number of the line and the id that it gives itself."""


def extract(
    files: Annotated[list[str] | None, typer.Argument(help="JSON Lines; none, or -: standard input.")] = None,
    workers: Workers = 1,
    articles: Annotated[bool, typer.Option("--articles", help="Put each article into its line, for import.")] = False,
) -> None:
    """JSON Lines articles in, JSON Lines with their toponyms and reports out: one line for each, in order.

    A line is {"id", "text", "published"?, "title"?, "source"?, "language"?, "url"?}; offsets count Unicode code points
    of its "text". A line that cannot be read gets {"id", "error"}, the run goes on, and the exit status is 1.

    Example: **incidents extract --workers 2 articles.jsonl > extracted.jsonl**
    """
    from app.cli.extracting import extract_all

    settings = read_settings()
    streams = [_opened(path) for path in files or ["-"]]
    bad = 0
    for outcome in extract_all(
        _items(streams, settings.max_characters), settings, workers, all(map(_is_file, streams))
    ):
        number, key = outcome.key
        done = outcome.extraction
        if done is None:
            bad += 1
            write_line(error_to_json(key, number, outcome.error or ""))
        else:
            write_line(extraction_to_json(key, done.article, done.toponyms, done.reports, with_article=articles))
    if bad:
        tell(f'{counted(bad, "line")} could not be read: see their "error"')
        raise typer.Exit(1)


def _opened(path: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    try:
        return open(path, "rb")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None


def _is_file(stream: BinaryIO) -> bool:
    """Whether all of it is there: nobody waits for the first line's answer before he writes the second."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def _items(streams: list[BinaryIO], max_chars: int) -> Iterator[tuple[Key, Article | None, str | None]]:
    for line in chain.from_iterable(read_lines(stream, max_chars, verbatim=True) for stream in streams):
        yield (line.number, line.id), line.article, line.error
