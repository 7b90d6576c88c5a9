"""schemathesis over the whole OpenAPI, all checks, with a token of every scope. INCIDENTS_FUZZ: examples a route."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from live import ROOT, served
from world import database, fill

HERE = Path(__file__).parent
GAZETTEER = ROOT / "build" / "gazetteer.db"
FEW, MANY = "2", "40"
CONFIG = """
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 415, 422, 428]
"""


def test_no_case_fails(tmp_path: Path) -> None:
    assert fuzzed(tmp_path, os.environ.get("INCIDENTS_FUZZ", FEW)) > 500


@pytest.mark.soak
def test_no_case_of_many_fails(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    cases = fuzzed(tmp_path, MANY)
    record_property("cases without a failure or a 5xx", f"{cases:,}")
    assert cases > 5000


def fuzzed(folder: Path, examples: str) -> int:
    """How many cases were tried; fails with the report where one of them failed."""
    if not GAZETTEER.is_file():
        pytest.skip(f"NOT RUN: no gazetteer at {GAZETTEER}; make setup builds it")
    address = database(folder)
    store = fill(address, 200)
    secret = store.tokens.create("fuzz", "admin")
    store.close()
    (folder / "schemathesis.toml").write_text(CONFIG)
    settings = {"extract_workers": "1", "rate_extracts": "0", "rate_writes": "0", "gazetteer": str(GAZETTEER)}
    with served(address, folder, **settings) as base:
        told = run(base, secret, folder, examples)
    log = (folder / "serve.log").read_text()
    assert "Traceback" not in log, log[-3000:]
    counted = re.search(r"(\d+) generated", told)
    return int(counted[1]) if counted else 0


def names_of(base: str) -> dict[str, dict[str, str]]:
    """Path → names of things that are there."""
    found = {}
    for kind, part in (("incidents", "id"), ("articles", "id"), ("reports", "id"), ("places", "key")):
        with urllib.request.urlopen(f"{base}/collections/{kind}/items?limit=1") as answer:
            found[f"/collections/{kind}/items/{{{part}}}"] = {part: json.load(answer)["features"][0]["id"]}
    return found


def run(base: str, secret: str, folder: Path, examples: str) -> str:
    words = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(folder / "schemathesis.toml")]
    words += ["run", f"{base}/api", "--checks", "all", "-H", f"Authorization: Bearer {secret}", "--no-color"]
    words += ["-n", examples, "--suppress-health-check", "all", "--generation-deterministic"]
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
