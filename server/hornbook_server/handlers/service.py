"""The service itself: is it there, what is it, and tokens for it."""

from datetime import timedelta
from importlib.metadata import version

from hornbook_contract.models import AboutSchema, ApplicationToken, PingSchema, StringResultSchema, TokenRequestSchema
from hornbook_server.domain.application import Caller
from hornbook_server.handlers.wire import given, parse_date, timestamp
from hornbook_server.services import tokens
from hornbook_server.services.hornbook import Hornbook


def ping(hornbook: Hornbook, caller: Caller) -> PingSchema:
    return PingSchema(api_message=f"API is up for {caller.app_id}.", current_time=timestamp(hornbook.now()))


def about(_hornbook: Hornbook, _caller: Caller) -> AboutSchema:
    return AboutSchema(version=version("hornbook"), distribution="Hornbook")


def issue_token(hornbook: Hornbook, caller: Caller, *, scope: str, expiration: int) -> ApplicationToken:
    """Scopes are separated by blanks."""
    token = tokens.issue(
        hornbook.secret_key, caller.app_id, scope.split(), lifetime=timedelta(seconds=expiration), now=hornbook.now()
    )
    return ApplicationToken(access_token=token, expires_in=expiration, token_type="Bearer")  # noqa: S106 a scheme's name


def create_token(hornbook: Hornbook, caller: Caller, body: TokenRequestSchema) -> StringResultSchema:
    permissions = body.permissions
    token = tokens.issue_until(
        hornbook,
        caller,
        given(permissions.scopes) or [],
        expiry=parse_date(body.expiry),
        application=given(permissions.application_name),
    )
    return StringResultSchema(result=token)
