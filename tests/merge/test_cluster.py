"""The partition depends on the set of claims alone, and keeps its promises."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merge.cluster import clusters
from app.merge.similarity import SAME, likeness
from app.model.merging import Claim, Link
from tests.merge.claims import DAY, NOON, claim, claim_sets


def names(made: list[list[Claim]]) -> set[frozenset[str]]:
    return {frozenset(one.report_id for one in members) for members in made}


@settings(max_examples=300, deadline=None)
@given(claim_sets(), st.randoms(use_true_random=False))
def test_order_does_not_matter(made: list[Claim], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert names(clusters(made, [])) == names(clusters(shuffled, []))


@settings(max_examples=300, deadline=None)
@given(claim_sets(), st.data())
def test_order_does_not_matter_with_links(made: list[Claim], data: st.DataObject) -> None:
    pairs = list(combinations(sorted(one.report_id for one in made), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    links = [Link(first, second, data.draw(st.booleans())) for first, second in chosen]
    shuffled = data.draw(st.permutations(made))
    assert names(clusters(made, links)) == names(clusters(shuffled, list(reversed(links))))


@settings(max_examples=200, deadline=None)
@given(claim_sets())
def test_every_claim_once_and_all_members_alike(made: list[Claim]) -> None:
    found = clusters(made, [])
    assert sorted(one.report_id for members in found for one in members) == sorted(one.report_id for one in made)
    for members in found:
        scores = [likeness(first, second).score for first, second in combinations(members, 2)]
        assert all(score >= SAME for score in scores)


@settings(max_examples=200, deadline=None)
@given(claim_sets(most=6), claim_sets(most=6))
def test_components_can_be_looked_at_apart(near: list[Claim], far: list[Claim]) -> None:
    moved = [
        claim(
            f"far{i}",
            lat=-20.0,
            lon=10.0,
            place_id="t:far",
            place_name="Farholm",
            start=NOON + 100 * DAY,
            end=NOON + 101 * DAY,
            published=NOON + 101 * DAY,
            wording=f"{one.wording} {i}",
        )
        for i, one in enumerate(far)
    ]
    assert names(clusters([*near, *moved], [])) == names(clusters(near, [])) | names(clusters(moved, []))


@settings(max_examples=200, deadline=None)
@given(claim_sets(most=7))
def test_places_of_one_article_never_meet(made: list[Claim]) -> None:
    for members in clusters(made, []):
        of_article: dict[str, set[str | None]] = {}
        for one in members:
            of_article.setdefault(one.article_id, set()).add(one.place_id)
        assert all(len(places) == 1 for places in of_article.values())


def test_reviewers_stand_above_likeness() -> None:
    first, second = claim("r1"), claim("r2", type="protest")
    assert len(clusters([first, second], [Link(first.report_id, second.report_id, True)])) == 1
    third = claim("r3", wording="A blast rocked Martlow.")
    assert len(clusters([first, third], [])) == 1
    assert len(clusters([first, third], [Link(third.report_id, first.report_id, False)])) == 2


def test_complete_linkage_does_not_chain() -> None:
    day = [claim(f"r{i}", start=NOON + i * DAY, end=NOON + (i + 1) * DAY) for i in range(6)]
    assert all(len(members) <= 2 for members in clusters(day, []))
