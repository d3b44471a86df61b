"""Credentials for the record store of the calling application."""

from typing import Any, Final

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    StringResultSchema,
    XapiCredentialAuthTypeSchema,
    XapiCredentialPermissionsLevelSchema,
    XapiCredentialPostSchema,
    XapiCredentialSchema,
    XapiCredentialsListSchema,
)
from hornbook_server.domain.application import Caller
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi_credential import (
    NewXapiCredential,
    PermissionsLevel,
    XapiCredential,
    XapiCredentialMore,
)
from hornbook_server.handlers.named_lists import named_query
from hornbook_server.handlers.wire import Answer, given, page_size, total_count
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.xapi_credentials import (
    create_xapi_credential,
    delete_xapi_credential,
    set_xapi_credential,
)

_BASIC: Final = "BASICAUTH"


def create(hornbook: Hornbook, caller: Caller, body: XapiCredentialPostSchema) -> StringResultSchema:
    created = create_xapi_credential(hornbook.database, caller.app_id, _from_wire(body), now=hornbook.now())
    return StringResultSchema(result=created)


def replace(hornbook: Hornbook, caller: Caller, xapi_credential_id: str, body: XapiCredentialPostSchema) -> None:
    set_xapi_credential(hornbook.database, caller.app_id, xapi_credential_id, _from_wire(body), now=hornbook.now())


def get(hornbook: Hornbook, caller: Caller, xapi_credential_id: str) -> XapiCredentialSchema:
    with hornbook.database.read() as stored:
        return _to_wire(stored.xapi_credentials.get(caller.app_id, xapi_credential_id))


def list_page(
    hornbook: Hornbook, caller: Caller, *, more: str | None = None, include_total_count: bool = False, **asked: Any
) -> Answer:
    """A page; `more` brings its own filters, so those beside it are left alone."""
    if more is None:
        query, after = named_query(**asked), None
    else:
        place = read_more(hornbook.secret_key, caller.app_id, more, XapiCredentialMore)
        query, after = place.query, place.after
    with hornbook.database.read() as stored:
        page = stored.xapi_credentials.page(caller.app_id, query, after=after, limit=page_size(query.since))
        counted = include_total_count and more is None
        total = stored.xapi_credentials.count(caller.app_id, query) if counted else None
    token: str | UnsetType = UNSET
    if page.next is not None:
        token = write_more(hornbook.secret_key, caller.app_id, XapiCredentialMore(query, page.next))
    shown = XapiCredentialsListSchema(xapi_credentials=[_to_wire(each) for each in page.items], more=token)
    return Answer(shown, total_count(total))


def delete(hornbook: Hornbook, caller: Caller, xapi_credential_id: str) -> None:
    delete_xapi_credential(hornbook.database, caller.app_id, xapi_credential_id)


def _from_wire(body: XapiCredentialPostSchema) -> NewXapiCredential:
    """Raises Invalid for OAuth."""
    auth = given(body.auth.xapi_credential_auth_type) or _BASIC
    if auth != _BASIC:
        raise Invalid(
            f"auth.xapiCredentialAuthType: {auth} (OAuth 1.0) is not spoken by the record store; give {_BASIC}"
        )
    return NewXapiCredential(
        name=body.name,
        info=given(body.info),
        secret=body.secret,
        enabled=body.is_enabled,
        level=PermissionsLevel(given(body.permissions_level.xapi_credential_permissions_level) or "DEFAULT"),
    )


def _to_wire(credential: XapiCredential) -> XapiCredentialSchema:
    return XapiCredentialSchema(
        id=credential.id,
        name=credential.name,
        info=UNSET if credential.info is None else credential.info,
        secret=credential.secret,
        is_enabled=credential.enabled,
        auth=XapiCredentialAuthTypeSchema(xapi_credential_auth_type=_BASIC),
        permissions_level=XapiCredentialPermissionsLevelSchema(
            xapi_credential_permissions_level=credential.level.value
        ),
    )
