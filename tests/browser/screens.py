"""Screens on which people read the map, and the page's words in their languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parents[2] / "static" / "js" / "text"
WORD = re.compile(r'^ {2}"([\w.]+)":\s*"((?:[^"\\]|\\.)*)"', re.MULTILINE)


@dataclass(frozen=True)
class Screen:
    """Pixels of a window, its theme, and the reader's language: Arabic is written from right to left."""

    width: int
    height: int
    theme: str
    locale: str

    @property
    def phone(self) -> bool:
        """Whether the list is a sheet from below."""
        return self.width < 700

    def word(self, key: str, otherwise: str = "") -> str:
        """A word of the page in the reader's language."""
        return words(self.locale[:2]).get(key) or otherwise

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}-{'rtl' if self.locale == 'ar' else 'ltr'}"


# any two of width, theme and direction occur together
SCREENS = [
    Screen(1440, 900, "light", "en-GB"),
    Screen(1440, 900, "dark", "ar"),
    Screen(768, 1000, "light", "en-GB"),
    Screen(768, 1000, "dark", "ar"),
    Screen(360, 740, "dark", "en-GB"),
    Screen(360, 740, "light", "ar"),
]


@cache
def words(lang: str) -> dict[str, str]:
    """Key → word."""
    return dict(WORD.findall((TEXTS / f"{lang}.ts").read_text("utf-8")))
