"""``incidents gazetteer``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import tell
from app.errors import Missing
from app.settings import read_settings

commands = typer.Typer(help="The gazetteer: build it, add to it, look into it.", no_args_is_help=True)

Output = Annotated[
    Path | None, typer.Option("--output", help="Where the file goes.  [INCIDENTS_GAZETTEER]", show_default=False)
]


@commands.command()
def build(output: Output = None) -> None:
    """Build the gazetteer from the data of the installed packages and the project's own.

    Example: **incidents gazetteer build**
    """
    from gazetteer.build import build as build_index
    from gazetteer.sources.packages import MissingSourceError

    path = read_settings(gazetteer=output).gazetteer
    began = time.monotonic()
    try:
        unresolved = build_index(path, lambda step: tell(f"    {time.monotonic() - began:5.1f} s  {step}"))
    except MissingSourceError as error:
        raise Missing(str(error), "Install the data first: make setup") from None
    for note in unresolved:
        tell(f"    note: {note}")
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")
