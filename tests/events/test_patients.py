"""How many were killed, in many words: read from the phrase or from the tree of the sentence."""

from __future__ import annotations

import pytest

from app.events.counts import counts_of
from app.events.lexicon import load_lexicon
from app.events.scene import Scene
from app.events.tree import Tree
from app.model.article import Article
from app.parse.spacy_model import SpacyParser

CASES = [
    (1, "The victim, a 19-year-old student, died of his wounds in hospital."),
    (1, "Paramedics pronounced him dead at the scene."),
    (1, "A 54-year-old man was pronounced dead at the scene."),
    (5, "Rescuers have recovered the remains of five skiers."),
    (2, "Two skiers were found dead under three metres of snow."),
    (3, "Three hikers were swept to their deaths."),
    (1, "A tourist fell to her death."),
    (12, "The ship went down with the loss of 12 lives."),
    (4, "There were four fatalities."),
    (1, "There was one fatality."),
    (1, "One dead, three hurt."),
    (12, "Officials reported 12 deaths from cholera."),
    (12, "Casualties: 12 killed, 30 injured."),
    (2, "The bodies of the pilot and his passenger were recovered."),
    (7, "Seven of them have died."),
    (3, "The avalanche buried five climbers; three were dug out dead."),
    (3, "Three of the five were dead when rescuers reached them."),
    (6, "The landslide took six lives."),
    (11, "Eleven are dead."),
    (11, "Eleven have died."),
    (4, "The cyclone is blamed for four deaths."),
    (4, "Four deaths have been blamed on the cyclone."),
    (8, "The storm has been linked to eight deaths."),
    (3, "Three fishermen have not survived."),
    (2, "A mother and her child lost their lives."),
    (20, "The attack killed 20, mostly civilians."),
    (30, "The flood has killed at least 30."),
    (14, "Hospitals have received 14 dead and 60 wounded."),
    (5, "The morgue received five bodies."),
    (2, "Two people, including a child, were killed."),
    (2, "Two people - a father and his son - died."),
    (2, "Two (a father and his son) were killed."),
    (10, "The toll rose by three to ten."),
    (10, "The death toll has climbed from seven to ten."),
    (10, "The confirmed toll is ten."),
    (10, "The toll: ten dead."),
    (6, "The drone hit a car, and all six occupants were killed."),
    (6, "All six occupants of the car died."),
    (2, "Both occupants were killed."),
    (2, "Both men died."),
    (2, "Both of them died."),
    (1, "The driver was killed instantly."),
    (1, "One of them died in hospital."),
    (1, "An officer was fatally stabbed."),
    (3, "Three people were fatally shot."),
    (3, "Three were fatally wounded."),
    (1, "The blast fatally injured a guard."),
    (4, "Gunmen executed four captives."),
    (4, "Four captives were put to death."),
    (4, "Four men were hanged."),
    (25, "25 people, among them 11 children, are known to have perished."),
    (25, "Up to 25 people may have died."),
    (40, "Forty people are feared to have drowned."),
    (1, "A man aged 60 died."),
    (1, "A man (60) died."),
    (1, "The pilot did not survive the crash."),
    (1, "The pilot, who was alone on board, died."),
    (2, "The two crew members were killed."),
    (2, "Two crew were killed."),
    (16, "The crew of 16 all perished."),
    (22, "The outbreak has led to 22 deaths."),
    (22, "Of 310 cases, 22 were fatal."),
    (22, "310 people have fallen ill and 22 of them have died."),
    (22, "Deaths stand at 22."),
    (22, "The number of deaths now stands at 22."),
    (22, "Fatalities reached 22."),
    (22, "The virus has killed 22 of 31 patients."),
]


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.mark.parametrize(("killed", "text"), CASES, ids=[text for _, text in CASES])
def test_killed(parser: SpacyParser, killed: int, text: str) -> None:
    parsed = parser.parse(Article("test", text))
    scenes = [Scene(parsed, Tree(parsed, sentence), (), load_lexicon()) for sentence in parsed.sentences]
    assert ("killed", killed) in {(q.unit, q.min) for scene in scenes for q in counts_of(scene)}
