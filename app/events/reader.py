"""From a parsed article and its toponyms to its events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from app.events.attribution import attestation, attributions
from app.events.background import jubilee, reconsider, set_back
from app.events.calendar import one_day
from app.events.choice import Attachment
from app.events.clues import Company, article_clues, draft_clues, interplay, place_clues, sentence_clues
from app.events.context import Context
from app.events.counts import count_further, counts_of, share_counts
from app.events.damage import damage_of
from app.events.draft import Draft
from app.events.expression import TimeExpression, apply_part
from app.events.further_days import date_further
from app.events.gather import gather
from app.events.lexicon import Lexicon, load_lexicon
from app.events.participants import participants
from app.events.parts import without_parts
from app.events.places import attach
from app.events.reading import Reading
from app.events.scene import Scene
from app.events.score import confidence, stands_alone
from app.events.sharing import share
from app.events.status import read_status
from app.events.times import find_times
from app.events.tree import Tree
from app.events.triggers import Found, find_triggers
from app.events.when import event_times
from app.model.article import Span
from app.model.event import Event, TimeInterval, TimeRelation
from app.model.event_type import event_types
from app.model.parsed import Parsed, Sentence, Token
from app.model.toponym import Toponym

OLD = timedelta(days=180)
"""An event that the text dates further back than this is told as background."""
_WILD = frozenset(
    {"forest", "bush", "hectare", "acre", "woodland", "scrub", "vegetation", "grassland", "brush", "pine", "wildfire"}
)
"""Words beside which a fire is one of the open country."""


MOST_TRIGGERS = 32
"""A sentence with more triggers is a list; to read each against all others would take quadratic time."""


class EventReader:
    """Reads events in one language."""

    def __init__(self, language: str = "en") -> None:
        """``language`` names a folder of the lexicon."""
        self.lexicon: Lexicon = load_lexicon(language)

    def read(self, parsed: Parsed, toponyms: tuple[Toponym, ...]) -> tuple[Event, ...]:
        """Events in the order of their first mention; spans lie in the article's text."""
        return tuple(event_of(draft, parsed) for draft in self.drafts(parsed, toponyms) if stands_alone(draft))

    def drafts(self, parsed: Parsed, toponyms: tuple[Toponym, ...]) -> list[Draft]:
        """All that may be events, with the clues by which ``score`` tells how sure they are."""
        context = Context(parsed, toponyms)
        figures = context.figures(self.lexicon)
        drafts: list[Draft] = []
        for sentence in parsed.sentences:
            told = self._sentence(context, sentence, figures)
            count_further(drafts, told, parsed, sentence, toponyms, self.lexicon)
            date_further(drafts, told, parsed, sentence, context)
            drafts.extend(told)
        _spread_wild(drafts)
        gathered = without_parts(gather(drafts))
        company = Company(gathered)
        whole = article_clues(parsed, gathered, self.lexicon)
        for draft in gathered:
            draft.clues = interplay(draft.clues | draft_clues(draft) | company.clues(draft) | whole)
        return gathered

    def _sentence(self, context: Context, sentence: Sentence, figures: frozenset[str]) -> list[Draft]:
        parsed = context.parsed
        tree = Tree(parsed, sentence)
        scene = Scene(parsed, tree, context.toponyms_of(sentence, tree), self.lexicon, figures)
        text = sentence.span.cut(parsed.article.text)
        times = find_times(text, sentence.span.start, context.reference, partial(context.countries_of, sentence))
        hits = find_triggers(scene)[:MOST_TRIGGERS]
        found = _without_casualties([hit for hit in hits if not _is_date(scene, hit, times)])
        drafts: list[Draft] = []
        for hit in found:
            drafts.extend(self._drafts(context, scene, hit, found, times))
        set_back(scene, drafts, found)
        share(drafts)
        share_counts(drafts, counts_of(scene, len(drafts) > 1) if drafts else ())
        context.pass_on(sentence, times, drafts, scene)
        return drafts

    def _drafts(
        self, context: Context, scene: Scene, found: Found, others: list[Found], times: list[TimeExpression]
    ) -> list[Draft]:
        reading = read_status(scene, found)
        reconsider(scene, found, reading)
        if reading.generic or (reading.negated and not reading.denied):
            return []
        if reading.denied:
            reading.factuality = "denied"
        sources = attributions(scene, found, reading)
        near = event_times(scene, found, times, others)
        interval, part = _when(near, reading, context, _is_past(scene, found))
        if reading.time_relation == "past" and jubilee(scene, found):
            reading.time_relation, interval = "background", interval if _is_old(interval, context.reference) else None
        relation = _time_relation(reading, interval, context.reference)
        draft = Draft(
            type=_typed(scene, found),
            trigger=found.span,
            sentence=scene.sentence.span,
            sentence_index=scene.sentence.index,
            paragraph=scene.sentence.paragraph,
            factuality=reading.factuality,
            time_relation=relation,
            attestation="outlet" if found.type == "casualty" else attestation(scene, found, reading, sources),
            attribution=sources,
            participants=participants(scene, found),
            quantities=(),
            place=None,
            place_score=0.0,
            time=interval,
            time_own=interval is not None,
            part=part,
            weak=found.weak,
            referential=found.referential,
            another=_is_another(scene, found),
            cues=reading.cues,
            headline=context.is_headline(scene.sentence),
            built=any(scene.matches(token, self.lexicon.classes["building"]) for token in found.args.everything),
        )
        draft.clues = sentence_clues(scene, found, len(others) - 1)
        return [context.placed(one, scene) for one in _one_a_place(scene, found, draft, attach(scene, found, others))]


_OTHERS = frozenset({"second", "third", "another", "other", "further", "new", "separate", "unrelated", "similar"})


def _is_another(scene: Scene, found: Found) -> bool:
    """ "A second blast" is not the first; "new cases" are of the same outbreak."""
    if found.type == "outbreak":
        return False
    return any(c.text.lower() in _OTHERS for c in scene.tree.children(found.token) if c.dep in {"amod", "det"})


def _without_casualties(found: list[Found]) -> list[Found]:
    """ "Killed" tells of an event only where the sentence has no better word for it."""
    better = [hit for hit in found if hit.type != "casualty"]
    nouns = [hit.span for hit in better if hit.token.pos != "VERB"]
    own = [hit for hit in better if not (hit.type in EFFECTS and _done_by(hit, nouns))]
    return own or better or found[:1]


EFFECTS = frozenset({"destruction", "assault", "collapse", "outage", "closure", "evacuation"})


def _done_by(hit: Found, events: list[Span]) -> bool:
    """Whether the subject is an event that the sentence names: "the blast flattened a house" is one event."""
    subjects = hit.args.subjects if hit.token.pos == "VERB" else []
    return any(span.start <= token.start < span.end for span in events for token in subjects)


_MONTH_HOMOGRAPHS = frozenset({"March", "May"})
_BEFORE_MONTHS = frozenset(
    ("in", "of", "since", "last", "until", "by", "early", "late", "mid", "this", "next", "from", "on", "during", "and")
)


def _is_date(scene: Scene, found: Found, times: list[TimeExpression]) -> bool:
    """ "March" in a date is no march."""
    if any(found.span.overlaps(expression.span) for expression in times):
        return True
    if found.token.text not in _MONTH_HOMOGRAPHS:
        return False
    at = found.token.i - scene.sentence.first
    around = scene.tree.tokens[max(0, at - 1) : at + 2]
    return any(t.tag == "CD" or t.text.lower() in _BEFORE_MONTHS for t in around if t is not found.token)


def _typed(scene: Scene, found: Found) -> str:
    """Casualties with an armed agent are an attack of their own."""
    if found.type == "fire" and any(token.lemma in _WILD for token in scene.tree.tokens):
        return "wildfire"
    if found.type != "casualty":
        return found.type
    tools = [*found.args.subjects, *(obj for prep, obj in found.args.prepositions if prep.lemma in {"by", "with"})]
    classes = scene.lexicon.classes
    if found.token.lemma in {"kill", "wound", "injure"}:
        if scene.any_matches(tools, classes["gun"]):
            return "shooting"
        if scene.any_matches(tools, classes["armed"]):
            return "assault"
        killer = found.token.lemma == "kill" and not scene.tree.is_passive(found.token)
        if killer and scene.any_matches(found.args.subjects, classes["people"]):
            return "assault"
        explained = any(child.dep == "advcl" for child in scene.tree.children(found.token))
        if scene.any_matches(found.args.objects, classes["armed"]) and found.token.lemma == "kill" and not explained:
            return "assault"
    return "casualty"


def _one_a_place(scene: Scene, found: Found, draft: Draft, attachments: list[Attachment]) -> list[Draft]:
    """ "Shelling hit A and B" is two events."""
    if not attachments:
        return [draft]
    return [
        replace(
            draft,
            place=a.place,
            place_score=a.score,
            evidence=[],
            clues=draft.clues | place_clues(scene, found, a.place.toponym, a.score),
        )
        for a in attachments
    ]


def _when(
    near: list[TimeExpression], reading: Reading, context: Context, past_tense: bool
) -> tuple[TimeInterval | None, TimeExpression | None]:
    """The event's interval and, where only a part of the day is told, that part."""
    planned = reading.time_relation == "planned" or reading.factuality in {"threatened", "hypothetical"}
    part = next((e for e in near if e.past is None and e.shift_days is None and (e.part or e.clock)), None)
    for expression in near:
        anchor = context.told if context.told or expression.shift_days else context.reference
        if expression.shift_days is not None and anchor is not None:
            day = anchor + timedelta(days=expression.shift_days)
            interval = one_day(day).interval("counted from the day told before", expression.span)
            interval = apply_part(interval, expression) if interval else None
        else:
            interval = expression.on(planned or (not past_tense and context.nearer_ahead(expression)))
        if interval is not None:
            return (apply_part(interval, part) if part else interval), part
    return None, part


def _is_past(scene: Scene, found: Found) -> bool:
    """Whether the nearest verb stands in a past tense; a noun without a verb counts as past."""
    chain = [found.governor or found.token, *scene.tree.ancestors(found.token)]
    verb = next((t for t in chain if t.pos in {"VERB", "AUX"} and not _leans(scene, t)), None)
    if verb is None or verb.tag == "VBD":
        return True
    aux = [c.text.lower() for c in scene.tree.children(verb) if c.dep in {"aux", "auxpass"}]
    if verb.tag == "VBN" and not set(aux) & {"is", "are"}:  # "classes are suspended on Friday"
        return True
    return any(word in {"had", "was", "were", "has", "have", "did"} for word in aux)


def _leans(scene: Scene, verb: Token) -> bool:
    """ "Killing two", "gathered to protest": what has no tense of its own is of the time of the verb above it."""
    aux = [child.text.lower() for child in scene.tree.children(verb) if child.dep == "aux"]
    return verb.tag == "VBG" and not aux or verb.tag == "VB" and aux == ["to"]


def _time_relation(reading: Reading, interval: TimeInterval | None, reference: date | None) -> TimeRelation:
    if reading.time_relation != "past" or interval is None or reference is None:
        return reading.time_relation
    today = datetime(reference.year, reference.month, reference.day)
    if interval.start > today + timedelta(days=1):
        return "planned"
    return "background" if _is_old(interval, reference) else "past"


def _is_old(interval: TimeInterval | None, reference: date | None) -> bool:
    if interval is None or reference is None:
        return False
    return interval.end < datetime(reference.year, reference.month, reference.day) - OLD


def _spread_wild(drafts: list[Draft]) -> None:
    """In an article on wildfires, a fire that is not said to be in a building is one of them."""
    if any(draft.type == "wildfire" for draft in drafts):
        for draft in drafts:
            if draft.type == "fire" and not draft.built:
                draft.type = "wildfire"


def event_of(draft: Draft, parsed: Parsed) -> Event:
    """The draft as an event, with its reason in words."""
    label = event_types()[draft.type].label.lower()
    words = draft.trigger.cut(parsed.article.text)
    reason = f"“{words}” tells of an event of type {label}"
    if draft.cues:
        reason += "; its status follows from " + ", ".join(f"“{cue}”" for cue in dict.fromkeys(draft.cues))
    if draft.mentions > 1:
        reason += f"; told in {draft.mentions} places of the text"
    evidence = (draft.sentence, *(span for span in draft.evidence if span != draft.sentence))
    return Event(
        type=draft.type,
        trigger=draft.trigger,
        evidence=evidence,
        place=draft.place,
        time=draft.time,
        factuality=draft.factuality,
        time_relation=draft.time_relation,
        attestation=draft.attestation,
        attribution=draft.attribution,
        participants=draft.participants,
        quantities=draft.quantities,
        damage=damage_of(draft, parsed),
        confidence=confidence(draft),
        reason=reason,
    )
