"""Fit the confidence of events to the halves of the gold that may be read; write ``app/events/data/confidence.json``.

Run ``python -m tests.eval.confidence`` in the repository's root (scikit-learn from the build's requirements; the shared
texts beside the repository). Prints how well calibrated it is: each article's drafts are judged by weights that were
fitted without it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from app.events.reader import EventReader, event_of
from app.events.score import may_stand
from app.locate.reports import report_of
from app.parse.spacy_model import SpacyParser
from app.settings import Settings
from app.toponyms.reader import ToponymReader
from gazetteer.index import Index
from tests.eval.events import article_of
from tests.eval.gold.load import ROOT, GoldArticle, gold_articles
from tests.eval.score_events import matches

TARGET = ROOT / "app" / "events" / "data" / "confidence.json"
STRENGTH = 0.1
"""Inverse of the L2 penalty: of 0.01…3 the one with the best log loss on articles left out."""
BINS = (0.0, 0.45, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Example:
    """A placed draft of one article: its clues, and whether the gold has it."""

    article: str
    clues: dict[str, float]
    right: bool


class Examples:
    """Reads the articles with the stages of the pipeline, up to drafts."""

    def __init__(self, settings: Settings) -> None:
        self._parser = SpacyParser(settings.model)
        self._toponyms = ToponymReader(Index.open(settings.gazetteer))
        self._events = EventReader()

    def of(self, gold: GoldArticle) -> Iterator[Example]:
        """The article's placed drafts that may stand."""
        article = article_of(gold)
        parsed = self._parser.parse(article)
        drafts = [d for d in self._events.drafts(parsed, self._toponyms.read(parsed)) if may_stand(d)]
        reports = [report_of(article.id, event_of(draft, parsed), "") for draft in drafts]
        placed = [(d, r) for d, r in zip(drafts, reports, strict=True) if r.location is not None]
        right = {i for _, _, i, _ in matches([r for _, r in placed], gold.events)}
        for i, (draft, _) in enumerate(placed):
            yield Example(gold.id, draft.clues, i in right)


def fitted(examples: list[Example]) -> dict[str, Any]:
    """Bias and weights, rounded to three digits."""
    vectors = DictVectorizer(sparse=False)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(
        vectors.fit_transform([e.clues for e in examples]), [e.right for e in examples]
    )
    weights = dict(zip(vectors.feature_names_, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    return {"bias": round(float(model.intercept_[0]), 3), "weights": {k: w for k, w in weights.items() if w}}


def judged(examples: list[Example]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Each example's probability by weights fitted to other articles."""
    values = DictVectorizer(sparse=False).fit_transform([e.clues for e in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    groups = [e.article for e in examples]
    right = [e.right for e in examples]
    folds = GroupKFold(10)
    return np.asarray(cross_val_predict(model, values, right, groups=groups, cv=folds, method="predict_proba")[:, 1])


def calibration(examples: list[Example]) -> Iterator[str]:
    """A table: of the events with so much confidence, how many are right."""
    likely = judged(examples)
    right = np.array([e.right for e in examples])
    yield f"{len(examples)} drafts, {right.sum()} right; area under the curve {roc_auc_score(right, likely):.2f}"
    yield "| confidence | events | right |"
    yield "|---|---|---|"
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = (likely >= low) & (likely < high)
        if inside.any():
            yield f"| {low:.2f}–{min(high, 1):.2f} | {inside.sum()} | {right[inside].mean():.2f} |"


def main() -> None:
    """Fit, write, and print the calibration."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="print only; write nothing")
    options = parser.parse_args()
    reader = Examples(Settings())
    examples = [e for gold in gold_articles() if gold.text and gold.half != "measure" for e in reader.of(gold)]
    print("\n".join(calibration(examples)))
    if not options.dry_run:
        TARGET.write_text(json.dumps(fitted(examples), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
