from __future__ import annotations

import pytest

from gazetteer.respell import MOST, left_out, respelling_rules, respellings


@pytest.mark.parametrize(
    ("key", "country", "form"),
    [
        ("al jahra", "KW", "jahra"),
        ("ash shatrah", "IQ", "al shatrah"),
        ("ash shatrah", "IQ", "shatra"),
        ("ashmun", "EG", "ashmoun"),
        ("dayr az zawr", "SY", "deir az zawr"),
        ("al qatif", "SA", "al katif"),
        ("djougou", "BJ", "jougou"),
        ("tchaourou", "BJ", "chaourou"),
        ("daudkandi", "BD", "daud kandi"),
        ("miram shah", "PK", "miramshah"),
        ("qostanay", "KZ", "kostanay"),
        ("gharyan", "IR", "qaryan"),
        ("jalabad", "PK", "jal abad"),
    ],
)
def test_a_name_is_written_in_other_ways(key: str, country: str, form: str) -> None:
    assert form in set(respellings(key, country))


@pytest.mark.parametrize(
    ("key", "country"), [("al jahra", "US"), ("al jahra", None), ("شاطر", "IQ"), ("qom", "IR"), ("berlin", "DE")]
)
def test_other_countries_scripts_and_short_names_have_no_other_forms(key: str, country: str | None) -> None:
    assert list(respellings(key, country)) == []


def test_no_form_is_a_word_or_a_first_name() -> None:
    assert "hussein" in left_out()
    assert "hussein" not in set(respellings("al hussein", "YE"))


def test_a_name_has_not_more_than_so_many_forms() -> None:
    forms = list(respellings("al quraqiyah al qawqiyyah ad dayrah", "SY"))
    assert len(forms) == len(set(forms)) == MOST


def test_every_rule_is_for_a_country() -> None:
    assert all(len(country) == 2 and country.isupper() for country in respelling_rules())
