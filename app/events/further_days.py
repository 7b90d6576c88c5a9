"""A day told apart from the event: "The accident happened on Saturday night.", "2026-05-07 03:12 UTC"."""

from __future__ import annotations

from collections.abc import Sequence

from app.events.context import Context
from app.events.draft import Draft
from app.events.expression import TimeExpression
from app.events.gather import LOOK_BACK, is_lethal
from app.events.times import find_times
from app.events.tree import Tree
from app.model.parsed import Parsed, Sentence, Token

_HAPPEN = frozenset({"happen", "occur", "strike", "begin", "start", "break", "unfold", "hit", "take", "come"})
_HAPPENINGS = frozenset(
    {
        "accident",
        "incident",
        "disaster",
        "tragedy",
        "attack",
        "crash",
        "blast",
        "explosion",
        "shooting",
        "fire",
        "event",
    }
    | {"collision", "collapse", "assault", "raid", "strike", "quake", "earthquake", "violence", "clash", "killing"}
    | {"sinking", "derailment", "stampede", "landslide", "flood", "storm", "ambush", "fighting", "bombing", "it"}
)
_REACH = 5


def date_further(
    before: Sequence[Draft], told: Sequence[Draft], parsed: Parsed, sentence: Sentence, context: Context
) -> None:
    """Give the day of a sentence that only says when it was to the event that the sentences before it tell."""
    if any(is_lethal(draft) and not draft.weak and not draft.referential for draft in told):
        return
    before = before[-LOOK_BACK:]
    home = next((draft for draft in reversed(before) if _is_open(draft, sentence)), None)
    if home is None:
        return
    text = sentence.span.cut(parsed.article.text)
    told_times = find_times(text, sentence.span.start, context.reference)
    times = [e for e in told_times if e.past and e.past.tells_day]
    if len(times) == 1 and (_is_stamp(text, times[0]) or _says_when(Tree(parsed, sentence))):
        for draft in before:
            if draft.trigger == home.trigger and not draft.time_own:
                draft.time, draft.time_own = times[0].past, True
                draft.evidence.append(sentence.span)


def _is_open(draft: Draft, sentence: Sentence) -> bool:
    """Whether the event still lacks a day of its own and was told shortly before."""
    near = 0 < sentence.index - draft.sentence_index <= _REACH
    return near and not draft.time_own and draft.factuality == "asserted" and draft.time_relation == "past"


def _says_when(tree: Tree) -> bool:
    """ "The disaster happened …": a verb of happening whose subject is a happening."""
    roots = [token for token in tree.tokens if token.head == token.i]
    return any(
        root.lemma in _HAPPEN and any(_is_happening(subject) for subject in tree.subjects(root)) for root in roots
    )


def _is_happening(subject: Token) -> bool:
    return subject.lemma in _HAPPENINGS or subject.text.lower() in _HAPPENINGS


def _is_stamp(text: str, expression: TimeExpression) -> bool:
    """A line that is little more than a full date, as bulletins have it."""
    return expression.explicit_year and 2 * (expression.span.end - expression.span.start) >= len(text.strip())
