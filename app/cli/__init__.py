"""The command ``incidents``."""

from __future__ import annotations


def main() -> None:
    """Entry point. Errors that the user can mend are one line on standard error and exit status 1."""
    from app.cli.root import run

    run()
