"""What towns and waters are called in the page's languages, for the base map's labels.

GeoNames' lists of other names do not say whose they are. So: the Unicode CLDR's names of the towns that time zones are
called after, the table ``static/basemap-src/names.tsv``, and, for Ukrainian and Arabic, that one of a town's other
names whose letters show whose it is and whose sound is nearest to the Latin name. A town for which none is sure
keeps its Latin name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from babel import Locale

from gazetteer.transliterate import NOT_OF, romanise

LANGUAGES = ("uk", "fr", "es", "ar")
TABLE = Path(__file__).parents[1] / "basemap-src" / "names.tsv"
CYRILLIC = re.compile(r"[\u0400-\u052f][\u0400-\u052f'’ʼ -]+")
UKRAINIAN_ALONE = re.compile("[іїєґ]")
READ_OTHERWISE = re.compile("[иг]")
"""Letters that a Russian, Bulgarian or Serbian name shares with a Ukrainian one, but not the sound."""
HEARD_ALIKE = str.maketrans("eovpcqygj", "iufbkkigg")
"""Latin letters that Arabic does not tell from each other."""
HAMZA = re.compile("[أإؤئء]")
ARABIC = re.compile("[ء-غف-ْ]+(?: [ء-غف-ْ]+)*")
SOUNDS = str.maketrans(
    dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئ", "abttghkddrzsssdtzagfqklmnhuiaa aaiui", strict=True))
)
LIKE = {"uk": 0.72, "ar": 0.65}
AT_HOME = 0.95
"""Least likeness of sounds, 0 to 1, at which one of a town's other names is taken; in Ukraine the Latin
name is itself made of the Ukrainian one."""

Known = dict[tuple[str, str], dict[str, str]]


class LocalNames:
    """Names in ``LANGUAGES`` of what GeoNames and the gazetteer call by Latin names."""

    def __init__(self) -> None:
        """Reads the table and the CLDR."""
        self._table = table()
        self._zones = {lang: zone_towns(lang) for lang in LANGUAGES}

    def water(self, name: str) -> dict[str, str]:
        """Language → name."""
        return self._table.get((name, ""), {})

    def town(self, city: dict[str, Any]) -> dict[str, str]:
        """Language → name, without those that are the Latin name itself."""
        name, zone = city["name"], city["timezone"]
        found = {lang: self._zones[lang][zone, fold(name)] for lang in LANGUAGES if self._is_zone(lang, zone, name)}
        found |= self._table.get((name, city["countrycode"]), {})
        for lang, choose in (("uk", ukrainian), ("ar", arabic)):
            if lang not in found and (other := choose(city)):
                found[lang] = other
        return {lang: text for lang, text in found.items() if text != name}

    def _is_zone(self, lang: str, zone: str, name: str) -> bool:
        return (zone, fold(name)) in self._zones[lang]


def table() -> Known:
    """(name, country) → language → name; ``ValueError`` for a row without all of them."""
    known: Known = {}
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for row in (line.split("\t") for line in lines[1:]):
        if len(row) != 2 + len(LANGUAGES) or not all(row[2:]):
            raise ValueError(f"{TABLE.name}: {row!r} is not a name, a country and {LANGUAGES}")
        known[row[0], row[1]] = dict(zip(LANGUAGES, row[2:], strict=True))
    return known


def zone_towns(lang: str) -> dict[tuple[str, str], str]:
    """(time zone, folded English name of the town that it is called after) → the town's name in the language."""
    english, own = Locale.parse("en").time_zones, Locale.parse(lang).time_zones
    found = {}
    for zone, names in own.items():
        if not names.get("city") or "/" not in zone:
            continue
        continent, _, last = zone.rpartition("/")
        called = english.get(zone, {}).get("city", last.replace("_", " "))
        # GeoNames has some zones by their newer name: Europe/Kyiv for the CLDR's Europe/Kiev
        for name in (zone, f"{continent}/{called.replace(' ', '_')}", f"America/Argentina/{last}"):
            found[name, fold(called)] = names["city"]
    return found


def ukrainian(city: dict[str, Any]) -> str | None:
    """The other name that is surely Ukrainian."""
    at_home = city["countrycode"] == "UA"

    def may_be(name: str) -> bool:
        lower = name.lower()
        if not CYRILLIC.fullmatch(name) or not name[0].isupper() or NOT_OF["uk"].search(lower) or "ў" in lower:
            return False
        return at_home or bool(UKRAINIAN_ALONE.search(lower)) or not READ_OTHERWISE.search(lower)

    def sounds(name: str) -> list[str]:
        return [romanise(name, system) for system in ("uk-kmu2010", "uk-bgn1965")]

    # of two that sound alike, the one with the soft sign, which Latin letters do not show
    return nearest(city, may_be, sounds, AT_HOME if at_home else LIKE["uk"], lambda name: name.count("ь"))


def arabic(city: dict[str, Any]) -> str | None:
    """The other name that has Arabic's own letters alone: none of Persian, Urdu, Kurdish or Uyghur."""

    def may_be(name: str) -> bool:
        return bool(ARABIC.fullmatch(name))

    def sounds(name: str) -> list[str]:
        return [name.translate(SOUNDS)]

    # of two that sound alike, the one with a hamza, which Persian leaves out
    return nearest(city, may_be, sounds, LIKE["ar"], lambda name: len(HAMZA.findall(name)), HEARD_ALIKE)


def nearest(
    city: dict[str, Any],
    may_be: Callable[[str], bool],
    sounds: Callable[[str], list[str]],
    least: float,
    marks: Callable[[str], int],
    alike: dict[int, int] | None = None,
) -> str | None:
    """Of the other names that may be, the one that sounds most like the Latin name; of two alike, more ``marks``.

    ``alike``: Latin letters that the other script does not tell from each other, and those that stand for them.
    """
    latin = fold(city["name"]).translate(alike or {})

    def heard(sound: str) -> str:
        return fold(sound).translate(alike or {})

    def like(name: str) -> float:
        return max(SequenceMatcher(None, latin, heard(sound), autojunk=False).ratio() for sound in sounds(name))

    names = [name for name in city["alternatenames"] if may_be(name)]
    best = max(((like(name), marks(name), name) for name in names), default=None)
    return best[2] if best and best[0] >= least else None


def fold(text: str) -> str:
    """Lower-case letters alone, without accents."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))
