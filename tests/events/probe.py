"""How many ways of telling an event are understood: single sentences of our own (``data/probes``), recall by type.

Run ``python -m tests.events.probe [type ...]``: it prints recall by type, and the misses with what was read instead.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from app.model.article import Article
from app.model.event_type import event_types, group_of
from app.model.report import Report
from app.pipeline import Pipeline
from app.settings import Settings

FOLDER = Path(__file__).parent / "data" / "probes"
PUBLISHED = date(2026, 9, 16)


@dataclass(frozen=True, slots=True)
class Probe:
    """A sentence that tells one event of ``type`` at ``place``; both None where it tells no event at all.

    ``held`` sentences were written after the lexicon had been mended for the others.
    """

    text: str
    type: str | None
    place: str | None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A probe with what was read from it."""

    probe: Probe
    reports: tuple[Report, ...]

    @property
    def placed(self) -> list[Report]:
        """The reports that have a location."""
        return [r for r in self.reports if r.location is not None]

    @property
    def right(self) -> bool:
        """Whether a report of the group stands at the place; where there is no event: whether none stands anywhere."""
        if self.probe.type is None or self.probe.place is None:
            return not self.placed
        group, place = group_of(self.probe.type), _plain(self.probe.place)
        return any(
            group_of(r.event.type) == group and r.location is not None and place in _plain(r.location.place.name)
            for r in self.placed
        )

    def read_instead(self) -> str:
        """What was read, in short."""
        said = [f"{r.event.type}@{r.location.place.name if r.location else None}" for r in self.reports]
        return ", ".join(said) or "nothing"


def _plain(name: str) -> str:
    """The name in lower case without accents and apostrophes: gazetteers spell one name in several ways."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum() or c.isspace())


def probes() -> list[Probe]:
    """All probes; a file is named by the event type, or begins with "none_"."""
    found: list[Probe] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        kind = None if path.stem.startswith("none_") else path.stem
        if kind is not None and kind not in event_types():
            raise ValueError(f"{path}: no event type {kind!r}")
        rows = yaml.safe_load(path.read_text("utf-8"))
        found += [Probe(row["text"], kind, row.get("place"), row.get("held", False)) for row in rows]
    return found


def ask(pipeline: Pipeline, asked: Sequence[Probe]) -> list[Answer]:
    """Each probe read alone, as an article of its own."""
    articles = [Article(id=f"probe-{i}", text=p.text, published=PUBLISHED) for i, p in enumerate(asked)]
    extractions = pipeline.extract_many(articles)
    return [Answer(probe, extraction.reports) for probe, extraction in zip(asked, extractions, strict=True)]


def share(answers: Iterable[Answer]) -> float:
    """The share of right answers; 1 where there are none."""
    rights = [answer.right for answer in answers]
    return sum(rights) / len(rights) if rights else 1.0


def main(only: Sequence[str]) -> None:
    """Print recall by type (first set, held set) and all misses."""
    asked = [p for p in probes() if not only or (p.type or "none") in only]
    answers = ask(Pipeline.open(Settings()), asked)
    for kind in dict.fromkeys(p.type for p in asked):
        of_type = [a for a in answers if a.probe.type == kind]
        first, held = ([a for a in of_type if a.probe.held == h] for h in (False, True))
        print(f"{kind or 'none'}: {share(first):.2f} of {len(first)}, held {share(held):.2f} of {len(held)}")
        for answer in of_type:
            if not answer.right:
                print(f"   {answer.probe.text}\n      -> {answer.read_instead()}")
    told = [a for a in answers if a.probe.type is not None]
    for held_ in (False, True):
        chosen = [a for a in told if a.probe.held == held_]
        print(f"all{' held' if held_ else ''}: {share(chosen):.3f} of {len(chosen)}")


if __name__ == "__main__":
    main(sys.argv[1:])
