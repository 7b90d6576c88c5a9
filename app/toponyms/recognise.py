"""Which runs of words name a place, and in which role."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from app.model.toponym import ToponymKind
from app.toponyms.containers import container_of
from app.toponyms.evidence import Candidate, Evidence
from app.toponyms.reading import Reading
from app.toponyms.roles import is_metonym
from app.toponyms.taken import Taken
from app.toponyms.words import Words

_PART_CLUES = frozenset(
    {"organisation_before", "organisation_after", "label_org_longer", "label_other_longer", "label_place_longer",
     "capital_before", "capital_after", "ailment_after", "feature_after"}
)  # fmt: skip
_PERSON_CLUES = frozenset({"label_person_longer", "title_before", "first_name_before", "person_elsewhere"})
_NO_PART_CLUES = _PERSON_CLUES | {"never_alone", "word", "word_unsure", "first_name", "calendar", "acronym", "short"}
_NAMED_OTHERWISE = frozenset(
    {"label_person_longer", "title_before", "first_name_before", "organisation_before", "organisation_after",
     "ailment_after", "label_org_longer", "capital_before", "capital_after"}
)  # fmt: skip
_SPATIAL_CLUES = frozenset({"locative", "cue_before", "cue_after", "contained_in", "container_after", "dateline"})
_GAP = 12
"""Characters that may stand between two members of a list or of "X, Region"."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A candidate that was taken: ``probability`` 0…1 that it names a place in this role."""

    candidate: Candidate
    kind: ToponymKind
    probability: float
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """Log-odds by clue, from ``data/recognition.json``."""

    bias: float
    weights: Mapping[str, float]

    def score(self, clues: Iterable[str]) -> float:
        """Log-odds that the candidate names a place."""
        return self.bias + sum(self.weights.get(clue, 0.0) for clue in clues)


def stored_recognition() -> Recognition:
    """The weights that ship with the package."""
    text = resources.files("app.toponyms").joinpath("data").joinpath("recognition.json").read_text("utf-8")
    table = json.loads(text)
    return Recognition(float(table["bias"]), table["weights"])


class Recogniser:
    """Scores candidates by their clues, lets lists and containers help each other, and resolves overlaps."""

    def __init__(self, words: Words, recognition: Recognition) -> None:
        """Words of the language and weights of the clues."""
        self._words = words
        self._weights = recognition

    def recognise(self, reading: Reading, candidates: list[Candidate]) -> list[Recognised]:
        """The candidates taken, by start, none overlapping."""
        found = list(zip(candidates, self.clues(reading, candidates), strict=True))
        scored = [(self._weights.score(clues), c, clues) for c, clues in found]
        scored = self._same_name(self._lists(reading, scored))
        return self._choose(reading, scored)

    def clues(self, reading: Reading, candidates: list[Candidate]) -> list[list[str]]:
        """The clues of each candidate, those from its neighbours included."""
        evidence = Evidence(reading, self._words)
        found = [evidence.of(c) for c in candidates]
        for i, clues in enumerate(found):
            container = container_of(reading.text, candidates, i)
            if container is not None:
                clues.append("container_after" if container[1] == "next" else "contained_in")
                if "contained_before" not in found[container[0]]:
                    found[container[0]].append("contained_before")
        _spread_ailments(candidates, found)
        return found

    def _lists(
        self, reading: Reading, scored: list[tuple[float, Candidate, list[str]]]
    ) -> list[tuple[float, Candidate, list[str]]]:
        """A candidate joined by a comma or "and" to one that is taken surely is more likely to be one too."""
        result = []
        for i, (score, c, clues) in enumerate(scored):
            if -2.5 < score < 2.5 and any(
                other > 1.5 and _listed(reading, c, neighbour)
                for other, neighbour, _ in (*scored[max(0, i - 3) : i], *scored[i + 1 : i + 4])
            ):
                clues = [*clues, "in_list"]
                score = self._weights.score(clues)
            result.append((score, c, clues))
        return result

    def _same_name(self, scored: list[tuple[float, Candidate, list[str]]]) -> list[tuple[float, Candidate, list[str]]]:
        """A name that surely is a place's in one sentence is likely to be so in the next."""
        sure = {c.entry.key for score, c, clues in scored if score > 3 and not _PERSON_CLUES.intersection(clues)}
        result = []
        for score, c, clues in scored:
            if score < 3 and c.entry.key in sure and not _NAMED_OTHERWISE.intersection(clues):
                clues = [*clues, "place_elsewhere"]
                score = self._weights.score(clues)
            result.append((score, c, clues))
        return result

    def _choose(self, reading: Reading, scored: list[tuple[float, Candidate, list[str]]]) -> list[Recognised]:
        chosen: list[Recognised] = []
        taken = Taken()
        for score, c, clues in sorted(scored, key=lambda row: (row[1].start - row[1].end, row[1].start)):
            if taken.overlaps(c.start, c.end):
                continue
            kind = self._kind(reading, c, clues, score)
            if kind is None:
                continue
            taken.add(c.start, c.end)
            chosen.append(Recognised(c, kind, _probability(score if kind != "part" else max(score, 0.2)), tuple(clues)))
        return _no_halves(reading, sorted(chosen, key=lambda each: each.candidate.start))

    def _kind(self, reading: Reading, c: Candidate, clues: list[str], score: float) -> ToponymKind | None:
        """The role of a candidate, None for no place."""
        if c.entry.options[0].name_kind == "demonym" or _is_nationality(reading, c, clues):
            return "demonym" if score > -3.0 and not _PERSON_CLUES.intersection(clues) else None
        if score > 0:
            if any(clue.startswith(("organisation", "ailment", "feature")) for clue in clues):
                return "part"
            return "metonym" if is_metonym(reading, c, self._words) else "place"
        known = c.entry.population >= 100_000 or c.entry.best in ("country", "continent", "admin1", "region", "water")
        part = _PART_CLUES.intersection(clues) and not _NO_PART_CLUES.intersection(clues)
        return "part" if known and part else None


def _spread_ailments(candidates: list[Candidate], found: list[list[str]]) -> None:
    """Where "West Nile virus" is written, "West Nile cases" are no place's either, unless something is in West Nile."""
    ailing = {c.entry.key for c, clues in zip(candidates, found, strict=True) if "ailment_after" in clues}
    placed = {c.entry.key for c, clues in zip(candidates, found, strict=True) if _SPATIAL_CLUES.intersection(clues)}
    for c, clues in zip(candidates, found, strict=True):
        if c.entry.key in ailing - placed and "ailment_after" not in clues:
            clues.append("ailment_after")


def _no_halves(reading: Reading, chosen: list[Recognised]) -> list[Recognised]:
    """Two towns' names with nothing between them are the halves of one that the gazetteer lacks: "Khair Khana"."""
    halves = set()
    for one, other in zip(chosen, chosen[1:], strict=False):
        between = reading.text[one.candidate.end : other.candidate.start]
        if between == " " and _is_small(one) and _is_small(other):
            halves |= {one.candidate.start, other.candidate.start}
    return [each for each in chosen if each.candidate.start not in halves]


def _is_small(each: Recognised) -> bool:
    return each.kind == "place" and each.candidate.single and each.candidate.entry.best in ("city", "site", "land")


def _is_nationality(reading: Reading, c: Candidate, clues: list[str]) -> bool:
    """ "Somali" and "Saudi" where the gazetteer has them as other names of the country."""
    best = c.entry.options[0]
    adjective = reading.tokens[c.last - 1].pos == "ADJ" and "label_norp" in clues
    return adjective and best.level == "country" and best.name_kind == "alternate"


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, score))))


def _listed(reading: Reading, c: Candidate, other: Candidate) -> bool:
    first, second = (c, other) if c.start < other.start else (other, c)
    gap = reading.text[first.end : second.start]
    return 0 < len(gap) <= _GAP and gap.strip(" ,").lower() in ("", "and", "or", "and the", "the", "&") and gap != " "
