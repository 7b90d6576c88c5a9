from __future__ import annotations

import pytest

from app.errors import InputError
from app.model.article import Span
from app.read.compose import as_given, compose
from app.read.metadata import Metadata


def test_title_blank_line_body() -> None:
    article = compose("\nTwo died.\n", Metadata(title="Blast in Lviv"), "t")
    assert article.text == "Blast in Lviv\n\nTwo died."
    assert article.headline == Span(0, 13)


@pytest.mark.parametrize(
    "body", ["Blast in Lviv\n\nTwo died.", "BLAST IN  LVIV\nTwo died.", "Blast in Lviv. Two died.", "Blast in Lviv"]
)
def test_a_text_that_begins_with_its_title_gets_none_before_it(body: str) -> None:
    article = compose(body, Metadata(title="Blast in Lviv"), "t")
    assert article.text == body
    assert article.headline is not None
    assert article.headline.cut(body).lower().split() == ["blast", "in", "lviv"]


def test_a_sentence_that_only_begins_like_the_title_is_no_headline() -> None:
    article = compose("Blast in Lviv kills two.", Metadata(title="Blast in Lviv"), "t")
    assert article.text.startswith("Blast in Lviv\n\nBlast in Lviv kills")


def test_a_short_first_line_before_a_blank_one_is_the_headline() -> None:
    article = compose("Blast in Lviv\n\nTwo died.", Metadata(), "t")
    assert article.title == "Blast in Lviv"
    assert article.headline == Span(0, 13)


def test_a_first_paragraph_is_no_headline() -> None:
    assert compose("A blast killed two.\n\nMore follows.", Metadata(), "t").headline is None


def test_in_the_pipe_the_text_stays_as_given() -> None:
    text = "  Two died.\r\n\r\nMore. "
    article = as_given(text, Metadata(title="Blast in Lviv"), "t")
    assert article.text == text
    assert article.title == "Blast in Lviv"
    assert article.headline is None


@pytest.mark.parametrize("body", ["", " \n\t ", "\u2003"])
def test_nothing_but_white_space_is_empty(body: str) -> None:
    with pytest.raises(InputError, match="empty"):
        compose(body, Metadata(title="T"), "t")
    with pytest.raises(InputError, match="empty"):
        as_given(body, Metadata(title="T"), "t")


def test_two_outlets_with_one_text_stay_two_and_the_same_article_is_one() -> None:
    one, two = (compose("Two died.", Metadata(source=name), "t").id for name in ("A", "B"))
    assert one != two
    assert one == compose("Two died.", Metadata(source="A"), "t").id
