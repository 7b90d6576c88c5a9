"""Flags that several commands share. A flag that is not given leaves the variable ``INCIDENTS_…`` or the default."""

from __future__ import annotations

from typing import Annotated

import typer

Database = Annotated[
    str | None,
    typer.Option("--database", help="Address of the database.  [INCIDENTS_DATABASE_URL]", show_default=False),
]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that read articles.")]
