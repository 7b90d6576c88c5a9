"""schemathesis over the whole OpenAPI, all checks, with a token of every scope. INCIDENTS_FUZZ: examples a route."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from live import ROOT, served
from world import database, fill

HERE = Path(__file__).parent
GAZETTEER = ROOT / "build" / "gazetteer.db"
FEW = "2"
CONFIG = """
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 415, 422, 428]
"""


def test_no_case_fails(tmp_path: Path) -> None:
    if not GAZETTEER.is_file():
        pytest.skip(f"NOT RUN: no gazetteer at {GAZETTEER}; make setup builds it")
    address = database(tmp_path)
    store = fill(address, 200)
    secret = store.tokens.create("fuzz", "admin")
    store.close()
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    settings = {"extract_workers": "1", "rate_extracts": "0", "rate_writes": "0", "gazetteer": str(GAZETTEER)}
    with served(address, tmp_path, **settings) as base:
        told = run(base, secret, tmp_path)
    log = (tmp_path / "serve.log").read_text()
    assert "Traceback" not in log, log[-3000:]
    counted = re.search(r"(\d+) generated", told)
    assert counted and int(counted[1]) > 500, told[-3000:]


def names_of(base: str) -> dict[str, dict[str, str]]:
    """Path → names of things that are there."""
    found = {}
    for kind, part in (("incidents", "id"), ("articles", "id"), ("places", "key")):
        with urllib.request.urlopen(f"{base}/collections/{kind}/items?limit=1") as answer:
            found[f"/collections/{kind}/items/{{{part}}}"] = {part: json.load(answer)["features"][0]["id"]}
    return found


def run(base: str, secret: str, folder: Path) -> str:
    words = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(folder / "schemathesis.toml")]
    words += ["run", f"{base}/api", "--checks", "all", "-H", f"Authorization: Bearer {secret}", "--no-color"]
    words += [
        "-n",
        os.environ.get("INCIDENTS_FUZZ", FEW),
        "--suppress-health-check",
        "all",
        "--generation-deterministic",
    ]
    names = names_of(base)
    environment = {
        **os.environ,
        "INCIDENTS_FUZZ_NAMES": json.dumps(names),
        "SCHEMATHESIS_HOOKS": "schema_hooks",
        "PYTHONPATH": f"{HERE}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(words, capture_output=True, text=True, timeout=3000, cwd=folder, env=environment)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    return done.stdout
