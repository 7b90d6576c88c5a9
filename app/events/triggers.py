"""Finding the words that name an event, and of which type it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.events.lexicon import Trigger
from app.events.scene import Scene
from app.model.article import Span
from app.model.parsed import Token

CARRIERS = frozenset(
    [
        "site",
        "scene",
        "victim",
        "death",
        "casualty",
        "damage",
        "zone",
        "survivor",
        "toll",
        "wave",
        "attempt",
        "spree",
        "incident",
        "attack",
        "blast",
        "bombing",
        "suspect",
        "case",
        "cases",
    ]
)
"""Nouns before which an event's noun still names the event: "fire victims", "the bomb attack"."""
_OTHER_NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "LAW"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who, whom and with what, as head tokens."""

    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    modifiers: list[Token] = field(default_factory=list)
    prepositions: list[tuple[Token, Token]] = field(default_factory=list)

    @property
    def everything(self) -> list[Token]:
        """All argument tokens."""
        return [*self.subjects, *self.objects, *self.modifiers, *(obj for _, obj in self.prepositions)]

    @property
    def tools(self) -> list[Token]:
        """What it was done with or by: subjects, modifiers, objects of with, by, using, from."""
        by = [
            obj
            for prep, obj in self.prepositions
            if prep.lemma in {"with", "by", "use", "using", "from", "involve", "involving", "in"}
        ]
        return [*self.subjects, *self.modifiers, *by]


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger in a sentence: its entry, its head token, the words, the type after refinement, its arguments.

    ``governor`` is the light verb of a noun; ``referential`` tells a noun that only refers to an event
    ("condemned the attack"), ``weak`` an entry that counts only with a place of its own.
    """

    entry: Trigger
    token: Token
    span: Span
    type: str
    args: Arguments
    governor: Token | None
    referential: bool

    @property
    def weak(self) -> bool:
        """Whether it counts only with a place of its own."""
        return self.entry.weak


def find_triggers(scene: Scene) -> list[Found]:
    """All triggers of a sentence in the text's order, one a token; longer words win."""
    found: dict[int, Found] = {}
    for token in scene.tree.tokens:
        by_lemma = scene.lexicon.by_lemma
        entries = dict.fromkeys((*by_lemma.get(token.lemma, ()), *by_lemma.get(token.text.lower(), ())))
        best: Found | None = None
        for entry in entries:
            hit = _try(scene, token, entry)
            if hit is not None and not _is_private(scene, hit) and (best is None or _length(hit) > _length(best)):
                best = hit
        if best is not None:
            found[token.i] = best
    spans = sorted(found.values(), key=lambda f: (f.span.start - f.span.end, f.span.start))
    kept: list[Found] = []
    for hit in spans:
        if not any(hit.span.overlaps(other.span) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda f: f.span.start)


PUBLIC = frozenset({"visit", "meeting"})
"""Types that are events only where people in public office take part."""


STATES = frozenset({"peace", "ceasefire", "summit", "bilateral", "trilateral", "ministerial", "nuclear", "truce"})
"""Words of meetings that only states and armed parties hold."""
OFFICES = frozenset({"official", "state", "presidential", "papal", "royal", "ministerial", "diplomatic", "working"})
"""Words of journeys that only people in public office make."""
ROUNDS = frozenset({"talks", "negotiations"})
"""In the plural and without more, parties and not persons hold these."""


def _is_private(scene: Scene, hit: Found) -> bool:
    """A journey or a meeting of people without an office."""
    if hit.type not in PUBLIC:
        return False
    people = [*hit.args.subjects, *hit.args.modifiers]
    if hit.type == "visit" and hit.entry.obj:
        people += hit.args.objects
    words = [hit.token, *hit.args.modifiers, *scene.tree.dependents(hit.token, frozenset({"compound", "amod"}))]
    if hit.type == "visit" and any(token.lemma in OFFICES for token in words):
        return False
    if hit.type == "meeting":
        people += [
            *hit.args.objects,
            *(obj for prep, obj in hit.args.prepositions if prep.lemma in {"between", "with", "of"}),
        ]
        topics = [obj for prep, obj in hit.args.prepositions if prep.lemma in {"on", "over", "about", "for"}]
        said = [*words, *hit.args.subjects, *_wide(scene, topics)]
        if any(token.lemma in STATES or token.text.lower() in ROUNDS for token in said):
            return False
    public = [token for token in people if not _leads_firm(scene, token)]
    return not any(scene.is_figure(token, hit.type == "meeting") for token in _wide(scene, public))


def _leads_firm(scene: Scene, token: Token) -> bool:
    """ "The president of the chess club", "the bank's chairman": an office, but no public one."""
    of = [obj for prep, obj in scene.tree.prepositions(token) if prep.lemma in {"of", "at"}]
    before = scene.tree.dependents(token, frozenset({"compound", "poss", "nmod"}))
    return any(other.lemma in scene.lexicon.classes["firm"] for other in [*of, *before])


def _length(hit: Found) -> int:
    return hit.span.end - hit.span.start


def _try(scene: Scene, token: Token, entry: Trigger) -> Found | None:
    """The entry at this token, where its words and its constraints are met."""
    if token.pos in {"NOUN", "PROPN"} or (
        token.pos == "VERB" and token.tag == "VBG" and token.dep in {"pobj", "nsubj", "dobj", "ROOT"}
    ):
        first = _noun_start(scene, token, entry)
        if first is not None and _noun_stands_free(scene, token):
            return _noun_found(scene, token, entry, first)
    if token.pos == "ADJ":
        # "Men on a motorcycle shot dead an official": the parser takes the shot for what they were on.
        first = _noun_start(scene, token, entry)
        if first is not None and first is not token and first.pos == "NOUN":
            hit = _verb_found(scene, token, entry, token)
            return None if hit is None else replace(hit, span=Span(first.start, token.end))
    if token.pos in {"VERB", "AUX"} or (token.pos == "ADJ" and token.dep == "acomp"):
        last = _verb_end(scene, token, entry)
        # The parser takes "attackers on a motorcycle opened fire" for fire that was opened.
        if last is not None and (token.dep != "amod" or last.i == token.head):
            return _verb_found(scene, token, entry, last)
    return None


def _noun_start(scene: Scene, token: Token, entry: Trigger) -> Token | None:
    """The first token of the noun phrase of ``entry`` that ends (or, with "on", starts) at ``token``."""
    best: Token | None = None
    at = token.i - scene.sentence.first
    for phrase in entry.nouns:
        words = phrase.split()
        last = words[-1]
        if last in {token.lemma, token.text.lower()}:
            before = scene.tree.tokens[max(0, at - len(words) + 1) : at]
            said = [(t.lemma, t.text.lower()) for t in before]
            ok = len(said) == len(words) - 1 and all(w in pair for w, pair in zip(words, said, strict=False))
            if ok and (best is None or len(before) and before[0].i < best.i):
                best = before[0] if before else token
    return best


def _noun_stands_free(scene: Scene, token: Token) -> bool:
    """Not a modifier of another thing ("fire department") and not inside a longer name ("Storm Security Ltd")."""
    if token.dep == "compound":
        head = scene.tree.all[token.head]
        return head.lemma in CARRIERS or head.lemma in scene.lexicon.event_nouns
    if token.dep == "poss" or _is_team(scene, token):
        return False
    if token.pos == "PROPN" and token.ent in _OTHER_NAMES:
        around = [t for t in scene.tree.tokens if t.ent == token.ent and abs(t.i - token.i) == 1 and t.pos == "PROPN"]
        return not around
    return True


def _is_team(scene: Scene, token: Token) -> bool:
    """ "The Storm beat the Broncos": a name of one word that is written as a name within the sentence."""
    at = token.i - scene.sentence.first
    before, after = scene.tree.tokens[max(0, at - 1) : at], scene.tree.tokens[at + 1 : at + 2]
    named = token.text.istitle() and any(t.text.lower() == "the" for t in before)
    return named and not any(t.text[:1].isupper() or t.text[:1].isdigit() for t in after)


def _noun_found(scene: Scene, token: Token, entry: Trigger, first: Token) -> Found | None:
    tree, lexicon = scene.tree, scene.lexicon
    modifiers = [t for t in tree.modifiers(token) if t.i < first.i or t.i > token.i]
    modifiers += [inner for mod in modifiers for inner in tree.dependents(mod, frozenset({"compound", "amod"}))]
    words = [t for t in tree.tokens if first.i <= t.i < token.i]
    if scene.any_matches([*modifiers, *words], entry.not_mod):
        return None
    if any(over.lemma in entry.not_prep for over in _over(scene, token)) or _is_figure_of_speech(scene, token):
        return None
    governor = _governor(scene, token)
    light = governor is not None and _is_light(scene, token, governor)
    spoken = governor is not None and governor.lemma in lexicon.attribution["speech"] | lexicon.attribution["claim"]
    args = _noun_arguments(scene, token, governor if light or spoken else None, [*modifiers, *words])
    if not _constraints(scene, entry, args):
        return None
    mentioned = scene.tree.first_conjunct(token).dep in {"dobj", "pobj", "pcomp"}
    referential = governor is not None and mentioned and not light and not spoken
    span = Span(first.start, token.end)
    return Found(entry, token, span, _refined(scene, entry, args), args, governor if light else None, referential)


def _is_figure_of_speech(scene: Scene, noun: Token) -> bool:
    """ "A tsunami of data", "an eruption of joy": what it is made of happens to nobody."""
    of = [obj for prep, obj in scene.tree.prepositions(noun) if prep.lemma in {"of", "in"}]
    return scene.any_matches(of, scene.lexicon.classes["figurative"])


def _over(scene: Scene, noun: Token) -> list[Token]:
    """The word that governs a noun, and the one behind its "of": the letter in "a letter of protest"."""
    head = scene.tree.head(noun)
    behind = scene.tree.head(head) if head is not None and head.lemma == "of" else None
    return [word for word in (head, behind) if word is not None]


def _is_light(scene: Scene, token: Token, governor: Token) -> bool:
    """Whether the verb only says that the event took place: its phrases are the event's own."""
    if governor.lemma in scene.lexicon.attribution["speech"] and not scene.tree.is_passive(governor):
        return False
    return governor.lemma in scene.lexicon.space["light"] or _is_subject(scene, token, governor)


def _governor(scene: Scene, token: Token) -> Token | None:
    """The verb whose subject or object (or whose preposition's object) the noun is."""
    top = scene.tree.first_conjunct(token)
    for ancestor in scene.tree.ancestors(top):
        if ancestor.pos in {"VERB", "AUX"}:
            return ancestor
    return None


def _is_subject(scene: Scene, token: Token, governor: Token) -> bool:
    top = scene.tree.first_conjunct(token)
    return top.head == governor.i and top.dep in {"nsubj", "nsubjpass"}


def _noun_arguments(scene: Scene, token: Token, verb: Token | None, modifiers: list[Token]) -> Arguments:
    tree = scene.tree
    prepositions = tree.prepositions(token)
    subjects = [obj for prep, obj in prepositions if prep.lemma == "by"]
    objects = [obj for prep, obj in prepositions if prep.lemma in {"on", "against", "of"}]
    if verb is not None:
        prepositions = prepositions + tree.prepositions(verb)
        near = tree.subjects(verb) + tree.patients(verb)
        objects += [t for t in near if t.i != token.i and token.dep not in {"dobj"}]
        subjects += [t for t in tree.agents(verb) if t.i != token.i and token.dep in {"dobj", "pobj", "conj"}]
    return Arguments(subjects, objects, modifiers, prepositions)


def _verb_end(scene: Scene, token: Token, entry: Trigger) -> Token | None:
    """The last token of the verb with its particles; None where they are missing."""
    at = token.i - scene.sentence.first
    best: Token | None = None
    for phrase in entry.verbs:
        words = phrase.split()
        if words[0] != token.lemma and words[0] != token.text.lower():
            continue
        last, position = token, at
        for word in words[1:]:
            window = scene.tree.tokens[position + 1 : position + 6]
            hit = next((t for t in window if word in {t.lemma, t.text.lower()}), None)
            between = scene.tree.tokens[position + 1 : hit.i - scene.sentence.first] if hit is not None else []
            if hit is None or any(t.dep == "neg" for t in between):
                break  # "asked residents not to leave" asks for no evacuation
            last, position = hit, hit.i - scene.sentence.first
        else:
            if best is None or last.i > best.i:
                best = last
    return best


def _verb_found(scene: Scene, token: Token, entry: Trigger, last: Token) -> Found | None:
    tree = scene.tree
    prepositions = tree.prepositions(token)
    args = Arguments(tree.agents(token), tree.patients(token), [], prepositions)
    if entry.suffered:
        args = Arguments([], tree.agents(token), [], prepositions)
    if not _constraints(scene, entry, args) or entry.negated and not _is_negated(scene, token, args):
        return None
    together = last.i - token.i <= 2
    span = Span(token.start, last.end if together else token.end)
    return Found(entry, token, span, _refined(scene, entry, args), args, None, False)


def _is_negated(scene: Scene, verb: Token, args: Arguments) -> bool:
    """Whether the clause says no: "is not accepting flights", "no trains ran"."""
    words = [verb, *args.subjects, *args.objects]
    return any(c.dep == "neg" or c.text.lower() == "no" for word in words for c in scene.tree.children(word))


def _constraints(scene: Scene, entry: Trigger, args: Arguments) -> bool:
    with_tools = [obj for _, obj in args.prepositions]
    checks = (
        (entry.subj, args.subjects),
        (entry.obj, args.objects),
        (entry.mod, args.modifiers),
        (entry.with_, with_tools),
    )
    if any(words and not scene.any_matches(_wide(scene, tokens), words) for words, tokens in checks):
        return False
    if scene.any_matches(args.subjects, entry.not_subj) or scene.any_matches(args.objects, entry.not_obj):
        return False
    if scene.any_matches(args.modifiers, entry.not_mod) or scene.any_matches(with_tools, entry.not_with):
        return False
    return not entry.any or scene.any_matches(_wide(scene, args.everything), entry.any)


def _wide(scene: Scene, tokens: list[Token]) -> list[Token]:
    """The tokens with what modifies them and what stands in their "of" phrases: "a group of soldiers", "two drones"."""
    found = list(tokens)
    for token in tokens:
        found.extend(scene.tree.dependents(token, frozenset({"compound", "amod", "nmod", "appos"})))
        found.extend(
            obj for prep, obj in scene.tree.prepositions(token) if prep.lemma in {"of", "with", "at", "carrying"}
        )
    return found


_THROWN = frozenset({"missile", "rocket", "drone"})
"""Where an entry asks for these as objects, what is fired is the tool."""


def _refined(scene: Scene, entry: Trigger, args: Arguments) -> str:
    if entry.type != "attack":
        return entry.type
    thrown = args.objects if entry.obj & _THROWN else []
    where = {"all": args.everything, "object": args.objects, "tool": [*args.tools, *thrown]}
    for rule in scene.lexicon.refinements:
        tokens = _wide(scene, where[rule.where])
        if not rule.words or scene.any_matches(tokens, rule.words):
            return rule.type
    return "assault"
