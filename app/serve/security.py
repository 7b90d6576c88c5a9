"""Headers that keep readers safe, and who may frame and read the service from other sites."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings


def page_policy(settings: Settings, ancestors: tuple[str, ...] = ("'none'",)) -> str:
    """Content-Security-Policy of pages: scripts and styles are files of this service, never inline."""
    tiles = tiles_origin(settings.tiles_url)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob: {tiles}".rstrip(),
            f"connect-src 'self' {tiles}".rstrip(),
            "font-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {' '.join(ancestors)}",
        )
    )


def tiles_origin(address: str) -> str:
    """The host that tiles come from, as a CSP source; {s} stands for any name before a domain. Empty: none."""
    if not address:
        return ""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def embed_policy(settings: Settings) -> str:
    """The policy of /embed: those of the setting may frame it, and always the service's own map (preview)."""
    allowed = settings.frame_ancestors
    return page_policy(settings, tuple(dict.fromkeys(("'self'", *allowed))) if "'none'" not in allowed else ("'self'",))


class SafeHeaders:
    """Puts the headers on every answer that does not bring its own."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """``app``: what answers."""
        self._app = app
        headers = {
            "Content-Security-Policy": page_policy(settings),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        self._headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message.setdefault("headers", [])
                names = {name for name, _ in own}
                message["headers"] = [*own, *[header for header in self._headers if header[0] not in names]]
            await send(message)

        await self._app(scope, receive, safely)
