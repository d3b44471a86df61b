"""Credentials of applications, as their management has them."""

from hornbook_contract.models import CredentialListSchema, CredentialRequestSchema, CredentialSchema
from hornbook_server.domain.application import Caller, Credential
from hornbook_server.handlers.wire import given, timestamp
from hornbook_server.services.credentials import (
    change_credential,
    create_credential,
    delete_credential,
    list_credentials,
)
from hornbook_server.services.hornbook import Hornbook


def create(hornbook: Hornbook, _caller: Caller, child_app_id: str, body: CredentialRequestSchema) -> CredentialSchema:
    credential, secret = create_credential(
        hornbook.database,
        child_app_id,
        name=given(body.name) or "",
        active=given(body.active) is not False,
        now=hornbook.now(),
    )
    shown = _to_wire(credential)
    shown.credential = secret
    return shown


def list_all(hornbook: Hornbook, _caller: Caller, child_app_id: str) -> CredentialListSchema:
    credentials = list_credentials(hornbook.database, child_app_id)
    return CredentialListSchema(credentials=[_to_wire(credential) for credential in credentials])


def update(
    hornbook: Hornbook, _caller: Caller, child_app_id: str, credential_id: str, body: CredentialRequestSchema
) -> None:
    change_credential(
        hornbook.database,
        child_app_id,
        credential_id,
        name=given(body.name),
        active=given(body.active),
        now=hornbook.now(),
    )


def delete(hornbook: Hornbook, _caller: Caller, child_app_id: str, credential_id: str) -> None:
    delete_credential(hornbook.database, child_app_id, credential_id)


def _to_wire(credential: Credential) -> CredentialSchema:
    return CredentialSchema(
        id=credential.id,
        name=credential.name,
        status="Active" if credential.active else "Inactive",
        created=timestamp(credential.created),
        updated=timestamp(credential.updated),
    )
