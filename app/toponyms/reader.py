"""From a parsed article to its toponyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from app.model.article import Article, Span
from app.model.location import Place, RunnerUp
from app.model.parsed import Parsed
from app.model.toponym import Toponym
from app.toponyms.beside import settled
from app.toponyms.containers import container_of, is_denied
from app.toponyms.coordinates import Coordinate, coordinates
from app.toponyms.evidence import Candidate
from app.toponyms.mention import AREAS, Mention
from app.toponyms.options import Option, Options, form_of
from app.toponyms.outlet import outlet_of
from app.toponyms.partial import is_partial
from app.toponyms.rank import Ranker, Ranking, Resolution, stored_ranking
from app.toponyms.reading import Reading
from app.toponyms.reasons import STRAY, is_stray, reason_of
from app.toponyms.recognise import Recognised, Recogniser, Recognition, stored_recognition
from app.toponyms.seats import capitals
from app.toponyms.taken import Taken
from app.toponyms.twins import told_apart
from app.toponyms.words import Words, english_words
from gazetteer.feature import Feature, Match, NameHit

_SURE_CLUES = frozenset({"locative", "cue_before", "cue_after", "dateline", "label_place"})
"""With one of these a name is a place's even where the gazetteer has none that fits."""
_ARTICLES = frozenset({"al-", "el-", "as-", "ad-", "ar-", "az-", "an-", "at-"})
GOVERNMENT = ("P.PPLC", "A.PCL")
"""What a name stands for that speaks and decides: a capital or a country."""
RUNNERS_UP = 4
_WEIGHTS = {"place": 1.0, "metonym": 0.8, "demonym": 0.5, "part": 0.3}
_JOINTS = frozenset({"and", ",", ", and", "&"})
_CODE = re.compile(r"-?\d")
"""After an abbreviation: "AK-47" is no Alaska."""
_GOES_ON = re.compile(r" (?:na|nad|pod|pri|pri|am|sur|sous|upon|aan|ved|kod|w|ve) [^\W\d_a-z]")
"""After a part of a longer name that is not known as a whole: "Lúč" in "Lúč na Ostrove"."""


class Gazetteer(Protocol):
    """What the reader asks of ``gazetteer.index.Index``."""

    def scan(self, text: str, nested: bool = False) -> Iterator[Match]:
        """Runs of words that are names."""
        ...

    def lookup_key(self, key: str) -> list[NameHit]:
        """Places of a normalised name."""
        ...

    def admin1(self, country: str, code: str) -> Feature | None:
        """A first-order area."""
        ...

    def country(self, code: str) -> Feature | None:
        """A country."""
        ...

    def features(self, tail: str, values: Sequence[Any] = ()) -> list[Feature]:
        """Rows of the file."""
        ...


class ToponymReader:
    """Finds and resolves place names; shared by all articles, keeps only a cache of look-ups."""

    def __init__(
        self,
        index: Gazetteer,
        words: Words | None = None,
        recognition: Recognition | None = None,
        ranking: Ranking | None = None,
    ) -> None:
        """``index``: a ``gazetteer.index.Index``. Words and weights default to the ones shipped."""
        self._index = index
        self._words = words or english_words()
        self._options = Options(index)
        self._capitals: dict[str, Place | None] = {}
        self._recogniser = Recogniser(self._words, recognition or stored_recognition())
        self._ranker = Ranker(ranking or stored_ranking())

    def read(self, parsed: Parsed, outlet: str | None = None) -> tuple[Toponym, ...]:
        """All toponyms by start, none overlapping. ``outlet``: the publisher's country; else source and url tell."""
        outlet = outlet or self._outlet(parsed.article)
        points = coordinates(parsed.article.text)
        reading = Reading(parsed, self._words)
        found = self._recogniser.recognise(reading, self.candidates(reading, points))
        mentions = mentions_of(reading, found, self._words)
        resolutions = told_apart(mentions, self._ranker.resolve(mentions, outlet))
        toponyms = []
        beside = settled(reading.text, mentions, resolutions)
        for each, mention, resolution, near in zip(found, mentions, resolutions, beside, strict=True):
            stray = near is None or is_stray(mention, resolution)
            resolution = near or resolution
            if not stray or _SURE_CLUES.intersection(each.clues):
                toponyms.append(self._toponym(each, mention, resolution, stray))
        toponyms += capitals(reading, toponyms, self._capital)
        toponyms += [_point(parsed.article.text, point) for point in points]
        return tuple(sorted(toponyms, key=lambda toponym: toponym.span.start))

    def _outlet(self, article: Article) -> str | None:
        if not article.source and not article.url:
            return None
        names = [match for match in self._index.scan(article.source or "") if article.source]
        return outlet_of(article, names, self._options)

    def candidates(self, reading: Reading, points: list[Coordinate]) -> list[Candidate]:
        """Runs of words that are names and are written like names, nested ones included, by start."""
        found = []
        matches = list(self._index.scan(reading.text, nested=True))
        points_taken = Taken()
        for point in points:
            points_taken.add(point.span.start, point.span.end)
        spans = {(match.start, match.end) for match in matches}
        for match in matches:
            if reading.text[match.end - 2 : match.end] in ("'s", "’s") and (match.start, match.end - 2) in spans:
                continue  # "Canada's" is no Cañadas
            if points_taken.overlaps(match.start, match.end):
                continue
            cut = reading.text[match.start : match.end]
            if not _written_as_name(cut) or not self._may_begin(reading, match, cut):
                continue
            if is_partial(reading.text, match.start, match.end):
                continue
            tokens = reading.tokens_of(match.start, match.end)
            entry = (
                self._options.of(match.key, form_of(cut, reading.text[match.end : match.end + 1])) if tokens else None
            )
            if tokens and entry:
                found.append(Candidate(match.start, match.end, *tokens, cut, entry))
        return found

    def _may_begin(self, reading: Reading, match: Match, cut: str) -> bool:
        """No name is a function word, begins with one ("The village", "We're") or is money ("US$5")."""
        if reading.text[match.end : match.end + 1] in ("$", "€", "£"):
            return False
        if cut.isupper() and len(cut) <= 3 and _CODE.match(reading.text, match.end):
            return False
        if _GOES_ON.match(reading.text, match.end) or self._is_date(cut):
            return False
        first, *rest = re.split(r"[\s'’]", cut, maxsplit=1)
        if first.lower() not in self._words.function or (first.isupper() and len(first) > 1):
            return True
        return bool(rest) and rest[0][:1].isupper() and len(rest[0]) > 2 and first.lower() == "the"

    def _is_date(self, cut: str) -> bool:
        """ "October 6" is a town near Cairo as well."""
        words = cut.lower().split()
        return all(word.isdigit() or word in self._words.calendar for word in words) and any(map(str.isdigit, words))

    def _toponym(self, found: Recognised, mention: Mention, resolution: Resolution, stray: bool) -> Toponym:
        option, probability = resolution.belief[0]
        country = self._index.country(option.feature.country) if option.feature.country else None
        c = found.candidate
        others = tuple(
            RunnerUp(self.place_of(other.feature), round(score, 3))
            for other, score in resolution.belief[0 if stray else 1 : RUNNERS_UP + 1]
            if score >= 0.001
        )
        if stray:
            return Toponym(
                Span(c.start, c.end), c.text, found.kind, None, round(found.probability / 2, 3), STRAY, others
            )
        return Toponym(
            Span(c.start, c.end),
            c.text,
            found.kind,
            self.place_of(option.feature),
            round(found.probability * probability, 3),
            reason_of(mention, resolution, country.name if country else None),
            others,
        )

    def _capital(self, country: str) -> Place | None:
        if country not in self._capitals:
            found = self._index.features("where f.country = ? and f.code = 'PPLC' limit 1", (country,))
            self._capitals[country] = self.place_of(found[0]) if found else None
        return self._capitals[country]

    def place_of(self, feature: Feature) -> Place:
        """The gazetteer's entry as the pipeline sees it."""
        area = self._index.admin1(feature.country, feature.admin1) if feature.country and feature.admin1 else None
        return Place(
            feature.key,
            feature.geonameid,
            feature.name,
            feature.lat,
            feature.lon,
            feature.country,
            feature.admin1,
            area.name if area else None,
            f"{feature.feature_class}.{feature.feature_code}",
            feature.population,
            feature.radius_km,
            feature.zone,
            feature.note,
        )


def _written_as_name(text: str) -> bool:
    """Begins with a capital (or a letter of a script without case, or an Arabic article and a capital)."""
    first = text[0]
    if first.isupper() or (first.isalpha() and not first.islower()):
        return not (len(text) > 3 and " " in text and text.split()[-1].islower() and len(text.split()) > 3)
    return text[:3] in _ARTICLES and text[3:4].isupper()


def mentions_of(reading: Reading, found: list[Recognised], words: Words) -> list[Mention]:
    """The recognised names with the containers and feature words that stand around them."""
    mentions = []
    candidates = [each.candidate for each in found]
    helds = [container_of(reading.text, candidates, i) for i in range(len(candidates))]
    holding = {held[0] for held in helds if held and held[1] == "next"}
    asked = _asked_for(reading, candidates, words)
    for i, (each, held) in enumerate(zip(found, helds, strict=True)):
        c = each.candidate
        container = candidates[held[0]].entry if held else None
        weight = _WEIGHTS[each.kind] * (2.0 if "dateline" in each.clues else 1.0)
        cues = GOVERNMENT if each.kind == "metonym" else asked[i]
        if not cues and i in holding:
            cues = AREAS
        small, denied = _called_small(reading, c, words), is_denied(reading.text, candidates, i)
        local = c.last - c.first > 1 and reading.word(c.last - 1) in words.local_sites
        mentions.append(Mention(c.start, c.end, c.entry, container, cues, small, denied, local, weight))
    return mentions


def _asked_for(reading: Reading, candidates: list[Candidate], words: Words) -> list[tuple[str, ...]]:
    """For each name the feature classes that the words around it ask for; "A, B and C regions" are three regions."""
    asked = [_cues(reading, c, words) for c in candidates]
    shared: tuple[str, ...] = ()
    for i in range(len(candidates) - 1, 0, -1):
        before, c = candidates[i - 1], candidates[i]
        following = reading.word(c.last)
        if following.endswith("s") and following in words.cues_after:
            shared = words.cues_after[following]
        if shared and not asked[i - 1] and reading.text[before.end : c.start].strip() in _JOINTS:
            asked[i - 1] = shared
        else:
            shared = ()
    return asked


def _cues(reading: Reading, c: Candidate, words: Words) -> tuple[str, ...]:
    """Feature classes that "village of X" or "X Province" ask for; the name's own last word counts too."""
    own = words.cues_after.get(reading.word(c.last - 1)) if not c.single else None
    if own and own[0][0] in "HT":
        return own
    before = reading.word(c.first - 1)
    if before == "of" and reading.same_sentence(c.first - 2, c.first):
        cue = words.cues_before.get(reading.word(c.first - 2))
        part = reading.same_sentence(c.first - 3, c.first) and reading.capital[c.first - 3]
        if cue and not part:  # "the Abu Salim district of Tripoli" says nothing of Tripoli
            return cue
    after = words.cues_after.get(reading.word(c.last)) if reading.same_sentence(c.last, c.first) else None
    if after:
        return after
    if before in words.cues_before and reading.same_sentence(c.first - 1, c.first) and reading.capital[c.first - 1]:
        return words.cues_before[before]
    return ()


def _called_small(reading: Reading, c: Candidate, words: Words) -> bool:
    """ "the village of X", "X village"."""
    before = reading.word(c.first - 2) if reading.word(c.first - 1) == "of" else reading.word(c.first - 1)
    return before in words.small_places or reading.word(c.last) in words.small_places


def _point(text: str, point: Coordinate) -> Toponym:
    cut = point.span.cut(text)
    place = Place(None, None, cut, point.lat, point.lon, None, None, None, "S.PT")
    return Toponym(point.span, cut, "place", place, 0.99, f"coordinates in the text, read as {point.form}")


__all__ = ["Option", "ToponymReader", "mentions_of"]
