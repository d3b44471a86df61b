"""The contract as installed code: the bundled OpenAPI document and the models generated from it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


def openapi_bytes() -> bytes:
    return files(__name__).joinpath("openapi.json").read_bytes()


@cache
def openapi_document() -> dict[str, Any]:
    """The bundled document, read once: callers share it and must not change it."""
    document: dict[str, Any] = json.loads(openapi_bytes())
    return document


@cache
def lrs_document() -> dict[str, Any]:
    """The bundled document of the record store, read once: callers share it and must not change it."""
    document: dict[str, Any] = json.loads(files(__name__).joinpath("lrs.json").read_bytes())
    return document
