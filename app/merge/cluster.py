"""Complete linkage over a component of claims: every two members of an incident are alike.

Reports that a reviewer linked come first. Then the two clusters whose least alike members are most alike become one,
as long as those are alike enough; ties go by digest, so the answer depends on the set of claims alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from app.merge.similarity import SAME, likeness
from app.model.merging import Claim, Link

Matrix = npt.NDArray[np.float64]


def clusters(claims: Sequence[Claim], links: Iterable[Link]) -> list[list[Claim]]:
    """The partition, each cluster sorted by report id, clusters by their first member."""
    ordered = sorted(claims, key=lambda claim: claim.report_id)
    if len(ordered) < 2:
        return [[claim] for claim in ordered]
    place = {claim.report_id: i for i, claim in enumerate(ordered)}
    scores = _scores(ordered)
    must: list[tuple[int, int]] = []
    for link in links:
        if link.first in place and link.second in place:
            i, j = place[link.first], place[link.second]
            scores[i, j] = scores[j, i] = 2.0 if link.same else -2.0
            if link.same:
                must.append((min(i, j), max(i, j)))
    groups = _linked(len(ordered), scores, must)
    groups = _agglomerate(groups, scores)
    return sorted(([ordered[i] for i in sorted(group)] for group in groups), key=lambda members: members[0].report_id)


def _scores(claims: Sequence[Claim]) -> Matrix:
    """Symmetric matrix of likeness; the diagonal is 2."""
    scores = np.full((len(claims), len(claims)), 2.0)
    for i, first in enumerate(claims):
        for j in range(i):
            scores[i, j] = scores[j, i] = likeness(first, claims[j]).score
    return scores


def _linked(count: int, scores: Matrix, must: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Singles, joined along the reviewers' links: but never across a reviewer's cannot-link."""
    of = list(range(count))
    groups = {i: {i} for i in of}
    for i, j in sorted(must):
        first, second = of[i], of[j]
        if first == second or any(scores[a, b] == -2.0 for a in groups[first] for b in groups[second]):
            continue
        keep, lose = min(first, second), max(first, second)
        groups[keep] |= groups.pop(lose)
        for member in groups[keep]:
            of[member] = keep
    return [groups[key] for key in sorted(groups)]


def _between(first: set[int], second: set[int], scores: Matrix) -> float:
    """How alike two units are: by their most alike reports, since a reviewer said that each speaks for its unit.

    His "not the same" on any pair stands above all.
    """
    values = scores[np.ix_(sorted(first), sorted(second))]
    return float(values.min() if values.min() == -2.0 else values.max())


def _agglomerate(groups: list[set[int]], scores: Matrix) -> list[set[int]]:
    """Join the most alike two until none is alike enough. O(clusters²) a step on a matrix of clusters."""
    count = len(groups)
    between = np.full((count, count), -3.0)
    for i in range(count):
        for j in range(i):
            between[i, j] = _between(groups[i], groups[j], scores)
    alive = [True] * count
    while count > 1:
        best = float(between.max())
        if best < SAME:
            break
        candidates = np.argwhere(between == best)
        j, i = min((min(groups[b]), min(groups[a]), b, a) for a, b in candidates.tolist())[2:]
        groups[j] = groups[j] | groups[i]
        alive[i] = False
        merged = np.minimum(_row(between, i), _row(between, j))
        between[i, :] = between[:, i] = -3.0
        for k in range(count):
            if alive[k] and k != j:
                between[max(j, k), min(j, k)] = merged[k]
    return [group for group, living in zip(groups, alive, strict=True) if living]


def _row(between: Matrix, i: int) -> npt.NDArray[np.float64]:
    """The linkage of cluster ``i`` with all others, from the lower triangle."""
    return np.concatenate([between[i, :i], [-3.0], between[i + 1 :, i]])
