"""Request bodies: their size, their kind, and the articles in them."""

from __future__ import annotations

from typing import Any

import orjson

from app.errors import InputError
from app.model.article import Article
from app.serve.call import Call
from app.serve.problems import Problem
from app.serve.readers import Readers

KINDS = ("application/json", "text/plain", "text/html", "application/xhtml+xml")
JSON_MEND = 'Send JSON as {"text": "…", "published": "2023-09-14", "title": "…", "source": "…"}.'
TEXT_MEND = "Send running text in UTF-8, or a page that holds it."
DESCRIBED = ("title", "published", "source", "url", "language")
"""What may be said of a text or page beside it, as query parameters."""


def kind_of(call: Call) -> str:
    """Media type of the body. Raises Problem (415)."""
    given = call.request.headers.get("content-type", "application/json")
    kind = given.split(";")[0].strip().lower()
    if call.request.headers.get("content-encoding", "identity") != "identity":
        raise Problem(415, "Content-Encoding: packed bodies are not taken.", mend="Send it unpacked.")
    accepted = call.operation.body
    if kind not in accepted:
        mend = f"Send one of {', '.join(accepted)}."
        raise Problem(415, "Content-Type: is not taken here", parameter="Content-Type", value=given, mend=mend)
    return kind


async def json_of(call: Call) -> Any:
    """The body as JSON. Raises Problem (400, 413, 415)."""
    kind_of(call)
    body = await call.request.body()
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Problem(400, f"The body is no JSON: {str(error)[:200]}", mend=JSON_MEND) from None


def article_of(row: Any, readers: Readers, verbatim: bool) -> Article:
    """An article from a JSON object. Raises Problem (422) with what is wrong in it."""
    if not isinstance(row, dict):
        raise Problem(422, "The body is no JSON object.", mend=JSON_MEND)
    try:
        return readers.row(row, verbatim)
    except InputError as error:
        raise Problem(422, str(error), mend=error.mend or JSON_MEND) from None


async def article_in(call: Call, readers: Readers, verbatim: bool) -> Article | list[Any]:
    """The article in the body, or the list of JSON objects where it is a batch."""
    kind = kind_of(call)
    if kind == "application/json":
        row = await json_of(call)
        return row if isinstance(row, list) else article_of(row, readers, verbatim)
    data = await call.request.body()
    about = {name: _said(call.query.get(name)) for name in DESCRIBED if call.query.get(name) is not None}
    read = readers.text if kind == "text/plain" else readers.html
    try:
        return await call.thread(read, data, about)
    except InputError as error:
        raise Problem(422, str(error), mend=error.mend or TEXT_MEND) from None


def _said(value: Any) -> str:
    """A parameter as text; ``source`` is a list elsewhere."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)
