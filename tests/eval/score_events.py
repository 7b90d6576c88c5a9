"""How well reports match the gold: one to one, by group, place and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from geopy.distance import great_circle

from app.model.event_type import group_of
from app.model.report import Report

WIDE = frozenset({"region", "country", "sea"})
CLASSES = {"occurred": "real", "claimed": "real", "historical": "real", "denied": "denied"}


@dataclass
class Tally:
    """Counts over articles; ``strict`` asks for the status class as well."""

    found: int = 0
    wanted: int = 0
    hit: int = 0
    hit_certain: int = 0
    strict: int = 0
    strict_certain: int = 0
    dates: int = 0
    dates_right: int = 0
    killed: int = 0
    killed_right: int = 0
    surplus: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hit_certain / self.wanted if self.wanted else 1.0

    @property
    def strict_f1(self) -> float:
        p = self.strict / self.found if self.found else 1.0
        r = self.strict_certain / self.wanted if self.wanted else 1.0
        return 2 * p * r / (p + r) if p + r else 0.0

    def line(self) -> str:
        days = self.dates_right / self.dates if self.dates else float("nan")
        dead = self.killed_right / self.killed if self.killed else float("nan")
        return (
            f"P {self.precision:.3f} ({self.hit}/{self.found})  "
            f"R {self.recall:.3f} ({self.hit_certain}/{self.wanted})  "
            f"strict F1 {self.strict_f1:.3f}  dates {days:.3f} of {self.dates}  killed {dead:.3f} of {self.killed}"
        )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _types(gold: dict[str, Any]) -> list[str]:
    return [gold["type"], *gold.get("also_types", [])]


def _type_fits(report: Report, gold: dict[str, Any]) -> bool:
    return group_of(report.event.type) in {group_of(t) for t in _types(gold)}


def _km(report: Report, gold: dict[str, Any]) -> float:
    assert report.location is not None
    return float(great_circle((report.location.lat, report.location.lon), (gold["lat"], gold["lon"])).km)


def _days_apart(report: Report, gold: dict[str, Any]) -> int | None:
    start = _day(gold.get("date_start"))
    if start is None or report.event.time is None:
        return None
    end = _day(gold.get("date_end")) or start
    first, last = report.event.time.start.date(), (report.event.time.end - timedelta(seconds=1)).date()
    if first <= end and start <= last:
        return 0
    return (start - last).days if last < start else (first - end).days


def _fits(report: Report, gold: dict[str, Any]) -> bool:
    if gold.get("lat") is None or not _type_fits(report, gold):
        return False
    if _km(report, gold) > (300 if gold.get("precision") in WIDE else 25):
        return False
    apart = _days_apart(report, gold)
    return apart is None or apart <= 1


def _class(status: str) -> str:
    return CLASSES.get(status, "unreal")


def _status_fits(report: Report, gold: dict[str, Any]) -> bool:
    return _class(report.status) in {_class(s) for s in [gold["status"], *gold.get("also_statuses", [])]}


def matches(placed: Sequence[Report], golds: Sequence[dict[str, Any]]) -> list[tuple[bool, bool, int, int]]:
    """One to one: whether the status differs, whether the gold is uncertain, numbers of the report and of the gold."""
    pairs = [
        (not _status_fits(r, g), not g.get("certain", True), r.event.type not in _types(g), _km(r, g), i, j)
        for i, r in enumerate(placed)
        for j, g in enumerate(golds)
        if _fits(r, g)
    ]
    found: list[tuple[bool, bool, int, int]] = []
    for bad_status, uncertain, _, _, i, j in sorted(pairs):
        if not any(i == used_i or j == used_j for _, _, used_i, used_j in found):
            found.append((bad_status, uncertain, i, j))
    return found


def score(tally: Tally, name: str, reports: Sequence[Report], golds: Sequence[dict[str, Any]]) -> None:
    """Add one article to the tally."""
    placed = [r for r in reports if r.location is not None]
    tally.found += len(placed)
    tally.wanted += sum(bool(g.get("certain", True)) and g.get("lat") is not None for g in golds)
    matched = matches(placed, golds)
    for bad_status, uncertain, i, j in matched:
        _count(tally, name, placed[i], golds[j], bad_status, uncertain)
    used_r, used_g = {i for _, _, i, _ in matched}, {j for _, _, _, j in matched}
    for i, r in enumerate(placed):
        if i not in used_r:
            tally.surplus.append(f"{name}: {_words(r)}")
    for j, g in enumerate(golds):
        if j not in used_g and g.get("certain", True) and g.get("lat") is not None:
            tally.missed.append(
                f"{name}: {g['type']} {g['status']} {g.get('place')} {g.get('date_start')} "
                f"“{g.get('trigger_text', '')}”"
            )


def _count(tally: Tally, name: str, report: Report, gold: dict[str, Any], bad_status: bool, uncertain: bool) -> None:
    tally.hit += 1
    tally.hit_certain += not uncertain
    if not bad_status:
        tally.strict += 1
        tally.strict_certain += not uncertain
    else:
        tally.wrong.append(f"{name}: status {report.status}, gold {gold['status']}: {_words(report)}")
    start = _day(gold.get("date_start"))
    if start is not None and gold.get("date_end") is not None and (_day(gold["date_end"]) - start).days <= 1:  # type: ignore[operator]
        tally.dates += 1
        right = (
            report.event.time is not None
            and _days_apart(report, gold) == 0
            and report.event.time.precision in {"minute", "hour", "part-of-day", "day"}
        )
        tally.dates_right += right
        if not right:
            tally.wrong.append(f"{name}: date, gold {gold['date_start']}: {_words(report)}")
    if gold.get("killed") is not None:
        tally.killed += 1
        counts = {q.min for q in report.event.quantities if q.unit == "killed"}
        right = bool(counts & {gold["killed"], *gold.get("also_killed", [])})
        tally.killed_right += right
        if not right:
            tally.wrong.append(f"{name}: killed {counts}, gold {gold['killed']}: {_words(report)}")


def _words(report: Report) -> str:
    location = report.location
    where = f"{location.place.name} {location.place.country} {location.precision}" if location else "nowhere"
    when = (
        f"{report.event.time.start:%Y-%m-%d}…{report.event.time.end:%m-%d} {report.event.time.precision}"
        if report.event.time
        else "no time"
    )
    return f"{report.event.type} {report.status} @ {where} [{when}] c={report.event.confidence}"
