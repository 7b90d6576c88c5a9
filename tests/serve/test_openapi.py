from __future__ import annotations

from openapi_spec_validator import validate
from starlette.testclient import TestClient

from app.serve.parameters import PARAMETERS
from app.serve.routes import all_operations


def test_the_document_is_valid_openapi_3_0(client: TestClient) -> None:
    document = client.get("/api").json()
    assert document["openapi"].startswith("3.0")
    validate(document)


def test_it_shows_every_route_and_the_limits_that_clients_read(client: TestClient) -> None:
    document = client.get("/api").json()
    for operation in all_operations():
        assert (operation.method.lower() in document["paths"].get(operation.path, {})) != operation.hidden
    parameters = document["paths"]["/collections/incidents/items"]["get"]["parameters"]
    limit = next(one for one in parameters if one["name"] == "limit")
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1_000}


def test_operation_ids_are_unique() -> None:
    ids = [operation.id for operation in all_operations()]
    assert len(set(ids)) == len(ids)


def test_every_parameter_is_used_by_some_route() -> None:
    used = {name for operation in all_operations() for name in operation.parameters}
    assert used == set(PARAMETERS)
