"""JSON in few bytes: zstd with a dictionary of what all reports share (names of members, usual reasons).

Rows written by earlier versions are read as well: zlib (``detail``) and plain JSON (``view``). A dictionary is part of
every database written with it: its file is never changed; a better one gets a new file, and this module knows both.
"""

from __future__ import annotations

import threading
import zlib
from functools import cache
from pathlib import Path

import zstandard

DICTIONARY = Path(__file__).parent / "dictionaries" / "reports-1.zdict"
"""Made by ``benchmarks/store_dictionary.py``."""
LEVEL = 1
ZSTD, ZLIB = b"\x28\xb5\x2f\xfd", b"\x78"
MOST = 1 << 28
"""Bytes that one packed text may have when unpacked."""
_local = threading.local()
"""Compressors may not be shared by threads."""


@cache
def _dictionary() -> zstandard.ZstdCompressionDict:
    made = zstandard.ZstdCompressionDict(DICTIONARY.read_bytes())
    made.precompute_compress(level=LEVEL)
    return made


def packed(text: bytes) -> bytes:
    """For a column of packed JSON."""
    packer: zstandard.ZstdCompressor | None = getattr(_local, "packer", None)
    if packer is None:
        packer = _local.packer = zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary())
    return packer.compress(text)


def unpacked(column: bytes) -> bytes:
    """Back, with nothing lost."""
    if column[:4] == ZSTD:
        unpacker: zstandard.ZstdDecompressor | None = getattr(_local, "unpacker", None)
        if unpacker is None:
            unpacker = _local.unpacker = zstandard.ZstdDecompressor(dict_data=_dictionary())
        return unpacker.decompress(column, max_output_size=MOST)
    return zlib.decompress(column) if column[:1] == ZLIB else bytes(column)
