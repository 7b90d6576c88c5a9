from __future__ import annotations

import time

import pytest

from app.events.quantities import find_quantities

CASES: list[tuple[str, str, int, int | None]] = [
    ("The attack left eleven dead.", "killed", 11, 11),
    ("The blast killed at least five people.", "killed", 5, None),
    ("Floods have now claimed 209 lives, officials said.", "killed", 209, 209),
    ("Landslides took the lives of 241 people.", "killed", 241, 241),
    ("The death toll rose to 12 from 9.", "killed", 12, 12),
    ("The death toll, which officially stands at 23,000, may rise.", "killed", 23_000, 23_000),
    (
        "The death toll from the collapse of a roof at a club in the old town reached 184 on Thursday.",
        "killed",
        184,
        184,
    ),
    ("The number of dead from the bombardment of the market has risen to 27.", "killed", 27, 27),
    ("The number of dead in Sunday’s sinking of a boat with pilgrims on the lake has risen to 14.", "killed", 14, 14),
    ("The toll of the fall of a bridge on the road to the north, told late, rose to 31.", "killed", 31, 31),
    ("Two herders froze to death.", "killed", 2, 2),
    ("It did no harm.", "killed", 0, 0),
    ("A shell fell into a garden without causing injuries.", "killed", 0, 0),
    ("All 22 crew are reported safe.", "killed", 0, 0),
    ("Both pilots are unharmed.", "killed", 0, 0),
    ("All nine sailors were rescued.", "killed", 0, 0),
    ("Two are dead and eight in hospital.", "wounded", 8, 8),
    ("Three people were rushed to a local hospital.", "wounded", 3, 3),
    ("Officers found a 24-year-old man with a gunshot wound to the leg.", "wounded", 1, 1),
    ("A guard was shot in the leg.", "wounded", 1, 1),
    ("Five civilians were hit by stray bullets.", "wounded", 5, 5),
    ("A woman is in a critical condition.", "wounded", 1, 1),
    ("12 dead, 30 injured.", "killed", 12, 12),
    ("12 dead, 30 injured.", "wounded", 30, 30),
    ("A drone hit the airport, with at least four dead.", "killed", 4, None),
    ("Two of the victims, an elderly couple, died.", "killed", 2, 2),
    ("Two of them died on the way to hospital.", "killed", 2, 2),
    ("Three traders were pulled out of a lorry and killed.", "killed", 3, 3),
    ("Five teenagers were trampled to death.", "killed", 5, 5),
    ("A mob lynched two alleged thieves.", "killed", 2, 2),
    ("38 bodies were found on the shore.", "killed", 38, 38),
    ("The body of a young woman was found.", "killed", 1, 1),
    ("The bodies of four men were found.", "killed", 4, 4),
    ("The deaths of six miners were confirmed.", "killed", 6, 6),
    ("Gunmen killed Ivan Petrov, a journalist, on Monday.", "killed", 1, 1),
    ("Judge Arben Hoxha died on the way to hospital; two others were wounded.", "killed", 1, 1),
    ("A volunteer has died of burns.", "killed", 1, 1),
    ("A 29-year-old man was shot dead.", "killed", 1, 1),
    ("A teacher and two pupils were killed.", "killed", 3, 3),
    ("Two men and a woman died in the crash.", "killed", 3, 3),
    ("They killed a farmer, his wife and their two children.", "killed", 4, 4),
    ("A shell hit a yard, killing three soldiers and a civilian and wounding nine.", "killed", 4, 4),
    ("A shell hit a yard, killing three soldiers and a civilian and wounding nine.", "wounded", 9, 9),
    ("No casualties have been reported.", "killed", 0, 0),
    ("Police said that no one was hurt.", "killed", 0, 0),
    ("Nobody was injured in the blaze.", "wounded", 0, 0),
    ("The blaze killed 300 pigs; no people were hurt.", "killed", 0, 0),
    ("Between five and seven people were killed.", "killed", 5, 7),
    ("Nearly two dozen people were killed.", "killed", 24, 24),
    ("More than 260 people have died and 60,000 have been driven from their homes.", "displaced", 60_000, 60_000),
    ("Some 640 houses are under water and eleven people have drowned.", "killed", 11, 11),
    ("18 passengers drowned and 24 others remained missing.", "missing", 24, 24),
    ("Police arrested 37 people.", "detained", 37, 37),
    ("Officials confirmed fifteen deaths and 328 infections.", "infected", 328, 328),
    ("Gunmen kidnapped twenty pupils.", "abducted", 20, 20),
    ("The coast guard rescued forty migrants.", "rescued", 40, 40),
    ("The army shot down five attack drones.", "drones", 5, 5),
]


@pytest.mark.parametrize(("text", "unit", "low", "high"), CASES)
def test_count(text: str, unit: str, low: int, high: int | None) -> None:
    found = {q.unit: (q.min, q.max) for q in find_quantities(text, 0)}
    assert found.get(unit) == (low, high)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("In 2014 soldiers killed the chief.", "killed"),
        ("The 45-year-old was killed in 2021.", "killed"),
        ("The storm killed 300 cattle.", "killed"),
        ("The team won 12 points.", "killed"),
        ("At 12:30 am people were hurt.", "wounded"),
    ],
)
def test_years_ages_and_animals_are_no_count(text: str, unit: str) -> None:
    assert unit not in {q.unit for q in find_quantities(text, 0)}


def test_spans_are_those_of_the_article() -> None:
    text = "Police said the blast killed nine people."
    (count,) = find_quantities(text, 100)
    assert text[count.span.start - 100 : count.span.end - 100] == count.text
    assert "nine" in count.text


def test_time_grows_with_the_length_only() -> None:
    text = "killed " + "two and a man and three and an old man of a, " * 400
    begin = time.perf_counter()
    find_quantities(text, 0)
    assert time.perf_counter() - begin < 5
