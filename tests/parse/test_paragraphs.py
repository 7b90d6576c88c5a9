from __future__ import annotations

from app.parse.paragraphs import MAX_CHARS, paragraphs


def test_lines_are_paragraphs_without_the_space_around_them() -> None:
    text = "One.\n\n  Two. \r\nThree"
    assert [span.cut(text) for span in paragraphs(text)] == ["One.", "Two.", "Three"]


def test_nothing_but_white_space_gives_none() -> None:
    assert paragraphs("") == paragraphs(" \n\t\n") == ()


def test_long_lines_are_cut_at_sentence_ends_and_lose_nothing() -> None:
    text = "A sentence of some words. " * 1000
    spans = paragraphs(text)
    assert all(span.end - span.start <= MAX_CHARS for span in spans)
    assert all(span.cut(text).endswith(".") for span in spans)
    assert "".join(span.cut(text).replace(" ", "") for span in spans) == text.replace(" ", "")


def test_a_line_without_any_break_is_cut_all_the_same() -> None:
    text = "x" * (3 * MAX_CHARS + 5)
    assert "".join(span.cut(text) for span in paragraphs(text)) == text
