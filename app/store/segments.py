"""The evidence with its neighbours, cut on the server into marked segments (browsers count in UTF-16)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from app.model.event import Event
from app.model.report import Report

NEIGHBOURS = 240
"""Code points shown before and after the evidence, within its paragraph."""

Segment = dict[str, object]
Range = tuple[int, int]
"""First code point, and the one after the last."""


def segments_of(text: str, report: Report) -> list[Segment]:
    """[{"text", "mark", "evidence"}]: mark is trigger, place, time, quantity, actor, attribution or null.

    Excerpts far apart in the text are parted by a segment " … ".
    """
    event = report.event
    evidence = sorted([(span.start, span.end) for span in event.evidence or (event.trigger,)], key=itemgetter(0))
    windows, told = _joined([_window(text, *span) for span in evidence]), _joined(evidence)
    marks = _marks(event)
    found: list[Segment] = []
    for first, last in windows:
        if found:
            found.append({"text": " … ", "mark": None, "evidence": False})
        _cut(text, first, last, told, marks, found)
    return found


def _window(text: str, start: int, end: int) -> Range:
    """The evidence, and of its paragraph at most ``NEIGHBOURS`` code points on either side, whole words."""
    first = max(text.rfind("\n", 0, start) + 1, start - NEIGHBOURS)
    if first > 0 and text[first - 1] != "\n":
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else start
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    last = min(stop, end + NEIGHBOURS)
    if last < stop:
        blank = text.rfind(" ", end, last)
        last = blank if blank >= 0 else end
    return first, last


def _joined(ranges: Sequence[Range]) -> list[Range]:
    """Ranges that touch become one; they are sorted by their starts."""
    found: list[Range] = []
    for start, end in ranges:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _marks(event: Event) -> list[tuple[int, int, str]]:
    """Spans with their marks, none overlapping another, by start. Where two overlap, the first named here stands."""
    wanted = [(event.trigger, "trigger")]
    if event.place is not None:
        wanted.append((event.place.toponym.span, "place"))
    if event.time is not None and event.time.span is not None:
        wanted.append((event.time.span, "time"))
    wanted += [(one.span, "quantity") for one in event.quantities]
    wanted += [(one.span, "actor") for one in event.participants]
    wanted += [(one.span, "attribution") for one in event.attribution]
    taken: list[tuple[int, int, str]] = []
    for span, mark in wanted:
        start, end = span.start, span.end
        pieces = [(start, end)]
        for other, other_end, _ in taken:
            if other < end and start < other_end:
                pieces = [piece for old in pieces for piece in _without(old, other, other_end)]
        taken += [(one, last, mark) for one, last in pieces if one < last]
    taken.sort()
    return taken


def _without(piece: Range, start: int, end: int) -> list[Range]:
    """A piece minus ``[start, end)``."""
    if end <= piece[0] or piece[1] <= start:
        return [piece]
    return [(piece[0], start), (end, piece[1])]


def _cut(
    text: str, first: int, last: int, told: Sequence[Range], marks: Sequence[tuple[int, int, str]], found: list[Segment]
) -> None:
    """One walk over all edges within a window; neither ``told`` nor ``marks`` overlap among themselves."""
    marked = {max(start, first): (end, mark) for start, end, mark in marks if first < end and start < last}
    evident = {max(start, first): end for start, end in told if first < end and start < last}
    edges = {first, last, *marked, *evident, *evident.values(), *[end for end, _ in marked.values()]}
    cuts = sorted([edge for edge in edges if edge <= last])
    mark: str | None = None
    mark_end = evidence_end = first
    for start, end in pairwise(cuts):
        if start in marked:
            mark_end, mark = marked[start]
        elif start >= mark_end:
            mark = None
        if start in evident:
            evidence_end = evident[start]
        found.append({"text": text[start:end], "mark": mark, "evidence": start < evidence_end})
