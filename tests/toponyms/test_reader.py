"""The stage as a whole: any text, long texts, and what it hands on."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.article import Article, Span
from app.model.parsed import Parsed, Sentence, Token

NEWS = (
    "Shelling hit Kherson in Ukraine on Monday. Mayor John Smith of Springfield, Illinois, spoke. "
    "The Nile rose at Cairo. "
)


WORDS = [*NEWS.split(), "US$", "’s", "\n", "—"]


def crude(text: str) -> Parsed:
    """Tokens and sentences without a language model."""
    tokens, sentences, first = [], [], 0
    for i, match in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        pos = "PROPN" if match[0][0].isupper() else "NOUN"
        number = len(sentences)
        tokens.append(
            Token(i, match.start(), match.end(), match[0], match[0].lower(), pos, "", "dep", i, "", "O", number)
        )
        if match[0] == ".":
            sentences.append(Sentence(number, Span(tokens[first].start, match.end()), first, i + 1, 0))
            first = i + 1
    if first < len(tokens):
        sentences.append(Sentence(len(sentences), Span(tokens[first].start, len(text)), first, len(tokens), 0))
    return Parsed(Article("x", text), tuple(tokens), tuple(sentences), (Span(0, len(text)),))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(NEWS.split() + ["US$", "’s", "\n", "—"]), max_size=40).map(" ".join)
)
def test_any_text_gives_sound_toponyms(reader, text):
    toponyms = reader.read(crude(text))
    for toponym in toponyms:
        assert toponym.text == toponym.span.cut(text) != ""
        assert 0 <= toponym.confidence <= 1
        assert toponym.reason
        if toponym.place is not None:
            assert -90 <= toponym.place.lat <= 90 and -180 <= toponym.place.lon <= 180
    for first, second in zip(toponyms, toponyms[1:], strict=False):
        assert first.span.end <= second.span.start


def test_time_grows_with_the_length_of_the_text(reader):
    def seconds(times: int) -> float:
        parsed = crude(NEWS * times)
        start = time.process_time()
        assert reader.read(parsed)
        return time.process_time() - start

    seconds(200)
    assert seconds(4000) < 10 * 3 * max(seconds(400), 0.02)


def test_an_unparsed_text_has_no_toponyms_but_coordinates(reader):
    article = Article("x", "Kyiv. The wreck lies at 12.345, 98.765.")
    found = reader.read(Parsed(article, (), (), ()))
    assert [toponym.text for toponym in found] == ["12.345, 98.765"]


def test_the_outlet_tips_the_scales(reader):
    text = "A fire broke out in Cambridge. Nobody was hurt."
    countries = {code: reader.read(crude(text), outlet=code)[0].place.country for code in ("GB", "NZ")}
    assert countries == {"GB": "GB", "NZ": "NZ"}


def test_place_carries_what_the_gazetteer_knows(reader):
    (kherson, *_) = reader.read(crude("Shelling hit Kherson in Ukraine."))
    place = kherson.place
    assert place.country == "UA" and place.zone in ("Europe/Kyiv", "Europe/Kiev")
    assert place.place_id.startswith("gn:") and place.geonameid and place.admin1_name and place.population > 10_000


@pytest.mark.parametrize(
    ("name", "country"),
    [("Gaza", "PS"), ("Georgia", "GE"), ("Manchester", "GB"), ("Birmingham", "GB"), ("San José", "CR"), ("Milan", "IT"),
     ("Córdoba", "AR"), ("Mérida", "MX"), ("Alexandria", "EG"), ("Melbourne", "AU"), ("Kandahar", "AF")],
)  # fmt: skip
def test_alone_a_name_means_the_place_that_the_world_knows(reader, name, country):
    (found,) = reader.read(crude(f"A fire broke out in {name}. Nobody was hurt."))
    assert found.place.country == country


def test_a_park_far_from_all_that_is_named_is_another_towns(read):
    found = read("Police in Toledo, Ohio, were called on Monday. Neighbors from Maumee came to Wilson Park.")
    assert found["Wilson Park"].place is None
    assert read("A man was shot in Hyde Park in London on Monday.")["Hyde Park"].place.country == "GB"
