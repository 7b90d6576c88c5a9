from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.errors import Missing
from app.snapshot.page import as_script, snapshot_page

HOSTILE = (
    "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>`${window.hit=1}`{{7*7}}{% raw %}{#{{{\u2028"
)


def feature(**properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": "0" * 32,
        "geometry": {"type": "Point", "coordinates": [33.37, 45.19]},
        "properties": {
            "type": "explosion", "group": "armed", "label": "Explosion", "status": "occurred",
            "title": "Explosion in A",
            "place": "A", "country": "UA", "precision": "place", "radius_km": 3.0, "start": "2023-09-14T00:00:00",
            "end": "2023-09-15T00:00:00", "time_precision": "day", "excerpt": "A blast shook A.", "outlets": "Paper",
            "attribution": None, **properties,
        },
    }  # fmt: skip


def test_nothing_of_the_data_can_end_the_script() -> None:
    text = as_script({"title": HOSTILE})
    assert not re.search("[<>&\u2028\u2029]|{[{%#]", text)
    assert json.loads(text) == {"title": HOSTILE}


def test_the_page_holds_all_it_needs_and_no_address_that_it_would_load(built: Path) -> None:
    page = snapshot_page([feature()], built, "Our map", date(2026, 11, 24))
    assert not re.search(r"""<(?:script|img|iframe)[^>]*\ssrc|<link|@import""", page)
    assert not re.search(r"url\(\s*[\"']?(?!data:)", page)
    assert "sourceMappingURL" not in page
    assert "A blast shook A." in page
    assert "GeoNames" in page


def test_hostile_text_is_never_part_of_the_page_s_html(built: Path) -> None:
    page = snapshot_page([feature(title=HOSTILE, excerpt=HOSTILE)], built, HOSTILE, date(2026, 11, 24))
    assert "<img" not in page
    assert "<script>window.hit" not in page


def test_without_the_built_front_end_the_mend_is_named(tmp_path: Path) -> None:
    with pytest.raises(Missing) as caught:
        snapshot_page([], tmp_path, "T", date(2026, 11, 24))
    assert "make setup" in caught.value.mend
