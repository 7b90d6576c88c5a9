"""What a feature says of several reports."""

from __future__ import annotations

from app.merge.incidents import RuleMerge
from app.model.location import Place
from app.store.facts import Facts, facts_of
from app.store.incident_rows import properties_of
from app.store.render import PROPERTIES, title_of
from tests.store.builders import MARTLOW, article, report


def facts(text: str, source: str | None, **more: object) -> Facts:
    one = article(text, source)
    return facts_of(one, report(one, **more))  # type: ignore[arg-type]


def properties(*many: Facts) -> dict[str, object]:
    by_id = {one.claim.report_id: one for one in many}
    (part,) = RuleMerge().partition([one.claim for one in many], [])
    return properties_of(part, by_id)


def test_counts_are_spanned_never_summed() -> None:
    said = properties(
        facts("A blast killed 2 in Martlow.", "Courier", killed=2),
        facts("A blast killed 3 in Martlow.", "Mail", killed=3),
    )
    assert (said["killed_min"], said["killed_max"]) == (2, 3)
    assert said["wounded_min"] is None


def test_outlets_without_a_name_are_counted_by_article() -> None:
    said = properties(
        facts("A blast hit Martlow, one says.", None),
        facts("A blast hit Martlow, two say.", None),
        facts("A blast hit Martlow, three say.", "Mail"),
    )
    assert said["sources"] == 3 and said["outlets"] == "Mail"


def test_all_properties_are_there() -> None:
    said = properties(facts("A blast hit Martlow.", "Courier"))
    assert set(PROPERTIES) - {"updated"} <= set(said)


def test_titles() -> None:
    sea = Place("t:s", None, "Black Gulf", 43.0, 34.0, None, None, None, "H.SEA")
    assert title_of("explosion", facts("A blast hit Martlow.", "C")) == "Explosion in Martlow"
    assert title_of("explosion", facts("A blast hit Martlow.", "C", precision="near")) == "Explosion near Martlow"
    assert title_of("visit", facts("A blast hit Martlow.", "C")) == "Visit to Martlow"
    assert title_of("fire", facts("A blast at sea.", "C", place=sea, precision="sea")) == "Fire in the Black Gulf"
    assert title_of("fire", facts("A blast.", "C", place=None)) == "Fire"
    assert MARTLOW.name == "Martlow"
