"""``incidents serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Database
from app.settings import read_settings


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on.  [INCIDENTS_HOST]", show_default=False)
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.  [INCIDENTS_PORT]", show_default=False)] = None,
    workers: Annotated[
        int | None, typer.Option(help="Serving processes.  [INCIDENTS_WORKERS]", show_default=False)
    ] = None,
    database: Database = None,
) -> None:
    """Serve the map and the data until Ctrl-C.

    Example: **incidents serve --host 0.0.0.0 --port 8000 --database sqlite:///incidents.db**
    """
    from app.main import run

    run(read_settings(database_url=database, host=host, port=port, workers=workers))
