"""One spelling for matching: case, accents, apostrophes and punctuation are taken away, words are joined by one space.

``normalize`` makes the key of a name; ``tokens`` cuts a text so that the keys of its words, joined, are the key
of the run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

APOSTROPHES = "'’‘ʼʻʹʾʿ`´ˮ″′"
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h",
     "ŧ": "t", "ə": "e", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ў": "у", "ё": "е"}
)  # fmt: skip
MARK = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"
)
"""Signs that Python's ``\\w`` leaves out but that stand inside words: accents, points and vowels of other scripts."""
ACRONYM = re.compile(r"(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?")
TOKEN = re.compile(
    rf"(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?|(?:[^\W_]|[{MARK}])(?:[^\W_]|[{MARK}]|[{APOSTROPHES}](?=[^\W_]))*|&"
)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_NOT_WORD = re.compile(rf"(?:[^\w{MARK}]|_)+")


def normalize(name: str) -> str:
    """The key of a name: ``"Côte d’Ivoire"`` → ``"cote divoire"``, ``"U.S."`` → ``"us"``; empty for no letters."""
    if "." in name:
        name = ACRONYM.sub(lambda found: found[0].replace(".", ""), name)
    if "&" in name:
        name = name.replace("&", " and ")
    folded = name.casefold()
    if not folded.isascii():
        folded = fold(folded)
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", folded)).strip()


def fold(text: str) -> str:
    """Lower-case text without accents and compatibility forms; letters that do not decompose are replaced."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).casefold().translate(LETTERS)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words of a text; ``normalize`` of each, joined with spaces, is the key of the run."""
    return TOKEN.finditer(text)
