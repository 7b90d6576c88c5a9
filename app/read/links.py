"""Addresses that an article leads to: written in its text, or behind the words of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

MOST = 50
MAX_LENGTH = 2000
_WRITTEN = re.compile(r"https?://[^\s<>\"'“”‘’«»()\[\]{}|\\^`]+")
_ENDS_SENTENCE = ".,;:!?…"
_PROOF = 40  # characters of a paragraph that must stand in the article's text for its links to be the article's


def written_links(text: str) -> tuple[str, ...]:
    """Addresses that stand in a text, each once, in order; at most ``MOST``."""
    return _each_once(found.rstrip(_ENDS_SENTENCE) for found in _WRITTEN.findall(text))


def page_links(page: str, text: str, base: str | None) -> tuple[str, ...]:
    """Addresses behind the words of those paragraphs of a page that are in ``text``; relative ones need ``base``."""
    try:
        root = html.fromstring(page.encode())
    except (etree.LxmlError, ValueError):
        return ()
    told = " ".join(text.split())
    links = []
    for anchor in root.xpath("//p//a[@href] | //li//a[@href] | //blockquote//a[@href]"):
        block = next((one for one in anchor.iterancestors() if one.tag in ("p", "li", "blockquote")), anchor)
        words = " ".join(block.text_content().split())
        if words and words[:_PROOF] in told:
            links.append(urljoin(base or "", anchor.get("href").strip()))
    return _each_once(links)


def _each_once(links: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for link in links:
        if len(link) <= MAX_LENGTH and _is_web(link):
            kept.setdefault(link)
    return tuple(kept)[:MOST]


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
