from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("gazetteer")
PLACES = ("Kabul", "Lagos", "Manila", "Lima", "Oslo", "Quito")


def article(number: int, place: str) -> dict[str, Any]:
    return {"id": f"a{number}", "text": f"😀 A bomb exploded in {place} on Monday.", "published": "2023-09-14"}


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def pipe(*items: dict[str, Any] | str) -> str:
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_line_for_each_in_order_whatever_the_number_of_workers(run: Run, workers: str) -> None:
    ran = run("extract", "--workers", workers, stdin=pipe(*(article(n, place) for n, place in enumerate(PLACES))))
    assert ran.returncode == 0, ran.stderr
    made = rows(ran.stdout)
    assert [row["id"] for row in made] == [f"a{n}" for n in range(len(PLACES))]
    for row, place in zip(made, PLACES, strict=True):
        (toponym,) = (one for one in row["toponyms"] if one["text"] == place)
        text = f"😀 A bomb exploded in {place} on Monday."
        assert text[toponym["start"] : toponym["end"]] == place
        (report,) = (one for one in row["reports"] if one["type"] == "explosion")
        assert text[report["trigger"]["start"] : report["trigger"]["end"]] == report["trigger"]["text"]
        assert report["time"]["start"].startswith("2023-09-11")
        assert report["location"]["precision"] == "place"


def test_a_bad_line_is_told_in_its_place_and_the_run_goes_on(run: Run) -> None:
    ran = run("extract", stdin=pipe(article(1, "Kabul"), "{broken", {"id": "b", "text": ""}, article(2, "Lagos")))
    made = rows(ran.stdout)
    assert ran.returncode == 1
    assert [row["id"] for row in made] == ["a1", None, "b", "a2"]
    assert ["error" in row for row in made] == [False, True, True, False]
    assert "2 lines could not be read" in ran.stderr


def test_the_title_is_context_and_never_shifts_the_offsets(run: Run) -> None:
    given = {**article(1, "Kabul"), "title": "Deadly blast in Afghanistan's capital"}
    (made,) = rows(run("extract", stdin=pipe(given)).stdout)
    assert {given["text"][one["start"] : one["end"]] for one in made["toponyms"]} == {
        one["text"] for one in made["toponyms"]
    }


def test_an_id_of_any_kind_comes_back_as_it_was(run: Run) -> None:
    ids: list[Any] = [None, 7, 2**70, "é", {"a": [1]}, 1.5]
    ran = run("extract", stdin=pipe(*({**article(0, "Oslo"), "id": key} for key in ids)))
    assert [row["id"] for row in rows(ran.stdout)] == ids


def test_a_missing_file_is_one_line(run: Run) -> None:
    ran = run("extract", "none.jsonl")
    assert (ran.returncode, ran.stderr) == (1, "error: none.jsonl: No such file or directory\n")


def test_what_extract_wrote_can_be_imported_and_a_bad_line_is_told(run: Run) -> None:
    made = run("extract", "--articles", stdin=pipe(article(1, "Kabul"), article(2, "Lagos")))
    ran = run("import", "-", stdin=made.stdout + '{"id": 3, "toponyms": [], "reports": []}\n')
    assert ran.returncode == 1
    assert ran.stdout == "2 articles imported; 1 refused\n"
    assert "standard input:3: no article in it" in ran.stderr
    stored = json.loads(run("export", "-").stdout)["features"]
    assert {one["properties"]["place"] for one in stored} == {"Kabul", "Lagos"}
