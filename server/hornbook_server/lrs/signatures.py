"""Signed statements (xAPI 1.0.3 Data, 2.6)."""

from collections.abc import Mapping
from typing import Any

import orjson
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.likeness import alike
from hornbook_server.domain.xapi import Json
from hornbook_server.storage.attachments import Attached

_USAGE = "http://adlnet.gov/expapi/attachments/signature"
_OCTETS = "application/octet-stream"
_ALGORITHMS = ["RS256", "RS384", "RS512"]
_CERTIFICATE = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n"


def check(statement: Json, attached: Mapping[str, Attached]) -> None:
    """Raises Invalid for a signature that is none, or is not of this statement."""
    for attachment in statement.get("attachments", ()):
        if attachment["usageType"] == _USAGE:
            if attachment["contentType"] != _OCTETS:
                raise _invalid(f"contentType must be {_OCTETS}, not {attachment['contentType']}")
            sent = attached.get(attachment["sha2"])
            if sent is None:
                raise _invalid("the signature must be sent beside the statement")
            _check_signature(statement, sent.data)


def _check_signature(statement: Json, signature: bytes) -> None:
    try:
        found = jws.extract_compact(signature)
        header: dict[str, Any] = found.headers()
        payload = orjson.loads(found.payload)
    except (JoseError, ValueError) as error:
        raise _invalid(f"is not a JWS of a JSON object: {error}") from None
    if header.get("alg") not in _ALGORITHMS:
        raise _invalid(f"its algorithm must be one of {', '.join(_ALGORITHMS)}, not {header.get('alg')}")
    if "x5c" in header:
        _verify(signature, header["x5c"])
    if not isinstance(payload, dict) or not _signs(payload, statement):
        raise _invalid("what it signs is not this statement")


def _verify(signature: bytes, chain: list[str]) -> None:
    """With the key of the first certificate, which the signature carries with it (Data, 2.6)."""
    try:
        key = RSAKey.import_key(_CERTIFICATE.format(chain[0]))
        jws.deserialize_compact(signature, key, algorithms=_ALGORITHMS)
    except (JoseError, ValueError, IndexError, TypeError) as error:
        raise _invalid(f"does not verify with the certificate that it names: {error}") from None


def _signs(payload: Json, statement: Json) -> bool:
    """Whether it is the statement as it was before it was signed."""
    if not {"actor", "verb", "object"} <= payload.keys():
        return False
    identifier = statement.get("id") or payload.get("id") or ""
    return alike(_unsigned({"id": identifier} | payload), _unsigned({"id": identifier} | statement))


def _unsigned(statement: Json) -> Json:
    others = [each for each in statement.get("attachments", ()) if each.get("usageType") != _USAGE]
    rest = {name: value for name, value in statement.items() if name != "attachments"}
    return rest | {"attachments": others} if others else rest


def _invalid(reason: str) -> Invalid:
    return Invalid(f"attachments: the signature of the statement: {reason} (Data, 2.6)")
