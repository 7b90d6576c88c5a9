"""Reading articles in worker processes."""

from __future__ import annotations

import subprocess
import sys


def test_the_serving_process_never_loads_the_language_model() -> None:
    """An answer of a worker is unpacked without the pipeline."""
    said = (
        "import pickle, sys; from app.serve.extraction import Extracted; import app.main;"
        "pickle.loads(pickle.dumps(Extracted((), ()))); print('app.pipeline' in sys.modules, 'spacy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
