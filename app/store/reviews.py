"""The reviewers' word: append-only, above the machine's opinion, attached to reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from app.model.article import Article
from app.model.event_type import event_types
from app.model.location import PRECISIONS
from app.model.merging import Merge
from app.model.report import Report
from app.store import article_rows
from app.store.database import Database, Session
from app.store.errors import Conflict, Invalid, NotFound
from app.store.facts import dumped, facts_of
from app.store.numbering import Numbers
from app.store.report_rows import Entry, report_of
from app.store.results import Review
from app.store.succession import Succession
from app.store.verdict import review_of_row, verdict_of
from app.store.writer import Writer

ACTIONS = (
    "confirm",
    "move",
    "retype",
    "redate",
    "must_link",
    "cannot_link",
    "reject",
    "grade",
    "note",
    "tag",
    "undo",
)
GRADES = ("confirmed", "probable", "possible", "doubtful", "false")
MAX_TEXT = 4000
MAX_TAGS = 50
FIELDS = "v.id, v.report_id, v.action, v.value, v.before, v.why, v.who, v.at, v.undone_by, coalesce(r.flagged, ?)"
FROM = "FROM review v LEFT JOIN report r ON r.id = v.subject"


class Reviews:
    """Writing and reading reviews."""

    def __init__(self, database: Database) -> None:
        """All of it in one database."""
        self._database = database

    def add(
        self, report_id: str, action: str, value: Mapping[str, Any], who: str, why: str, version: int, merge: Merge
    ) -> tuple[Review, int]:
        """Write one review and redraw what it touches; returns it and the new version of the report's incident.

        ``version``: that of the report's incident as the reviewer saw it (0 for a rejected report, which has none);
        raises Conflict where it moved on. Values: confirm {}, move {"lat", "lon", "place_id"?, "name"?, "country"?,
        "precision"?, "radius_km"?}, retype {"type"}, redate {"start", "end", "precision"?} (local ISO, end exclusive),
        must_link / cannot_link {"report_id"}, reject {}, grade {"grade"}, note {"text"}, tag {"add": […],
        "remove": […]}, undo {"review": id}. Raises NotFound, Invalid, Conflict.
        """
        said = checked(action, value)
        for name, text in (("who", who), ("why", why)):
            article_rows.storable(text, name)
            if len(text) > MAX_TEXT:
                raise Invalid(f"{name} has more than {MAX_TEXT} characters")
        if not who.strip():
            raise Invalid("a review needs a name: who is empty")
        with self._database.write() as session:
            one = _Subject(session, report_id)
            if one.version != version:
                raise Conflict(
                    f"the incident of report {report_id} changed meanwhile: it is at version {one.version}, "
                    f"the review was for {version}; look at it again",
                    one.version,
                )
            review = one.write(action, said, who.strip(), why)
            one.redraw(merge, action, said)
            return review, _Subject(session, report_id).version

    def of_incident(self, incident_id: str) -> Sequence[Review]:
        """All reviews of an incident's reports, oldest first."""
        with self._database.read() as session:
            rows = session.rows(
                f"SELECT {FIELDS} {FROM} JOIN incident i ON i.key = r.incident_key WHERE i.id = ? ORDER BY v.id",
                (False, incident_id),
            )
        return [review_of_row(row) for row in rows]

    def of_report(self, report_id: str) -> Sequence[Review]:
        """All reviews that speak of a report, oldest first."""
        with self._database.read() as session:
            rows = session.rows(f"SELECT {FIELDS} {FROM} WHERE v.subject = ? ORDER BY v.id", (False, report_id))
        return [review_of_row(row) for row in rows]

    def list(self, limit: int = 100, after: int = 0, flagged: bool | None = None) -> Sequence[Review]:
        """Reviews in order of writing; ``flagged``: only those whose report re-extraction no longer finds."""
        more = "" if flagged is None else "AND coalesce(r.flagged, ?) = ?"
        values = (False, after) if flagged is None else (False, after, False, flagged)
        with self._database.read() as session:
            rows = session.rows(f"SELECT {FIELDS} {FROM} WHERE v.id > ? {more} ORDER BY v.id LIMIT ?", (*values, limit))
        return [review_of_row(row) for row in rows]


class _Subject:
    """A report under review within the transaction."""

    def __init__(self, session: Session, report_id: str) -> None:
        """Raises NotFound."""
        rows = session.rows(
            "SELECT r.key, r.incident_key, r.component, r.detail, r.rejected, i.seq, r.article_key, r.id "
            "FROM report r LEFT JOIN incident i ON i.key = r.incident_key WHERE r.id = ?",
            (report_id,),
        )
        if not rows:
            raise NotFound(f"there is no report {report_id}")
        self.session = session
        self.key, self.incident_key, self.component, detail, self.rejected, seq, self._article_key, self.id = rows[0]
        self.version = int(seq or 0)
        self.report: Report = report_of(detail)
        self._article: Article | None = None

    @property
    def article(self) -> Article:
        """Its article."""
        if self._article is None:
            rows = self.session.rows(f"SELECT {article_rows.FIELDS} FROM article WHERE key = ?", (self._article_key,))
            self._article = article_rows.article_of(rows[0])
        return self._article

    def reviews(self) -> list[Review]:
        """All that was said of it so far."""
        rows = self.session.rows(f"SELECT {FIELDS} {FROM} WHERE v.subject = ? ORDER BY v.id", (False, self.id))
        return [review_of_row(row) for row in rows]

    def write(self, action: str, value: dict[str, Any], who: str, why: str) -> Review:
        """Append the review."""
        numbers = Numbers(self.session)
        review_id = numbers.next("review")
        numbers.save()
        before = self._before(action, value)
        other = str(value["report_id"]) if action in ("must_link", "cannot_link") else None
        if other is not None:
            self._check_other(other)
        at = article_rows.now()
        self.session.run(
            "INSERT INTO review (id, report_id, article_id, subject, other, action, value, before, why, who, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                review_id,
                self.id,
                self.report.article_id,
                self.id,
                other,
                action,
                orjson.dumps(value).decode(),
                orjson.dumps(before).decode(),
                why,
                who,
                at,
            ),
        )
        if action == "undo":
            self.session.run("UPDATE review SET undone_by = ? WHERE id = ?", (review_id, value["review"]))
        return Review(review_id, self.id, action, value, before, why, who, datetime.fromisoformat(at))

    def redraw(self, merge: Merge, action: str, value: dict[str, Any]) -> None:
        """Apply all reviews to the report's facts, and merge its surroundings anew."""
        entries = [self._entry(merge)]
        succession = Succession(self.session, merge)
        for other in self._partners(action, value):
            entries.append(_Subject(self.session, other)._entry(merge))
        forced = {entry.written[0] for entry in entries if entry.written and entry.written[0] is not None}
        for entry in entries:
            if entry.written:
                succession.components.add(entry.written[1])
                if entry.written[0] is not None:
                    succession.emptied.add(entry.written[0])
        changed = [entry for entry in entries if not (entry.verdict or {}).get("rejected")]
        Writer(self.session, merge).redraw(changed, succession, forced)

    def _entry(self, merge: Merge) -> Entry:
        """Its row rewritten with what holds now."""
        verdict = verdict_of(self.reviews())
        facts = facts_of(self.article, self.report, verdict)
        reach = merge.reach(facts.claim)
        rejected = bool(verdict.get("rejected"))
        incident_key = None if rejected else self.incident_key
        component = self.key if rejected else self.component
        home, moment, until = (reach.home, reach.moment, reach.until) if reach else (None, None, None)
        self.session.run(
            "UPDATE report SET facts = ?, type = ?, home = ?, moment = ?, until = ?, confidence = ?, "
            "rejected = ?, reviewed = ?, incident_key = ?, component = ? WHERE key = ?",
            (
                dumped(facts),
                facts.claim.type,
                home,
                moment,
                until,
                facts.claim.confidence,
                rejected,
                bool(verdict),
                incident_key,
                component,
                self.key,
            ),
        )
        return Entry(
            key=self.key,
            component=component,
            incident_key=incident_key,
            facts=facts,
            stored=True,
            written=(self.incident_key, self.component),
            reach=reach,
            verdict=verdict,
        )

    def _partners(self, action: str, value: dict[str, Any]) -> list[str]:
        """The other report of a link that is made or undone."""
        if action in ("must_link", "cannot_link"):
            return [str(value["report_id"])]
        if action == "undo":
            rows = self.session.rows("SELECT other FROM review WHERE id = ? AND other IS NOT NULL", (value["review"],))
            return [row[0] for row in rows if self.session.rows("SELECT 1 FROM report WHERE id = ?", (row[0],))]
        return []

    def _before(self, action: str, value: dict[str, Any]) -> dict[str, Any]:
        """What the review changes, as it stands."""
        if action == "undo":
            rows = self.session.rows("SELECT subject, undone_by, action FROM review WHERE id = ?", (value["review"],))
            if not rows or rows[0][0] != self.id:
                raise NotFound(f"there is no review {value['review']} of report {self.id}")
            if rows[0][1] is not None or rows[0][2] == "undo":
                raise Invalid(f"review {value['review']} is undone already, or is itself an undo")
            return {"review": value["review"], "action": rows[0][2]}
        facts = facts_of(self.article, self.report, verdict_of(self.reviews()))
        claim = facts.claim
        known: dict[str, dict[str, Any]] = {
            "move": {
                "lat": claim.lat,
                "lon": claim.lon,
                "place_id": claim.place_id,
                "name": claim.place_name,
                "precision": claim.precision,
                "radius_km": claim.radius_km,
            },
            "retype": {"type": claim.type},
            "redate": {"start": facts.start, "end": facts.end, "precision": claim.time_precision},
            "grade": {"grade": facts.grade},
            "tag": {"tags": list(facts.tags)},
        }
        return known.get(action, {})

    def _check_other(self, other: str) -> None:
        if other == self.id:
            raise Invalid("a report cannot be linked with itself")
        if not self.session.rows("SELECT 1 FROM report WHERE id = ?", (other,)):
            raise NotFound(f"there is no report {other}")


def checked(action: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The value of a review, complete and in range. Raises Invalid that names the field and the mend."""
    if action not in ACTIONS:
        raise Invalid(f"action {action!r} is unknown: use one of {', '.join(ACTIONS)}")
    rules = {"move": _move, "retype": _retype, "redate": _redate, "grade": _grade, "note": _note, "tag": _tag}
    if action in rules:
        return rules[action](value)
    if action in ("must_link", "cannot_link"):
        return {"report_id": _text(value, "report_id", 64)}
    if action == "undo":
        review = value.get("review")
        if not isinstance(review, int) or isinstance(review, bool) or not 0 < review < 2**62:
            raise Invalid("undo needs review: the number of the review to undo")
        return {"review": review}
    return {}


def _text(value: Mapping[str, Any], name: str, longest: int) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not text.strip() or len(text) > longest:
        raise Invalid(f"{name} must be a text of 1 to {longest} characters")
    article_rows.storable(text, name)
    return text.strip()


def _number(value: Mapping[str, Any], name: str, lowest: float, highest: float) -> float:
    number = value.get(name)
    if not isinstance(number, int | float) or isinstance(number, bool) or not lowest <= number <= highest:
        raise Invalid(f"{name} must be a number from {lowest:g} to {highest:g}")
    return float(number)


def _move(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"lat": _number(value, "lat", -90, 90), "lon": _number(value, "lon", -180, 180)}
    for name, longest in (("place_id", 200), ("name", 200), ("country", 2)):
        if value.get(name) is not None:
            found[name] = _text(value, name, longest)
    if value.get("precision") is not None:
        if value["precision"] not in PRECISIONS:
            raise Invalid(f"precision must be one of {', '.join(PRECISIONS)}")
        found["precision"] = value["precision"]
    if value.get("radius_km") is not None:
        found["radius_km"] = _number(value, "radius_km", 0, 20_000)
    return found


def _retype(value: Mapping[str, Any]) -> dict[str, Any]:
    if value.get("type") not in list(event_types()):
        raise Invalid(f"type must be one of {', '.join(event_types())}")
    return {"type": value["type"]}


def _redate(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("start", "end"):
        try:
            moment = datetime.fromisoformat(_text(value, name, 40))
        except ValueError as error:
            raise Invalid(f"{name} must be a local date and time like 2024-05-01T00:00") from error
        if moment.tzinfo is not None:
            raise Invalid(f"{name} must be local time without an offset")
        found[name] = moment.isoformat()
    if found["start"] >= found["end"]:
        raise Invalid("end must be later than start (it is exclusive)")
    precision = value.get("precision") or "day"
    if precision not in ("minute", "hour", "part-of-day", "day", "week", "month", "year"):
        raise Invalid("precision must be minute, hour, part-of-day, day, week, month or year")
    return {**found, "precision": precision}


def _grade(value: Mapping[str, Any]) -> dict[str, Any]:
    if value.get("grade") not in GRADES:
        raise Invalid(f"grade must be one of {', '.join(GRADES)}")
    return {"grade": value["grade"]}


def _note(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": _text(value, "text", MAX_TEXT)}


def _tag(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("add", "remove"):
        tags = value.get(name, [])
        if not isinstance(tags, list | tuple) or len(tags) > MAX_TAGS:
            raise Invalid(f"{name} must be a list of at most {MAX_TAGS} tags")
        found[name] = [_text({"tag": tag}, "tag", 80).replace(";", ",") for tag in tags]
    if not found["add"] and not found["remove"]:
        raise Invalid("tag needs add or remove: lists of tags")
    return found
