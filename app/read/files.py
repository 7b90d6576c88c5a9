"""Files → articles: which reader a file needs, and the sidecar beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import InputError
from app.model.article import Article
from app.read.html import looks_like_html, read_html
from app.read.jsonl import read_lines
from app.read.metadata import Metadata, metadata_of
from app.read.text import read_text

STDIN = "-"
_LINES = {".jsonl", ".ndjson"}
_PAGES = {".html", ".htm", ".xhtml"}


@dataclass(frozen=True, slots=True)
class Read:
    """What one file, or one line of it, gave: an article or an error. ``name`` says where it stands."""

    name: str
    article: Article | None
    error: str | None


def read_path(path: str, stdin: BinaryIO, known: Metadata, max_chars: int) -> Iterator[Read]:
    """All articles of a file; ``-`` is ``stdin``. ``known`` stands above the sidecar, that above the file itself."""
    if path == STDIN:
        yield from _read_bytes("standard input", "", _taken(stdin, max_chars), known, max_chars)
        return
    file = Path(path)
    try:
        if file.suffix.lower() in _LINES:
            with file.open("rb") as stream:
                yield from _read_lines(path, stream, known, max_chars)
            return
        known = known.completed_by(_sidecar(file))
        with file.open("rb") as stream:
            data = _taken(stream, max_chars)
    except (OSError, InputError) as error:
        yield Read(path, None, _why(error))
        return
    yield from _read_bytes(path, file.suffix.lower(), data, known, max_chars)


def sidecar_of(file: Path) -> Path:
    """``NAME.json`` beside ``NAME.txt``."""
    return file.with_suffix(".json")


def _sidecar(file: Path) -> Metadata:
    beside = sidecar_of(file)
    if beside == file or not beside.is_file():
        return Metadata()
    try:
        row = json.loads(beside.read_text("utf-8-sig"))
        if not isinstance(row, dict):
            raise InputError("it is no JSON object")
        return metadata_of(row)
    except (ValueError, InputError) as error:
        raise InputError(f"sidecar {beside.name}: {error}") from None


def _taken(stream: BinaryIO, max_chars: int) -> bytes:
    """All of the stream, but never much more than could be taken: a device that never ends must not fill memory."""
    return stream.read(max_chars * 8 + 1_000_000)


def _read_bytes(name: str, suffix: str, data: bytes, known: Metadata, max_chars: int) -> Iterator[Read]:
    start = data[:4000].decode("utf-8", "ignore").lstrip("\ufeff")
    try:
        if suffix == ".json" or (not suffix and start.lstrip().startswith("{")):
            yield from _read_lines(name, iter(_json_lines(data, suffix)), known, max_chars)
        elif suffix in _PAGES or looks_like_html(start):
            yield Read(name, read_html(data, known, max_chars), None)
        else:
            yield Read(name, read_text(data, known, max_chars), None)
    except InputError as error:
        yield Read(name, None, str(error))


def _json_lines(data: bytes, suffix: str) -> list[bytes]:
    """A ``.json`` file is one object over as many lines as it likes; a stream is one object a line."""
    return [data] if suffix == ".json" else data.splitlines()


def _read_lines(name: str, lines: Iterator[bytes] | BinaryIO, known: Metadata, max_chars: int) -> Iterator[Read]:
    for line in read_lines(lines, max_chars, known, verbatim=False):
        label = f"{name}:{line.number}" if line.id is None else f"{name}:{line.number} (id {str(line.id)[:60]})"
        yield Read(label, line.article, line.error)


def _why(error: OSError | InputError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "a folder; name the files in it, as in folder/*.txt"
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
