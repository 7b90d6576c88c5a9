"""Which of a sentence's time expressions is when the event happened."""

from __future__ import annotations

from app.events.places import climb, core_of, reach_of
from app.events.scene import Scene
from app.events.times import TimeExpression
from app.events.triggers import Found

ENOUGH = 0.25
"""Below this an expression belongs to something else, such as the verb of saying ("Xinhua said on Monday")."""
ALONE = 0.14
"""Enough for the only day that a sentence names."""


def event_times(scene: Scene, found: Found, times: list[TimeExpression]) -> list[TimeExpression]:
    """Expressions that belong to the event, the nearest first."""
    core = core_of(scene, found)
    reach = reach_of(scene, found, core)
    scored = [(_closeness(scene, found, expression, core, reach), -n, expression) for n, expression in enumerate(times)]
    days = [expression for expression in times if expression.past is not None]
    least = ALONE if len(days) == 1 else ENOUGH
    kept = sorted((s for s in scored if s[0] >= least), key=lambda s: (-s[0], -s[1]))
    return [expression for _, _, expression in kept]


def _closeness(
    scene: Scene, found: Found, expression: TimeExpression, core: set[int], reach: dict[int, float]
) -> float:
    inside = [t for t in scene.tree.tokens if t.start < expression.span.end and expression.span.start < t.end]
    if not inside:
        return 0.0
    indices = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indices or t.head == t.i]
    best = 0.0
    for top in tops or inside[:1]:
        if any(t.i in core for t in inside):
            return 1.0
        best = max(best, climb(scene, top, core, reach, set()))
    between = scene.parsed.article.text[
        min(expression.span.end, found.span.end) : max(expression.span.start, found.span.start)
    ]
    return best * (0.8 if ";" in between else 1.0)
