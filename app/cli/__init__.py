"""The command ``incidents``."""

from __future__ import annotations

import os

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""How many threads numpy's and spaCy's libraries take: read when they are loaded."""


def main() -> None:
    """Entry point. Errors that the user can mend are one line on standard error and exit status 1."""
    for name in _THREADS:
        # Small matrices gain nothing by threads, and those of several workers would fight for the processors.
        os.environ.setdefault(name, "1")
    from app.cli.root import run

    run()
