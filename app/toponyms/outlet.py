"""Of which country the publisher is, by its address or its name."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.model.article import Article
from app.toponyms.options import Option, Options
from gazetteer.feature import Match

GENERIC = frozenset(
    {"io", "tv", "co", "me", "ai", "fm", "ly", "cc", "ws", "to", "eu", "gg", "sh", "nu", "st", "la", "su"}
)
"""Two-letter domains that firms of any country use."""
KNOWN_BELOW = 200_000
"""Smaller towns in an outlet's name say little: their names are words or namesakes of larger ones."""


def outlet_of(article: Article, names: list[Match], options: Options) -> str | None:
    """ISO 3166-1 alpha-2 code, None where neither says so. ``names``: the names in ``article.source``."""
    domain = _country_domain(article.url) or _country_domain(article.source)
    if domain:
        return domain
    for match in sorted(names, key=lambda match: match.start - match.end):
        entry = options.of(match.key)
        if entry is None:
            continue
        best = max(entry.options, key=_publishes)  # the first, and so the most important, of equals
        if best.level in ("country", "admin1", "capital") or best.feature.population >= KNOWN_BELOW:
            return best.feature.country
    return None


def _publishes(option: Option) -> int:
    """Outlets call themselves after countries and capitals, by their own names: "Sofia Minute" is no Malagasy one."""
    if option.name_kind not in ("official", "short"):
        return 0
    return {"country": 3, "capital": 2}.get(option.level, 1)


def _country_domain(address: str | None) -> str | None:
    """ "https://www.nation.co.ke/…" and "nation.co.ke" → "KE"."""
    if not address or " " in address or "." not in address:
        return None
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    last = host.rstrip(".").rsplit(".", 1)[-1]
    if len(last) != 2 or not last.isalpha() or last in GENERIC:
        return None
    return {"uk": "GB"}.get(last, last.upper())
