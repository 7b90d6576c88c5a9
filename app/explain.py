"""Reports in words: why each event was read as it was."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.article import Article
from app.model.event import Quantity, TimeInterval
from app.model.event_type import event_types
from app.model.location import Location
from app.model.report import Report


def explained(article: Article, reports: Sequence[Report]) -> str:
    """A block of lines for each report, numbered in the text's order."""
    if not reports:
        return "No events found."
    return "\n\n".join(_block(article.text, n, report) for n, report in enumerate(reports, 1))


def _block(text: str, number: int, report: Report) -> str:
    event = report.event
    lines = [
        f"{number}. {event_types()[event.type].label}, {report.status}, confidence {event.confidence:.2f}",
        f"   why:      {event.reason}",
        *(f"   evidence: {_one_line(span.cut(text))}" for span in event.evidence),
        f"   where:    {_where(report.location)}",
        f"   when:     {_when(event.time)}",
    ]
    if report.location and report.location.runners_up:
        others = ", ".join(f"{r.place.name} ({r.place.country}) {r.score:.2f}" for r in report.location.runners_up[:4])
        lines.append(f"   not:      {others}")
    if event.attribution:
        lines.append("   who says: " + "; ".join(f"{a.text} ({a.kind})" for a in event.attribution))
    if event.participants:
        lines.append("   who:      " + "; ".join(f"{p.text} ({p.role})" for p in event.participants))
    if event.quantities:
        lines.append(
            "   counts:   "
            + "; ".join(f"{q.unit} {q.min}{_upper(q.min, q.max)}{_told_by(q)}: “{q.text}”" for q in event.quantities)
        )
    if event.damage:
        lines.append("   damage:   " + "; ".join(_one_line(span.cut(text)) for span in event.damage))
    return "\n".join(lines)


def _told_by(quantity: Quantity) -> str:
    return f" (by {_one_line(quantity.source)})" if quantity.source else ""


def _upper(low: int, high: int | None) -> str:
    return " or more" if high is None else "" if high == low else f" to {high}"


def _where(location: Location | None) -> str:
    if location is None:
        return "no place is told"
    country = f", {location.place.country}" if location.place.country else ""
    point = f"{location.lat:.3f}, {location.lon:.3f}"
    return (
        f"{location.place.name}{country} ({point}; {location.precision}, ±{location.radius_km:g} km): {location.reason}"
    )


def _when(time: TimeInterval | None) -> str:
    if time is None:
        return "no time is told"
    return f"{time.start:%Y-%m-%d %H:%M} to {time.end:%Y-%m-%d %H:%M} ({time.precision}): {time.reason}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
