"""Which place a name means: the context decides, and the reason says so."""

import pytest

CHOICES = [
    ("A man from Tripoli, Lebanon, was killed.", "Tripoli", "LB", None),
    ("Militias clashed in Tripoli, the Libyan capital.", "Tripoli", "LY", None),
    ("Police in Alexandria, Va., arrested a man.", "Alexandria", "US", "VA"),
    ("A building collapsed in Alexandria, Egypt.", "Alexandria", "EG", None),
    ("Police in London, Kentucky, arrested a man.", "London", "US", "KY"),
    ("Protests spread from Santiago to Valparaíso and Concepción in Chile.", "Santiago", "CL", None),
    ("Fighting raged near Pokrovsk in Donetsk region, Ukraine.", "Pokrovsk", "UA", None),
    ("Shelling hit Georgia's capital Tbilisi; Georgia accused Russia.", "Georgia", "GE", None),
    ("Georgia Gov. Brian Kemp spoke in Atlanta; Georgia voters go to the polls.", "Georgia", "US", "GA"),
    ("Gunmen attacked a mosque in Hyderabad, Sindh, Pakistan.", "Hyderabad", "PK", None),
    ("Rain flooded Hyderabad, the capital of Telangana in India.", "Hyderabad", "IN", None),
    ("Troops killed two in Kashmir's Pulwama district in India.", "Kashmir", None, None),
    ("Floods in Córdoba, Argentina, killed three.", "Córdoba", "AR", None),
    ("A bus crashed near Córdoba in Spain's Andalusia.", "Córdoba", "ES", None),
]


@pytest.mark.parametrize(("text", "name", "country", "admin1"), CHOICES)
def test_context_decides(read, text, name, country, admin1):
    place = read(text)[name].place
    assert place.country == country or country is None and place.country in (None, "IN", "PK")
    assert admin1 is None or place.admin1 == admin1


def test_one_sense_a_name_unless_the_text_says_otherwise(reader, read):
    text = "In Paris, Texas, a storm hit. Paris schools closed on Monday, the Texas agency said."
    from app.model.article import Article
    from app.parse.spacy_model import SpacyParser

    toponyms = [t for t in reader.read(SpacyParser().parse(Article("x", text))) if t.text == "Paris"]
    assert {t.place.admin1 for t in toponyms} == {"TX"}


def test_a_city_comes_before_the_area_of_its_name(read):
    assert read("A bomb exploded in Kabul on Sunday, Afghan police said.")["Kabul"].place.feature.startswith("P.")
    assert read("Rockets hit Moscow and its suburbs in Russia.")["Moscow"].place.feature.startswith("P.")
    assert read("Villages in Kabul province in Afghanistan were flooded.")["Kabul province"].place.feature == "A.ADM1"


def test_says_why_and_lists_runners_up(read):
    tripoli = read("A man from Tripoli, Lebanon, was killed.")["Tripoli"]
    assert "Lebanon" in tripoli.reason
    assert any(other.place.country == "LY" for other in tripoli.runners_up)
    assert 0 < tripoli.confidence <= 1
    assert all(0 <= other.score <= 1 for other in tripoli.runners_up)
    scores = [other.score for other in tripoli.runners_up]
    assert scores == sorted(scores, reverse=True)


def test_weights_must_fit_the_features():
    from app.toponyms.rank import FEATURES, ranking_of

    right = dict.fromkeys(FEATURES, 1.0)
    assert ranking_of({"weights": {"first": right, "second": right}}).first == tuple([1.0] * len(FEATURES))
    with pytest.raises(ValueError, match="size"):
        ranking_of({"weights": {"first": {**right}, "second": {k: v for k, v in right.items() if k != "size"}}})


ELSEWHERE = [
    ("A landslide near New Hope, in western Jamaica, killed two.", "New Hope"),
    ("Gunmen attacked Bare village (Numan LGA, Adamawa State) in Nigeria.", "Bare"),
]


@pytest.mark.parametrize(("text", "name"), ELSEWHERE)
def test_no_point_rather_than_one_in_another_country(read, text, name):
    found = read(text).get(name)
    assert found is None or found.place is None or found.place.country in ("JM", "NG")
