"""The reviewers' word over HTTP: written with the version that the reviewer saw, answered 409 where it moved on."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from app.serve.call import Call
from app.serve.inbox import json_of
from app.serve.incidents import ID, read_version, version_tag
from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.problems import Problem
from app.serve.reviewbody import review_body
from app.serve.schemas import COUNT, TEXT, array, obj
from app.store.errors import Invalid
from app.store.results import Review
from app.store.reviews import ACTIONS

REVIEW = obj(
    {"id": COUNT, "report_id": TEXT, "action": TEXT, "value": {"type": "object"}, "who": TEXT, "why": TEXT, "at": TEXT}
)
WRITTEN = obj({"review": REVIEW, "version": COUNT})
LISTED = obj({"reviews": array(REVIEW)})
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "ETag of the report's incident as the reviewer saw it.",
    "schema": {"type": "string", "pattern": '^(W/)?"[0-9]{1,18}(-[a-z]{1,20})?"$'},
}
MEND = 'Send {"report_id": "…", "action": "move", "value": {"lat": 0, "lon": 0}, "why": "…"}.'


def operations() -> list[Operation]:
    """The routes of this module."""
    return [
        Operation(
            id="postReview",
            method="POST",
            path="/reviews",
            summary="Confirm, move, retype, redate, link, reject, grade, note, tag or undo",
            handler=post,
            tag="reviews",
            scope="review",
            limits="writes",
            body={"application/json": review_body()},
            headers=(IF_MATCH,),
            schema=WRITTEN,
            good=201,
            errors=(404, 409, 413, 415, 422, 428, 507),
        ),
        Operation(
            id="getReviews",
            method="GET",
            path="/reviews",
            summary="Reviews in order of writing",
            handler=listing,
            tag="reviews",
            parameters=("since", "limit"),
            scope="review",
            schema=LISTED,
        ),
        Operation(
            id="getIncidentReviews",
            method="GET",
            path="/collections/incidents/items/{id}/reviews",
            summary="Reviews of an incident's reports",
            handler=of_incident,
            tag="reviews",
            path_parts=(ID,),
            scope="review",
            schema=LISTED,
            errors=(404, 410),
        ),
    ]


async def post(call: Call) -> Response:
    """POST /reviews."""
    version = read_version(call.request.headers.get("if-match"))
    body = await json_of(call)
    if not isinstance(body, dict):
        raise Problem(422, "The body is no JSON object.", mend=MEND)
    action, report_id = body.get("action"), body.get("report_id")
    value, why = body.get("value", {}), body.get("why", "")
    if action not in ACTIONS:
        raise Problem(422, "action: is not known", parameter="action", value=action, mend=f"Use {', '.join(ACTIONS)}.")
    if not isinstance(report_id, str) or not isinstance(value, dict) or not isinstance(why, str):
        raise Problem(422, "report_id and why are texts, value is an object.", mend=MEND)
    assert call.token is not None
    service = call.service
    add = service.store.reviews.add
    try:
        review, now = await call.write(add, report_id, action, value, call.token.name, why, version, service.merge)
    except Invalid as error:
        raise Problem(422, str(error), mend=MEND) from None
    tag = version_tag(now, Media.GEOJSON, call.service.store.query.stamp())
    return call.json({"review": _shown(review), "version": now}, 201, {"ETag": tag})


async def listing(call: Call) -> Response:
    """GET /reviews."""
    limit = call.query.get("limit", 100)
    found = await call.thread(call.service.store.reviews.list, limit, call.query.get("since", 0))
    return call.json({"reviews": [_shown(one) for one in found]})


async def of_incident(call: Call) -> Response:
    """GET /collections/incidents/items/{id}/reviews."""
    found = await call.thread(call.service.store.reviews.of_incident, call.request.path_params["id"])
    return call.json({"reviews": [_shown(one) for one in found]})


def _shown(one: Review) -> dict[str, Any]:
    return {
        "id": one.id,
        "report_id": one.report_id,
        "action": one.action,
        "value": one.value,
        "before": one.before,
        "why": one.why,
        "who": one.who,
        "at": one.at.isoformat(timespec="seconds") + "Z",
        "undone_by": one.undone_by,
        "flagged": one.flagged,
    }
