from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from app.errors import InputError
from app.read.html import looks_like_html, read_html
from app.read.metadata import Metadata

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Fire destroys market in Onitsha | The Daily Harbour</title>
<meta property="og:title" content="Fire destroys market in Onitsha">
<meta property="og:site_name" content="The Daily Harbour">
<meta property="article:published_time" content="2024-03-07T23:40:00-03:00">
<link rel="canonical" href="https://harbour.example/news/fire-onitsha"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/w">Weather</a></nav>
<article><h1>Fire destroys market in Onitsha</h1>
<p>A fire destroyed more than forty stalls at the main market in Onitsha early on Thursday, traders told the paper.</p>
<p>Nobody was hurt, and the cause of the blaze was unknown when the market reopened in the afternoon.</p></article>
<footer>Cookies and privacy. All rights reserved.</footer></body></html>"""


def test_a_page_becomes_headline_and_paragraphs_without_its_menus() -> None:
    article = read_html(PAGE.encode(), Metadata(), 10_000)
    assert article.headline is not None
    assert article.headline.cut(article.text) == "Fire destroys market in Onitsha"
    assert article.text.count("Fire destroys market in Onitsha") == 1
    assert "\n\nA fire destroyed" in article.text
    assert "\n\nNobody was hurt" in article.text
    assert "Sport" not in article.text
    assert "Cookies" not in article.text


def test_what_the_page_says_about_itself_with_the_offset_of_its_time() -> None:
    article = read_html(PAGE, Metadata(), 10_000)
    assert (article.source, article.url) == ("The Daily Harbour", "https://harbour.example/news/fire-onitsha")
    assert article.published == date(2024, 3, 7)
    assert article.published_at == datetime(2024, 3, 7, 23, 40, tzinfo=timezone(-timedelta(hours=3)))


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("uk", "14 вересня 2023"),
        ("fr", "14 septembre 2023"),
        ("es", "14 de septiembre de 2023"),
        ("ar", "14 سبتمبر 2023"),
        ("de", "14. September 2023"),
        ("tr", "14 Eylül 2023"),
    ],
)
def test_the_day_of_a_page_is_read_in_its_language(language: str, day: str) -> None:
    page = PAGE.replace('lang="en"', f'lang="{language}"').replace("<h1>", f"<time>{day}</time><h1>")
    page = page.replace('<meta property="article:published_time" content="2024-03-07T23:40:00-03:00">', "")
    assert read_html(page, Metadata(), 10_000).published == date(2023, 9, 14)


def test_what_is_given_stands_above_the_page() -> None:
    article = read_html(PAGE, Metadata(published=date(2024, 1, 1), source="Given"), 10_000)
    assert (article.source, article.published, article.published_at) == ("Given", date(2024, 1, 1), None)


def test_a_page_without_text_is_told() -> None:
    with pytest.raises(InputError, match="no running text"):
        read_html("<html><body><script>x()</script></body></html>", Metadata(), 1000)


@pytest.mark.parametrize(
    ("text", "answer"), [(PAGE, True), ("\n<html>", True), ("Two <b>died</b>.", False), ("", False)]
)
def test_pages_are_told_from_texts(text: str, answer: bool) -> None:
    assert looks_like_html(text) is answer
