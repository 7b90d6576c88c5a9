"""The tree of commands, and how errors reach the user."""

from __future__ import annotations

import os
import sys

import typer

from app.cli import database, evaluate, explain, export, extract, gazetteer, imports, ingest, reextract, serve, token
from app.errors import IncidentsError
from app.store.errors import StoreError

root = typer.Typer(
    name="incidents",
    help="News text in; incidents, placed and proved, on a map out.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
root.command()(ingest.ingest)
root.command()(extract.extract)
root.command()(explain.explain)
root.command("import")(imports.import_)
root.command()(export.export)
root.command()(serve.serve)
root.command()(reextract.reextract)
root.command("eval")(evaluate.evaluate)
root.add_typer(gazetteer.commands, name="gazetteer")
root.add_typer(token.commands, name="token")
root.add_typer(database.commands, name="db")


def run() -> None:
    """Run the command line; exit status 1 for what the user can mend, 2 for a wrong command, 130 for Ctrl-C."""
    try:
        root()
    except BrokenPipeError:
        # The reader of our output (``| head``) is gone: that is no error, but Python would print one at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (IncidentsError, StoreError) as error:
        mend = getattr(error, "mend", "")
        print(f"error: {error}" + (f"\n       {mend}" if mend else ""), file=sys.stderr)
        sys.exit(1)
