"""Review mode: what a reviewer does by keyboard and mouse, and what is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer
from tests.browser.test_map import id_of, loaded
from tests.browser.test_tools import choose

Open = Callable[..., Page]


def several(server: FixtureServer) -> dict[str, Any]:
    return next(f for f in server.features if f["properties"]["sources"] >= 2 and f["geometry"])


def beside_another(server: FixtureServer) -> dict[str, Any]:
    """An incident with another one of nearly the same day within some kilometres."""
    points = [f for f in server.features if f["geometry"] and f["properties"]["status"] in ("occurred", "claimed")]
    points = [f for f in points if f["properties"]["precision"] in ("exact", "place", "near")]

    def apart(a: dict[str, Any], b: dict[str, Any]) -> float:
        (lon_a, lat_a), (lon_b, lat_b) = a["geometry"]["coordinates"], b["geometry"]["coordinates"]
        days = abs(int(a["properties"]["start"][8:10]) - int(b["properties"]["start"][8:10]))
        return abs(lon_a - lon_b) + abs(lat_a - lat_b) + days + 99 * (a["id"] == b["id"])

    return min(points, key=lambda one: min(apart(one, other) for other in points))


def reviewing(open_page: Open, server: FixtureServer, path: str = "", **options: Any) -> Page:
    """The page in review mode at the incident with several reports, the token given."""
    page = loaded(open_page(path or f"/?id={several(server)['id']}", **options))
    page.wait_for_selector(".report")
    choose(page, "Review")
    page.get_by_label("Access token").fill("good")
    page.get_by_label("Access token").press("Tab")
    page.wait_for_selector(".review-tools")
    page.locator(".card h2").focus()
    return page


def written(server: FixtureServer) -> list[dict[str, Any]]:
    return [body for path, body, _ in server.posted if path == "/reviews"]


def test_any_report_can_be_rejected_or_moved(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    expect(page.locator(".review-tools .which strong")).to_contain_text("Report 1 of")
    page.keyboard.press("j")
    expect(page.locator(".review-tools .which strong")).to_contain_text("Report 2 of")
    page.keyboard.press("r")
    expect(page.locator(".review-bar")).to_contain_text("Saved: rejected")
    page.keyboard.press("1")
    expect(page.locator(".review-bar")).to_contain_text("Saved: moved")
    second = f"{several(server)['id'][:30]}01"
    assert [(body["action"], body["report_id"]) for body in written(server)] == [("reject", second), ("move", second)]


def test_a_report_is_split_from_another(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    page.keyboard.press("s")
    expect(page.locator(".review-bar")).to_contain_text("Saved: split")
    first, second = (f"{several(server)['id'][:30]}{i:02d}" for i in (0, 1))
    assert written(server)[0] == {"report_id": first, "action": "cannot_link", "value": {"report_id": second}}


def test_merging_by_number(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server, f"/?id={beside_another(server)['id']}")
    page.keyboard.press("m")
    offered = page.locator(".merging li button")
    expect(offered.first).to_be_visible()
    name = offered.first.locator("bdi").inner_text()
    page.keyboard.press("1")
    expect(page.locator(".review-bar")).to_contain_text("Saved: merged")
    other = next(f["id"] for f in server.features if f["properties"]["title"] == name)
    assert written(server)[0]["action"] == "must_link"
    assert written(server)[0]["value"] == {"report_id": f"{other[:30]}00"}


def test_merging_with_one_chosen_in_the_list(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    here = several(server)["id"]
    page.get_by_role("button", name="Merge with another incident").click()
    row = page.locator(f"#list .item:not([data-id='{here}'])").nth(3)
    other = row.get_attribute("data-id") or ""
    row.locator("button").click()
    expect(page.locator(".review-bar")).to_contain_text("Saved: merged")
    assert written(server)[0]["value"] == {"report_id": f"{other[:30]}00"}
    expect(page.locator(f"#list .item[data-id='{here}'] [aria-current]")).to_have_count(1)


def test_merging_is_given_up_by_escape(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    page.keyboard.press("m")
    expect(page.locator(".merging")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".merging")).to_have_count(0)
    expect(page.locator(".card")).to_be_visible()
    assert written(server) == []


def test_tags_are_put_on_and_taken_off(open_page: Open, server: FixtureServer) -> None:
    several(server)["properties"]["tags"] = "bridge; night"
    page = reviewing(open_page, server)
    page.keyboard.press("t")
    expect(page.locator("[name=tags]")).to_be_focused()
    page.keyboard.type("harbour, drone debris")
    page.keyboard.press("Enter")
    expect(page.locator(".review-bar")).to_contain_text("Saved: tags changed")
    page.get_by_role("button", name="Remove the tag night").click()
    expect(page.locator(".review-bar")).to_contain_text("Saved: tags changed")
    page.wait_for_timeout(200)
    assert [body["value"] for body in written(server)] == [{"add": ["harbour", "drone debris"]}, {"remove": ["night"]}]


def test_the_last_review_is_undone(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    page.keyboard.press("u")
    expect(page.locator(".review-bar")).to_contain_text("Nothing to undo")
    page.keyboard.press("r")
    expect(page.locator(".review-bar")).to_contain_text("Saved: rejected")
    page.keyboard.press("u")
    expect(page.locator(".review-bar")).to_contain_text("Saved: undone")
    assert written(server)[1]["action"] == "undo" and written(server)[1]["value"] == {"review": len(server.posted) - 1}


def test_type_day_grade_and_note(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    tools = page.locator(".review-tools")
    tools.get_by_label("Type").select_option("fire")
    expect(page.locator(".review-bar")).to_contain_text("Saved: type changed")
    tools.get_by_label("Day").fill("2023-09-11")
    expect(page.locator(".review-bar")).to_contain_text("Saved: day changed")
    tools.get_by_label("Verification").select_option("probable")
    expect(page.locator(".review-bar")).to_contain_text("Saved: verification noted")
    tools.get_by_label("Note").fill("Seen on two videos")
    tools.get_by_label("Note").press("Enter")
    expect(page.locator(".review-bar")).to_contain_text("Saved: note added")
    values = [body["value"] for body in written(server)]
    assert values == [
        {"type": "fire"},
        {"start": "2023-09-11T00:00:00", "end": "2023-09-12T00:00:00", "precision": "day"},
        {"grade": "probable"},
        {"text": "Seen on two videos"},
    ]


def test_a_mark_dragged_is_a_move(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server)
    box = page.locator(".move-handle").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 30, steps=4)
    page.mouse.up()
    expect(page.locator(".review-bar")).to_contain_text("Saved: moved")
    value, (lon, lat) = written(server)[0]["value"], several(server)["geometry"]["coordinates"]
    assert value["lat"] > lat and value["lon"] < lon


def test_a_conflict_tells_what_changed(open_page: Open, server: FixtureServer) -> None:
    page = reviewing(open_page, server, expected=("409",))
    server.conflicts = True
    several(server)["properties"]["place"] = "Elsewhere"
    page.keyboard.press("c")
    expect(page.locator(".review-bar")).to_contain_text("Changed meanwhile: Where:")
    expect(page.locator(".review-bar")).to_contain_text("→ Elsewhere")


@pytest.mark.parametrize(
    ("lang", "word"),
    [("uk", "Підтвердити"), ("fr", "Confirmer"), ("es", "Confirmar"), ("ar", "تأكيد")],
)
def test_reviewers_read_their_language(open_page: Open, server: FixtureServer, lang: str, word: str) -> None:
    page = loaded(open_page(f"/?id={id_of(server, 'Kherson')}&lang={lang}"))
    page.locator(".actions .popover-host > button").nth(1).click()
    page.locator(".menu-line").nth(1).click()
    expect(page.locator(".review-tools").get_by_role("button", name=word).first).to_be_visible()
    text = page.locator(".review-tools, .review-bar").all_inner_texts()
    assert not any(english in " ".join(text) for english in ("Confirm ", "Reject", "Undo", "Merge", "Verification"))


def test_tools_pass_axe(open_page: Open, server: FixtureServer, axe: Callable[[Page], list[str]]) -> None:
    page = reviewing(open_page, server)
    page.keyboard.press("m")
    expect(page.locator(".merging")).to_be_visible()
    assert axe(page) == []
