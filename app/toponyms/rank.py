"""Which of the places of a name is meant: a linear score over clues, made into probabilities."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from app.toponyms.containers import holds
from app.toponyms.context import Anchor, Belief, Context
from app.toponyms.mention import Mention, Sense, senses
from app.toponyms.options import Option, kilometres

FEATURES = (
    "size", "country", "admin1", "admin2", "capital", "natural", "site", "other_name", "odd_name", "biggest",
    "in_next_area", "in_next_country", "country_named", "country_named_share", "area_named", "area_named_share",
    "country_share", "area_share", "nearest", "near_mean", "near_50", "near_200", "cue_fits", "cue_fits_code",
    "cue_against",
    "outlet", "outlet_alone", "area_possible", "near_possible", "continent",
    "beside_country", "alias_beside_country", "twin", "twin_wanted", "twin_seat", "alias_beside_name", "too_large",
    "metropolis", "country_close", "area_close", "fame", "area_fame",
)  # fmt: skip
"""What is known of an option in its article, in the order of the weights."""
TEMPERATURE = 1.4
"""The final scores are divided by it: weights learned on one corpus are too sure of themselves on another."""
METROPOLIS = 700_000
"""Cities of this size are named without more, where neither the text nor the outlet tells of another place."""
SMALL = 30_000
"""No village has more people."""
INSIDE_COUNTRY_KM = 150.0
INSIDE_AREA_KM = 30.0
KEPT = 6
"""Options that stay in a belief and may be listed as runners-up."""


_AT = {name: i for i, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights in the order of ``FEATURES`` for the first pass (context from priors) and the second."""

    first: tuple[float, ...]
    second: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The options of a mention with probabilities, best first, and the winner's clues."""

    belief: Belief
    clues: tuple[float, ...]
    anchor: Option | None
    """The other place named in the text to which the winner lies nearest."""
    company: float
    """How many votes for countries the rest of the article has."""

    def clue(self, feature: str) -> float:
        """The winner's value of a feature."""
        return self.clues[_AT[feature]]


def stored_ranking() -> Ranking:
    """The weights that ship with the package; ValueError where they do not fit ``FEATURES``."""
    text = resources.files("app.toponyms").joinpath("data").joinpath("ranking.json").read_text("utf-8")
    return ranking_of(json.loads(text))


def ranking_of(table: dict[str, dict[str, dict[str, float]]]) -> Ranking:
    """Weights by name → weights in order."""
    passes = table["weights"]
    for name in ("first", "second"):
        if set(passes[name]) != set(FEATURES):
            raise ValueError(f"weights of pass {name!r} do not fit: {sorted(set(passes[name]) ^ set(FEATURES))}")
    first, second = (tuple(float(passes[name][feature]) for feature in FEATURES) for name in ("first", "second"))
    return Ranking(first, second)


def prior(sense: Sense) -> Belief:
    """Probabilities before any context: size, kind of place and name, and "X, Region"."""
    scores = []
    for option in sense.entry.options:
        area, country = _next_container(sense, option)
        bonus = {"continent": 3.0, "country": 3.0, "admin1": 1.5}.get(option.level, 0.0)
        bonus += 2 * option.seat - (2.0 if option.twin else 0.0)
        bonus -= {"transliterated": 1.5, "historical": 1.5, "alternate": 0.5}.get(option.name_kind, 0.0)
        scores.append(8 * option.size + bonus + 6 * area + 4 * country)
    return belief_of(sense.entry.options, scores)


def belief_of(options: Sequence[Option], scores: list[float]) -> Belief:
    """Softmax, the best first, cut to the options that matter."""
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    ranked = sorted(zip(options, odds, strict=True), key=lambda pair: -pair[1])
    return tuple((option, odd / total) for option, odd in ranked[:KEPT])


def _next_container(sense: Sense, option: Option) -> tuple[float, float]:
    """Whether the option lies in a first-order area, and in a country, that a mention names right after it."""
    area = country = 0.0
    for container in sense.containers.values():
        for outer in container.options:
            if outer.level not in ("country", "admin1") or not holds(outer, option):
                continue
            if outer.level == "country":
                country = 1.0
            else:
                area = 1.0
    return area, country


def features(number: int, sense: Sense, context: Context) -> tuple[list[list[float]], list[Option | None]]:
    """One row of clues an option, in the order of ``FEATURES``, and the anchor to which each lies nearest."""
    anchors = context.anchors(number)
    most = max(option.feature.population for option in sense.entry.options)
    beside = any(
        o.level in ("country", "continent") and o.name_kind in ("official", "short") for o in sense.entry.options
    )
    named = any(o.name_kind == "official" for o in sense.entry.options)
    alone = not anchors and context.outlet is None
    rows, nearest = [], []
    for option in sense.entry.options:
        near, anchor = _nearness(option, anchors)
        rows.append(
            [*_of_itself(option, most), *_next_container(sense, option), *_of_votes(number, option, context), *near,
             *_of_cues(sense, option), *_of_outlet(option, context), *_of_company(number, option, context),
             float(option.level == "continent"), *_of_rivals(beside, option),
             *_of_twins(sense, option), float(named and option.name_kind not in ("official", "short", "abbreviation")),
             float(sense.small and option.feature.population > SMALL),
             float(alone and (option.level == "capital" or _is_metropolis(option))),
             *_of_text(number, sense, option, context), *_of_fame(option)]
        )  # fmt: skip
        nearest.append(anchor)
    return rows, nearest


def _of_itself(option: Option, most: int) -> list[float]:
    level = option.level
    return [
        option.size,
        float(level == "country"),
        float(level == "admin1"),
        float(level == "admin2"),
        option.seat,
        float(level in ("water", "land", "region")),
        float(level == "site"),
        float(option.name_kind in ("alternate", "abbreviation")),
        float(option.name_kind in ("transliterated", "historical")),
        float(option.feature.population == most and most > 0),
    ]


def _of_votes(number: int, option: Option, context: Context) -> list[float]:
    country = option.feature.country
    values = [0.0] * 6
    if country and option.level != "country":
        values[0] = min(1.0, context.has(number, f"nc:{country}"))
        values[1] = context.share(number, f"nc:{country}", "nc")
    if option.admin and option.level not in ("country", "admin1"):
        values[2] = min(1.0, context.has(number, f"na:{option.admin}"))
        values[3] = context.share(number, f"na:{option.admin}", "na")
    if country:
        values[4] = context.share(number, f"c:{country}", "c")
    if option.level == "country":
        values[5] = values[4]
    elif option.admin:
        values[5] = context.share(number, f"a:{option.admin}", "a")
    return values


def _nearness(option: Option, anchors: list[Anchor]) -> tuple[list[float], Option | None]:
    if option.level == "continent" or not anchors:
        return [0.0, 0.0, 0.0, 0.0], None
    best, best_anchor, total, weights = 1.0, None, 0.0, 0.0
    sure_50 = sure_200 = 0.0
    for anchor in anchors:
        distance = _distance(anchor.option, option)
        value = math.log10(10 + distance) / 4.3
        total += anchor.sure * value
        weights += anchor.sure
        closeness = 1 - anchor.sure * (1 - value)
        if closeness < best:
            best, best_anchor = closeness, anchor.option
        if distance < 50:
            sure_50 = max(sure_50, anchor.sure)
        if distance < 200:
            sure_200 = max(sure_200, anchor.sure)
    return [1 - best, 1 - total / weights if weights else 0.0, sure_50, sure_200], best_anchor


def _distance(anchor: Option, option: Option) -> float:
    """Kilometres; what lies inside an area is near it, wherever its middle is."""
    if option.level == "country" and anchor.feature.country == option.feature.country:
        return INSIDE_COUNTRY_KM
    if option.level == "admin1" and anchor.admin == option.admin:
        return INSIDE_AREA_KM
    return kilometres(anchor.unit, option.unit)


def _of_cues(sense: Sense, option: Option) -> list[float]:
    if not sense.cues:
        return [0.0, 0.0, 0.0]
    code = f"{option.feature.feature_class}.{option.feature.feature_code}"
    fits = any(code.startswith(cue) for cue in sense.cues)
    return [float(fits), float(code.startswith(sense.cues[0])), float(not fits)]


def _of_outlet(option: Option, context: Context) -> list[float]:
    same = float(context.outlet is not None and option.feature.country == context.outlet)
    return [same, same * (option.level not in ("country", "admin1"))]


def _of_rivals(beside: bool, option: Option) -> list[float]:
    """A town that bears a country's name, or has it as a second name ("Mexico" for Mexico City)."""
    if not beside or option.level in ("country", "continent"):
        return [0.0, 0.0]
    return [1.0, float(option.name_kind != "official")]


def _is_metropolis(option: Option) -> bool:
    return option.level == "city" and option.feature.population >= METROPOLIS


def _of_fame(option: Option) -> list[float]:
    """How many names the sources give a place, as a logarithm: 1 for 127; apart for states and districts."""
    fame = math.log2(1 + option.feature.names) / 7
    return [fame, fame * (option.level in ("admin1", "admin2"))]


def _of_text(number: int, sense: Sense, option: Option, context: Context) -> list[float]:
    """Whether the option's country, and its area, are named close by."""
    if option.level == "country":
        return [0.0, 0.0]
    country = context.closeness(number, sense.positions, option.feature.country)
    return [country, context.closeness(number, sense.positions, option.admin) if option.level != "admin1" else 0.0]


def _of_twins(sense: Sense, option: Option) -> list[float]:
    """The area of a city's name, whether the words around ask for an area, and the city that has such an area."""
    wanted = bool(sense.cues) and sense.cues[0].startswith("A")
    seat = option.level in ("city", "capital") and any(
        other.twin and other.level == "admin1" and other.admin == option.admin for other in sense.entry.options
    )
    return [float(option.twin), float(option.twin and wanted), float(seat)]


def _of_company(number: int, option: Option, context: Context) -> list[float]:
    if option.level == "continent":
        return [0.0, 0.0]
    area, near = context.possible(number, option)
    return [math.log1p(area), math.log1p(near)]


class Ranker:
    """Resolves the mentions of one article together, in two passes."""

    def __init__(self, ranking: Ranking) -> None:
        """The weights to use."""
        self._ranking = ranking

    def resolve(self, mentions: list[Mention], outlet: str | None = None) -> list[Resolution]:
        """For each mention, in order, the places it may mean with their probabilities."""
        groups = senses(mentions)
        beliefs = [prior(sense) for sense in groups]
        found: list[Resolution] = []
        for weights, temperature in ((self._ranking.first, 1.0), (self._ranking.second, TEMPERATURE)):
            context = Context(groups, beliefs, outlet)
            found = [self._judge(i, sense, context, weights, temperature) for i, sense in enumerate(groups)]
            beliefs = [each.belief for each in found]
        by_mention: dict[int, Resolution] = {}
        for sense, resolution in zip(groups, found, strict=True):
            by_mention.update(dict.fromkeys(sense.mentions, resolution))
        return [by_mention[i] for i in range(len(mentions))]

    def _judge(
        self, number: int, sense: Sense, context: Context, weights: tuple[float, ...], temperature: float
    ) -> Resolution:
        rows, anchors = features(number, sense, context)
        scores = [sum(map(float.__mul__, weights, row)) for row in rows]
        best = max(range(len(scores)), key=scores.__getitem__)
        belief = belief_of(sense.entry.options, [score / temperature for score in scores])
        return Resolution(belief, tuple(rows[best]), anchors[best], context.has(number, "c"))
