"""Which of a sentence's time expressions is when the event happened."""

from __future__ import annotations

import re

from app.events.expression import TimeExpression, from_day
from app.events.fronted import times_in_clause
from app.events.paths import climb, core_of, reach_of
from app.events.phrase import COUNT, number_of
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.article import Span
from app.model.parsed import Token

ENOUGH = 0.25
"""Below this an expression belongs to something else, such as the verb of saying ("Xinhua said on Monday")."""
ALONE = 0.14
"""Enough for the only day that a sentence names."""


def event_times(scene: Scene, found: Found, times: list[TimeExpression], others: list[Found]) -> list[TimeExpression]:
    """Expressions that belong to the event, the nearest first."""
    before, times = times_in_clause(scene, found.span, times)
    times = [_counted_on(scene, found, e) for e in times if not _is_of_another(scene, found, e, others)]
    counted = counted_from(scene, found, times)
    if counted is not None:
        return [counted]
    core = core_of(scene, found)
    if _told_aside(scene, found):
        own = {t.i for t in scene.tree.subtree(found.token)}
        return [e for e in times if any(t.i in own for t in scene.tree.tokens if e.span.start <= t.start < e.span.end)]
    reach = reach_of(scene, found, core)
    scored = [
        (_BEFORE_CLAUSE if expression is before else _closeness(scene, found, expression, core, reach), -n, expression)
        for n, expression in enumerate(times)
    ]
    days = [expression for expression in times if expression.past is not None]
    least = ALONE if len(days) == 1 else ENOUGH
    kept = sorted((s for s in scored if s[0] >= least), key=lambda s: (-s[0], -s[1]))
    return _finer_first(_local_first([expression for _, _, expression in kept]))


_BEFORE_CLAUSE = 0.7
"""How near a day set before a clause is to what the clause tells: what stands beside the verb is nearer."""
_COUNTED = re.compile(rf"\b(?:the|{COUNT})\s+(?P<unit>day|week|night|evening|morning)s?\s+$", re.IGNORECASE)
_COUNTED_ON = re.compile(
    rf"(?:\b(?:the|{COUNT})\s+(?P<unit>hour|day|week)s?\s+(?P<way>after|before)|\b(?:the\s+)?(?P<eve>eve)\s+of)"
    r"\s+(?P<gap>[^,;:.]{0,60})$",
    re.IGNORECASE,
)
_DAYS = {"week": 7.0, "hour": 1 / 24}
_MOST_DAYS = 30
"""Days from another event that are counted so."""


def counted_from(scene: Scene, found: Found, times: list[TimeExpression]) -> TimeExpression | None:
    """ "They marched on Monday, two days after a blast": the blast's day, counted from the march's."""
    joint = _joint(scene, found.token)
    if joint is None:
        return None
    first = scene.sentence.span.start
    match = _COUNTED.search(scene.parsed.article.text[max(first, joint.start - 30) : joint.start])
    if match is None:
        return None
    shift = _shift(match, joint.lemma != "after")
    if shift is None:
        return None
    span = Span(joint.start - len(match.group()), joint.end)
    below = scene.tree.subtree(scene.tree.all[joint.head] if joint.dep == "mark" else joint)
    inside = {t.i for t in below}
    own = [e for e in times if e.past and any(t.i in inside and e.span.start <= t.start < e.span.end for t in below)]
    if own:
        return None
    relative = TimeExpression(span, shift_days=shift)
    anchors = [e for e in times if e.past is not None and e.past.tells_day]
    return from_day(relative, anchors[0].past.start.date()) if anchors and anchors[0].past else relative


def _shift(match: re.Match[str], after: bool) -> int | None:
    """Days by which a phrase such as "two weeks after" moves a day; None where they are too many to be exact."""
    days = number_of(match["count"] or "one") * _DAYS.get(match["unit"].lower(), 1.0)
    if days > _MOST_DAYS or days % 1:
        return None
    return int(days if after else -days)


def _counted_on(scene: Scene, found: Found, expression: TimeExpression) -> TimeExpression:
    """ "Two days after the quake on 3 May, a fire broke out": for the fire it is 5 May, for the quake the 3rd."""
    if expression.past is None or not expression.past.tells_day:
        return expression
    first = scene.sentence.span.start
    match = _COUNTED_ON.search(scene.parsed.article.text[first : expression.span.start])
    if match is None or first + match.start() <= found.span.start < expression.span.start:
        return expression
    days = -1 if match["eve"] else _shift(match, match["way"].lower() == "after")
    if days is None:
        return expression
    relative = TimeExpression(Span(first + match.start(), expression.span.end), shift_days=days)
    return from_day(relative, expression.past.start.date())


def _joint(scene: Scene, token: Token) -> Token | None:
    """The "after" or "before" below which the event stands, without another clause between."""
    chain = [token]
    for ancestor in scene.tree.ancestors(token):
        chain.append(ancestor)
        if len(chain) > 4:
            break
    for at in chain:
        if at.lemma in {"after", "before"} and at.dep == "prep" and at is not token:
            return at
        for child in scene.tree.children(at):
            if child.dep == "mark" and child.lemma in {"after", "before"} and at.dep in {"advcl", "pcomp"}:
                return child
    return None


def _local_first(kept: list[TimeExpression]) -> list[TimeExpression]:
    """ "At 23:50 GMT on Monday, or 6:50 a.m. on Tuesday local time": the place's own clock tells its day."""
    if not kept or kept[0].past is None or kept[0].past.zone is None:
        return kept
    local = [e for e in kept if e.past and e.past.zone is None and e.past.precision in {"minute", "hour"}]
    return [*local, *(e for e in kept if e not in local)]


def _finer_first(kept: list[TimeExpression]) -> list[TimeExpression]:
    """ "On Monday, for the first time this year": what lies within the nearest one's time tells it better."""
    whole = kept[0].past if kept else None
    if whole is None:
        return kept
    for expression in kept[1:]:
        part = expression.past
        if part is None or part.end - part.start >= whole.end - whole.start:
            continue
        if whole.start <= part.start and part.end <= whole.end:
            return [expression, *(e for e in kept if e is not expression)]
    return kept


def _is_of_another(scene: Scene, found: Found, expression: TimeExpression, others: list[Found]) -> bool:
    """ "Last month's robbery", "the bombing of 2017": the time of another event's noun is that event's alone."""
    nouns = {other.token.i for other in others if other is not found and other.token.pos == "NOUN"}
    inside = _inside(scene, expression)
    if any(t.dep in {"poss", "compound", "nmod", "amod"} and t.head in nouns for t in inside):
        return True
    of = [scene.tree.all[t.head] for t in inside if t.dep == "pobj"]
    return any(prep.lemma == "of" and prep.head in nouns for prep in of)


def _inside(scene: Scene, expression: TimeExpression) -> list[Token]:
    """The words of an expression: a full stop after a month is none."""
    span = expression.span
    return [t for t in scene.tree.tokens if t.start < span.end and span.start < t.end and t.pos != "PUNCT"]


ASIDE = frozenset(
    {
        "toll",
        "investigation",
        "anniversary",
        "funeral",
        "victim",
        "survivor",
        "response",
        "trial",
        "hearing",
        "report",
        "aftermath",
        "inquiry",
        "suspect",
        "memorial",
    }
)
"""Nouns with a time of their own: "the death toll from the collapse reached 184 on Thursday"."""


_HEADING = 0.5
"""How near a date at the head of a line is to all that the line tells: the line's own dates are nearer."""
_HEADED = re.compile(r"\s*(?:[:–—-]|--)\s")


def _heads_line(scene: Scene, expression: TimeExpression) -> bool:
    """ "02/10/2023 - A boat capsized": a date that the sentence begins with, set apart."""
    if expression.past is None or not expression.past.tells_day:
        return False
    begins = expression.span.start - scene.sentence.span.start <= 2
    return begins and _HEADED.match(scene.parsed.article.text, expression.span.end) is not None


_WHEN = re.compile(r",?\s+when\s[^.;:]{0,150}")


def _dates_what_follows(scene: Scene, found: Found, expression: TimeExpression) -> bool:
    """ "Two were killed on 14 October when troops shelled the town": wherever the parse hangs the last clause."""
    if expression.past is None or not expression.past.tells_day or found.span.start <= expression.span.end:
        return False
    return _WHEN.fullmatch(scene.parsed.article.text[expression.span.end : found.span.start]) is not None


_SEEN_BY_DAYS = frozenset({"see", "witness"})
""" "Saturday saw thousands protest": what a day sees happens on it."""


def _told_aside(scene: Scene, found: Found) -> bool:
    if found.token.pos not in {"NOUN", "PROPN"}:
        return False
    for ancestor in scene.tree.ancestors(found.token):
        if ancestor.pos in {"VERB", "AUX"}:
            return False
        if ancestor.lemma in ASIDE:
            return True
    return False


def _closeness(
    scene: Scene, found: Found, expression: TimeExpression, core: set[int], reach: dict[int, float]
) -> float:
    inside = _inside(scene, expression)
    if not inside:
        return 0.0
    if _heads_line(scene, expression):
        return _HEADING
    if _dates_what_follows(scene, found, expression):
        return _BEFORE_CLAUSE
    if len(inside) == 1 and inside[0].dep == "nummod" and inside[0].head not in core:
        return 0.0  # "a 2009 car": the year of the thing
    indices = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indices or t.head == t.i]
    best = 0.0
    for top in tops or inside[:1]:
        if any(t.i in core for t in inside):
            return 1.0
        if scene.tree.all[top.head].lemma in _SEEN_BY_DAYS and top.head in reach:
            return 1.0
        aside = any(t.dep == "relcl" and t.head not in core for t in _up_to(scene, top, core))
        best = max(best, climb(scene, top, core, reach, set()) * (0.3 if aside else 1.0))
    between = scene.parsed.article.text[
        min(expression.span.end, found.span.end) : max(expression.span.start, found.span.start)
    ]
    return best * (0.8 if ";" in between else 1.0)


def _up_to(scene: Scene, token: Token, core: set[int]) -> list[Token]:
    """The tokens from an expression up to the event, or to the root."""
    path = [token]
    for ancestor in scene.tree.ancestors(token):
        if ancestor.i in core:
            break
        path.append(ancestor)
    return path
