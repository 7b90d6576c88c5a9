from __future__ import annotations

import pytest

from gazetteer.sources.areas import admin1_forms, admin2_forms, core, middle, spread_km
from gazetteer.sources.geonames import AdminRow, Town


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kherson Oblast", "Kherson"),
        ("Republic of Tyva", "Tyva"),
        ("Kyiv City", "Kyiv"),
        ("Crimea", "Crimea"),
        ("West Bank", "West Bank"),
        ("Ha District", "Ha District"),
    ],
)
def test_the_core_of_an_areas_name(name: str, bare: str) -> None:
    assert core(name) == bare


def test_an_area_takes_the_forms_of_its_country_and_its_towns_present_name() -> None:
    row = AdminRow("RU.99", "Voronezj", "Voronezj", 1)
    town = Town("Voronezh", 51.7, 39.2, 1_000_000, frozenset({"voronezh", "voronezj"}))
    names = {name for name, _ in admin1_forms(row, [town], city=False)}
    assert {"Voronezj", "Voronezh Oblast", "Voronezh region", "Voronezj Oblast"} <= names
    assert "Voronezh Oblast" not in {name for name, _ in admin1_forms(row, [], city=False)}


def test_a_city_beside_its_region_takes_no_forms() -> None:
    names = {name for name, _ in admin1_forms(AdminRow("RU.98", "Testgrad", "Testgrad", 1), [], city=True)}
    assert names == {"Testgrad"}


def test_the_arabic_article_may_be_left_out() -> None:
    names = dict(admin1_forms(AdminRow("IQ.99", "Al Anbār", "Al Anbar", 1), [], city=False))
    assert names["Anbar"] == "short" and "Anbar Governorate" in names and "Al Anbar province" in names
    assert "Paso" not in dict(admin1_forms(AdminRow("US.99", "El Paso", "El Paso", 1), [], city=False))


@pytest.mark.parametrize(
    ("name", "country", "forms"),
    [
        ("Laurel County", "US", {"Laurel County", "Laurel", "Laurel Co."}),
        ("Rapides Parish", "US", {"Rapides Parish", "Rapides"}),
        ("County Durham", "GB", {"County Durham", "Durham"}),
        ("Province of Bohol", "PH", {"Province of Bohol", "Bohol", "Bohol province", "province of Bohol"}),
        ("Departement de l'Ain", "FR", {"Departement de l'Ain", "Ain", "Ain department", "department of Ain"}),
        ("Kota Surabaya", "ID", {"Kota Surabaya", "Surabaya city"}),
        ("Chuadanga", "BD", {"Chuadanga", "Chuadanga district"}),
    ],
)
def test_forms_of_second_order_areas(name: str, country: str, forms: set[str]) -> None:
    assert {form for form, _ in admin2_forms(name, country)} == forms


def test_the_middle_of_points_across_the_date_line() -> None:
    lat, lon = middle([(-17.0, 179.0), (-18.0, -179.0)])
    assert lat == pytest.approx(-17.5) and abs(lon) == pytest.approx(180)


def test_the_spread_leaves_the_farthest_tenth_out() -> None:
    points = [(0.0, 0.01 * i) for i in range(19)] + [(40.0, 0.0)]
    assert spread_km((0.0, 0.0), points) == pytest.approx(18.9, abs=1.5)
    assert spread_km((0.0, 0.0), []) == 0.0
