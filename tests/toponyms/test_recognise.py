"""Which words name a place, and in which role: sentences of our own, one trap each."""

import pytest

KINDS = [
    ("Explosions were heard in Kharkiv overnight.", "Kharkiv", "place"),
    ("Ukrainian troops crossed the river on Monday.", "Ukrainian", "demonym"),
    ("Two Congolese soldiers were wounded in the fighting.", "Congolese", "demonym"),
    ("Moscow said it would respond to the move.", "Moscow", "metonym"),
    ("The strike was condemned by Ankara on Friday.", "Ankara", "metonym"),
    ("Tehran and Riyadh agreed to restore ties.", "Riyadh", "metonym"),
    ("Beijing warned Washington over the sale.", "Washington", "metonym"),
    ("Russia denied that its jets had entered the airspace.", "Russia", "metonym"),
    ("Talks with Tehran stalled last week.", "Tehran", "metonym"),
    ("He lives in Moscow with his family.", "Moscow", "place"),
    ("A train arrived in Russia's Far East on Tuesday.", "Russia's Far East", "place"),
    ("The Black Sea Fleet lost another ship.", "Black Sea", "part"),
    ("The Bank of England raised interest rates.", "England", "part"),
    ("KYIV, Sept 14 — Shelling killed two people.", "KYIV", "place"),
    ("Nairobi (Reuters) - Police fired tear gas at crowds.", "Nairobi", "place"),
    ("Police in Nice said the attacker had been shot.", "Nice", "place"),
    ("The US imposed new sanctions on traders.", "US", "metonym"),
    ("A gunman opened fire at a mall in Savannah, Ga., police said.", "Savannah", "place"),
    ("Deputies in Laurel County arrested a man on Sunday.", "Laurel County", "place"),
    ("Troops reached the outskirts of Goma on Saturday.", "Goma", "place"),
    ("He flew to The Hague on Sunday.", "The Hague", "place"),
    ("Clashes broke out near al-Hasakah in the north-east.", "al-Hasakah", "place"),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_kind(read, text, name, kind):
    found = read(text)
    assert name in found, f"found only {sorted(found)}"
    assert found[name].kind == kind


NONE = [
    ("Paris Hilton visited the exhibition.", "Paris"),
    ("Mr. Houston said he would run again.", "Houston"),
    ("He died on 5 May and was buried in March.", "May"),
    ("He died on 5 May and was buried in March.", "March"),
    ("Reading is a pleasant way to spend an evening.", "Reading"),
    ("Mobile phones were seized in the raid.", "Mobile"),
    ("Chad Johnson and Jordan Peterson spoke at the event.", "Chad"),
    ("Chad Johnson and Jordan Peterson spoke at the event.", "Jordan"),
    ("The Black Sea Fleet lost another ship.", "Fleet"),
    ("The village was quiet. We're leaving, she said.", "The village"),
    ("The WHO said the outbreak was over.", "WHO"),
    ("The fine was US$460 million.", "US"),
    ("President Lincoln signed the bill into law.", "Lincoln"),
    ("Deputies in Laurel County arrested a man on Sunday.", "Laurel"),
    ("Victoria Nuland arrived for talks.", "Victoria"),
]


@pytest.mark.parametrize(("text", "name"), NONE)
def test_is_no_place(read, text, name):
    found = read(text)
    assert name not in found or found[name].kind == "part"


def test_a_surname_stays_a_person_in_later_sentences(read):
    found = read("Officer John Lancaster chased the suspect. Lancaster was hurt in the fall, his chief said.")
    assert "Lancaster" not in found


def test_all_capital_headline(read):
    found = read("STORM HITS MANILA, THOUSANDS FLEE\n\nA storm hit the capital of the Philippines on Monday.")
    assert found["MANILA"].place.country == "PH"


def test_sorted_without_overlap(reader, read):
    text = "In Pandi, Bulacan, and in San José, Costa Rica, the Bank of England met the New York Times."
    toponyms = list(read(text).values())
    assert len(toponyms) >= 4
    for first, second in zip(toponyms, toponyms[1:], strict=False):
        assert first.span.end <= second.span.start


def test_coordinates_beat_names(read):
    found = read("Posn: 05:13N – 004:05W, Abidjan Anchorage, Ivory Coast. Robbers boarded a tanker.")
    point = found["05:13N – 004:05W"]
    assert (round(point.place.lat, 2), round(point.place.lon, 2)) == (5.22, -4.08)
    assert point.place.place_id is None
    assert found["Ivory Coast"].place.country == "CI"


PARTS_OF_A_PHRASE = [
    ("The quake was centred 16 km north-northwest of Sagaing.", "Sagaing"),
    ("Two residents of Kherson were killed.", "Kherson"),
    ("A bus was stopped between Lodwar and Kainuk.", "Kainuk"),
    ("The storm flattened Carriacou, an island of Grenada.", "Carriacou"),
]


@pytest.mark.parametrize(("text", "name"), PARTS_OF_A_PHRASE)
def test_the_phrase_says_that_it_is_a_place(read, text, name):
    assert read(text)[name].kind == "place"


def test_the_earth_is_no_town_in_texas(read):
    assert "Earth" not in read("An asteroid may hit the Earth.")


def test_a_bloc_named_after_a_capital(read):
    assert read("The pro-Beijing camp won the vote.")["Beijing"].kind == "metonym"


def test_what_an_ailment_is_called_after_is_no_place_without_the_word(read):
    assert "Marburg" in read("The man died in Amsterdam. Marburg cases are rare.")
    found = read("The man died in Amsterdam. Marburg cases are rare: Marburg virus is caught from bats.")
    assert found.get("Marburg") is None or found["Marburg"].kind == "part"


def test_a_date_is_no_town(read):
    assert "October 6" not in read("The patients were treated in Cairo on October 6 of that year.")
