"""Reports to rows and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.model.article import Article
from app.model.merging import Merge, Reach
from app.model.report import Report
from app.store.actors import actor_keys
from app.store.facts import Facts, dumped, facts_of
from app.store.packing import packed, unpacked

FIELDS = (
    "key, id, article_key, incident_key, component, home, moment, until, copy_digest, facts, type, status, "
    "trigger_start, trigger_end, evidence_start, evidence_end, confidence, extractor, detail, rejected, "
    "reviewed, flagged"
)
INSERT = f"INSERT INTO report ({FIELDS}) VALUES ({', '.join('?' * 22)})"
INSERT_ACTOR = "INSERT INTO actor (report_key, number, actor, text) VALUES (?, ?, ?, ?)"
BIGGEST = 2**62
"""Largest count that is stored."""
_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Report)


@dataclass(slots=True)
class Entry:
    """A report while it is being merged; what changes is ``component`` and ``incident_key``."""

    key: int
    component: int
    incident_key: int | None
    facts: Facts
    stored: bool
    """False for one whose row is not yet written."""
    written: tuple[int | None, int] | None = None
    """(incident_key, component) in the database, for a stored one."""
    reach: Reach | None = None
    article_key: int = 0
    report: Report | None = None
    article: Article | None = None
    verdict: Mapping[str, Any] | None = None
    rest: tuple[Any, ...] | None = None
    """Of a prepared one: see ``rest_of``."""

    @property
    def id(self) -> str:
        """The report's id."""
        return self.facts.claim.report_id


def entry_of(
    key: int, article_key: int, article: Article, report: Report, verdict: Mapping[str, Any] | None, merge: Merge
) -> Entry:
    """A new report, alone in its component."""
    facts = facts_of(article, report, verdict)
    return Entry(
        key=key,
        component=key,
        incident_key=None,
        facts=facts,
        stored=False,
        reach=merge.reach(facts.claim),
        article_key=article_key,
        report=report,
        article=article,
        verdict=verdict,
    )


def row_of(entry: Entry) -> tuple[Any, ...]:
    """A row in the order of ``FIELDS`` for a new entry."""
    rest = entry.rest
    if rest is None:
        if entry.report is None:
            raise ValueError("only a new entry has a row to write")
        rest = rest_of(entry.report, entry.facts, entry.reach, entry.verdict or {})
    return (entry.key, entry.id, entry.article_key, entry.incident_key, entry.component, *rest)


def rest_of(report: Report, facts: Facts, reach: Reach | None, verdict: Mapping[str, Any]) -> tuple[Any, ...]:
    """The columns from ``home`` on: those that no other report changes."""
    event, claim = report.event, facts.claim
    evidence = event.evidence[0] if event.evidence else event.trigger
    return (
        reach.home if reach else None,
        reach.moment if reach else None,
        reach.until if reach else None,
        claim.copy,
        dumped(facts),
        claim.type,
        claim.status,
        event.trigger.start,
        event.trigger.end,
        evidence.start,
        evidence.end,
        claim.confidence,
        report.extractor,
        packed(_encoder.encode(report)),
        bool(verdict.get("rejected")),
        bool(verdict),
        False,
    )


def actor_rows(reports: Sequence[tuple[int, Report]]) -> list[tuple[int, int, str, str]]:
    """Rows of table actor for one article's reports; spellings of one name within the article share a key."""
    people = [(key, one) for key, report in reports for one in report.event.participants]
    names = actor_keys([one.text for _, one in people]) if people else []
    found: list[tuple[int, int, str, str]] = []
    for (key, one), name in zip(people, names, strict=True):
        if name and one.role == "actor":
            number = found[-1][1] + 1 if found and found[-1][0] == key else 0
            found.append((key, number, name, one.text))
    return found


def report_of(detail: bytes) -> Report:
    """Back from column ``detail``, with nothing lost."""
    return _decoder.decode(unpacked(detail))
