"""Days set before a clause: "on Monday police fired tear gas, and on Tuesday they raided a camp"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.events.expression import TimeExpression
from app.events.scene import Scene
from app.model.article import Span

_OPENS = re.compile(
    r"(?:^|[;:—–]\s*|,?\s*\b(?:and|but|while|then)\s+)(?:(?:then|again|early|late|earlier|later|only)\s+)?"
    r"(?:(?:on|in|at|by|since|during)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands between an earlier clause and a day that is set before the next."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class DatedClause:
    """A clause and the day before it, as far as the next such day."""

    expression: TimeExpression
    span: Span


def dated_clauses(scene: Scene, times: list[TimeExpression]) -> list[DatedClause]:
    """Clauses with a day of their own before them; none where the sentence has but one such, which any parse reads."""
    opening = [e for e in times if e.past is not None and e.past.tells_day and _opens_clause(scene, e)]
    first = scene.sentence.span.start
    if not any(e.span.start - first > 8 for e in opening):
        return []
    ends = [*(e.span.start for e in opening[1:]), scene.sentence.span.end]
    clauses = (DatedClause(e, Span(e.span.start, end)) for e, end in zip(opening, ends, strict=True))
    return [clause for clause in clauses if _has_verb(scene, clause)]


def times_in_clause(
    scene: Scene, at: Span, times: list[TimeExpression]
) -> tuple[TimeExpression | None, list[TimeExpression]]:
    """The day set before the clause that holds ``at``, and the times that are not set before other clauses."""
    clauses = dated_clauses(scene, times)
    own = next((c.expression for c in clauses if c.span.start <= at.start < c.span.end), None)
    others = [c.expression for c in clauses if c.expression is not own]
    return own, [e for e in times if e not in others]


def _opens_clause(scene: Scene, expression: TimeExpression) -> bool:
    before = scene.parsed.article.text[scene.sentence.span.start : expression.span.start]
    return _OPENS.search(before) is not None


def _has_verb(scene: Scene, clause: DatedClause) -> bool:
    """Whether a subject and its verb follow: "on Monday and on Tuesday in the capital" is no clause."""
    after = [t for t in scene.tree.tokens if clause.expression.span.end <= t.start < clause.span.end]
    verb = next((n for n, t in enumerate(after) if t.tag in _FINITE), None)
    return verb is not None and any(t.pos in {"NOUN", "PROPN", "PRON", "NUM"} for t in after[:verb])
