"""Train the dictionary of ``app.store.packing`` on what was extracted from our own texts, and say what it is worth.

    python -m benchmarks.store_dictionary EXTRACTED.jsonl [OUT]

EXTRACTED is what ``incidents extract --articles`` wrote of the sample articles. Every second article is left out of the
training and packed with the result. Never write over a dictionary that is in use: give it a new name.
"""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import msgspec
import orjson
import zstandard

from app.store.facts import facts_of
from app.store.render import view_bytes
from app.unwire import extraction_from_json
from benchmarks.store_synthetic import items

SIZE = 12_288
MADE_UP = 40
"""Made-up reports beside each real one's four copies: the members that the samples lack."""


def texts(path: Path) -> list[list[bytes]]:
    """Details and views of each article's reports."""
    found = []
    for line in path.open("rb"):
        article, reports = extraction_from_json(orjson.loads(line))
        views = [view_bytes(article, report, facts_of(article, report)) for report in reports]
        found.append([msgspec.json.encode(report) for report in reports] + views)
    return found


def trained(samples: list[list[bytes]]) -> zstandard.ZstdCompressionDict:
    """Of some articles."""
    many = [one for article in samples for one in article] * 4
    for article, reports in islice(items(MADE_UP), MADE_UP):
        many += [msgspec.json.encode(reports[0]), view_bytes(article, reports[0], facts_of(article, reports[0]))]
    return zstandard.train_dictionary(SIZE, many, level=3)


def main(source: Path, out: Path | None) -> None:
    samples = texts(source)
    packer = zstandard.ZstdCompressor(level=1, dict_data=trained(samples[::2]))
    unseen = [one for article in samples[1::2] for one in article]
    before, after = sum(map(len, unseen)), sum(len(packer.compress(one)) for one in unseen)
    print(f"{len(unseen)} texts that were not trained on: {before:,} → {after:,} bytes ({after / before:.0%})")
    if out is not None:
        if out.exists():
            raise SystemExit(f"{out} exists: databases may have been written with it; choose another name")
        out.write_bytes(trained(samples).as_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
