"""Articles made ready for a bulk write, apart from the numbers that only the writer can give: work for any process.

``prepare`` needs no database. What it returns is plain tuples, so that handing it to the writing process is cheap;
the writer (``app.store.bulk``) puts the keys before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.msgpack import decode, encode

from app.model.article import Article
from app.model.merging import Merge
from app.model.report import Report
from app.store import article_rows, report_rows
from app.store.errors import Invalid, StoreError
from app.store.facts import Facts, facts_of
from app.store.identity import new_id
from app.store.incident_rows import lone_row
from app.store.searches import Searches

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article with what an extractor read in it."""

    article: Article
    reports: Sequence[Report]
    extractor: str | None


@dataclass(slots=True)
class Prepared:
    """Lists run in parallel: the n-th report row, the n-th lone incident and the n-th search are of one report."""

    articles: list[Row] = field(default_factory=list)
    """In the order of ``article_rows.FIELDS`` without the key."""
    owners: list[int] = field(default_factory=list)
    """For each report the position of its article."""
    ids: list[str] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    """In the order of ``report_rows.FIELDS`` from ``home`` on."""
    incidents: list[tuple[str, bytes, Row]] = field(default_factory=list)
    """The incident that the report is when nothing else tells of it: id and what ``lone_row`` gives."""
    outlets: list[str | None] = field(default_factory=list)
    searches: Searches = field(default_factory=Searches)
    """Of each report, by position."""
    actors: list[tuple[int, int, str, str]] = field(default_factory=list)
    """(position of the report, number, actor, text)."""
    whole: list[Incoming] = field(default_factory=list)
    """Corrections of other articles: they go the long way, after all others."""
    refused: list[tuple[Article, StoreError]] = field(default_factory=list)

    def __reduce__(self) -> tuple[Any, ...]:
        """For handing it to another process: packed at once, five times as fast as row by row."""
        rows = self.articles, self.owners, self.ids, self.reports, self.incidents, self.outlets, self.actors
        return _restored, (encode(rows), self.searches.packed(), self.whole, self.refused)


def _restored(
    rows: bytes, searches: tuple[bytes, bytes], whole: list[Incoming], refused: list[tuple[Article, StoreError]]
) -> Prepared:
    articles, owners, ids, reports, incidents, outlets, actors = decode(rows)
    return Prepared(articles, owners, ids, reports, incidents, outlets, Searches(*searches), actors, whole, refused)


def prepare(batch: Iterable[Incoming], merge: Merge) -> Prepared:
    """Check articles and render all rows; nothing is raised, see ``refused``."""
    made, stored_at = Prepared(), article_rows.now()
    for one in batch:
        try:
            check(one)
        except StoreError as error:
            made.refused.append((one.article, error))
            continue
        if one.article.revises:
            made.whole.append(one)
            continue
        owner = len(made.articles)
        made.articles.append(article_rows.row_of(0, one.article, extractor_of(one), stored_at)[1:])
        first = len(made.ids)
        for report in one.reports:
            _add(made, owner, one.article, report, merge)
        made.actors += report_rows.actor_rows([(first + i, report) for i, report in enumerate(one.reports)])
    return made


def extractor_of(incoming: Incoming) -> str | None:
    """The version named, else that of the reports."""
    return incoming.extractor or (incoming.reports[0].extractor if incoming.reports else None)


def check(incoming: Incoming) -> None:
    """Raises Invalid for what cannot be stored."""
    article_rows.check(incoming.article)
    names = set()
    for report in incoming.reports:
        if report.article_id != incoming.article.id:
            raise Invalid(f"report {report.id} is of article {report.article_id}, not {incoming.article.id}")
        if report.id in names:
            raise Invalid(f"two reports of article {incoming.article.id} bear one id: {report.id}")
        names.add(report.id)
        for one in report.event.quantities:
            if max(one.min, one.max or 0) > report_rows.BIGGEST:
                raise Invalid(f"report {report.id} counts more {one.unit} than can be stored: {one.text[:40]}")


def _add(made: Prepared, owner: int, article: Article, report: Report, merge: Merge) -> None:
    facts = facts_of(article, report)
    reach = merge.reach(facts.claim)
    position = len(made.ids)
    made.owners.append(owner)
    made.ids.append(report.id)
    made.reports.append(report_rows.rest_of(report, facts, reach, {}))
    made.incidents.append(_lone(facts, merge))
    made.outlets.append(facts.outlet.casefold() or None)
    if reach is not None:
        made.searches.add(position, reach)


def _lone(facts: Facts, merge: Merge) -> tuple[str, bytes, Row]:
    part = merge.partition([facts.claim], ())[0]
    name = new_id(part)
    return name, *lone_row(name, part, facts)
