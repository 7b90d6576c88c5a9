"""What earlier sentences leave to later ones: the place and the day of the section."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from app.events.anaphors import Anaphors, speaks_of_unnamed_capital
from app.events.draft import Draft
from app.events.expression import TimeExpression
from app.events.focus import focus_of
from app.events.lexicon import Lexicon
from app.events.scene import Scene
from app.events.section_days import SectionDays
from app.events.times import find_times
from app.events.tree import Tree
from app.events.unknown import is_local, unknown_names
from app.model.article import Span
from app.model.event import PlaceRelation
from app.model.parsed import Parsed, Sentence
from app.model.toponym import Toponym

_DATELINE = re.compile(
    r"^\W{0,3}(?:[A-Z][\w.’' -]{1,40})(?:,\s*[A-Z][\w.’' -]{1,30}){0,2}"
    r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s*\d{4})?)?"
    r"\s*(?:\([\w /.&-]{2,30}\)|/[\w ]+/)?\s*(?:—|–|--|-|:)\s+"
)
"""KYIV, Sept 14 (Agency) — ; Evansville, Indiana, United States - """
_DATELINE_AGE = timedelta(days=7)
"""A dateline older than this is not the day by which the article counts."""
_FULL_DATE_WITHIN = 400
"""An article without a date of publication is read by the first full date in so many characters at its head."""


CONSEQUENCES = frozenset({"arrest", "evacuation", "closure", "rescue", "outage"})
"""Types that follow on the event of the sentence before, where that one happened ("Police made 17 arrests")."""


class Context:
    """Reference day, datelines, and what the last sentence left. Filled as sentences are read in order."""

    def __init__(self, parsed: Parsed, toponyms: tuple[Toponym, ...]) -> None:
        """``toponyms`` sorted by their start."""
        self.parsed = parsed
        self._toponyms = [t for t in toponyms if t.place is not None]
        self._starts = [t.span.start for t in self._toponyms]
        published = parsed.article.published
        self._dateline = self._find_dateline()
        self._days = SectionDays(self._dateline_day(published) or self._first_date(), published is not None)
        self._focus = focus_of(self._toponyms)
        self._place: PlaceRelation | None = None
        self._place_sentence = -9
        self._place_paragraph = -1
        self._place_of_event = False
        self._anaphors = Anaphors()

    @property
    def reference(self) -> date | None:
        """The day by which "Tuesday" and "yesterday" are read."""
        return self._days.reference

    @property
    def told(self) -> date | None:
        """The last day that the text told, by which "the next day" is read."""
        return self._days.told

    def figures(self, lexicon: Lexicon) -> frozenset[str]:
        """Names that the article gives an office: "Foreign Minister Jane Roe", "Roe, the president"."""
        titles = lexicon.classes["statesperson"]
        tokens, found = self.parsed.tokens, set()
        for token in tokens:
            head = tokens[token.head]
            if token.lemma in titles and token.dep in {"compound", "nmod", "appos"} and head.pos == "PROPN":
                found.add(head.i)
            elif token.dep == "appos" and token.pos == "PROPN" and head.lemma in titles:
                found.add(token.i)
        names = {
            t.text for t in tokens if t.i in found or (t.head in found and t.dep == "compound" and t.pos == "PROPN")
        }
        return frozenset(name for name in names if name.lower() not in titles)

    def _first_date(self) -> date | None:
        text = self.parsed.article.text[:_FULL_DATE_WITHIN]
        full = [e for e in find_times(text, 0, None) if e.explicit_year and e.past and e.past.tells_day]
        return full[0].past.start.date() if full and full[0].past else None

    def _find_dateline(self) -> Toponym | None:
        """The place of a dateline in one of the first paragraphs."""
        for span in self.parsed.paragraphs[:4]:
            match = _DATELINE.match(span.cut(self.parsed.article.text)[:120])
            if match:
                inside = [
                    t for t in self._toponyms if t.span.start < span.start + match.end() and t.span.start >= span.start
                ]
                if inside:
                    self._dateline_span = Span(span.start, span.start + match.end())
                    return inside[0]
        self._dateline_span = Span(0, 0)
        return None

    def _dateline_day(self, published: date | None) -> date | None:
        """The day that the dateline tells, where it lies shortly before the publication; else the publication's."""
        if published is None or self._dateline is None:
            return published
        text = self._dateline_span.cut(self.parsed.article.text)
        days = [e.past.start.date() for e in find_times(text, 0, published) if e.past and e.past.precision == "day"]
        return next((day for day in days if timedelta() <= published - day <= _DATELINE_AGE), published)

    def toponyms_of(self, sentence: Sentence, tree: Tree) -> tuple[Toponym, ...]:
        """Toponyms inside the sentence, with what its "the town" stands for; those of the dateline left out."""
        first, last = bisect_left(self._starts, sentence.span.start), bisect_left(self._starts, sentence.span.end)
        named = tuple(t for t in self._toponyms[first:last] if not t.span.overlaps(self._dateline_span))
        return self._anaphors.read(sentence.index, tree, named)

    def countries_of(self, sentence: Sentence) -> tuple[tuple[int, str], ...]:
        """Where in the sentence countries or their places are named (offset, ISO code); else that of the article."""
        first, last = bisect_left(self._starts, sentence.span.start), bisect_left(self._starts, sentence.span.end)
        named = tuple(
            (t.span.start - sentence.span.start, t.place.country)
            for t in self._toponyms[first:last]
            if t.place is not None and t.place.country
        )
        if named:
            return named
        return self._article_country

    @cached_property
    def _article_country(self) -> tuple[tuple[int, str], ...]:
        """The country of most of the article's places, as ``countries_of`` tells it."""
        often = Counter(t.place.country for t in self._toponyms if t.place is not None and t.place.country)
        return tuple((0, country) for country, _ in often.most_common(1))

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether the sentence stands in the article's own headline, or in a heading between its sections."""
        headline = self.parsed.article.headline
        return (headline is not None and sentence.span.overlaps(headline)) or self._starts_section(sentence)

    def nearer_ahead(self, expression: TimeExpression) -> bool:
        """Whether the day ahead that the words can mean is nearer than the one past."""
        past, future = expression.past, expression.future
        if past is None or future is None or self.reference is None or past == future:
            return past is None and future is not None
        return abs((future.start.date() - self.reference).days) < abs((past.start.date() - self.reference).days)

    def placed(self, draft: Draft, scene: Scene) -> Draft:
        """The draft with the section's place and day where its own sentence names none."""
        if draft.place is None:
            self._inherit_place(draft, scene)
        if draft.time is None:
            draft.time = self._days.inherited(draft)
        return draft

    def _inherit_place(self, draft: Draft, scene: Scene) -> None:
        if draft.time_relation == "background" or draft.factuality != "asserted":
            return
        if any(t.kind == "place" for t in scene.toponyms) or any(not is_local(scene, t) for t in unknown_names(scene)):
            return
        if speaks_of_unnamed_capital(scene.tree, scene.toponyms):
            return
        apart = draft.sentence_index - self._place_sentence
        here = draft.paragraph == self._place_paragraph
        reported_position = (
            self._place is not None
            and self._place.toponym.place is not None
            and self._place.toponym.place.place_id is None
        )
        near = here and (reported_position or apart <= 1)
        follows = self._place_of_event and apart == 1 and draft.type in CONSEQUENCES
        if self._place is not None and near and (not draft.weak or reported_position or follows):
            draft.place, draft.place_score = replace(self._place, inherited=True), 0.45 if self._place_of_event else 0.4
        elif self._dateline is not None and draft.sentence_index <= 1 and not draft.weak and not draft.referential:
            draft.place = PlaceRelation(self._dateline, "inherited", self._dateline.span, inherited=True)
            draft.place_score = 0.4
        elif self._focus is not None and not draft.weak and not draft.referential:
            draft.place = PlaceRelation(self._focus, "in", self._focus.span, inherited=True)
            draft.place_score = 0.35
            draft.clues["focus"] = 1.0

    def pass_on(self, sentence: Sentence, times: list[TimeExpression], drafts: list[Draft], scene: Scene) -> None:
        """Keep what the next sentences may need."""
        if self._starts_section(sentence):
            self._days.forget()
        self._days.keep(sentence, sum(t.pos != "PUNCT" for t in scene.tree.tokens), times, drafts)
        own = [d for d in drafts if d.place_own and d.place_score >= 0.5 and d.place is not None]
        if own:
            least = min(_depth(scene, draft) for draft in own)
            told = [draft for draft in own if _depth(scene, draft) == least]
            self._keep_place(told[-1].place, sentence, True)
        elif not drafts and sentence.paragraph != self._place_paragraph or not self._place_of_event:
            candidates = [t for t in scene.toponyms if t.kind == "place"]
            exact = [t for t in candidates if t.place is not None and t.place.place_id is None]
            if candidates and (exact or _is_fragment(scene)):
                best = (exact or candidates)[0]
                self._keep_place(PlaceRelation(best, "in", best.span), sentence, False)

    def _keep_place(self, place: PlaceRelation | None, sentence: Sentence, of_event: bool) -> None:
        self._place, self._place_sentence = place, sentence.index
        self._place_paragraph, self._place_of_event = sentence.paragraph, of_event

    def _starts_section(self, sentence: Sentence) -> bool:
        """A short line without a full stop is a heading; what follows tells of something else."""
        span = self.parsed.paragraphs[sentence.paragraph]
        text = span.cut(self.parsed.article.text)
        return len(text) < 120 and text[-1:] not in ".!?”\"'’)" and sentence.span.start == span.start


_BESIDES = frozenset({"relcl", "acl", "advcl"})


def _depth(scene: Scene, draft: Draft) -> int:
    """How many clauses that are told by the way hold the event: "raided … a network that moved migrants to X"."""
    token = next((t for t in scene.tree.tokens if draft.trigger.start <= t.start < draft.trigger.end), None)
    if token is None:
        return 0
    return sum(t.dep in _BESIDES for t in (token, *scene.tree.ancestors(token)))


def _is_fragment(scene: Scene) -> bool:
    """A line such as "Posn: Vicinity of X": no finite verb."""
    return not any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in scene.tree.tokens)
