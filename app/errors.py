"""Errors that a user of the program can cause and mend.

IncidentsError
├── SettingError      a setting has a value that cannot be
├── InputError        a text, file or line that cannot be read as what it should be
└── Missing           something that must be built or installed first (``mend`` says how)

The store's own errors are in ``app.store.errors``; HTTP problems are made from all of them in ``app.serve.problems``.
"""

from __future__ import annotations


class IncidentsError(Exception):
    """Base of all. ``str(error)`` is one clear sentence; ``mend`` says what to do, where there is something to do."""

    def __init__(self, message: str, mend: str = "") -> None:
        """``message``: one sentence; ``mend``: what to do."""
        super().__init__(message)
        self.mend = mend


class SettingError(IncidentsError):
    """A setting (``INCIDENTS_…`` variable or flag) has a value that cannot be."""


class InputError(IncidentsError):
    """Input that cannot be read: not UTF-8, empty, too long, binary, a date that is none."""


class Missing(IncidentsError):
    """Something that must be built or installed first."""
