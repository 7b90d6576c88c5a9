"""Data files inside installed packages, found without importing the packages (some pull in much that is not needed)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


class MissingSourceError(RuntimeError):
    """A package whose data the build reads is not installed; the message says which."""


def data_file(package: str, path: str) -> Path:
    """The file ``path`` of an installed ``package``; ``MissingSourceError`` where either is missing."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise MissingSourceError(f"the gazetteer's build reads {path} of the package {package}, which is not installed")
    file = Path(spec.origin).parent / path
    if not file.is_file():
        raise MissingSourceError(f"the installed package {package} has no file {path}; is it another version?")
    return file
