"""The evidence with its neighbours, cut on the server into marked segments (browsers count in UTF-16)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from app.model.article import Span
from app.model.report import Report

NEIGHBOURS = 240
"""Code points shown before and after the evidence, within its paragraph."""

Segment = dict[str, object]


def segments_of(text: str, report: Report) -> list[Segment]:
    """[{"text", "mark", "evidence"}]: mark is trigger, place, time, quantity, actor, attribution or null.

    Excerpts far apart in the text are parted by a segment " … ".
    """
    evidence = sorted(report.event.evidence or (report.event.trigger,), key=lambda span: span.start)
    windows = _joined(_window(text, span) for span in evidence)
    marks = _marks(report)
    found: list[Segment] = []
    for window in windows:
        if found:
            found.append({"text": " … ", "mark": None, "evidence": False})
        found.extend(_cut(text, window, evidence, marks))
    return found


def _window(text: str, evidence: Span) -> Span:
    """The evidence, and of its paragraph at most ``NEIGHBOURS`` code points on either side, whole words."""
    first = max(text.rfind("\n", 0, evidence.start) + 1, evidence.start - NEIGHBOURS)
    if first > 0 and text[first - 1] != "\n":
        blank = text.find(" ", first, evidence.start)
        first = blank + 1 if blank >= 0 else evidence.start
    stop = text.find("\n", evidence.end)
    stop = len(text) if stop < 0 else stop
    last = min(stop, evidence.end + NEIGHBOURS)
    if last < stop:
        blank = text.rfind(" ", evidence.end, last)
        last = blank if blank >= 0 else evidence.end
    return Span(first, last)


def _joined(windows: Iterable[Span]) -> list[Span]:
    """Windows that touch become one."""
    found: list[Span] = []
    for window in windows:
        if found and window.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, window.end))
        else:
            found.append(window)
    return found


def _marks(report: Report) -> list[tuple[int, int, str]]:
    """Spans with their marks, none overlapping another, by start. Where two overlap, the first named here stands."""
    event = report.event
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
        pieces = [(span.start, span.end)]
        for start, end, _ in taken:
            if start < span.end and span.start < end:
                pieces = [piece for old in pieces for piece in _without(old, start, end)]
        taken += [(start, end, mark) for start, end in pieces if start < end]
    return sorted(taken)


def _without(piece: tuple[int, int], start: int, end: int) -> list[tuple[int, int]]:
    """A piece minus ``[start, end)``."""
    if end <= piece[0] or piece[1] <= start:
        return [piece]
    return [(piece[0], start), (end, piece[1])]


def _cut(text: str, window: Span, evidence: list[Span], marks: list[tuple[int, int, str]]) -> list[Segment]:
    """One walk over all edges; ``marks`` do not overlap and are sorted, as ``evidence`` is."""
    told_spans = _joined(evidence)
    edges = {window.start, window.end}
    for start, end, _ in marks:
        edges |= {start, end}
    for span in told_spans:
        edges |= {span.start, span.end}
    cuts = sorted(edge for edge in edges if window.start <= edge <= window.end)
    found: list[Segment] = []
    at, told_at = 0, 0
    for start, end in pairwise(cuts):
        while at < len(marks) and marks[at][1] <= start:
            at += 1
        while told_at < len(told_spans) and told_spans[told_at].end <= start:
            told_at += 1
        mark = marks[at][2] if at < len(marks) and marks[at][0] <= start else None
        told = told_at < len(told_spans) and told_spans[told_at].start <= start
        found.append({"text": text[start:end], "mark": mark, "evidence": told})
    return found
