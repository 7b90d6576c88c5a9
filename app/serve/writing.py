"""Articles in: read at once without storing (/extract), or stored (/articles; many as a job)."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import re
import uuid
from typing import Any

import orjson
from starlette.responses import Response

from app.errors import IncidentsError
from app.model.article import Article
from app.serve.call import Call
from app.serve.inbox import DESCRIBED, JSON_MEND, KINDS, article_in, article_of
from app.serve.operation import Operation, PathPart
from app.serve.parameters import KEY
from app.serve.problems import Problem, wrong
from app.serve.schemas import ACKNOWLEDGED, EXTRACTION, JOB, array, maybe, obj
from app.store.errors import StoreError
from app.store.facts import facts_of
from app.store.render import view_bytes
from app.store.results import Acknowledged, Job
from app.wire import toponym_to_json

LOG = logging.getLogger("incidents.serve")
PUBLISHED = r"^(\s*|\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?)$"
BEAT_SECONDS = 10.0
STEP = 20
"""After so many articles a job's state is written."""
DAY = {"type": "string", "pattern": PUBLISHED, "format": "day"}
LINE = {"type": "string", "pattern": r"^[^\x00-\x08\x0e-\x1b]*$"}
ARTICLE = obj(
    {
        "text": {"type": "string", "minLength": 1, "pattern": r"\S", "format": "running-text"},
        "title": maybe({**LINE, "maxLength": 1000}),
        "published": maybe(DAY),
        "source": maybe({**LINE, "maxLength": 300}),
        "url": maybe({**LINE, "maxLength": 4000}),
        "language": maybe({**LINE, "maxLength": 35}),
    },
    "text",
)
PAGE = {"type": "string", "minLength": 1}
ONE = {"application/json": ARTICLE, **dict.fromkeys(KINDS[1:], PAGE)}
MANY = {**ONE, "application/json": {"oneOf": [ARTICLE, array({"type": "object"}, minItems=1, maxItems=1000)]}}
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same batch gives the same job.",
    "schema": {"type": "string", "pattern": f"^{KEY}$"},
}
JOB_ID = PathPart("id", "Id of the job.")


def operations() -> list[Operation]:
    """The routes of this module."""
    return [
        Operation(
            id="extract",
            method="POST",
            path="/extract",
            summary="What the extractor finds in a text; nothing is stored",
            handler=extract,
            tag="articles",
            parameters=DESCRIBED,
            limits="extracts",
            body=ONE,
            schema=EXTRACTION,
            errors=(413, 415, 422, 504),
        ),
        Operation(
            id="postArticles",
            method="POST",
            path="/articles",
            summary="Read and store an article, or several as a job",
            handler=post,
            tag="articles",
            parameters=DESCRIBED,
            scope="ingest",
            limits="writes",
            body=MANY,
            headers=(IDEMPOTENCY,),
            schema={"oneOf": [ACKNOWLEDGED, JOB]},
            good=201,
            also=(200, 202),
            errors=(413, 415, 422, 504, 507),
        ),
        Operation(
            id="getJob",
            method="GET",
            path="/jobs/{id}",
            summary="State of a batch",
            handler=job,
            tag="articles",
            path_parts=(JOB_ID,),
            scope="ingest",
            schema=JOB,
            errors=(404,),
        ),
    ]


async def extract(call: Call) -> Response:
    """POST /extract."""
    if not call.service.settings.open_extract and call.token is None:
        raise Problem(401, "This needs a token.", mend="Send Authorization: Bearer TOKEN.", headers=CHALLENGE)
    article = await article_in(call, call.service.readers, verbatim=True)
    if isinstance(article, list):
        raise Problem(422, "The body is a list.", mend="Send one article; POST /articles takes several.")
    found = await call.service.extraction.extract(article)
    reports = [view_bytes(article, report, facts_of(article, report)) for report in found.reports]
    toponyms = orjson.dumps([toponym_to_json(toponym) for toponym in found.toponyms])
    text = (
        orjson.dumps(article.text) if call.request.headers.get("content-type", "").startswith("text/html") else b"null"
    )
    return call.body(b'{"toponyms":' + toponyms + b',"reports":[' + b",".join(reports) + b'],"text":' + text + b"}")


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="incidents"'}


async def post(call: Call) -> Response:
    """POST /articles."""
    key = call.request.headers.get("idempotency-key", "0")
    if not re.fullmatch(KEY, key):
        raise wrong("Idempotency-Key", key, "cannot be read", "Use 1 to 100 letters, digits, and _ . : -.")
    given = await article_in(call, call.service.readers, verbatim=False)
    if isinstance(given, list):
        return await _batch(call, given)
    done = await store_article(call, given)
    place = call.address(f"/collections/articles/items/{done.article_id}")
    return call.json(_acknowledged(done), 201 if done.created else 200, {"Location": place})


async def store_article(call: Call, article: Article, patient: bool = False) -> Acknowledged:
    """Extract and store one article; when this returns, it is on the disk."""
    service = call.service
    found = await service.extraction.extract(article, patient)
    return await call.write(service.store.add, article, found.reports, service.merge)


def _acknowledged(done: Acknowledged) -> dict[str, Any]:
    return {
        "article_id": done.article_id,
        "created": done.created,
        "reports": done.reports,
        "incidents": list(done.incidents),
        "seq": done.seq,
    }


async def _batch(call: Call, rows: list[Any]) -> Response:
    most = call.service.settings.max_batch
    if not 0 < len(rows) <= most:
        raise Problem(422, f"The batch has {len(rows)} articles, not 1 to {most}.", mend="Send it in parts.")
    if not all(isinstance(row, dict) for row in rows):
        raise Problem(422, "The batch holds what is no JSON object.", mend=JSON_MEND)
    key = call.request.headers.get("idempotency-key")
    who = call.token.id if call.token else 0
    digest = hashlib.sha256(orjson.dumps([who, key, rows])).hexdigest()[:32] if key else uuid.uuid4().hex
    job = await call.write(call.service.store.jobs.create, len(rows), digest)
    if job.state == "queued":
        task = asyncio.create_task(_run(call, job.id, rows))
        call.service.tasks.add(task)
        task.add_done_callback(call.service.tasks.discard)
    return call.json(_job(job), 202, {"Location": call.address(f"/jobs/{job.id}")})


async def _run(call: Call, job_id: str, rows: list[Any]) -> None:
    """Work a batch off, one article after another; what cannot be read is told in the job's errors."""
    jobs = call.service.store.jobs
    errors: list[dict[str, object]] = []
    beating = asyncio.create_task(_beat(call, job_id))
    try:
        await call.write(jobs.update, job_id, "running", 0, errors)
        for number, row in enumerate(rows, 1):
            try:
                article = article_of(row, call.service.readers, verbatim=False)
                await store_article(call, article, patient=True)
            except (Problem, IncidentsError, StoreError) as error:
                errors.append({"index": number - 1, "detail": str(error)[:500]})
            if number % STEP == 0:
                await call.write(jobs.update, job_id, "running", number, errors)
        await call.write(jobs.update, job_id, "done", len(rows), errors)
    except Exception:
        LOG.exception("job %s failed", job_id)
        await call.write(jobs.update, job_id, "failed", 0, errors)
    finally:
        beating.cancel()


async def _beat(call: Call, job_id: str) -> None:
    """A job that is no longer touched counts as failed: its server is gone."""
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        with contextlib.suppress(StoreError, Problem):
            await call.write(call.service.store.jobs.touch, job_id)


async def job(call: Call) -> Response:
    """GET /jobs/{id}."""
    found = await call.thread(call.service.store.jobs.get, call.request.path_params["id"])
    return call.json(_job(found), headers={"Cache-Control": "no-store"})


def _job(found: Job) -> dict[str, Any]:
    return {
        "id": found.id,
        "state": found.state,
        "total": found.total,
        "done": found.done,
        "errors": list(found.errors),
        "created_at": found.created_at.isoformat(timespec="seconds") + "Z",
        "updated_at": found.updated_at.isoformat(timespec="seconds") + "Z",
    }
