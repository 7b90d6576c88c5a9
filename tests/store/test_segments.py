"""The evidence cut for reading: nothing lost, nothing twice, marks where they belong."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.model.article import Article, Span
from app.model.event import Attribution, Participant, Quantity
from app.model.report import Report
from app.store.segments import NEIGHBOURS, segments_of
from tests.store.builders import article, report


def words(segments: list[dict[str, object]], mark: str) -> list[object]:
    return [one["text"] for one in segments if one["mark"] == mark]


def test_marks_and_neighbours() -> None:
    one = article("First. 💥 A blast hit Martlow, the mayor said. Last.\n\nAnother paragraph.")
    segments = segments_of(one.text, report(one, actor="mayor", sentence="💥 A blast hit Martlow, the mayor said."))
    assert "".join(str(part["text"]) for part in segments) == "First. 💥 A blast hit Martlow, the mayor said. Last."
    assert words(segments, "trigger") == ["blast"]
    assert words(segments, "place") == ["Martlow"]
    assert words(segments, "actor") == ["mayor"]
    told = "".join(str(part["text"]) for part in segments if part["evidence"])
    assert told == "💥 A blast hit Martlow, the mayor said."


def test_far_apart_evidence_is_parted() -> None:
    one = article("A blast hit Martlow.\n\n" + "Other news. " * 100 + "\n\nThe blast killed two.")
    said = report(one)
    second = one.text.index("The blast")
    event = replace(said.event, evidence=(*said.event.evidence, Span(second, len(one.text))))
    segments = segments_of(one.text, replace(said, event=event))
    assert [part["text"] for part in segments if part["text"] == " … "] == [" … "]
    shown = "".join(str(part["text"]) for part in segments)
    assert shown == "A blast hit Martlow. … The blast killed two."


def test_long_paragraphs_are_cut_between_words() -> None:
    one = article("word " * 400 + "A blast hit Martlow. " + "more " * 400)
    segments = segments_of(one.text, report(one, sentence="A blast hit Martlow."))
    shown = "".join(str(part["text"]) for part in segments)
    assert len(shown) <= 2 * NEIGHBOURS + 20
    assert shown.split()[0] == "word" and shown.split()[-1] == "more"


@st.composite
def reports(draw: st.DrawFn) -> tuple[Article, Report]:
    text = draw(st.text(alphabet="ab .\n💥é", min_size=1, max_size=120))
    one = article(text)
    size = len(text)

    def span() -> Span:
        start = draw(st.integers(0, size - 1))
        return Span(start, draw(st.integers(start, size)))

    base = report(article())
    event = replace(
        base.event,
        trigger=span(),
        evidence=tuple(span() for _ in range(draw(st.integers(0, 3)))),
        place=None,
        time=None,
        attribution=tuple(Attribution(span(), "x", "official") for _ in range(draw(st.integers(0, 2)))),
        participants=tuple(Participant(span(), "x", "actor") for _ in range(draw(st.integers(0, 2)))),
        quantities=tuple(Quantity(span(), "x", "killed", 1, 1) for _ in range(draw(st.integers(0, 2)))),
    )
    return one, replace(base, event=event, location=None)


@given(reports())
def test_any_spans_give_text_that_stands_in_the_article(made: tuple[Article, Report]) -> None:
    one, said = made
    segments = segments_of(one.text, said)
    shown = "".join(str(part["text"]) for part in segments)
    for piece in shown.split(" … "):
        assert piece in one.text or " … " in one.text
    for span in said.event.evidence:
        assert span.cut(one.text) in shown
