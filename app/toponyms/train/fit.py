"""Fitting the two passes: conditional logistic regression over the options of each name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from app.toponyms.context import Belief, Context
from app.toponyms.mention import Sense
from app.toponyms.rank import FEATURES, Ranking, belief_of, features, prior
from app.toponyms.train.examples import Case, Example, examples

PENALTY = 1.0
"""Of the squared distance from ``EXPECTED``: small corpora, strong penalty."""
FIRM = frozenset({"twin", "twin_wanted", "twin_seat", "metropolis", "fame"})
FIRM_PENALTY = 30.0
"""A city and the area of its name mostly lie within the 161 km in which the corpora call both right; and local papers,
of which one corpus is made, name their own small town alone, where the world's news means the great city."""
EXPECTED: dict[str, float] = {
    "size": 6.0,
    "fame": 4.0,
    "twin_seat": 1.0,
    "area_fame": 2.0,
    "country": 3.0,
    "admin1": 1.5,
    "admin2": -0.5,
    "capital": 2.0,
    "natural": 1.0,
    "site": -2.5,
    "other_name": -1.0,
    "odd_name": -1.5,
    "biggest": 0.5,
    "in_next_area": 6.0,
    "in_next_country": 3.0,
    "country_named": 0.7,
    "country_named_share": 1.0,
    "area_named": 1.0,
    "area_named_share": 1.0,
    "country_share": 2.0,
    "area_share": 2.0,
    "nearest": 1.0,
    "near_mean": 0.5,
    "near_50": 1.0,
    "near_200": 1.0,
    "cue_fits": 2.0,
    "cue_fits_code": 0.5,
    "cue_against": -1.0,
    "outlet": 1.5,
    "outlet_alone": 1.5,
    "area_possible": 0.5,
    "near_possible": 0.5,
    "continent": 3.0,
    "beside_country": -2.0,
    "alias_beside_country": -4.0,
    "twin": -4.0,
    "twin_wanted": 4.0,
    "alias_beside_name": -1.5,
    "too_large": -4.0,
    "metropolis": 2.0,
    "country_close": 1.5,
    "area_close": 1.5,
}
"""What a geographer would expect before seeing any data; the data move it."""


def fit(cases: Sequence[Case]) -> Ranking:
    """Weights of both passes from these documents alone."""
    first = fit_weights([example for case in cases for example in examples(case)])
    second_examples = []
    for case in cases:
        second_examples += examples(case, lambda groups: beliefs_after(groups, first))
    return Ranking(first, fit_weights(second_examples))


def beliefs_after(groups: list[Sense], weights: tuple[float, ...]) -> list[Belief]:
    """What the first pass believes."""
    context = Context(groups, [prior(sense) for sense in groups])
    beliefs = []
    for number, sense in enumerate(groups):
        rows, _ = features(number, sense, context)
        scores = [sum(map(float.__mul__, weights, row)) for row in rows]
        beliefs.append(belief_of(sense.entry.options, scores))
    return beliefs


def fit_weights(learned: Sequence[Example]) -> tuple[float, ...]:
    """Conditional logistic regression: a name's right options against its wrong ones, drawn towards ``EXPECTED``."""
    expected = np.array([EXPECTED[name] for name in FEATURES])
    penalty = np.array([FIRM_PENALTY if name in FIRM else PENALTY for name in FEATURES])
    tables = [_table(example) for example in learned]
    importance = np.array([example.weight for example in learned])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        apart = weights - expected
        total, slope = float(penalty @ apart**2), 2 * penalty * apart
        for (rows, right), weight in zip(tables, importance, strict=True):
            scores = rows @ weights
            odds = np.exp(scores - scores.max())
            whole, good = odds.sum(), odds[right].sum()
            total -= weight * float(np.log(good / whole + 1e-12))
            slope = slope + weight * (rows.T @ (odds / whole) - rows[right].T @ (odds[right] / max(good, 1e-12)))
        return total, slope

    found = minimize(loss, expected, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return tuple(round(float(weight), 3) for weight in found.x)


def _table(example: Example) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the right and wrong options, and which are right."""
    kept = [(row, label) for row, label in zip(example.rows, example.labels, strict=True) if label is not None]
    return np.array([row for row, _ in kept]), np.array([label == 1 for _, label in kept])


def as_table(ranking: Ranking) -> dict[str, dict[str, float]]:
    """Weights by name, for the JSON file."""
    return {
        "first": dict(zip(FEATURES, ranking.first, strict=True)),
        "second": dict(zip(FEATURES, ranking.second, strict=True)),
    }
