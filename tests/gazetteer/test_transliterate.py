from __future__ import annotations

from importlib import resources

import pytest

from gazetteer.transliterate import romanisations, romanise, rules, script_of, systems


@pytest.mark.parametrize(
    ("system", "name", "latin"),
    [
        # the examples of the Ukrainian resolution of 2010
        ("uk-kmu2010", "Алушта", "alushta"),
        ("uk-kmu2010", "Згурський", "zghurskyi"),
        ("uk-kmu2010", "Ґалаґан", "galagan"),
        ("uk-kmu2010", "Єнакієве", "yenakiieve"),
        ("uk-kmu2010", "Їжакевич", "yizhakevych"),
        ("uk-kmu2010", "Кадиївка", "kadyivka"),
        ("uk-kmu2010", "Йосипівка", "yosypivka"),
        ("uk-kmu2010", "Стрий", "stryi"),
        ("uk-kmu2010", "Щербухи", "shcherbukhy"),
        ("uk-kmu2010", "Юрій", "yurii"),
        ("uk-kmu2010", "Крюківка", "kriukivka"),
        ("uk-kmu2010", "Яготин", "yahotyn"),
        ("uk-kmu2010", "Костянтин", "kostiantyn"),
        ("uk-kmu2010", "Знам'янка", "znamianka"),
        ("uk-kmu2010", "Євпаторія", "yevpatoriia"),
        ("uk-kmu2010", "Уютне", "uiutne"),
        ("uk-bgn1965", "Євпаторія", "yevpatoriya"),
        ("ru-bgn1947", "Екатеринбург", "yekaterinburg"),
        ("ru-bgn1947", "Комсомольский", "komsomolskiy"),
        ("ru-press", "Комсомольский", "komsomolsky"),
        ("ru-press", "Орёл", "oryol"),
        ("ru-press", "Грозный", "grozny"),
        ("ru-passport2013", "Юрья", "iuria"),
        ("ru-passport2013", "Подъячево", "podieiachevo"),
        ("be-bgn1979", "Магілёў", "mahilyow"),
        ("bg-2009", "София", "sofia"),
        ("bg-2009", "Търговище", "targovishte"),
        ("sr-gaj", "Ћуприја", "ćuprija"),
        ("mk-2013", "Ѓорче", "gjorche"),
        ("kk-bgn1979", "Қызылорда", "qyzylorda"),
        ("mn-mns2012", "Өвөрхангай", "uvurkhangai"),
        ("ka-2002", "თბილისი", "tbilisi"),
        ("el-elot743", "Κόρινθος", "korinthos"),
        ("el-elot743", "Λευκάδα", "lefkada"),
        ("hy-bgn1981", "Երեւան", "yerevan"),
    ],
)
def test_known_romanisations(system: str, name: str, latin: str) -> None:
    assert romanise(name, system) == latin


def test_the_stress_mark_is_no_letter() -> None:
    assert romanise("Євпато́рія", "uk-kmu2010") == "yevpatoriia"


def test_a_name_is_romanised_only_by_systems_of_its_language_and_country() -> None:
    assert "yevpatoriia" in romanisations("Євпаторія", "UA")
    assert romanisations("Париж", "FR") == []
    assert romanisations("Kyiv", "UA") == []
    assert "zyl" not in "".join(romanisations("Київ", "RU"))
    assert all("y" not in latin[:1] for latin in romanisations("Ніжин", "RU"))


def test_every_system_that_is_used_has_a_sound_table() -> None:
    for used in systems().values():
        for system in used:
            assert len(rules(system).latin) > 20, system


def test_every_table_is_used() -> None:
    used = {system for names in systems().values() for system in names}
    files = {
        path.name.removesuffix(".tsv") for path in resources.files("gazetteer").joinpath("data/translit").iterdir()
    }
    assert files - {"where"} == used


def test_every_letter_of_the_script_is_covered() -> None:
    assert not [c for c in "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" if c == romanise(c, "uk-kmu2010")]
    assert not [c for c in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" if c == romanise(c, "ru-bgn1947")]


def test_scripts() -> None:
    assert script_of("Kyiv / Київ") == "Cyrl"
    assert script_of("Kyiv") is None
