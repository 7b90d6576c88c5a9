"""How many ways of telling the day of an event are understood (``data/days.yaml``, ``data/days_held.yaml``).

Run ``python -m tests.events.day_cases [held]``: it prints the shares, and the misses with what was read instead.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from app.model.article import Article
from app.model.report import Report
from app.pipeline import Pipeline
from app.settings import Settings

DATA = Path(__file__).parent / "data"
_KEYS = frozenset({"published", "text", "day", "within", "precision", "at", "type", "note"})
_LAST_HOURS = timedelta(hours=12)
"""A night that is told by its evening ends by noon of the next day."""


@dataclass(frozen=True, slots=True)
class DayCase:
    """A text, and when the event that it tells was: from ``first`` to ``last`` (inclusive).

    ``exact``: the report must say just these days; else it must lie within them. ``precision`` is checked where given.
    ``at`` (part of a place's name) and ``type`` tell which report is meant where the text has several.
    """

    text: str
    published: date | None
    first: date
    last: date
    exact: bool
    note: str
    precision: str | None = None
    at: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A case with the reports that may be the one meant."""

    case: DayCase
    reports: tuple[Report, ...]

    @property
    def right(self) -> bool:
        """Whether there is such a report and every one of them has the day."""
        return bool(self.reports) and all(_fits(self.case, report) for report in self.reports)

    def read_instead(self) -> str:
        """What was read, in short."""
        said = [
            f"{r.event.type} {r.event.time.start:%Y-%m-%dT%H}/{r.event.time.end:%Y-%m-%dT%H} {r.event.time.reason}"
            if r.event.time
            else f"{r.event.type} without a time"
            for r in self.reports
        ]
        return "; ".join(said) or "nothing"


def day_cases(name: str = "days") -> list[DayCase]:
    """The cases of a file; raises ``ValueError`` where an entry is not of the form that is told at the file's head."""
    found = []
    for row in yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8")):
        if not row.keys() <= _KEYS or ("day" in row) == ("within" in row):
            raise ValueError(f"{name}.yaml: {row}")
        days = row.get("day") or row["within"]
        first, last = days if isinstance(days, list) else (days, days)
        found.append(
            DayCase(
                text=row["text"],
                published=row["published"],
                first=first,
                last=last,
                exact="day" in row,
                note=row["note"],
                precision=row.get("precision"),
                at=row.get("at"),
                type=row.get("type"),
            )
        )
    return found


def date_all(pipeline: Pipeline, cases: Sequence[DayCase]) -> list[Dated]:
    """Each case read alone, as an article of its own."""
    articles = [Article(id=f"case-{i}", text=c.text, published=c.published) for i, c in enumerate(cases)]
    extractions = pipeline.extract_many(articles)
    return [Dated(c, _meant(c, e.reports)) for c, e in zip(cases, extractions, strict=True)]


def share(dated: Iterable[Dated]) -> float:
    """The share of right days."""
    rights = [one.right for one in dated]
    return sum(rights) / len(rights)


def _meant(case: DayCase, reports: Sequence[Report]) -> tuple[Report, ...]:
    return tuple(
        r
        for r in reports
        if (case.at is None or (r.location is not None and _plain(case.at) in _plain(r.location.place.name)))
        and (case.type is None or case.type == r.event.type)
    )


def _fits(case: DayCase, report: Report) -> bool:
    time = report.event.time
    if time is None:
        return False
    first, end = time.start, time.end
    if time.precision == "part-of-day" and case.first == case.last:
        end = max(end - _LAST_HOURS, first + timedelta(minutes=1))
    if time.precision != "day" and time.end - time.start <= timedelta(hours=14) and case.first < case.last:
        # a night of two days
        end = max(end, first + timedelta(hours=12))
    last = (end - timedelta(microseconds=1)).date()
    if case.precision is not None and case.precision != time.precision:
        return False
    if case.exact:
        return (first.date(), last) == (case.first, case.last)
    return case.first <= first.date() and last <= case.last


def _plain(name: str) -> str:
    """The name in lower case without accents and apostrophes: gazetteers spell one name in several ways."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum() or c.isspace())


def main(names: Sequence[str]) -> None:
    """Print the share of each file and its misses."""
    pipeline = Pipeline.open(Settings())
    for name in names or ("days",):
        answers = date_all(pipeline, day_cases(name))
        for one in answers:
            if not one.right:
                print(f"   [{one.case.note}] {one.case.text}\n      -> {one.read_instead()}")
        silent = sum(not one.reports for one in answers)
        print(f"{name}: {share(answers):.3f} of {len(answers)}; no report in {silent}")


if __name__ == "__main__":
    main(sys.argv[1:])
