"""A process that writes: ``python -m tests.store.writing URL COUNT OUTLET``.

It prints the number of each article once that is acknowledged, so that whoever kills it knows what must be there.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

from app.merge.incidents import RuleMerge
from app.model.article import Article
from app.store.errors import Conflict
from app.store.store import Store
from tests.store.builders import article, report


def numbered(i: int, outlet: str) -> Article:
    """The i-th article of an outlet; those of one number are told by all outlets alike."""
    return article(f"A blast hit Martlow on Tuesday, number {i}, says {outlet}.", outlet)


def main(url: str, count: int, outlet: str) -> None:
    store, merge = Store.open(url), RuleMerge()
    for i in range(count):
        one = numbered(i, outlet)
        said = report(one, day=date(2024, 1, 1) + timedelta(days=4 * i), killed=i + 1)
        if not store.add(one, [said], merge).created:
            continue
        print(i, flush=True)
        if i % 5 == 4:
            _note(store, said.id, f"note {i}", outlet)
            print(f"note {i}", flush=True)
    store.close()


def _note(store: Store, report_id: str, text: str, who: str) -> None:
    """Until no other writer comes between reading and writing."""
    while True:
        version = store.query.version(store.articles.incident_of(report_id) or "")
        try:
            store.reviews.add(report_id, "note", {"text": text}, who, "", version, RuleMerge())
            return
        except Conflict:
            continue


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
