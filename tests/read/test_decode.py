from __future__ import annotations

import gzip

import pytest

from app.errors import InputError
from app.read.decode import check_text, decode_html, decode_text


def test_utf8_with_and_without_mark_and_any_line_ends() -> None:
    assert decode_text("Кия\r\nb\rc".encode("utf-8-sig"), 100) == "Кия\nb\nc"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.4 rest", "PDF"),
        (gzip.compress(b"x"), "gzip"),
        (b"PK\x03\x04rest", "ZIP"),
        ("text".encode("utf-16"), "UTF-16"),
        ("naïve".encode("latin-1"), "not UTF-8: byte 2 is 0xef"),
        (b"a\x00b", "NUL character at 1"),
        (bytes(range(1, 32)) * 3, "binary"),
        (b"x" * 101, "too long: 101 characters, the limit is 100"),
        (b"x" * 401, "too long: 401 bytes"),
    ],
)
def test_what_cannot_be_text_is_refused_with_a_clear_word(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word):
        decode_text(data, 100)


def test_a_stray_control_character_is_no_reason_to_refuse_an_article() -> None:
    text = "word " * 100 + "\x0b\x1f"
    assert check_text(text, 1000) == text


def test_half_of_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(InputError, match="surrogate"):
        check_text("a\ud800", 10)


def test_the_limit_counts_code_points_not_bytes() -> None:
    assert len(decode_text(("😀" * 100).encode(), 100)) == 100


def test_a_page_may_declare_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Киев</body></html>'
    assert "Киев" in decode_html(page.encode("windows-1251"), 1000)


def test_a_page_with_a_wrong_declaration_is_refused() -> None:
    page = '<html><head><meta charset="no-such-thing"></head><body>Киев</body></html>'
    with pytest.raises(InputError, match="neither UTF-8 nor the declared no-such-thing"):
        decode_html(page.encode("windows-1251"), 1000)
