"""Who receives the progress of a registration, and in what form."""

from urllib.parse import urlencode

from msgspec import Struct

from hornbook_server.domain.postback import JSON
from hornbook_server.services.targets import basic_authorization

_FORM = "application/x-www-form-urlencoded; charset=UTF-8"


class Receiver(Struct, frozen=True, kw_only=True):
    """`form`: user name and password are fields of a form beside the progress, otherwise they are HTTP Basic."""

    url: str
    form: bool = False
    user_name: str = ""
    password: str = ""


class Message(Struct, frozen=True, kw_only=True):
    """`authorization` is the value of that header, empty without."""

    content_type: str
    authorization: str
    body: bytes


def message_to(receiver: Receiver, progress: bytes) -> Message:
    """`progress` is JSON."""
    if receiver.form:
        fields = {"data": progress, "userName": receiver.user_name, "password": receiver.password}
        return Message(content_type=_FORM, authorization="", body=urlencode(fields).encode())
    user, password = receiver.user_name.encode(), receiver.password.encode()
    basic = basic_authorization(user, password) if user or password else ""
    return Message(content_type=JSON, authorization=basic, body=progress)
