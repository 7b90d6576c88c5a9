from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.normalize import normalize, tokens


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Côte d’Ivoire", "cote divoire"),
        ("U.S.", "us"),
        ("U.A.E.", "uae"),
        ("St. John's", "st johns"),
        ("N'Djamena", "ndjamena"),
        ("Washington, D.C.", "washington dc"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("Ivano-Frankivsk", "ivano frankivsk"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("ÅLAND", "aland"),
        ("Київ", "киів"),
        ("Орёл", "орел"),
        ("القاهرة", "القاهرة"),
        ("東京", "東京"),
        ("Quảng Ngãi", "quang ngai"),
        ("  (Foo) ", "foo"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_name_has_one_key(name: str, key: str) -> None:
    assert normalize(name) == key


NAMES = st.text(
    st.one_of(
        st.sampled_from("abc ABC.'’-&,/()U.S.éœłßіїґЁ٣ीक"), st.characters(codec="utf-8", exclude_categories=("Cs",))
    ),
    max_size=40,
)


@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    assert normalize(normalize(name)) == normalize(name)


@given(st.lists(st.sampled_from(["Foo", "St.", "U.S.", "O'Neil", "d’Or", "&", "Ivano-Frankivsk", "Łódź", "D.C."])))
def test_the_keys_of_words_make_the_key_of_the_run(words: list[str]) -> None:
    text = " ".join(words)
    assert " ".join(normalize(token[0]) for token in tokens(text)) == normalize(text)


@given(NAMES)
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start() < token.end() <= len(text)
        end = token.end()
