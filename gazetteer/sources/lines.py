"""Lines of a file, or of the text file inside a zip: numbered, one at a time, each text or what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

LONGEST_LINE = 1 << 20
"""Bytes; a longer line is malformed and never held in memory."""


class Line(NamedTuple):
    """``number`` counts from 1; ``offset`` is the byte after the line; ``text`` is None where ``problem`` says why."""

    number: int
    offset: int
    text: str | None
    problem: str | None


class Malformed(ValueError):
    """What is wrong with a line or a feature, in words."""


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
        if not names:
            raise Malformed(f"{path.name} holds no .txt file")
        largest = max(names, key=lambda name: archive.getinfo(name).file_size)
        with archive.open(largest) as member:
            yield io.BufferedReader(member)  # type: ignore[type-var]


def read_lines(path: Path, after: Line | None = None) -> Iterator[Line]:
    """The lines of ``path``, those behind ``after`` only."""
    with _opened(path) as file:
        number = after.number if after else 0
        if after:
            file.seek(after.offset)
        while raw := file.readline(LONGEST_LINE):
            number += 1
            problem = None
            if not raw.endswith(b"\n") and len(raw) == LONGEST_LINE:
                problem = f"longer than {LONGEST_LINE} bytes"
                while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
            text: str | None = None
            if problem is None:
                try:
                    text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    problem = f"not UTF-8 (byte {error.start})"
            yield Line(number, file.tell(), text, problem)
