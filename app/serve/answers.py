"""Answers that were made lately, under their tags: a view that an article embeds is asked for by all of its readers.

A tag names the address, the form, the reader's rights and the state of the whole store, so an answer under it is good
for ever; when anything changes, tags change, and old answers are pushed out by new ones.
"""

from __future__ import annotations

from collections import OrderedDict

MOST_BYTES = 64 << 20
LONGEST = 4 << 20
"""Bytes of the largest answer that is kept."""


class Answers:
    """At most ``MOST_BYTES``; those not asked for longest go first. For one event loop."""

    def __init__(self) -> None:
        """Empty."""
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, tag: str) -> bytes | None:
        """The answer under a tag."""
        body = self._kept.get(tag)
        if body is not None:
            self._kept.move_to_end(tag)
        return body

    def keep(self, tag: str, body: bytes) -> None:
        """Remember an answer, where it is not too long."""
        if len(body) > LONGEST or tag in self._kept:
            return
        self._kept[tag] = body
        self._bytes += len(body)
        while self._bytes > MOST_BYTES:
            self._bytes -= len(self._kept.popitem(last=False)[1])
