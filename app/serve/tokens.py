"""Whose request it is: ``Authorization: Bearer …``."""

from __future__ import annotations

from starlette.requests import Request

from app.serve.problems import Problem
from app.serve.service import Service
from app.store.results import Token

LONGEST = 200


async def token_of(request: Request, service: Service) -> Token | None:
    """The request's token, None without one. Raises Problem (401) for one that is unknown or revoked."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    kind, _, secret = header.partition(" ")
    secret = secret.strip()
    if kind.lower() == "bearer" and 0 < len(secret) <= LONGEST and secret.isascii() and secret.isprintable():
        token = await service.threads.run(lambda: service.store.tokens.check(secret), service.settings.query_timeout)
        if token is not None and token.revoked_at is None:
            return token
    raise Problem(
        401,
        "The token is unknown or revoked.",
        mend="Send Authorization: Bearer TOKEN with a token made by `incidents token create`, or none at all.",
        headers={"WWW-Authenticate": 'Bearer realm="incidents", error="invalid_token"'},
    )
