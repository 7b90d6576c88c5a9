"""The publisher's country, by address or name."""

import pytest

from app.model.article import Article
from app.toponyms.options import Options
from app.toponyms.outlet import outlet_of

OUTLETS = [
    ("https://www.nation.co.ke/news/1", None, "KE"),
    ("https://www.bbc.co.uk/news", None, "GB"),
    (None, "gulf-times.com.qa", "QA"),
    ("https://example.io/x", "Kyiv Post", "UA"),
    (None, "Times of India", "IN"),
    (None, "Bangkok Post", "TH"),
    (None, "Georgia Today", "GE"),
    (None, "Sofia Minute", "BG"),
    (None, "Dili Herald", "TL"),
    (None, "Texan Star", "US"),
    (None, "The Daily Planet of Everywhere", None),
    ("https://[broken", None, None),
    (None, None, None),
]


@pytest.mark.parametrize(("url", "source", "country"), OUTLETS)
def test_country(index, url, source, country):
    article = Article("x", "text", source=source, url=url)
    assert outlet_of(article, list(index.scan(source or "")), Options(index)) == country
