"""QGIS's OAPIF provider, headless, in the system's Python."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path

import pytest

PYTHON = "/usr/bin/python3"
SCRIPT = """
import json, sys
from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
base, style = sys.argv[1:3]
uri = f"url='{base}' typename='incidents' pageSize='500'"
layer = QgsVectorLayer(uri, "incidents", "OAPIF")
box = QgsFeatureRequest().setFilterRect(QgsRectangle(0, 0, 60, 50))
told = {
    "valid": layer.isValid(),
    "all": sum(1 for _ in layer.getFeatures()),
    "box": sum(1 for _ in QgsVectorLayer(uri, "incidents", "OAPIF").getFeatures(box)),
    "fields": [field.name() for field in layer.fields()],
    "style": layer.loadNamedStyle(style)[1],
    "symbols": len(layer.renderer().symbols(__import__("qgis.core").core.QgsRenderContext())),
}
print("TOLD" + json.dumps(told), flush=True)
import os
os._exit(0)
"""


def has_qgis() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, timeout=60).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not has_qgis(), reason="NOT RUN: no QGIS; apt-get install python3-qgis")
def test_it_reads_all_and_a_box_and_takes_the_style(base: str, tmp_path: Path) -> None:
    style = tmp_path / "incidents.qml"
    urllib.request.urlretrieve(f"{base}/qgis.qml", style)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "HOME": str(tmp_path),
    }
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [PYTHON, "-c", SCRIPT, base, str(style)], capture_output=True, text=True, timeout=180, env=environment
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith("TOLD")), None)
    assert line, done.stdout + done.stderr
    told = json.loads(line.removeprefix("TOLD"))
    assert told["valid"]
    assert told["all"] == matched(base, "limit=1")
    assert told["box"] == matched(base, "limit=1&bbox=0,0,60,50")
    assert {"type", "status", "killed_min"} <= set(told["fields"])
    assert told["style"] is True
    assert told["symbols"] > 10


def matched(base: str, query: str) -> int:
    with urllib.request.urlopen(f"{base}/collections/incidents/items?{query}") as answer:
        return int(json.load(answer)["numberMatched"])
