from __future__ import annotations

import re
from pathlib import Path

from app.settings import Settings

ROW = re.compile(r"^\| `INCIDENTS_(\w+)` \| (?:`(.*?)`|\(empty\)) \| (.*) \|$", re.MULTILINE)
OF_THE_PROGRAM = {"static": "static/ beside the program", "gazetteer": "build/gazetteer.db beside the program"}


def shown(name: str, value: object) -> str:
    if name in OF_THE_PROGRAM:
        return OF_THE_PROGRAM[name]
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def test_the_table_of_settings_is_that_of_the_code(root: Path) -> None:
    rows = ROW.findall((root / "docs" / "operate.md").read_text("utf-8"))
    documented = [(name.lower(), default, text) for name, default, text in rows]
    coded = [(name, shown(name, field.default), field.description) for name, field in Settings.model_fields.items()]
    wanted = "\n".join(f"| `INCIDENTS_{n.upper()}` | {f'`{d}`' if d else '(empty)'} | {t} |" for n, d, t in coded)
    assert documented == coded, f"docs/operate.md should have:\n{wanted}"
