"""Answers that are kept."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.serve import answers
from app.serve.answers import Answers


def test_the_one_not_asked_for_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_BYTES", 30)
    monkeypatch.setattr(answers, "LONGEST", 20)
    kept = Answers()
    for tag in "abc":
        kept.keep(tag, tag.encode() * 10)
    assert kept.get("a") == b"a" * 10
    kept.keep("d", b"d" * 10)
    kept.keep("e", b"e" * 21)
    assert [kept.get(tag) is not None for tag in "abcde"] == [True, False, True, True, False]


def test_the_same_answer_again_and_another_for_another_question(client: TestClient) -> None:
    for path in ("/collections/incidents/items?limit=20&status=all", "/clusters?zoom=3&status=all"):
        first, again = client.get(path), client.get(path)
        assert (first.content, first.headers) == (again.content, again.headers)
        narrower = client.get(path + "&country=FJ")
        assert narrower.json()["numberMatched"] < first.json()["numberMatched"]
        crs = client.get(path + "&bbox=30,46,31,47")
        assert crs.headers["etag"] != first.headers["etag"]
