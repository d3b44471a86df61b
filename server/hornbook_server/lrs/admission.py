"""Who may use the record store of an application."""

import base64
import binascii
from collections.abc import Callable

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.xapi import Json, lrs_of_application
from hornbook_server.domain.xapi_credential import PermissionsLevel, XapiCredential
from hornbook_server.lrs.store import Store
from hornbook_server.services.credentials import authenticate
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.xapi_credentials import authenticate_xapi

_CHALLENGE = (b"WWW-Authenticate", b'Basic realm="Hornbook", charset="UTF-8"')


def of_applications(hornbook: Hornbook) -> Callable[[str, str], Store]:
    """Admits a normal application, by its id and a secret of its own, and credentials made for its store."""

    def admit(name: str, authorization: str) -> Store:
        user, secret = credentials_of(authorization)
        if "\0" in name:
            raise unauthorized()
        credential = authenticate_xapi(hornbook.database, name, user, secret) if user != name else None
        if credential is not None:
            return store_of(name, credential)
        kind = authenticate(hornbook.database, user, secret)
        if kind is None:
            raise unauthorized()
        if kind is not ApplicationKind.NORMAL or user != name:
            raise Refused(403, f"Application [{user}] may not use the records of [{name}].")
        return store_of(name)

    def store_of(app_id: str, credential: XapiCredential | None = None) -> Store:
        return Store(
            database=hornbook.database,
            lrs=lrs_of_application(app_id),
            authority=_authority(hornbook.public_url, app_id, credential),
            address=f"/lrs/{app_id}",
            secret_key=hornbook.secret_key,
            now=hornbook.now,
            credential=credential.id if credential else "",
            level=credential.level if credential else PermissionsLevel.ROOT,
        )

    return admit


def _authority(home_page: str, app_id: str, credential: XapiCredential | None) -> Json:
    """An account of this service: the application, or a credential by the name that it goes by (Data, 2.4.9)."""
    account = {"homePage": home_page, "name": credential.id if credential else app_id}
    name = {"name": credential.name} if credential and credential.name else {}
    return {"objectType": "Agent", **name, "account": account}


def credentials_of(authorization: str) -> tuple[str, str]:
    """The user and password of a Basic Authorization header. Raises Refused 401."""
    scheme, _, credentials = authorization.partition(" ")
    try:
        user, separator, secret = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise unauthorized() from None
    if scheme.lower() != "basic" or not separator or "\0" in user:
        raise unauthorized()
    return user, secret


def unauthorized() -> Refused:
    return Refused(401, "Authorization Required: Basic, with the credentials of this record store.", _CHALLENGE)
