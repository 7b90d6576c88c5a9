"""The day that holds for a section: told by an event, by a line such as "Tuesday." or at the head of the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.events.calendar import sane_day
from app.events.draft import Draft
from app.events.expression import TimeExpression, apply_part
from app.model.event import TimeInterval
from app.model.parsed import Sentence

LEAD = 4
"""Sentences at the head of an article that, without a day of their own, tell the news of the day of publication."""
REACH = 8
"""Paragraphs for which a section's day holds."""
RECENT = 10
"""Days around the day of publication within which a day can be that of a section."""
EVENING = 18
"""The hour from which on a part of the day without a day is that of the day before publication."""
_LONGEST_RUN = 8
_FEW_WORDS = 5


class SectionDays:
    """Filled as sentences are read in order."""

    def __init__(self, reference: date | None, dated: bool) -> None:
        """``reference`` is the day by which days are told, ``dated`` whether it is that of publication."""
        self.reference = sane_day(reference)
        self._dated = dated
        self.day: date | None = None
        self.told: date | None = None
        self._paragraph = -1
        self._planned: TimeInterval | None = None

    def forget(self) -> None:
        """A new section begins."""
        self.day = None

    def inherited(self, draft: Draft) -> TimeInterval | None:
        """When an event was that tells no day itself; None where nothing says so."""
        if draft.time_relation == "planned" and draft.part is not None and self._planned is not None:
            return _with_part(_named_day(self._planned), "the day of the plan told before", draft.part)
        if draft.time_relation != "past" or draft.factuality != "asserted":
            return None
        if self.day is not None and draft.paragraph - self._paragraph <= REACH:
            return _with_part(self.day, "the day of the section", draft.part)
        if not self._dated or self.reference is None or draft.sentence_index >= LEAD:
            return None
        if draft.part is not None:
            return self._of_part(self.reference, draft.part)
        start = datetime.combine(self.reference, time()) - timedelta(days=1)
        return TimeInterval(
            start, start + timedelta(days=2), "week", "no day is told: taken as the days of publication"
        )

    def _of_part(self, reference: date, part: TimeExpression) -> TimeInterval:
        """ "At 3 a.m." is on the day of publication, "in the evening" on the day before."""
        today = _with_part(reference, "no day is told: taken as the day of publication", part)
        if today.start.hour < EVENING and today.start.date() == reference:
            return today
        return _with_part(reference - timedelta(days=1), "no day is told: taken as the day before publication", part)

    def keep(self, sentence: Sentence, words: int, times: Sequence[TimeExpression], drafts: Sequence[Draft]) -> None:
        """Take over the day of a sentence of ``words`` words."""
        told = _own(drafts, "past")
        self._planned = next((d.time for d in _own(drafts, "planned") if _is_fine(d.time)), self._planned)
        days = [d.time for d in told if d.time]
        for interval in days or [e.past for e in times if e.past]:
            self.told = _named_day(interval) if _is_fine(interval) else self.told
        if not drafts:
            days = [e.past for e in times if e.past and self._stands_for_section(sentence, words, e)]
            self._take_run(sentence, times)
        if days and _is_fine(days[0]) and self._is_recent(days[0]):
            self.day, self._paragraph = _named_day(days[0]), sentence.paragraph
            if told and not told[0].referential:
                _share(drafts, self)

    def _stands_for_section(self, sentence: Sentence, words: int, expression: TimeExpression) -> bool:
        """A full date; a line of little more than the day; or the day of the first sentence."""
        if expression.explicit_year or words <= _FEW_WORDS:
            return True
        return sentence.index == 0 and expression.past is not None and expression.past.tells_day

    def _take_run(self, sentence: Sentence, times: Sequence[TimeExpression]) -> None:
        """ "For the week of 10 to 16 August": the weekdays that follow are those of that week."""
        if sentence.index >= LEAD or self.reference is None:
            return
        for at, first in enumerate(times):
            run = _run(first, times[at + 1] if at + 1 < len(times) else None)
            if run is not None and timedelta() <= self.reference - run <= timedelta(days=_LONGEST_RUN * 2):
                self.reference = run
                return

    def _is_recent(self, interval: TimeInterval) -> bool:
        if self.reference is None:
            return True
        return abs((interval.start.date() - self.reference).days) <= RECENT


def _own(drafts: Sequence[Draft], relation: str) -> list[Draft]:
    """Drafts of this relation to time that tell it themselves; those that only allude to an event last."""
    own = [d for d in drafts if d.time_own and d.factuality == "asserted" and d.time_relation == relation]
    return sorted(own, key=lambda draft: draft.referential)


def _is_fine(interval: TimeInterval | None) -> bool:
    return interval is not None and interval.tells_day


def _named_day(interval: TimeInterval) -> date:
    """The day by which the interval is told: "overnight" is told by its morning."""
    overnight = interval.precision == "part-of-day" and interval.reason.endswith("overnight")
    return interval.end.date() if overnight else interval.start.date()


def _share(drafts: Sequence[Draft], days: SectionDays) -> None:
    """What a sentence tells beside an event with a day was on that day."""
    for draft in drafts:
        if not draft.time_own and (draft.time is None or draft.time.precision == "week"):
            draft.time = days.inherited(draft) or draft.time


def _run(first: TimeExpression, last: TimeExpression | None) -> date | None:
    """The last day of a run of days, told as one phrase or as two; None where it is no such run."""
    if first.past is None:
        return None
    if first.past.precision == "day" and timedelta(days=1) < first.past.end - first.past.start:
        return (first.past.end - timedelta(days=1)).date()
    if last is None or last.past is None or first.past.precision != "day" or last.past.precision != "day":
        return None
    between = last.span.start - first.span.end
    days = (last.past.start - first.past.start).days
    return last.past.start.date() if between <= 4 and 1 < days < _LONGEST_RUN else None


def _with_part(day: date, reason: str, part: TimeExpression | None) -> TimeInterval:
    start = datetime.combine(day, time())
    interval = TimeInterval(start, start + timedelta(days=1), "day", reason)
    return apply_part(interval, part) if part else interval
