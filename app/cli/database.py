"""``incidents db``: keeping the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Database
from app.errors import InputError
from app.settings import read_settings

commands = typer.Typer(help="Keep the database.", no_args_is_help=True)


@commands.command()
def upgrade(database: Database = None) -> None:
    """Bring the schema to this program's version; a new database is made.

    Example: **incidents db upgrade --database sqlite:///incidents.db**
    """
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url, upgrade=True)
    print(f"schema {store.keeping.upgrade()}")
    store.close()


@commands.command()
def backup(path: Annotated[Path, typer.Argument(help="Where the copy goes.")], database: Database = None) -> None:
    """Write a consistent copy while others read and write.

    Example: **incidents db backup incidents-2026-11-24.db**
    """
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url)
    store.keeping.backup(str(path))
    store.close()
    print(f"{path}: {path.stat().st_size:,} bytes")


@commands.command()
def restore(
    path: Annotated[Path, typer.Argument(help="A copy that `backup` wrote.")], database: Database = None
) -> None:
    """Put a copy in the place of the database; stop the service first.

    Example: **incidents db restore incidents-2026-11-24.db**
    """
    from app.store.keeping import restore as put_back

    target = _file_of(read_settings(database_url=database).database_url)
    put_back(str(path), str(target))
    print(f"{target} is {path} now")


def _file_of(url: str) -> Path:
    if not url.startswith("sqlite:///") or url == "sqlite:///":
        raise InputError("only an SQLite file can be restored so", "For PostgreSQL use pg_restore.")
    return Path(url.removeprefix("sqlite:///"))


@commands.command()
def check(database: Database = None) -> None:
    """Say what is wrong with the database; exit status 1 if anything is.

    Example: **incidents db check**
    """
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url)
    faults = store.keeping.check()
    articles = store.articles.count()
    store.close()
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    print(f"all is well: {articles:,} articles")


@commands.command()
def purge(
    article: Annotated[str, typer.Argument(help="Id of the article.")],
    why: Annotated[str, typer.Option(help="The reason, kept with the tombstone.")],
    who: Annotated[str, typer.Option(help="Who orders it, kept with the tombstone.")],
    database: Database = None,
) -> None:
    """Erase the text and the quotes of an article everywhere, for good.

    Example: **incidents db purge 0123456789abcdef0123456789abcdef --who "Legal desk" --why "takedown by its author"**
    """
    from app.merge.incidents import RuleMerge
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url)
    store.keeping.purge(article, who, why, RuleMerge())
    store.close()
    print(f"article {article} is erased")
