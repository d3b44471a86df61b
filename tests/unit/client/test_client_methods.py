"""The generator of the client's methods, on a document smaller and odder than the contract."""

from pathlib import Path

import pytest

import hornbook
from hornbook.errors import BY_STATUS

CODEGEN = Path(__file__).resolve().parents[3] / "codegen"

PIPES = {
    "type": "object",
    "properties": {
        "pipes": {"type": "array", "items": {"$ref": "#/components/schemas/Pipe"}},
        "more": {"type": "string"},
    },
}
DOCUMENT = {
    "paths": {
        "/xapi/{ownerId}/pipes": {
            "parameters": [
                {"name": "more", "in": "query", "schema": {"type": "string"}},
                {"name": "ownerId", "in": "path", "required": True, "schema": {"type": "integer"}},
            ],
            "get": {
                "operationId": "getXAPIPipes",
                "summary": "List the pipes",
                "parameters": [
                    {"name": "X-Since", "in": "header", "schema": {"type": "string", "format": "date-time"}}
                ],
                "responses": {"200": {"$ref": "#/components/responses/Pipes"}, "404": {}},
            },
        }
    },
    "components": {
        "responses": {"Pipes": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pipes"}}}}},
        "schemas": {"Pipe": {"type": "object"}, "Pipes": PIPES},
    },
}

METHODS = '''
    async def get_xapi_pipes(
        self, owner_id: int, *, more: str | None = None, x_since: datetime | None = None
    ) -> models.Pipes:
        """List the pipes.

        Raises NotFound.
        """
        call = Call(
            method="GET", path=f"/xapi/{segment(owner_id)}/pipes", query={"more": more}, headers={"X-Since": x_since}
        )
        return await self._transport.value(call, models.Pipes)

    async def iter_xapi_pipes(self, owner_id: int, *, x_since: datetime | None = None) -> AsyncIterator[models.Pipe]:
        """The items of all pages of get_xapi_pipes, one after the other."""
        page = await self.get_xapi_pipes(owner_id, x_since=x_since)
        for item in page.pipes or ():
            yield item
        while page.more:
            page = await self.get_xapi_pipes(owner_id, more=page.more)
            for item in page.pipes or ():
                yield item
'''


@pytest.fixture
def generator(monkeypatch):
    monkeypatch.syspath_prepend(str(CODEGEN))
    import client_methods  # noqa: PLC0415 importable only with codegen/ on the path

    return client_methods


def test_an_operation_becomes_a_method_and_a_paged_one_an_iterator_too(generator):
    (text,) = generator.render(DOCUMENT).values()

    assert text.endswith(METHODS)
    compile(text, "_operations.py", "exec")


def test_a_list_of_two_kinds_is_not_paged(generator):
    two = PIPES | {"properties": PIPES["properties"] | {"taps": {"type": "array", "items": {"type": "string"}}}}
    components = DOCUMENT["components"] | {"schemas": {"Pipes": two}}

    (text,) = generator.render(DOCUMENT | {"components": components}).values()

    assert "iter_" not in text


def test_documented_errors_are_those_the_client_raises(generator):
    assert {status: getattr(hornbook, name) for status, name in generator.ERRORS.items()} == BY_STATUS
