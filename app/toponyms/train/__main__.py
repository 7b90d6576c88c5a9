"""``python -m app.toponyms.train``: measure honestly, then learn the shipped weights from both corpora.

Splits: weights learned from one corpus are measured on the other; LGL also across five folds by article; neighbouring
documents of GeoVirus that are pieces of one story stay together. Needs the extra ``build`` (scikit-learn's scipy).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.toponyms.options import Options
from app.toponyms.rank import Ranker
from app.toponyms.train.corpora import Document, Gold, digest, geovirus, lgl
from app.toponyms.train.examples import Case, case_of
from app.toponyms.train.fit import as_table, fit
from app.toponyms.train.scores import Score, grouped, interval, names_right
from app.toponyms.words import english_words
from gazetteer.index import Index
from gazetteer.normalize import normalize

FILES = ("mentions-lgl.jsonl", "toponyms-geovirus.jsonl")
FOLDS = 5
COUNTRIES_AND_STATES = ("A.PCL", "A.ADM1")


def below_states(gold: Gold) -> bool:
    """Names other than countries and first-order areas: those are a third of LGL and easy."""
    return not (gold.feature or "").startswith(COUNTRIES_AND_STATES)


def cases(documents: Sequence[Document], index: Index) -> list[Case]:
    """The names of the documents as the ranker sees them."""
    options, words = Options(index), english_words()
    return [case_of(document, options, words, normalize) for document in documents]


def score_names(tested: Sequence[Case], ranker: Ranker) -> Score:
    """Accuracy of the choice of place, countries and states left out where the corpus says which those are."""
    tallies = [names_right(case, ranker, below_states) for case in tested]
    return interval(grouped([case.document for case in tested], tallies))


def cross_validate(all_cases: Sequence[Case]) -> Score:
    """Five folds by document group; each is judged by weights that never saw it."""
    groups = sorted({case.document.group for case in all_cases})
    random.Random(1).shuffle(groups)
    tested: list[Case] = []
    tallies = []
    for fold in range(FOLDS):
        held = set(groups[fold::FOLDS])
        ranker = Ranker(fit([case for case in all_cases if case.document.group not in held]))
        inside = [case for case in all_cases if case.document.group in held]
        tested += inside
        tallies += [names_right(case, ranker, below_states) for case in inside]
    return interval(grouped([case.document for case in tested], tallies))


def main() -> None:
    """Print the figures; with ``--write`` also the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gazetteer", type=Path, default=Path("build/gazetteer.db"))
    parser.add_argument("--corpora", type=Path, required=True, help=f"folder with {' and '.join(FILES)}")
    parser.add_argument("--write", type=Path, help="where to write the weights, e.g. app/toponyms/data/ranking.json")
    args = parser.parse_args()
    files = {name: args.corpora / name for name in FILES}
    index = Index.open(args.gazetteer)
    local = cases(lgl(files["mentions-lgl.jsonl"]), index)
    world = cases(geovirus(files["toponyms-geovirus.jsonl"]), index)
    figures = {
        "LGL, learned from GeoVirus": str(score_names(local, Ranker(fit(world)))),
        "LGL, five folds": str(cross_validate(local)),
        "GeoVirus, learned from LGL": str(score_names(world, Ranker(fit(local)))),
        "GeoVirus, five folds": str(cross_validate(world)),
    }
    for name, figure in figures.items():
        print(f"{name:30s}{figure}")
    if args.write:
        table = {
            "about": "Weights of the clues (app/toponyms/rank.py) to which place a name means; by app.toponyms.train",
            "date": datetime.now(UTC).date().isoformat(),
            "learned_from": {name: digest(path) for name, path in files.items()},
            "accuracy_of_given_names_within_161_km": figures,
            "weights": as_table(fit([*local, *world])),
        }
        args.write.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
