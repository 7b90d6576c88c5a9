from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from app.read.jsonl import read_lines


def test_lines_in_order_and_bad_ones_do_not_stop_the_others() -> None:
    lines = [
        b'{"id": "a", "text": "Two died."}',
        b"",
        b"{broken",
        b'{"id": 7, "text": ""}',
        b'{"id": "c"}',
        b'{"id": "d", "text": "x", "published": "soon"}',
        b"[1]",
        b"\xff\xfe",
        b'{"id": "e", "text": "Three died.", "published": "2023-09-14"}',
    ]
    read = list(read_lines(lines, 100, verbatim=True))
    assert [(line.number, line.id) for line in read] == [
        (1, "a"), (3, None), (4, 7), (5, "c"), (6, "d"), (7, None), (8, None), (9, "e"),
    ]  # fmt: skip
    assert [line.article is not None for line in read] == [True, False, False, False, False, False, False, True]
    assert [(line.error or "").split(":")[0] for line in read[1:-1]] == [
        "no JSON", "empty", "text", "published", "no JSON object", "not UTF-8",
    ]  # fmt: skip


def test_the_pipe_keeps_the_text_and_ingest_puts_the_title_before_it() -> None:
    line = json.dumps({"id": 1, "text": " Two died. ", "title": "Blast"}).encode()
    (kept,) = read_lines([line], 100, verbatim=True)
    (stored,) = read_lines([line], 100, verbatim=False)
    assert kept.article is not None
    assert stored.article is not None
    assert kept.article.text == " Two died. "
    assert stored.article.text == "Blast\n\nTwo died."


def test_too_long_a_text_is_refused() -> None:
    (line,) = read_lines([json.dumps({"id": 1, "text": "x" * 101}).encode()], 100, verbatim=True)
    assert line.error is not None
    assert "too long: 101 characters" in line.error


@given(st.binary(max_size=200))
def test_no_line_of_bytes_ends_the_run(data: bytes) -> None:
    for line in read_lines([data, b'{"id": "last", "text": "ok"}'], 100, verbatim=True):
        last = line
    assert last.id == "last"
    assert last.error is None
