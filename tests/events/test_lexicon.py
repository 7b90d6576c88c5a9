"""The lexicon as data: every entry's example is read as the event that the entry stands for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from app.events import lexicon as lexicon_module
from app.events.lexicon import ABSTRACT, LexiconError, Trigger, load_lexicon
from app.model.article import Article
from app.model.event_type import event_types, group_of
from app.pipeline import Extraction, Pipeline

TRIGGERS = load_lexicon("en").triggers
FOLDER = Path(lexicon_module.__file__).parent / "lexicon" / "en"
PUBLISHED = date(2026, 9, 16)


def wanted_types(entry: Trigger) -> frozenset[str]:
    """The types that the example may be read as: an "attack" is refined to any armed type or piracy."""
    if entry.type != "attack":
        return frozenset({entry.type})
    return frozenset(t for t in event_types() if group_of(t) == "armed" or t == "piracy")


@pytest.fixture(scope="module")
def read_examples(pipeline: Pipeline) -> dict[str, Extraction]:
    """Each example as an article of its own, all parsed at once: one by one takes six times as long."""
    examples = dict.fromkeys(t.example for t in TRIGGERS)
    articles = [Article(id=str(n), text=text, published=PUBLISHED) for n, text in enumerate(examples)]
    return dict(zip(examples, pipeline.extract_many(articles), strict=True))


def test_each_example_is_read_as_its_type_with_a_place(read_examples: dict[str, Extraction]) -> None:
    wrong = []
    for entry in TRIGGERS:
        reports = read_examples[entry.example].reports
        placed = {r.event.type for r in reports if r.location is not None}
        if entry.type != "casualty" and not placed & wanted_types(entry):
            found = {r.event.type: r.location and r.location.place.name for r in reports}
            wrong.append(f"{entry.type}: {entry.example!r} is read as {found}")
    assert not wrong, "\n".join(wrong)


def test_every_event_type_has_words() -> None:
    told = {entry.type for entry in TRIGGERS} | {r.type for r in load_lexicon("en").refinements}
    assert set(event_types()) <= told


def test_examples_name_each_entry_once() -> None:
    own = [(t.example, t.nouns, t.verbs) for t in TRIGGERS]
    assert len(own) == len(set(own))


def test_casualties_alone_are_no_entry_of_an_event() -> None:
    assert frozenset({"attack", "casualty"}) == ABSTRACT
    assert not ABSTRACT & set(event_types())


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda p: p.stem)
def test_no_word_is_read_as_a_truth_value(path: Path) -> None:
    """YAML reads a bare on, off, yes, no as true or false; all words must be text."""

    def words(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                assert isinstance(name, str), f"{path.name}: key {name!r} needs quotes"
                words(inner, name)
        elif isinstance(value, list):
            for inner in value:
                words(inner, key)
        else:
            flag = key in {"weak", "negated", "move", "suffered", "bare", "local"}
            assert flag or not isinstance(value, bool), f"{path.name}: {key} holds {value!r}"

    words(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"type": "stabing", "verb": ["stab"], "example": "x"}, "no event type"),
        ({"type": "stabbing", "verb": ["stab"]}, "needs an example"),
        ({"type": "stabbing", "example": "x"}, "needs an example"),
        ({"type": "stabbing", "verb": ["stab"], "object": ["man"], "example": "x"}, "unknown keys"),
        ({"type": "stabbing", "verb": ["stab"], "obj": ["@nobody"], "example": "x"}, "no class"),
    ],
)
def test_a_wrong_entry_is_told_with_its_mend(row: dict[str, object], says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        lexicon_module._trigger(row, {})


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(LexiconError, match="no lexicon for language 'xx'"):
        load_lexicon("xx")
