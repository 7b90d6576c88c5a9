"""What the reviews of a report, read in order, leave standing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from app.model.merging import Link
from app.store.results import Review

FIELD_OF = {"move": "moved", "redate": "redated"}


def verdict_of(reviews: Iterable[Review]) -> dict[str, Any]:
    """Overrides for ``facts_of``: confirmed, rejected, moved, type, redated, grade, tags, notes. Empty: none."""
    said: dict[str, Any] = {}
    for review in reviews:
        if review.undone_by is not None or review.action == "undo":
            continue
        if review.action == "confirm":
            said["confirmed"] = True
            said.pop("rejected", None)
        elif review.action == "reject":
            said["rejected"] = True
            said.pop("confirmed", None)
        elif review.action in FIELD_OF:
            said[FIELD_OF[review.action]] = review.value
        elif review.action == "retype":
            said["type"] = review.value["type"]
        elif review.action == "grade":
            said["grade"] = review.value["grade"]
        elif review.action == "note":
            said["notes"] = [*said.get("notes", []), review.value["text"]]
        elif review.action == "tag":
            said["tags"] = _tags(said.get("tags", []), review.value)
        else:
            said["linked"] = True
    return said


def _tags(tags: list[str], value: dict[str, Any]) -> list[str]:
    gone = set(value.get("remove", []))
    return sorted({*tags, *value.get("add", [])} - gone)


def links_of(reviews: Iterable[Review]) -> list[Link]:
    """The reviewers' links; of two on the same pair the later one holds."""
    found: dict[frozenset[str], Link] = {}
    for review in sorted(reviews, key=lambda one: one.id):
        if review.undone_by is None and review.action in ("must_link", "cannot_link"):
            other = str(review.value["report_id"])
            pair = frozenset((review.report_id, other))
            found[pair] = Link(review.report_id, other, review.action == "must_link")
    return list(found.values())


def review_of_row(row: tuple[Any, ...]) -> Review:
    """From (id, report_id, action, value, before, why, who, at, undone_by, flagged)."""
    return Review(
        id=row[0],
        report_id=row[1],
        action=row[2],
        value=orjson.loads(row[3]),
        before=orjson.loads(row[4]),
        why=row[5],
        who=row[6],
        at=datetime.fromisoformat(row[7]),
        undone_by=row[8],
        flagged=bool(row[9]),
    )
