"""``incidents eval``."""

from __future__ import annotations


def evaluate() -> None:
    """Measure the accuracy on the annotated articles.

    Example: **incidents eval**
    """
