"""The only place that knows the order of the stages: parse → toponyms → events → locate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from geopy.exc import GeopyError

from app.errors import SettingError
from app.events.reader import EventReader
from app.explain import explained
from app.locate.regions import Regions
from app.locate.reports import report_of
from app.merge.incidents import RuleMerge
from app.model.article import Article
from app.model.parsed import Parsed
from app.model.report import Report
from app.model.toponym import Toponym
from app.parse.parser import Parser
from app.parse.spacy_model import SpacyParser
from app.settings import Settings
from app.toponyms.online import Lookup, with_online
from app.toponyms.reader import ToponymReader
from gazetteer.fallback import Fallback, configured
from gazetteer.index import Index

EXTRACTOR = "rules-en/4"
"""Name and version of the extractor; a stored report made by another one can be made anew."""

__all__ = ["EXTRACTOR", "Extraction", "Pipeline", "RuleMerge"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article."""

    article: Article
    toponyms: tuple[Toponym, ...]
    reports: tuple[Report, ...]


class Pipeline:
    """An article's way to its reports. Holds the language model and the gazetteer; one per process."""

    def __init__(
        self,
        parser: Parser,
        toponyms: ToponymReader,
        events: EventReader,
        regions: Regions | None = None,
        online: Lookup | None = None,
    ) -> None:
        """The stages; ``open`` makes the usual ones. ``online`` is asked for names that the gazetteer lacks."""
        self._regions = regions
        self._online = online
        self._parser = parser
        self._toponyms = toponyms
        self._events = events

    @classmethod
    def open(cls, settings: Settings) -> Pipeline:
        """The stages that the settings ask for. ``Missing`` where the gazetteer or the language model is not there."""
        index = Index.open(settings.gazetteer)
        stages = SpacyParser(settings.model), ToponymReader(index), EventReader(), Regions(index)
        return cls(*stages, _online(settings))

    def extract(self, article: Article) -> Extraction:
        """All toponyms and reports of one article; never fails on any text."""
        return self.extract_many((article,))[0]

    def extract_many(self, articles: Sequence[Article]) -> list[Extraction]:
        """The same for several articles, in their order: quicker, for the language model reads them together."""
        return [self._extraction(parsed) for parsed in self._parser.parse_many(articles)]

    def _extraction(self, parsed: Parsed) -> Extraction:
        toponyms = self._toponyms.read(parsed)
        if self._online is not None:
            toponyms = with_online(parsed, toponyms, self._online)
        events = self._events.read(parsed, toponyms)
        reports: dict[str, Report] = {}
        for report in map(partial(report_of, parsed.article.id, extractor=EXTRACTOR, regions=self._regions), events):
            reports.setdefault(report.id, report)
        return Extraction(parsed.article, toponyms, tuple(reports.values()))

    def explain(self, article: Article) -> str:
        """Each event of the article in words: evidence, type, status, place and its runners-up, time."""
        extraction = self.extract(article)
        return explained(article, extraction.reports)


def _online(settings: Settings) -> Fallback | None:
    """The configured online geocoder, cached for this process; SettingError where geopy has none of that name."""
    options = {"user_agent": settings.fallback_user_agent, "scheme": settings.fallback_scheme}
    if settings.fallback_domain:
        options["domain"] = settings.fallback_domain
    try:
        return configured(settings.fallback_geocoder, {}, seconds_between=settings.fallback_seconds, **options)
    except (GeopyError, TypeError) as error:
        raise SettingError(f"fallback_geocoder {settings.fallback_geocoder!r} cannot be used: {error}") from error
