"""Prints the accuracy of the events on all annotated halves, with bootstrap intervals.

Example: ``python -m tests.eval.events``
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields
from datetime import date

from app.model.article import Article
from app.pipeline import Pipeline
from app.settings import Settings
from tests.eval.gold.load import GoldArticle, gold_articles
from tests.eval.score_events import Tally, score

ROUNDS = 1000
"""Resamplings of the articles for an interval."""


def article_of(gold: GoldArticle) -> Article:
    """The article as it comes from outside; its text must be here."""
    published = date.fromisoformat(gold.published) if gold.published else None
    return Article(gold.id, gold.text or "", title=gold.title, source=gold.source, published=published)


def tallies(pipeline: Pipeline, golds: list[GoldArticle]) -> list[Tally]:
    """One tally an article; articles whose text is not here are left out."""
    found = []
    for gold in golds:
        if gold.text is None:
            continue
        tally = Tally()
        score(tally, gold.id, pipeline.extract(article_of(gold)).reports, gold.events)
        found.append(tally)
    return found


def total(parts: list[Tally]) -> Tally:
    """The sum of the counts."""
    whole = Tally()
    for part in parts:
        for field in fields(Tally):
            if isinstance(getattr(whole, field.name), int):
                setattr(whole, field.name, getattr(whole, field.name) + getattr(part, field.name))
    return whole


def interval(parts: list[Tally], measure: Callable[[Tally], float]) -> tuple[float, float]:
    """The middle 95 % of the measure over articles drawn with replacement."""
    dice = random.Random(2026)
    values = sorted(measure(total(dice.choices(parts, k=len(parts)))) for _ in range(ROUNDS))
    return values[int(ROUNDS * 0.025)], values[int(ROUNDS * 0.975) - 1]


def quiet(golds: list[GoldArticle], parts: list[Tally]) -> str:
    """How many articles without a certain event stay without any surplus report."""
    without = [
        t
        for g, t in zip((g for g in golds if g.text), parts, strict=True)
        if not any(e.get("certain", True) for e in g.events)
    ]
    return f"{sum(not t.surplus for t in without)} of {len(without)}"


def main() -> None:
    """Print one row a half, as Markdown."""
    pipeline = Pipeline.open(Settings())
    print("| articles | half | precision | recall | strict F1 | days exact | killed exact | quiet |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in ("foreign", "own", "short"):
        for half in ("look", "measure"):
            golds = gold_articles((kind,), half)
            parts = tallies(pipeline, golds)
            whole = total(parts)
            cells = []
            for measure in (lambda t: t.precision, lambda t: t.recall, lambda t: t.strict_f1):
                low, high = interval(parts, measure)
                cells.append(f"{measure(whole):.2f} ({low:.2f}–{high:.2f})")
            days = f"{whole.dates_right} of {whole.dates}"
            killed = f"{whole.killed_right} of {whole.killed}"
            print(f"| {kind} | {half} | {' | '.join(cells)} | {days} | {killed} | {quiet(golds, parts)} |")


if __name__ == "__main__":
    main()
