"""Hostile shapes: sound at any length, in time and memory that grow with the length alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from app.model.article import Article
from app.pipeline import Pipeline
from app.settings import Settings
from tests.robustness.shapes import SHAPES
from tests.robustness.soundness import faults

LIMIT = 2_000_000
"""Characters of the longest article that is taken."""
GROWTH = 1.8
"""How much more than four times as long a text of four times the length may take: the clock of a busy machine."""
MEGABYTES = 6000


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.open(Settings())


def seconds(pipeline: Pipeline, text: str) -> float:
    begun = time.process_time()
    assert not faults(pipeline.extract(Article("shape", text, published=date(2026, 10, 20))))
    return time.process_time() - begun


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_borne(pipeline: Pipeline, name: str) -> None:
    seconds(pipeline, SHAPES[name](2_500))


@pytest.mark.soak
@pytest.mark.parametrize("name", SHAPES)
def test_time_is_linear(pipeline: Pipeline, name: str) -> None:
    short, long = seconds(pipeline, SHAPES[name](40_000)), seconds(pipeline, SHAPES[name](160_000))
    assert long <= 4 * GROWTH * max(short, 0.2), f"{name}: {short:.2f} s, then {long:.2f} s"


_ONE = """
import json, resource, sys, time
from tests.robustness.shapes import SHAPES
from app.model.article import Article
from app.pipeline import Pipeline
from app.settings import Settings
pipeline = Pipeline.open(Settings())
begun = time.process_time()
found = pipeline.extract(Article("shape", SHAPES[sys.argv[1]](int(sys.argv[2]))))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"seconds": time.process_time() - begun, "megabytes": peak, "reports": len(found.reports)}))
"""


@pytest.mark.soak
@pytest.mark.parametrize("name", SHAPES)
def test_the_longest_article_is_borne(root: Path, name: str) -> None:
    command = [sys.executable, "-c", _ONE, name, str(LIMIT)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    print(f"\n{name}: {told}")
    assert told["megabytes"] <= MEGABYTES
