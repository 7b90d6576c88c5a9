"""Bytes → str, with a clear word about what cannot be text."""

from __future__ import annotations

import codecs
import re

from app.errors import InputError

_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "gzip-compressed",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"SQLite format 3\x00": "an SQLite database",
}
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE = 0.01
"""A stray control character is found in many a real article; more than this share of them makes it no text."""
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,300}?charset\s*=\s*["']?|\?xml[^>]{0,200}?encoding\s*=\s*["'])([\w.:-]{2,40})""", re.I
)
MAX_BYTES_PER_CHAR = 4
"""UTF-8 needs at most so many: more bytes than this times the limit cannot fit."""


def decode_text(data: bytes, max_chars: int) -> str:
    """UTF-8 with or without a byte order mark; line ends become ``\\n``.

    :raises InputError: binary, not UTF-8, or longer than ``max_chars`` code points.
    """
    _refuse_binary(data, max_chars)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8: byte {error.start} is 0x{data[error.start]:02x}; convert it, say with iconv"
        ) from None
    return check_text(text.replace("\r\n", "\n").replace("\r", "\n"), max_chars)


def decode_html(data: bytes, max_chars: int) -> str:
    """As :func:`decode_text`, but a page may declare another encoding of its own."""
    try:
        return decode_text(data, max_chars)
    except InputError:
        declared = _DECLARED.search(data[:4096])
        if declared is None:
            raise
    name = declared.group(1).decode("ascii")
    try:
        return check_text(data.decode(name), max_chars)
    except (LookupError, UnicodeDecodeError, UnicodeError):
        raise InputError(f"neither UTF-8 nor the declared {name}") from None


def check_text(text: str, max_chars: int) -> str:
    """``text`` itself, if it can be stored.

    :raises InputError: binary, halves of surrogate pairs, or longer than ``max_chars``.
    """
    if len(text) > max_chars:
        raise InputError(f"too long: {len(text):,} characters, the limit is {max_chars:,} (INCIDENTS_MAX_CHARACTERS)")
    if "\x00" in text:
        raise InputError(f"binary: a NUL character at {text.index(chr(0))}")
    controls = len(_CONTROL.findall(text))
    if controls > _CONTROL_SHARE * len(text):
        raise InputError(f"binary: {controls} control characters in {len(text):,}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"half of a surrogate pair (U+{ord(text[error.start]):04X}) at {error.start}") from None
    return text


def _refuse_binary(data: bytes, max_chars: int) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"binary: it is {what}; hand in text, HTML or JSON Lines")
    if data.startswith(_WIDE_MARKS):
        raise InputError("not UTF-8: it is UTF-16; convert it, say with iconv -f UTF-16 -t UTF-8")
    if len(data) > max_chars * MAX_BYTES_PER_CHAR:
        told = f"too long: {len(data):,} bytes"
        raise InputError(f"{told}, the limit is {max_chars:,} characters (INCIDENTS_MAX_CHARACTERS)")
