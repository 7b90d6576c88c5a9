"""Claims made by hand and by chance."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from app.model.merging import Claim

DAY = 24 * 60
NOON = 20_000 * DAY
"""A midnight, in fact: UTC minute at which the usual claim's day begins."""


def claim(name: str = "r1", **changes: Any) -> Claim:
    """An explosion at Martlow on one day; ``name`` is spread over the report's and the article's id."""
    wording = changes.pop("wording", "An explosion hit the market in Martlow.")
    base = Claim(
        report_id=hashlib.sha256(name.encode()).hexdigest()[:32],
        article_id=f"article-{name}",
        type="explosion",
        status="occurred",
        lat=50.0,
        lon=30.0,
        precision="place",
        radius_km=3.0,
        place_id="t:1",
        place_name="Martlow",
        population=40_000,
        start=NOON,
        end=NOON + DAY,
        time_precision="day",
        published=NOON + DAY,
        participants=(),
        quantities=(),
        wording=wording,
        copy=hashlib.sha256(wording.casefold().encode()).hexdigest()[:24],
        confidence=0.8,
    )
    return replace(base, **changes)


PLACES = [
    {"place_id": "t:1", "place_name": "Martlow", "lat": 50.0, "lon": 30.0, "precision": "place"},
    {"place_id": "t:1", "place_name": "Martlow", "lat": 50.0, "lon": 30.0, "precision": "near"},
    {"place_id": "t:2", "place_name": "Tessin", "lat": 50.03, "lon": 30.05, "precision": "place"},
    {"place_id": None, "place_name": "", "lat": 50.01, "lon": 30.0, "precision": "exact"},
    {"place_id": "t:9", "place_name": "Martlow", "lat": 50.1, "lon": 29.9, "precision": "place"},
    {"place_id": "t:4", "place_name": "Martlow Oblast", "lat": 50.2, "lon": 30.2, "precision": "region"},
    {"place_id": None, "place_name": "", "lat": None, "lon": None, "precision": None},
]
SENTENCES = (
    "An explosion hit the market in Martlow.",
    "A powerful blast shook the central market of Martlow, killing several people on the spot.",
    "Two people died when a bomb went off near the town hall, officials in the region said on Tuesday.",
    "Police said nothing.",
)


@st.composite
def claims(draw: st.DrawFn, number: int) -> Claim:
    """A claim near the others in all respects, so that likeness is often close to the bar."""
    place = draw(st.sampled_from(PLACES))
    start = draw(st.sampled_from([None, NOON, NOON + 6 * 60, NOON + DAY, NOON + 2 * DAY, NOON + 3 * DAY]))
    length = draw(st.sampled_from([60, 6 * 60, DAY, 7 * DAY]))
    precision = {60: "hour", 360: "part-of-day", DAY: "day", 7 * DAY: "week"}[length]
    killed = draw(st.sampled_from([None, 2, 3, 20]))
    return claim(
        f"r{number}",
        article_id=draw(st.sampled_from(["a1", "a2", "a3", "a4", "a5", f"own{number}"])),
        type=draw(st.sampled_from(["explosion", "destruction", "drone_attack", "shooting", "protest"])),
        status=draw(st.sampled_from(["occurred", "claimed", "planned", "denied", "threatened"])),
        start=start,
        end=None if start is None else start + length,
        time_precision=None if start is None else precision,
        published=draw(st.sampled_from([None, NOON + DAY])),
        participants=draw(st.sampled_from([(), (("actor", "Northern Front"),), (("actor", "Harbour Police"),)])),
        quantities=() if killed is None else (("killed", killed, killed),),
        wording=draw(st.sampled_from(SENTENCES)),
        confidence=draw(st.sampled_from([0.3, 0.5, 0.9])),
        **place,
    )


@st.composite
def claim_sets(draw: st.DrawFn, most: int = 9) -> list[Claim]:
    """Up to ``most`` claims with ids of their own."""
    count = draw(st.integers(1, most))
    return [draw(claims(number)) for number in range(count)]
