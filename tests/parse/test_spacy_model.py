from __future__ import annotations

import pytest

from app.errors import Missing
from app.model.article import Article
from app.parse.spacy_model import SpacyParser


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


def test_offsets_are_code_points_of_the_text(parser: SpacyParser) -> None:
    text = "“Peace”, said 😀 the mayor’s aide.\r\nA bomb went off in Kabul."
    parsed = parser.parse(Article(id="a", text=text))
    for token in parsed.tokens:
        assert text[token.start : token.end].replace("’", "'").replace("“", '"').replace("”", '"') == token.text
    assert [s.span.cut(text) for s in parsed.sentences][-1] == "A bomb went off in Kabul."


def test_every_head_lies_in_its_own_sentence(parser: SpacyParser) -> None:
    parsed = parser.parse(Article(id="a", text="It rained. Two men fled the town.\nThe river rose, and a dam burst."))
    assert all(parsed.tokens[t.head].sentence == t.sentence for t in parsed.tokens)
    assert [t.i for t in parsed.tokens] == list(range(len(parsed.tokens)))


def test_a_missing_model_is_named() -> None:
    with pytest.raises(Missing, match="no_such_model"):
        SpacyParser("no_such_model")


def test_words_beyond_the_most_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.parse import spacy_model

    parser = SpacyParser()
    strings = parser._nlp.vocab.strings
    article = Article("x", "The Zorblaxian frigate Quuxmoor sank off Plovdivski on Monday.")
    monkeypatch.setattr(spacy_model, "MOST_WORDS", -1)
    forgetful, before = parser.parse(article), len(strings)
    again = parser.parse(article)
    assert len(strings) == before
    assert "Quuxmoor" not in strings
    monkeypatch.undo()
    assert parser.parse(article) == forgetful == again
    assert "Quuxmoor" in strings


def test_long_and_many_paragraphs_are_read_in_batches(parser: SpacyParser) -> None:
    text = "\n".join(["Shells fell on Kherson."] * 200 + ["Rain fell on the town. " * 2000])
    parsed = parser.parse(Article("x", text))
    assert [s.paragraph for s in parsed.sentences][:200] == list(range(200))
    assert "".join(t.text for t in parsed.tokens) == "".join(text.split())
