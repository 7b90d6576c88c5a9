"""Addresses that an article leads to."""

from __future__ import annotations

import pytest

from app.read.html import read_html
from app.read.links import MOST, page_links, written_links
from app.read.metadata import Metadata
from app.read.text import read_text

PAGE = """<html><head><title>Bridge closed</title></head><body>
<nav><ul><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge closed</h1>
<p>The bridge was closed on Monday after <a href="/2026/report.pdf">a report by the engineers</a> found cracks.</p>
<p>The ministry <a href="https://ministry.example/statement?id=4">said in a statement</a> that repairs take a month.</p>
<p>Drivers were told by <a href="javascript:alert(1)">the police</a> to take the road on the northern bank.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/x?y=1. And more.", ("https://a.example/x?y=1",)),
        ("(http://a.example/x), http://a.example/x", ("http://a.example/x",)),
        ("no address: ftp://a.example, mailto:a@b.example", ()),
        ("broken https://[half", ()),
    ],
)
def test_addresses_in_a_text(text: str, links: tuple[str, ...]) -> None:
    assert written_links(text) == links


def test_there_is_an_end_to_them() -> None:
    assert len(written_links(" ".join(f"https://a.example/{i}" for i in range(500)))) == MOST


def test_a_page_s_own_links_and_not_its_menu_s() -> None:
    article = read_html(PAGE, Metadata(url="https://news.example/2026/story"), 100_000)
    assert article.links == ("https://news.example/2026/report.pdf", "https://ministry.example/statement?id=4")


def test_relative_addresses_without_a_base_are_left_out() -> None:
    assert page_links("<p>See <a href='/x'>here</a></p>", "See here", None) == ()


def test_a_text_s_addresses_are_its_links() -> None:
    assert read_text("Photos: https://a.example/photos", Metadata(), 1000).links == ("https://a.example/photos",)
