"""The two routes that a collection of features has: its items, and one of them."""

from __future__ import annotations

from app.serve.media import Media
from app.serve.operation import Handler, Operation, PathPart
from app.serve.schemas import FEATURE, FEATURE_COLLECTION

FORMS = (Media.GEOJSON, Media.HTML)


def items_and_item(
    name: str,
    part: PathPart,
    summaries: tuple[str, str],
    handlers: tuple[Handler, Handler],
    parameters: tuple[tuple[str, ...], tuple[str, ...]],
) -> list[Operation]:
    """``name``: of the collection, in the plural; ``part``: what tells one item; the pairs are for items and item."""
    title, path = name.capitalize(), f"/collections/{name}/items"
    return [
        Operation(
            id=f"get{title}",
            method="GET",
            path=path,
            summary=summaries[0],
            handler=handlers[0],
            tag=name,
            media=FORMS,
            parameters=parameters[0],
            schema=FEATURE_COLLECTION,
        ),
        Operation(
            id=f"get{title.removesuffix('s')}",
            method="GET",
            path=f"{path}/{{{part.name}}}",
            summary=summaries[1],
            handler=handlers[1],
            tag=name,
            media=FORMS,
            parameters=parameters[1],
            path_parts=(part,),
            schema=FEATURE,
            errors=(404,),
        ),
    ]
