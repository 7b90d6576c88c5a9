"""``incidents token``: who may write."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from app.cli.options import Database
from app.cli.output import tell
from app.settings import read_settings

commands = typer.Typer(help="Tokens for writing; only their hashes are kept.", no_args_is_help=True)


class Scope(StrEnum):
    """What a token allows; admin allows all."""

    read = "read"
    ingest = "ingest"
    review = "review"
    admin = "admin"


@commands.command()
def create(
    scope: Annotated[Scope, typer.Option(help="What it allows.")],
    name: Annotated[str, typer.Option(help="Whose it is; reviews are signed with it.")] = "cli",
    database: Database = None,
) -> None:
    """Make a token and print it, this once, as the last line.

    Example: **incidents token create --scope ingest --name newsroom**
    """
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url)
    secret = store.tokens.create(name, scope.value)
    store.close()
    tell(f"A token for {scope.value}, named {name}. It is shown only now; send it as: Authorization: Bearer …")
    print(secret)


@commands.command("list")
def list_(database: Database = None) -> None:
    """List all tokens, without their secrets.

    Example: **incidents token list**
    """
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url)
    for token in store.tokens.list():
        state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else "valid"
        print(f"{token.id}\t{token.scope}\t{token.name}\tmade {token.created_at:%Y-%m-%d}\t{state}")
    store.close()


@commands.command()
def revoke(
    number: Annotated[int, typer.Argument(help="Its number in `incidents token list`.")], database: Database = None
) -> None:
    """Make a token worthless.

    Example: **incidents token revoke 3**
    """
    from app.store.store import Store

    store = Store.open(read_settings(database_url=database).database_url)
    store.tokens.revoke(number)
    store.close()
    print(f"token {number} is worthless now")
