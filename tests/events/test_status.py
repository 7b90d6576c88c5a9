"""Whether an event happened, lies ahead or did not take place at all."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The bridge in Khartoum will remain closed.", [("closure", "occurred")]),
        ("The airport in Goma will stay shut until further notice.", [("closure", "occurred")]),
        ("Schools in Lagos will remain closed on Friday.", [("closure", "planned")]),
        ("Residents of Wadi Halfa were told to leave by Friday noon.", [("evacuation", "planned")]),
        ("Residents of Nabatieh were told to leave on Monday.", [("evacuation", "occurred")]),
        ("On Monday the army told residents of Nabatieh to leave by noon on Thursday.", [("evacuation", "occurred")]),
        ("The foreign minister goes on to Baghdad tomorrow.", [("visit", "planned")]),
        ("Leaders of the two countries meet in Oslo tomorrow.", [("meeting", "planned")]),
        ("The governor called a meeting of mayors in Arauca for Thursday.", [("meeting", "planned")]),
        ("The sirens that sounded in Haifa on Monday were part of a drill.", []),
        ("The sirens in Tel Aviv on Monday were a test.", []),
        ("The navy's drill off Zhuhai on Monday was part of a larger exercise.", [("exercise", "occurred")]),
        ("A bomb exploded in Goma on Monday; the army blamed rebels, who denied it.", [("explosion", "occurred")]),
        ("Rebels claimed that a bomb exploded in Goma on Monday.", [("explosion", "claimed")]),
    ],
)  # fmt: skip
def test_status(read: Read, text: str, told: list[tuple[str, str]]) -> None:
    assert [(report.event.type, report.status) for report in read(text)] == told
