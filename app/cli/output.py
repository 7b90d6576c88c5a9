"""What the user sees: results on standard output; progress, notes and errors on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


def tell_error(where: str, what: str) -> None:
    """One clear line about one bad input."""
    print(f"error: {where}: {' '.join(what.split())}", file=sys.stderr, flush=True)


def tell(note: str) -> None:
    """One line about how it goes."""
    print(note, file=sys.stderr, flush=True)


def write_line(row: dict[str, Any]) -> None:
    """One JSON line on standard output, at once: another program may wait for it."""
    try:
        data = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a number beyond 64 bits, or half of a surrogate pair, in the giver's own id
        data = json.dumps(row).encode("ascii") + b"\n"
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Progress]:
    """A bar on standard error with one task (id 0); nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(what, total=total)
        yield bar


def counted(number: int, one: str, many: str | None = None) -> str:
    """``"1 article"``, ``"1,234 articles"``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
