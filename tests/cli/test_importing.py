"""Lines made ready in several processes come back in order, with what is wrong told by its place."""

from __future__ import annotations

import orjson

from app.cli.importing import LINES, TRANSACTION, Batch, batches, enough
from app.store.prepared import Prepared
from app.wire import extraction_to_json
from tests.store.builders import article, report


def line(number: int) -> bytes:
    one = article(f"A blast hit Martlow as case {number} says.")
    return orjson.dumps(extraction_to_json(number, one, [], [report(one)], with_article=True))


def test_in_order_and_bad_lines_by_their_place() -> None:
    lines = [(f"x:{number}", line(number)) for number in range(2 * LINES + 7)]
    lines[3] = ("x:3", b"{")
    lines[LINES + 5] = (f"x:{LINES + 5}", b'{"error": 1}')
    found = list(batches(iter(lines), 100_000))
    assert [batch.lines for batch in found] == [LINES, LINES, 7]
    assert [where for batch in found for where, _ in batch.bad] == ["x:3", f"x:{LINES + 5}"]
    texts = [row[1] for batch in found for row in batch.rows.articles]
    assert texts == [f"A blast hit Martlow as case {n} says." for n in range(len(lines)) if n not in (3, LINES + 5)]


def test_a_line_that_is_too_long_is_refused() -> None:
    (batch,) = batches(iter([("x:1", b'{"version": 1, "article": "' + b"x" * 200_000 + b'"}')]), 10)
    assert "too long" in batch.bad[0][1]
    assert not batch.rows.articles


def test_a_transaction_is_full_by_its_reports_or_by_its_lines() -> None:
    def batch(lines: int, reports: int) -> Batch:
        return Batch(lines, Prepared(ids=[str(number) for number in range(reports)]), [])

    assert not enough([batch(TRANSACTION - 1, 0)])
    assert enough([batch(1, TRANSACTION // 2), batch(1, TRANSACTION // 2)])
    assert enough([batch(TRANSACTION, 0)])
