"""Links between the parts of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.serve.media import Media

if TYPE_CHECKING:
    from app.serve.call import Call

Link = dict[str, str]


def link(rel: str, href: str, media: Media, title: str) -> Link:
    """One link."""
    kind = media.type if media is Media.OPENAPI else media.essence
    return {"rel": rel, "href": href, "type": kind, "title": title}


def alternates(call: Call) -> list[Link]:
    """``self`` and the same thing in its other forms."""
    found = [link("self", call.here(f=call.media.word if len(call.operation.media) > 1 else None), call.media, "This")]
    for media in call.operation.media:
        if media is not call.media:
            found.append(link("alternate", call.here(f=media.word, after=None), media, f"As {media.word}"))
    return found
